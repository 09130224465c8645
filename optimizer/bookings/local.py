"""Decides a few requests anew, exactly, while all others stay where a plan has them.

decide(problem, placements, freed, *, seconds, accepting=None) -> Local | None
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from optimizer.bookings.agreements import minutes_per_asset
from optimizer.bookings.bound import Relaxation
from optimizer.bookings.colouring import place_together
from optimizer.bookings.layout import Layout
from optimizer.bookings.listing import list_columns
from optimizer.bookings.naming import settle
from optimizer.bookings.plan import Plan, placement_of
from optimizer.bookings.pools import pools_of
from optimizer.bookings.problem import Agreement, Fixture, Problem, Request
from optimizer.bookings.programme import Choosing
from optimizer.bookings.solution import Placement
from optimizer.highs import Limits, run_highs

FORCED = 10**8
COLUMNS_MOST = 200_000


@dataclass(frozen=True)
class Local:
    """The placements of the freed requests, and whether no better ones beside the others are possible."""

    placements: tuple[Placement, ...]
    is_proven: bool


def decide(
    problem: Problem,
    placements: Iterable[Placement],
    freed: Iterable[str],
    *,
    seconds: float,
    accepting: str | None = None,
) -> Local | None:
    """Place the freed requests as well as possible beside the other placements; fairness apart.

    Parameters:
        accepting: one of them that has to be placed, whatever it costs.

    Returns None if that cannot be, or was not found in so many seconds.
    """
    standing = {placement.request: placement for placement in placements}
    free = dict.fromkeys(freed)
    part = _part_of(problem, standing, free)
    layout = Layout(part, pools := pools_of(part), list_columns(part, pools, out_of_time=lambda: False))
    if not 0 < layout.columns.size <= COLUMNS_MOST:
        return None
    number = {request.id: at for at, request in enumerate(part.requests)}
    if accepting is not None:
        layout.stakes[number[accepting]] += FORCED
    choosing = Choosing(Relaxation(layout), np.arange(layout.columns.size), exact=True)
    answer = run_highs(choosing.programme, Limits(seconds, gap=0.0, absolute_gap=0.5))
    if answer.values is None:
        return None
    plan = Plan(layout)
    place_together(plan, taken := choosing.taken(answer.values))
    order = [at for at in settle(plan) if part.requests[at].id in free]
    found = tuple(placement_of(layout, at, plan.placed[at]) for at in order)
    if accepting is not None and all(one.request != accepting for one in found):
        return None
    return Local(found, answer.optimal and len(found) == len(taken))


def _part_of(problem: Problem, standing: dict[str, Placement], free: dict[str, None]) -> Problem:
    """The problem of the freed requests: who else uses an asset that they may use is held, all others are left out."""
    kinds = {need.kind for name in free for need in problem.request_by_id[name].needs}
    assets = {asset.id for asset in problem.assets if asset.kind in kinds}
    assets |= {
        asset
        for name in free
        if (planned := problem.request_by_id[name].planned)
        for group in planned.assets
        for asset in group
    }
    assets |= {other for name in assets for other in problem.asset_by_id[name].conflicts_with}
    used: Counter[str] = Counter()
    held: list[Request] = []
    for name, placement in standing.items():
        if name in free:
            continue
        request = problem.request_by_id[name]
        for agreement in filter(None, placement.agreements):
            used[agreement] += minutes_per_asset(request)
        if not assets.isdisjoint(placement.flat_assets):
            fixture = Fixture(start=placement.start, assets=placement.assets)
            held.append(request.model_copy(update={"held": fixture, "planned": None}))
            assets |= set(placement.flat_assets)
    wanted = [problem.request_by_id[name] for name in free]
    fields = {name: getattr(problem, name) for name in Problem.model_fields}
    fields |= {
        "assets": tuple(
            asset.model_copy(update={"conflicts_with": tuple(n for n in asset.conflicts_with if n in assets)})
            for asset in problem.assets
            if asset.id in assets
        ),
        "agreements": tuple(_what_is_left(one, used[one.id]) for one in problem.agreements),
        "requests": (*held, *wanted),
        "weights": problem.weights.model_copy(update={"fairness_permille": 0}),
    }
    # Parts of what was found consistent are consistent.
    return Problem.model_construct(**fields)


def _what_is_left(agreement: Agreement, used: int) -> Agreement:
    if agreement.cap_minutes is None or not used:
        return agreement
    return agreement.model_copy(update={"cap_minutes": max(0, agreement.cap_minutes - used)})
