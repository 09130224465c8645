"""What it would cost to serve a request that a plan declines: who would have to move, and who would lose out.

price_of(problem, solution, request_id, *, seconds=0.5) -> Price | None
"""

import time

from optimizer.bookings.index import PlanIndex, UnknownRequest
from optimizer.bookings.local import decide
from optimizer.bookings.problem import Problem
from optimizer.bookings.score import parts_of
from optimizer.bookings.solution import Placement, Price, Solution
from optimizer.bookings.vicinity import vicinity

SECONDS = 0.5
# Tried one after the other while there is time: the wider the circle, the lower the price may be.
CIRCLES = ((1, 12), (2, 24), (2, 40))
# A wider circle is not begun with less of the time left.
NEXT = 0.6


def price_of(
    problem: Problem, solution: Solution, request_id: str, *, seconds: float = SECONDS
) -> Price | None:
    """The least that accepting a declined request costs, by deciding it anew with those around it.

    None if no way was found in so many seconds, or there is none.

    Raises UnknownRequest.
    """
    if request_id not in problem.request_by_id:
        raise UnknownRequest(f"The problem has no request “{request_id}”.")
    until = time.monotonic() + seconds
    index, best = PlanIndex(problem, solution.placements), None
    looked_at: list[str] = []
    for hops, most in CIRCLES:
        circle = vicinity(index, [request_id], hops=hops, most=most)
        circle += _waiting_for(solution, circle)[: most // 2]
        left = until - time.monotonic()
        if circle == looked_at or left < seconds * NEXT:
            break
        looked_at = circle
        found = decide(problem, solution.placements, circle, seconds=left, accepting=request_id)
        if found is not None:
            price = _compared(problem, solution, request_id, circle, found.placements, found.is_proven)
            best = price if best is None or price.points < best.points else best
    return best


def _waiting_for(solution: Solution, circle: list[str]) -> list[str]:
    """Who else was declined because of one in the circle: what is left over may do for them."""
    near = set(circle)
    return [
        entry.request
        for entry in solution.declined
        if entry.request not in near and not near.isdisjoint(entry.blockers)
    ]


def _compared(
    problem: Problem,
    solution: Solution,
    request_id: str,
    circle: list[str],
    found: tuple[Placement, ...],
    is_proven: bool,
) -> Price:
    before = {placement.request: placement for placement in solution.placements}
    after = {name: placement for name, placement in before.items() if name not in circle}
    after |= {placement.request: placement for placement in found}
    return Price(
        points=solution.score - parts_of(problem, after.values()).score,
        placement=after[request_id],
        moved=tuple(n for n in circle if n in before and n in after and not _same(before[n], after[n])),
        declined=tuple(name for name in circle if name in before and name not in after),
        accepted=tuple(n for n in circle if n in after and n not in before and n != request_id),
        is_proven=is_proven,
    )


def _same(one: Placement, other: Placement) -> bool:
    groups = ([sorted(group) for group in placement.assets] for placement in (one, other))
    return one.start == other.start and next(groups) == next(groups)
