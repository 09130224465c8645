"""Who is near whom in a plan: the placed requests that stand in each other's way."""

from collections.abc import Iterable

from optimizer.bookings.index import PlanIndex
from optimizer.bookings.problem import Request
from optimizer.bookings.score import value

STARTS_EACH = 24
ASSETS_EACH = 12
USERS_EACH = 8


def vicinity(index: PlanIndex, centres: Iterable[str], *, hops: int, most: int) -> list[str]:
    """The centres and the placed requests up to so many hops away, at most so many in all, the nearest first.

    One hop leads to those who hold an asset at a time at which the request could use it (looked at are the nearest
    starts and assets), and to those who use up an agreement that it needs. Held requests are not among them: nothing moves them.
    """
    found = dict.fromkeys(centres)
    frontier = list(found)
    for _ in range(hops):
        nearer: dict[str, None] = {}
        for name in frontier:
            for other in _in_the_way_of(index, index.problem.request_by_id[name]):
                if other not in found and index.problem.request_by_id[other].held is None:
                    nearer[other] = None
        frontier = list(nearer)[: max(0, most - len(found))]
        found |= dict.fromkeys(frontier)
    return list(found)


def _in_the_way_of(index: PlanIndex, request: Request) -> dict[str, None]:
    """Those in the way of the request, who are in the way at the nearest start and asset first."""
    found: dict[str, None] = {}
    full: set[str] = set()
    for start in index.starts(request)[:STARTS_EACH]:
        for number, need in enumerate(request.needs):
            for asset in index.in_reach(request, number)[: ASSETS_EACH + need.count]:
                if not index.is_open(request, asset, start):
                    continue
                found |= dict.fromkeys(sorted(index.in_the_way(request, asset, start)))
                full |= {
                    agreement.id
                    for agreement in index.agreements_for(request, asset, start) or ()
                    if not index.has_room(request, agreement)
                }
    found |= dict.fromkeys(_least_under(index, full))
    found.pop(request.id, None)
    return found


def _least_under(index: PlanIndex, agreements: set[str]) -> list[str]:
    """Those who use the agreements, the least worth first."""
    users = [
        index.problem.request_by_id[placement.request]
        for placement in index.placements.values()
        if not agreements.isdisjoint(placement.agreements)
    ]
    users.sort(key=lambda user: (value(user, index.problem.weights), user.id))
    return [user.id for user in users[:USERS_EACH]]
