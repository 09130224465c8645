"""Which agreements allow a use of an asset, in the order in which they count."""

from bisect import bisect_left

from optimizer.bookings.intervals import Interval, contains
from optimizer.bookings.problem import Agreement, Asset, Problem, Request


def covering(problem: Problem, organisation: str, asset: Asset) -> list[Agreement]:
    """Agreements that let the organisation use the asset at some time: the cheapest rate first, then by id."""
    return [
        agreement
        for agreement in problem.agreements_between.get((organisation, asset.owner), ())
        if (agreement.kinds is None or asset.kind in agreement.kinds)
        and (agreement.assets is None or asset.id in agreement.assets)
    ]


def allowing(problem: Problem, request: Request, asset: Asset, start: int) -> list[Agreement]:
    """Those of `covering` whose windows (if any) contain every occurrence from this start."""
    occurrences = request.occurrences(start)
    return [
        agreement
        for agreement in covering(problem, request.organisation, asset)
        if agreement.windows is None
        or all(_lies_within(problem.agreed_times[agreement.id], occurrence) for occurrence in occurrences)
    ]


def _lies_within(spans: list[Interval], occurrence: Interval) -> bool:
    """Whether one of the merged intervals contains the occurrence."""
    at = bisect_left(spans, (occurrence[0] + 1,)) - 1
    return at >= 0 and contains(spans[at], occurrence)


def minutes_per_asset(request: Request) -> int:
    """What one asset of the request uses up of an agreement's cap: duration × occurrences."""
    return request.duration_minutes * len(request.repeats)
