"""What a quantity costs under an offer's tiers, and how a sum of pence is shared out to the penny."""

from collections.abc import Sequence
from typing import NamedTuple

from optimizer.batches.problem import Offer

E4_PER_PENNY = 100


class Segment(NamedTuple):
    """Quantities `low`…`high` of one order line, over which goods cost `fixed_e4 + price_e4 × quantity`.

    Of these, `served_low`…`served_high` are allocated to demand; a tier as offered leaves that open.
    """

    low: int
    high: int
    fixed_e4: int
    price_e4: int
    served_low: int = 1
    served_high: int = 10**9

    def cost_e4(self, quantity: int) -> int:
        """Goods cost of a quantity in hundredths of a penny."""
        return self.fixed_e4 + self.price_e4 * quantity


def round_half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` to the nearest whole number, halves up. The denominator is positive."""
    return (2 * numerator + denominator) // (2 * denominator)


def share_out(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in whole parts proportional to `weights`, by largest remainder (Hamilton's method).

    The parts sum to `total` exactly. Equal remainders favour the earlier part; where all weights are nought
    the parts are as equal as they can be. Weights are not negative and at least one is given.
    """
    if not any(weights):
        weights = [1] * len(weights)
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: -remainders[index])
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


def segments(offer: Offer) -> list[Segment]:
    """The tiers of an offer as segments of the order's quantity; the last is open to 10**9 units.

    `all_units`: the tier the quantity reaches sets the price of every unit. `incremental`: each unit has the
    price of the tier it falls in, so a tier that starts at 30 prices the 30th unit and those after it.
    """
    found = []
    paid_before_e4 = 0
    for index, tier in enumerate(offer.tiers):
        low = max(1, tier.from_quantity)
        last = index + 1 == len(offer.tiers)
        high = 10**9 if last else offer.tiers[index + 1].from_quantity - 1
        fixed_e4 = paid_before_e4 - tier.price_e4 * (low - 1) if offer.tier_kind == "incremental" else 0
        paid_before_e4 += tier.price_e4 * (high - low + 1)
        if high >= low:
            found.append(Segment(low, high, fixed_e4, tier.price_e4))
    return found


def goods_e4(offer: Offer, quantity: int) -> int:
    """Goods cost of an order line in hundredths of a penny, before rounding."""
    if offer.tier_kind == "all_units":
        reached = [tier.price_e4 for tier in offer.tiers if tier.from_quantity <= quantity]
        return reached[-1] * quantity if reached else 0
    paid_e4, left = 0, quantity
    for tier in reversed(offer.tiers):
        units = left - max(1, tier.from_quantity) + 1
        if units > 0:
            paid_e4 += units * tier.price_e4
            left -= units
    return paid_e4


def goods_pence(offer: Offer, quantity: int) -> int:
    """Goods cost of an order line, rounded half up to the penny."""
    return round_half_up(goods_e4(offer, quantity), E4_PER_PENNY)


def legal_quantity(offer: Offer, allocated: int) -> int | None:
    """The cheapest quantity that may be ordered to cover the allocated units; None beyond the capacity."""
    multiple, capacity = offer.multiple, offer.capacity_per_month
    least = -(-max(allocated, offer.minimum, 1) // multiple) * multiple
    if capacity is not None and least > capacity:
        return None
    # To go on to a cheaper tier can pay only where that tier's price is for all units.
    further = offer.tiers if offer.tier_kind == "all_units" else ()
    starts = (-(-tier.from_quantity // multiple) * multiple for tier in further if tier.from_quantity > least)
    quantities = [least, *(start for start in starts if capacity is None or start <= capacity)]
    if len(quantities) == 1:
        return least
    return min(quantities, key=lambda quantity: (goods_pence(offer, quantity), quantity))
