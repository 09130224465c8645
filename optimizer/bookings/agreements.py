"""Which agreements allow a use of an asset, in the order in which they count."""

from optimizer.bookings.intervals import contains, merged
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
        or all(
            any(contains(window, occurrence) for window in merged(agreement.windows))
            for occurrence in occurrences
        )
    ]


def minutes_per_asset(request: Request) -> int:
    """What one asset of the request uses up of an agreement's cap: duration × occurrences."""
    return request.duration_minutes * len(request.repeats)
