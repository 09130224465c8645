"""What it would cost to serve a request that a plan declines: who would have to move, and who would lose out.

price_of(problem, solution, request_id, *, seconds=0.5) -> Price | None
"""

import time
from itertools import chain

from optimizer.bookings.index import PlanIndex, UnknownRequest
from optimizer.bookings.local import Local, decide
from optimizer.bookings.problem import Problem
from optimizer.bookings.score import accepted_values, costs_of, fairness, requested_values
from optimizer.bookings.solution import Placement, Price, Solution
from optimizer.bookings.vicinity import vicinity

SECONDS = 0.5
# Tried one after the other while there is time: the wider the circle, the lower the price may be.
CIRCLES = ((1, 12), (2, 24), (2, 40))
# A wider circle takes about so many times as long as the one before.
GROWTH = 4
# The share of the time after which nothing more is looked for.
LOOKING = 0.8


def price_of(
    problem: Problem, solution: Solution, request_id: str, *, seconds: float = SECONDS
) -> Price | None:
    """The least that accepting a declined request costs, by deciding it anew with those around it.

    None if no way was found in so many seconds, or there is none.

    Raises UnknownRequest.
    """
    if request_id not in problem.request_by_id:
        raise UnknownRequest(f"The problem has no request “{request_id}”.")
    until = time.monotonic() + LOOKING * seconds
    index, best = PlanIndex(problem, solution.placements), None
    looked_at: list[str] = []
    took = 0.0
    for hops, most in CIRCLES:
        began = time.monotonic()
        circle = vicinity(index, [request_id], hops=hops, most=most)
        circle += _waiting_for(solution, circle)[: most // 2]
        if circle == looked_at or until - began < GROWTH * took:
            break
        looked_at = circle
        found = decide(index, circle, until=until, accepting=request_id)
        if found is not None:
            price = _compared(index, request_id, circle, found)
            best = price if best is None or price.points < best.points else best
        took = time.monotonic() - began
    return best


def _waiting_for(solution: Solution, circle: list[str]) -> list[str]:
    """Who else was declined because of one in the circle: what is left over may do for them."""
    near = set(circle)
    return [
        entry.request
        for entry in solution.declined
        if entry.request not in near and not near.isdisjoint(entry.blockers)
    ]


def _compared(index: PlanIndex, request_id: str, circle: list[str], found: Local) -> Price:
    before = index.placements
    after = {placement.request: placement for placement in found.placements}
    return Price(
        points=_worth(index, circle, {n: before[n] for n in circle if n in before})
        - _worth(index, circle, after),
        placement=after[request_id],
        moved=tuple(n for n in circle if n in before and n in after and not _same(before[n], after[n])),
        declined=tuple(name for name in circle if name in before and name not in after),
        accepted=tuple(n for n in circle if n in after and n not in before and n != request_id),
        is_proven=found.is_proven,
    )


def _worth(index: PlanIndex, circle: list[str], placed: dict[str, Placement]) -> int:
    """The score of the plan with the circle placed like this, but for what all others cost."""
    problem = index.problem
    freed = set(circle)
    others = (name for name in index.placements if name not in freed)
    accepted = accepted_values(problem, chain(others, placed))
    costs = costs_of(problem, [problem.request_by_id[name] for name in circle], placed)
    prize = fairness(problem.weights, requested_values(problem), accepted)
    return sum(accepted.values()) + prize - sum(costs.values())


def _same(one: Placement, other: Placement) -> bool:
    groups = ([sorted(group) for group in placement.assets] for placement in (one, other))
    return one.start == other.start and next(groups) == next(groups)
