"""Cuts a map where few requests reach across: assets that all hang together become territories of a size to search.

A cut runs from north to south or from east to west (recursive coordinate bisection, Berger and Bokhari 1987).
"""

from collections.abc import Iterator, Sequence
from math import cos, radians

import numpy as np

from optimizer.bookings.columns import Floats, Ints
from optimizer.bookings.problem import Problem

# Of the requests on either side of a cut so many at least, and no more of all that reach across it.
LEAST_SHARE, ACROSS_SHARE = 0.2, 0.1


def territories(
    places: Floats, touched: Sequence[Ints], requests: Ints, assets: Ints, most: int
) -> Iterator[Ints]:
    """The assets of each territory, so that no more than `most` requests have the middle of their reach there.

    `places` are those of all assets, `touched` the assets that each request could use, `requests` and `assets` those to divide. Where
    too many requests would reach across any cut, a territory stays larger.
    """
    cut = _cut(places, touched, requests, assets) if len(requests) > most else None
    if cut is None:
        yield assets
        return
    near_requests, near_assets = cut
    for part, own in ((near_requests, near_assets), (~near_requests, ~near_assets)):
        yield from territories(places, touched, requests[part], assets[own], most)


def places_of(problem: Problem) -> Floats:
    """Where each asset is, in degrees of latitude: north, and east."""
    sites = {site.id: site for site in problem.sites}
    at = [sites[asset.site] for asset in problem.assets]
    return np.array([[site.latitude, site.longitude * cos(radians(site.latitude))] for site in at])


def _cut(places: Floats, touched: Sequence[Ints], requests: Ints, assets: Ints) -> tuple[Ints, Ints] | None:
    """The cut that the fewest requests reach across: which requests and assets lie before it. None without a good one."""
    inside = np.zeros(len(places), dtype=bool)
    inside[assets] = True
    reach = [found[inside[found]] for found in (touched[request] for request in requests.tolist())]
    best = None
    for axis in range(places.shape[1]):
        ends = np.array(
            [
                (at.min(), at.max()) if len(at) else (np.nan, np.nan)
                for at in (places[own, axis] for own in reach)
            ]
        )
        low, high, middle = ends[:, 0], ends[:, 1], ends.mean(axis=1)
        for place in np.unique(places[assets, axis])[1:].tolist():
            near = middle < place
            across = int(((low < place) & (high >= place)).sum())
            if min(near.sum(), (~near).sum()) >= LEAST_SHARE * len(near) and (
                best is None or across < best[0]
            ):
                best = across, near, places[assets, axis] < place
    return best[1:] if best is not None and best[0] <= ACROSS_SHARE * len(requests) else None
