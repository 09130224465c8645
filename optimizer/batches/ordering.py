"""Makes an order out of who is to get how much of an offer."""

from collections.abc import Mapping

from optimizer.batches.prices import goods_pence
from optimizer.batches.problem import Offer
from optimizer.batches.solution import Allocation, Order


def order_of(offer: Offer, month: int, units: Mapping[str, int], quantity: int) -> Order:
    """An order of so many units, of which each demand line (by id) gets its own; what is left over is surplus."""
    return Order(
        offer=offer.id,
        month=month,
        quantity=quantity,
        goods_pence=goods_pence(offer, quantity),
        allocations=tuple(Allocation(demand=line, quantity=own) for line, own in units.items()),
    )
