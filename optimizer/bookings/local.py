"""Decides a few requests anew, exactly, while all others stay where a plan has them.

decide(index, freed, *, until, accepting=None) -> Local | None
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from optimizer.bookings.agreements import minutes_per_asset
from optimizer.bookings.bound import Relaxation
from optimizer.bookings.exact import best_plan
from optimizer.bookings.index import PlanIndex
from optimizer.bookings.intervals import Interval
from optimizer.bookings.layout import Layout
from optimizer.bookings.listing import list_columns
from optimizer.bookings.naming import settle
from optimizer.bookings.plan import placement_of
from optimizer.bookings.pools import pools_of
from optimizer.bookings.problem import Agreement, Fixture, Problem, Request
from optimizer.bookings.solution import Placement

COLUMNS_MOST = 200_000


@dataclass(frozen=True)
class Local:
    """The placements of the freed requests, and whether no better ones beside the others are possible."""

    placements: tuple[Placement, ...]
    is_proven: bool


def decide(
    index: PlanIndex, freed: Iterable[str], *, until: float, accepting: str | None = None
) -> Local | None:
    """Place the freed requests as well as possible beside the other placements of the plan; fairness apart.

    Parameters:
        until: when to end, by the monotonic clock.
        accepting: one of them that has to be placed, whatever it costs.

    Returns None if that cannot be, or was not found in time.
    """
    free = dict.fromkeys(freed)
    part = _part_of(index, free)
    layout = Layout(part, pools := pools_of(part), list_columns(part, pools, out_of_time=lambda: False))
    if not 0 < layout.columns.size <= COLUMNS_MOST:
        return None
    if accepting is not None:
        number = next(at for at, request in enumerate(part.requests) if request.id == accepting)
        # More than all others are worth together.
        layout.stakes[number] += int(layout.stakes.sum())
    found = best_plan(Relaxation(layout), until=until)
    if found is None:
        return None
    plan, proven = found
    score = plan.score
    order = [at for at in settle(plan) if part.requests[at].id in free]
    placements = tuple(placement_of(layout, at, plan.placed[at]) for at in order)
    if accepting is not None and all(one.request != accepting for one in placements):
        return None
    return Local(placements, proven and plan.score >= score)


def _part_of(index: PlanIndex, free: dict[str, None]) -> Problem:
    """The problem of the freed requests: of all others only those are there, held, that stand in their way."""
    problem = index.problem
    wanted = [problem.request_by_id[name] for name in free]
    assets = {
        asset.id
        for one in wanted
        for number in range(len(one.needs))
        for asset in index.in_reach(one, number)
    }
    assets |= {name for one in wanted if one.planned for name in chain(*one.planned.assets)}
    assets |= {other for name in assets for other in problem.asset_by_id[name].conflicts_with}
    held = list(_in_the_way(index, assets, free, _span(problem, wanted)))
    assets |= {name for one in held for name in index.placements[one].flat_assets}
    used = index.used.copy()
    for name in free.keys() & index.placements.keys():
        for agreement in filter(None, index.placements[name].agreements):
            used[agreement] -= minutes_per_asset(problem.request_by_id[name])
    # Parts of what was found consistent are consistent.
    return problem.altered(
        assets=tuple(
            asset.model_copy(update={"conflicts_with": tuple(n for n in asset.conflicts_with if n in assets)})
            for asset in problem.assets
            if asset.id in assets
        ),
        agreements=tuple(_what_is_left(one, used[one.id]) for one in problem.agreements),
        requests=(*(_standing(index, name) for name in held), *wanted),
        weights=problem.weights.model_copy(update={"fairness_permille": 0}),
    )


def _span(problem: Problem, wanted: list[Request]) -> Interval:
    """The time within which the requests could use assets, turnarounds before and after included."""
    turnaround = max((asset.turnaround_minutes for asset in problem.assets), default=0)
    begin = min((window[0] for one in wanted for window in one.windows), default=0)
    end = max((window[1] + max(one.repeats) for one in wanted for window in one.windows), default=0)
    return begin - turnaround, end + turnaround


def _in_the_way(index: PlanIndex, assets: set[str], free: dict[str, None], span: Interval) -> Iterator[str]:
    """Who else uses the assets within the span, each once, in the order of the plan."""
    found = {
        name
        for asset in assets
        for begin, end, name in index.calendars.get(asset, ())
        if begin < span[1] and span[0] < end and name not in free
    }
    return (name for name in index.placements if name in found)


def _standing(index: PlanIndex, name: str) -> Request:
    placement = index.placements[name]
    fixture = Fixture(start=placement.start, assets=placement.assets)
    return index.problem.request_by_id[name].model_copy(update={"held": fixture, "planned": None})


def _what_is_left(agreement: Agreement, used: int) -> Agreement:
    if agreement.cap_minutes is None or not used:
        return agreement
    return agreement.model_copy(update={"cap_minutes": max(0, agreement.cap_minutes - used)})
