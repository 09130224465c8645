"""Make the model's estimate of each buyer's part of an order exact where a plan showed it to be too low.

A buyer's part of the goods is `cost(quantity) × own units / served units`, which is not linear; the model takes the
least price over a whole tier. Cutting a tier at a plan's quantity and served units leaves that plan a piece of its
own, in which the price is exact. Cut after cut, the best plan of the model becomes the best plan.
"""

from collections.abc import Collection, Iterable

from optimizer.batches.network import Network
from optimizer.batches.prices import Segment
from optimizer.batches.problem import Problem
from optimizer.batches.solution import Order

Split = tuple[str, int, int, int]  # offer, month, quantity, units served


def split_tiers(network: Network, splits: Collection[Split]) -> None:
    """Cut the tiers of the network's slots at every split."""
    for offer, month, quantity, served in splits:
        for slot in network.slots:
            if slot.offer.id == offer and slot.month == month:
                slot.tiers = [
                    piece
                    for tier in slot.tiers
                    for piece in _cut(tier, quantity, served, slot.offer.multiple)
                ]


def splits_at(problem: Problem, orders: Iterable[Order]) -> set[Split]:
    """Where a plan's parts could have been estimated too low: orders with surplus or on incremental tiers."""
    found = set()
    for order in orders:
        served = sum(allocation.quantity for allocation in order.allocations)
        if served < order.quantity or problem.offer_by_id[order.offer].tier_kind == "incremental":
            found.add((order.offer, order.month, order.quantity, served))
    return found


def _cut(tier: Segment, quantity: int, served: int, multiple: int) -> list[Segment]:
    if not (tier.low <= quantity <= tier.high and tier.served_low <= served <= tier.served_high):
        return [tier]
    at = tier._replace(low=quantity, high=quantity)
    pieces = [
        tier._replace(high=quantity - multiple),
        at._replace(served_high=served - 1),
        at._replace(served_low=served, served_high=served),
        at._replace(served_low=served + 1),
        tier._replace(low=quantity + multiple),
    ]
    return [
        piece
        for piece in pieces
        if piece.low <= piece.high and piece.served_low <= min(piece.high, piece.served_high)
    ]
