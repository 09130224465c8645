"""The tiers of a rebate as a programme has them: side by side, with that in which nothing is paid back."""

from math import inf
from typing import NamedTuple

from optimizer.batches.problem import Rebate


class TierRange(NamedTuple):
    """The goods of a year from a start up to an end, and the part of them that is paid back."""

    start: float
    end: float
    rate: float


def tier_ranges(rebate: Rebate, pence: float) -> list[TierRange]:
    """The tiers by their number, 0 being none, in amounts of so many `pence`; the last one has no end."""
    starts = [0.0, *(tier.from_pence / pence for tier in rebate.tiers)]
    rates = [0.0, *(tier.permille / 1000 for tier in rebate.tiers)]
    return [TierRange(*each) for each in zip(starts, [*starts[1:], inf], rates, strict=True)]
