"""Shadow values: what an hour of one more asset would add to the score, by kind and hour of the day.

The prices of the bound say what one more asset in a pool is worth at each point in time (linear programming duality:
the capacity's dual). Summed over an hour of the clock and all days they tell what one more asset of a pool would earn
in that hour over the whole horizon; reported is the pool of each kind where that is most.
"""

from collections.abc import Iterable
from datetime import timedelta

import numpy as np

from optimizer.bookings.bound import Prices, Relaxation
from optimizer.bookings.columns import Ints
from optimizer.bookings.problem import Problem
from optimizer.bookings.solution import ShadowValue
from optimizer.bookings.words import WALL

HOURS = 24


def shadow_values(relaxation: Relaxation, prices: Prices) -> tuple[ShadowValue, ...]:
    """The values of half a point or more, by kind and hour; hours are those of the clock on the wall.

    They hold for a little more of an asset: of a whole one more it is worth at most so much.
    """
    layout = relaxation.layout
    hours = _hours(layout.problem, layout.columns.points)
    by_resource = np.array(
        [np.bincount(hours, weights=row[: len(hours)], minlength=HOURS) for row in prices.slots]
    ).reshape(-1, HOURS)
    found = []
    for pool in layout.pools.pools:
        worth = by_resource[list(pool.resources)].sum(axis=0)
        found += [
            ShadowValue(kind=pool.kind, hour=hour, points=round(worth[hour]), site=pool.site)
            for hour in np.flatnonzero(worth >= 0.5).tolist()
        ]
    return highest(found)


def highest(values: Iterable[ShadowValue]) -> tuple[ShadowValue, ...]:
    """The highest value of each kind and hour."""
    best: dict[tuple[str, int], ShadowValue] = {}
    for entry in values:
        key = (entry.kind, entry.hour)
        best[key] = max(entry, best.get(key, entry), key=lambda one: (one.points, one.site))
    return tuple(best[key] for key in sorted(best))


def _hours(problem: Problem, points: Ints) -> Ints:
    """The hour on the wall of each point in time."""
    return np.array(
        [(problem.starts_at + timedelta(minutes=int(minute))).astimezone(WALL).hour for minute in points],
        dtype=np.int64,
    )
