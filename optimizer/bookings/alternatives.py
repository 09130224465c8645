"""Placements that are free in a plan: nearest first, outside the windows or on assets further away."""

from collections import Counter
from collections.abc import Iterator

from optimizer.bookings.index import PlanIndex, clear_of_itself, wanted_start
from optimizer.bookings.problem import Asset, Request
from optimizer.bookings.solution import Alternative

MOST = 3
STARTS = 400
ASSETS = 24


def alternatives(index: PlanIndex, request: Request) -> tuple[Alternative, ...]:
    """Up to three free placements: other times on assets in reach, or assets out of reach at the times wanted."""
    near = _candidates(index, request, within_reach=True)
    found = list(_free(index, request, near, index.starts_around(request, STARTS))) if near else []
    far = _candidates(index, request, within_reach=False)
    if far and far != near:
        found += _free(index, request, far, iter(index.starts(request)[:STARTS]))

    def distance(alternative: Alternative) -> tuple[int, int]:
        minutes = sum(
            index.minutes_to(request, index.problem.asset_by_id[name]) or 0
            for group in alternative.assets
            for name in group
        )
        return abs(alternative.start - wanted_start(request)) + minutes, alternative.start

    return tuple(sorted(dict.fromkeys(found), key=distance)[:MOST])


def _candidates(index: PlanIndex, request: Request, *, within_reach: bool) -> list[list[Asset]] | None:
    """For each need the nearest assets that fit and may be used; None if some need has too few."""
    groups = []
    for number, need in enumerate(request.needs):
        fit = index.in_reach(request, number)
        if not within_reach:
            fit = [asset for asset in index.fitting(need) if index.may_use(request, asset)]
            fit = [asset for asset in fit if index.minutes_to(request, asset) is not None]
            fit.sort(key=lambda asset: (index.minutes_to(request, asset) or 0, asset.id))
        if len(fit) < need.count:
            return None
        groups.append(fit[: ASSETS + need.count])
    return groups


def _free(
    index: PlanIndex, request: Request, candidates: list[list[Asset]], starts: Iterator[int]
) -> Iterator[Alternative]:
    found = 0
    for start in starts:
        assets = free_assets(index, request, candidates, start)
        if assets is not None:
            yield Alternative(start=start, assets=assets)
            found += 1
            if found == MOST:
                return


def free_assets(
    index: PlanIndex, request: Request, candidates: list[list[Asset]], start: int
) -> tuple[tuple[str, ...], ...] | None:
    """The first assets of each need that are open, allowed, with room and free from this start, or None."""
    chosen: dict[str, Asset] = {}
    used: Counter[str] = Counter()
    groups = []
    for need, assets in zip(request.needs, candidates, strict=True):
        group: list[str] = []
        for asset in assets:
            if len(group) == need.count:
                break
            if asset.id in chosen or not chosen.keys().isdisjoint(asset.conflicts_with):
                continue
            if not clear_of_itself(request, asset) or not index.is_open(request, asset, start):
                continue
            if index.in_the_way(request, asset, start) or not _allowed(index, request, asset, start, used):
                continue
            chosen[asset.id] = asset
            group.append(asset.id)
        if len(group) < need.count:
            return None
        groups.append(tuple(group))
    return tuple(groups)


def _allowed(index: PlanIndex, request: Request, asset: Asset, start: int, used: Counter[str]) -> bool:
    agreements = index.agreements_for(request, asset, start)
    if agreements is None:
        return True
    minutes = request.duration_minutes * len(request.repeats)
    for agreement in agreements:
        cap = agreement.cap_minutes
        if cap is None or index.used[agreement.id] + used[agreement.id] + minutes <= cap:
            used[agreement.id] += minutes
            return True
    return False
