"""Bids with their lines, tiers and discounts."""

from django.db.models import Prefetch, QuerySet

from partners.models import User
from procurement.models import Bid, BidLine, JointProcurement, PriceTier
from procurement.queries.procurements import visible_procurements


def bids_of(procurement: JointProcurement) -> QuerySet[Bid]:
    """The bids of a procurement with all their terms, in a fixed number of queries."""
    return with_terms(procurement.bids.all())


def visible_bids(user: User) -> QuerySet[Bid]:
    """Bids of the procurements the user's organisations lead or take part in."""
    return with_terms(Bid.objects.filter(procurement__in=visible_procurements(user)))


def with_terms(bids: QuerySet[Bid]) -> QuerySet[Bid]:
    """The bids with supplier, lot, lines, tiers, discounts and the authorities each names."""
    lines = BidLine.objects.select_related("item").prefetch_related(
        Prefetch("tiers", PriceTier.objects.order_by("from_quantity")), "valid_for"
    )
    return (
        bids.select_related("supplier", "lot__framework", "lot__supplier")
        .prefetch_related(
            Prefetch("lines", lines.order_by("pk")),
            "discounts",
            "lot__entitled",
            "supplier__delivery_charges__authority",
        )
        .order_by("pk")
    )
