"""Names the agreement behind every use, so that the order in which placements are listed bears it out."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from optimizer.bookings.agreements import allowing
from optimizer.bookings.layout import Layout
from optimizer.bookings.plan import Choice, Plan


def settle(plan: Plan) -> list[int]:
    """Name all agreements anew and return the order in which to list the placements.

    Tried are the order of the document and the order of the agreements that the plan uses, the cheapest first,
    which repeats the plan's own names wherever they were the cheapest with room. A request that finds no room in
    the better of the two is declined.
    """
    wished = sorted(plan.placed)
    by_rate = sorted(wished, key=lambda request: (_dearest(plan.layout, plan.placed[request]), request))
    named = [_named(plan, order) for order in (wished, by_rate)]
    best = max((0, 1), key=lambda way: (sum(choice.gain for choice in named[way].values()), -way))
    order, choices = (wished, by_rate)[best], named[best]
    for request in order:
        before = plan.take(request)
        if request in choices:
            plan.put(request, before if choices[request] == before else choices[request])
    return [request for request in order if request in choices]


def _dearest(layout: Layout, choice: Choice) -> tuple[int, str]:
    named = [layout.problem.agreements[index] for index in choice.agreements if index >= 0]
    return max(((entry.rate_pence_per_hour, entry.id) for entry in named), default=(-1, ""))


def _named(plan: Plan, order: Iterable[int]) -> dict[int, Choice]:
    """The placements in this order, each asset under the cheapest agreement that still has room."""
    layout = plan.layout
    used: Counter[int] = Counter()
    number = {agreement.id: index for index, agreement in enumerate(layout.problem.agreements)}
    result: dict[int, Choice] = {}
    for request in order:
        choice, wanted = plan.placed[request], layout.problem.requests[request]
        minutes, names = int(layout.minutes[request]), []
        before = used.copy() if len(choice.agreements) > 1 else None
        for asset in () if wanted.held else chain(*choice.assets):
            thing = layout.problem.assets[asset]
            allowed = (
                (-1,)
                if thing.owner == wanted.organisation
                else (
                    number[agreement.id]
                    for agreement in allowing(layout.problem, wanted, thing, choice.start)
                )
            )
            name = next((n for n in allowed if n < 0 or _fits(layout.caps[n], used[n] + minutes)), None)
            if name is None:
                break
            names.append(name)
            if name >= 0:
                used[name] += minutes
        else:
            agreements = choice.agreements if wanted.held else tuple(names)
            gain = layout.gain(request, choice.start, choice.assets, agreements)
            result[request] = Choice(choice.start, choice.assets, agreements, gain)
            continue
        used = before if before is not None else used
    return result


def _fits(cap: int | None, minutes: int) -> bool:
    return cap is None or minutes <= cap
