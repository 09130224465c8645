"""Bids as a document's lots, offers and rebates."""

from collections.abc import Iterable
from typing import Any

from partners.refusals import Refused
from procurement.models import Bid, BidLine, Discount, Scenario
from procurement.months import months_between
from procurement.planning.identifiers import lot_id, offer_id

DIRECT = "direct"


def orderable_months(scenario: Scenario, bid: Bid) -> tuple[int, int]:
    """The months (from, until before) of the horizon in which a bid takes orders; equal when there are none.

    Both the lot's term and the bid's validity bound them.
    """
    procurement, lot = scenario.procurement, bid.lot
    starts = [procurement.first_month, bid.valid_from, lot.term_from if lot else None]
    ends = [procurement.end_month, bid.valid_to, lot.term_to if lot else None]
    first = months_between(procurement.first_month, max(month for month in starts if month))
    end = months_between(procurement.first_month, min(month for month in ends if month))
    return first, max(first, end)


def lots_of(
    scenario: Scenario, bids: Iterable[Bid], parties: set[str], spent_elsewhere: dict[int, int]
) -> list[dict[str, Any]]:
    """One lot for each bid; orders only where the lot's term and the bid's validity allow.

    parties: codes of the authorities planned for; others are left out of `entitled`.
    spent_elsewhere: pence of goods other awards in force have ordered, by lot key.
    """
    return [_lot(scenario, bid, parties, spent_elsewhere) for bid in bids]


def _lot(scenario: Scenario, bid: Bid, parties: set[str], spent_elsewhere: dict[int, int]) -> dict[str, Any]:
    lot = bid.lot
    first, end = orderable_months(scenario, bid)
    ceiling, entitled = None, None
    if lot is not None:
        if lot.ceiling_pence is not None:
            ceiling = max(0, lot.ceiling_pence - lot.spent_pence - spent_elsewhere.get(lot.pk, 0))
        named = {authority.code for authority in lot.entitled.all()}
        entitled = sorted(named & parties) if named else None
    return {
        "id": lot_id(bid),
        "framework": lot.framework.code if lot else DIRECT,
        "supplier": bid.supplier.code,
        "from_month": first,
        "to_month": end,
        "ceiling_pence": ceiling,
        "entitled": entitled,
    }


def offer_of(scenario: Scenario, line: BidLine, parties: set[str]) -> dict[str, Any]:
    """A bid line as an offer; a line without tiers is refused.

    parties: codes of the authorities planned for; others are left out of `valid_for`.
    """
    tiers = sorted(line.tiers.all(), key=lambda tier: tier.from_quantity)
    if not tiers or tiers[0].from_quantity > 1:
        raise Refused(
            "bid_line_without_price",
            f"{line.item} from {line.bid.supplier} has no price for the first unit. Add a tier from 1.",
            status=422,
        )
    if not scenario.apply_tiers:
        tiers = tiers[:1]
    named = {authority.code for authority in line.valid_for.all()}
    return {
        "id": offer_id(line),
        "lot": lot_id(line.bid),
        "item": line.item.code,
        "tiers": [{"from_quantity": tier.from_quantity, "price_e4": tier.price_e4} for tier in tiers],
        "tier_kind": line.tier_kind,
        "minimum": line.minimum,
        "multiple": line.multiple,
        "capacity_per_month": capacity_of(scenario, line),
        "lead_months": line.lead_months,
        "valid_for": sorted(named & parties) if named else None,
    }


def capacity_of(scenario: Scenario, line: BidLine) -> int | None:
    """Units a month: the bid's capacity and, where it states its own volume, the scenario's volume limit.

    The own volume is that of the whole horizon, so its limit is spread evenly over the months, rounded up.
    """
    limits = [] if line.capacity_per_month is None else [line.capacity_per_month]
    if line.own_volume is not None and scenario.volume_limit_permille is not None:
        parts = 1000 * scenario.procurement.months
        limits.append(-(-line.own_volume * scenario.volume_limit_permille // parts))
    return min(limits) if limits else None


def rebates_of(scenario: Scenario, bids: list[Bid]) -> list[dict[str, Any]]:
    """Discounts on a supplier's spend as its rebate; a discount the document cannot say is refused."""
    if not scenario.apply_tiers:
        return []
    by_supplier: dict[str, list[Discount]] = {}
    for bid in bids:
        discounts = list(bid.discounts.all())
        only_bid = sum(other.supplier_id == bid.supplier_id for other in bids) == 1
        refusal = discount_refusal(bid, discounts, only_bid=only_bid)
        if refusal:
            raise Refused("discount_cannot_be_planned", refusal, status=422)
        by_supplier.setdefault(bid.supplier.code, []).extend(discounts)
    return [
        {
            "supplier": supplier,
            "tiers": [
                {"from_pence": threshold, "permille": permille}
                for threshold, permille in sorted({(d.threshold, d.permille) for d in discounts})
            ],
        }
        for supplier, discounts in sorted(by_supplier.items())
        if discounts
    ]


def discount_refusal(bid: Bid, discounts: Iterable[Discount], *, only_bid: bool) -> str:
    """Why these discounts of a bid cannot be planned, with the remedy, or "".

    A discount on a lot's spend is the same as one on the supplier's spend when the supplier has no other bid here.
    """
    for discount in discounts:
        if discount.basis == Discount.Basis.QUANTITY:
            return (
                f"{bid.supplier} gives a discount by quantity across items. The plan can follow discounts by spend "
                "and price tiers by quantity on one item: ask the supplier to state it in one of these ways."
            )
        if discount.scope == Discount.Scope.LOT and not only_bid:
            return (
                f"{bid.supplier} gives a discount on the spend of one lot and bids elsewhere too. The plan can "
                "follow a discount on all the supplier's spend: ask the supplier to state it that way."
            )
    return ""
