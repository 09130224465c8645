"""Plans again after a loss: keeps what an earlier plan said wherever it can, and finds places for the displaced.

after_loss(problem, placements, lost, *, pinned=()) -> Problem     the earlier plan as `planned`, lost assets blocked
repaired(problem, *, seconds, should_stop=None) -> Repaired        a first answer to a problem with `planned`
what_stands(problem) -> (placements by request, ids of the displaced)
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from optimizer.bookings.agreements import minutes_per_asset
from optimizer.bookings.index import PlanIndex
from optimizer.bookings.local import decide
from optimizer.bookings.problem import Fixture, Problem, Request
from optimizer.bookings.solution import Placement, held_placements
from optimizer.bookings.vicinity import vicinity

# So many displaced are decided together, with at least so many others around them, and so many more for each.
TOGETHER, AROUND, MORE_EACH = 20, 12, 2
# From so many groups on, one that is still without a place is decided with so many others.
MANY, AROUND_ONE = 3, 40
SECONDS_EACH = 0.8


@dataclass(frozen=True)
class Repaired:
    """The placements after the repair, held ones included.

    Parameters:
        displaced: ids of the requests whose earlier placement is no longer possible.
        is_proven: whether no better way was possible without moving others than those around the displaced.
    """

    placements: tuple[Placement, ...]
    displaced: tuple[str, ...]
    is_proven: bool


def after_loss(
    problem: Problem, placements: Iterable[Placement], lost: Collection[str], *, pinned: Collection[str] = ()
) -> Problem:
    """The problem once the assets are lost for the whole horizon, with the placements as the earlier plan.

    A held booking on a lost asset may move, at its own time; `pinned` requests may not, and nor may other held ones.
    """
    at = {placement.request: placement for placement in placements}
    gone = frozenset(lost)
    requests = tuple(_planned(one, at.get(one.id), gone, one.id in pinned) for one in problem.requests)
    whole = ((0, problem.horizon_minutes),)
    assets = tuple(
        asset.model_copy(update={"blocked": whole}) if asset.id in gone else asset for asset in problem.assets
    )
    return problem.altered(requests=requests, assets=assets)


def _planned(request: Request, placement: Placement | None, gone: frozenset[str], pinned: bool) -> Request:
    if placement is None:
        return request
    fixture = Fixture(start=placement.start, assets=placement.assets)
    if pinned or (request.held and gone.isdisjoint(placement.flat_assets)):
        return request.model_copy(update={"held": fixture, "planned": None})
    if request.held is None:
        return request.model_copy(update={"planned": fixture})
    first, last = request.first_occurrence(placement.start)
    return request.model_copy(update={"held": None, "planned": fixture, "windows": ((first, last),)})


def repaired(problem: Problem, *, seconds: float, should_stop: Callable[[], bool] | None = None) -> Repaired:
    """The earlier plan where it still stands, and the displaced decided anew with those around them: group by group,
    and where there are many of these, then one by one those for whom no place was found."""
    until = time.monotonic() + seconds
    standing, displaced = what_stands(problem)
    groups, proven = _groups(problem, displaced), True
    for group, others in chain(
        ((group, AROUND + MORE_EACH * len(group)) for group in groups),
        (([name], AROUND_ONE) for name in _without_place(problem, groups, standing)),
    ):
        left = until - time.monotonic()
        if left <= 0 or (should_stop and should_stop()):
            proven = False
            break
        index = PlanIndex(problem, standing.values())
        circle = vicinity(index, group, hops=2, most=len(group) + others)
        found = decide(index, circle, until=time.monotonic() + min(left, SECONDS_EACH))
        proven &= found is not None and found.is_proven
        if found is not None:
            for name in circle:
                standing.pop(name, None)
            standing.update((placement.request, placement) for placement in found.placements)
    return Repaired(tuple(standing.values()), tuple(displaced), proven)


def _without_place(
    problem: Problem, groups: list[list[str]], standing: Mapping[str, Placement]
) -> Iterator[str]:
    """Those of many groups that have no place yet when it is their turn, the weightiest first."""
    names = chain(*groups) if len(groups) >= MANY else ()
    for name in sorted(names, key=lambda name: -problem.request_by_id[name].weight):
        if name not in standing:
            yield name


def what_stands(problem: Problem) -> tuple[dict[str, Placement], list[str]]:
    """Held and planned placements that are possible, by request, and the requests whose planned one is not."""
    standing = {placement.request: placement for placement in held_placements(problem)}
    index, displaced = PlanIndex(problem, standing.values()), []
    used: dict[str, int] = {}
    for request in problem.requests:
        if request.held or request.planned is None:
            continue
        names = _agreements(index, request, used)
        if names is None:
            displaced.append(request.id)
        else:
            standing[request.id] = _placement(request, request.planned, names)
    return standing, displaced


def _placement(request: Request, fixture: Fixture, names: list[str | None]) -> Placement:
    return Placement(request=request.id, start=fixture.start, assets=fixture.assets, agreements=tuple(names))


def _agreements(index: PlanIndex, request: Request, used: dict[str, int]) -> list[str | None] | None:
    """What allows each asset of the planned placement; None if it is no longer possible beside what is held."""
    planned, problem = request.planned, index.problem
    names: list[str | None] = []
    assert planned is not None
    minutes = minutes_per_asset(request)
    for name in chain(*planned.assets):
        asset = problem.asset_by_id[name]
        if not index.is_open(request, asset, planned.start) or index.in_the_way(
            request, asset, planned.start
        ):
            return None
        allowed = index.agreements_for(request, asset, planned.start)
        if allowed is None:
            names.append(None)
            continue
        fitting = (
            one.id
            for one in allowed
            if one.cap_minutes is None or used.get(one.id, 0) + minutes <= one.cap_minutes
        )
        agreement = next(fitting, None)
        if agreement is None:
            return None
        used[agreement] = used.get(agreement, 0) + minutes
        names.append(agreement)
    return names


def _groups(problem: Problem, displaced: list[str]) -> list[list[str]]:
    """The displaced in groups of those that are near in time, the weightiest group first."""

    def start(name: str) -> int:
        planned = problem.request_by_id[name].planned
        return planned.start if planned else 0

    ordered = sorted(displaced, key=lambda name: (start(name), name))
    groups = [ordered[at : at + TOGETHER] for at in range(0, len(ordered), TOGETHER)]
    return sorted(groups, key=lambda group: -sum(problem.request_by_id[name].weight for name in group))
