"""The rebate tiers of a supplier's year, and the rate at which staying within some of them bounds the cost best."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple

HALVINGS = 40
SAME_RATE = 1e-7
# Rates are tried in steps of half a per cent, so that what was found out in one place serves in others.
GRID = 0.005
SAME_GOODS = 1e-6

Ends = tuple[int, int]  # the lowest and the highest tier that are open


class Trial(NamedTuple):
    """What the items cost at least at a rate, and what they then spend, in pounds."""

    rate: float
    cost: float
    spent: float


@dataclass(frozen=True)
class Ladder:
    """The tiers in reach: pounds from which each holds, the first from nought; its rate; the most that can be spent."""

    starts: tuple[float, ...]
    rates: tuple[float, ...]
    most: float

    @property
    def top(self) -> int:
        return len(self.rates) - 1

    def reached(self, pounds: float, ends: Ends) -> int:
        """The tier that a sum of goods reaches, of those that are open."""
        reached = max(tier for tier, start in enumerate(self.starts) if tier == 0 or pounds >= start)
        return min(max(reached, ends[0]), ends[1])

    def granted(self, spent: float, rate: float, ends: Ends) -> float:
        """Pounds that the bound at a rate grants beyond the rebate of the tier that is reached."""
        tier = self.reached(spent, ends)
        return (rate - self.rates[tier]) * max(spent, self.starts[tier]) - self.surcharge(rate, ends)

    def surcharge(self, rate: float, ends: Ends) -> float:
        """Pounds that goods within the open tiers cost at least beyond what the rate takes off them."""
        stops = [*self.starts[1:], self.most]
        return min(
            (rate - self.rates[tier]) * pounds
            for tier in range(ends[0], ends[1] + 1)
            for pounds in (self.starts[tier], stops[tier])
        )

    def next_trial(self, tried: Sequence[Trial], ends: Ends, goal: float) -> tuple[float, float] | None:
        """The rate to try next, and the bound that it promises; None when it has been tried.

        What the items cost is concave in the rate, so the tangents of all trials bound it (Kelley 1960). The rate is
        where they leave most room; if that is more than the goal, the one next to the best trial that could meet it.
        """

        def promise(rate: float) -> float:
            tangents = (trial.cost - trial.spent * (rate - trial.rate) for trial in tried)
            return min(tangents) + self.surcharge(rate, ends)

        best = max(_corners(tried, self.rates), key=promise)
        near = max((trial.rate for trial in tried), key=promise)
        if promise(near) < goal < promise(best):
            for _ in range(HALVINGS):
                middle = (near + best) / 2
                near, best = (middle, best) if promise(middle) < goal else (near, middle)
        best = round(best / GRID) * GRID
        if any(abs(best - trial.rate) < SAME_RATE for trial in tried):
            return None
        return best, promise(best)


def _corners(tried: Sequence[Trial], rates: Sequence[float]) -> set[float]:
    """Where the highest bound can be: where two tangents meet, or at a tier's own rate."""
    corners = {0.0, 1.0, *rates}
    for one, other in combinations(tried, 2):
        if abs(one.spent - other.spent) > SAME_GOODS:
            lines = [trial.cost + trial.spent * trial.rate for trial in (one, other)]
            corners.add((lines[0] - lines[1]) / (one.spent - other.spent))
    return {rate for rate in corners if 0.0 <= rate <= 1.0}


def ladder(tiers: Sequence[tuple[float, float]], most: float) -> Ladder:
    """The ladder of tiers (pounds from, rate) of which no more than `most` pounds can be spent."""
    within = [(0.0, 0.0), *((start, rate) for start, rate in tiers if start <= most)]
    assert all(one[0] <= other[0] for one, other in pairwise(within))
    return Ladder(tuple(start for start, _ in within), tuple(rate for _, rate in within), most)
