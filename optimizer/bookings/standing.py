"""An earlier plan as a start: which of its placements are still possible."""

from collections.abc import Iterable

from optimizer.bookings.colour import columns_taken
from optimizer.bookings.layout import Layout
from optimizer.bookings.plan import Choice
from optimizer.bookings.solution import Placement


def standing(layout: Layout, placements: Iterable[Placement]) -> dict[int, Choice]:
    """The placements by request number whose columns are among those of the layout. They may clash."""
    problem = layout.problem
    number = {request.id: index for index, request in enumerate(problem.requests)}
    agreements = {agreement.id: index for index, agreement in enumerate(problem.agreements)}
    found: dict[int, Choice] = {}
    for placement in placements:
        request, names = number.get(placement.request), placement.flat_assets
        if request not in layout.options or not layout.asset_index.keys() >= set(names):
            continue
        groups = tuple(tuple(layout.asset_index[name] for name in group) for group in placement.assets)
        counts = [need.count for need in problem.requests[request].needs]
        if [len(group) for group in groups] != counts or len(placement.agreements) != len(names):
            continue
        named = tuple(-1 if name is None else agreements.get(name, -2) for name in placement.agreements)
        gain = layout.gain(request, placement.start, groups, tuple(max(-1, index) for index in named))
        choice = Choice(placement.start, groups, named, gain)
        if columns_taken(layout, request, choice):
            found[request] = choice
    return found
