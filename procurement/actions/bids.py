"""Bids, their lines with price tiers, and their discounts."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.db import transaction

from partners.audit import record
from partners.models import User
from partners.refusals import Refused
from procurement.actions.signed import change, check, check_open, locked, remove, require_lead, store
from procurement.models import (
    Bid,
    BidLine,
    ContractingAuthority,
    Discount,
    Item,
    JointProcurement,
    Lot,
    PriceTier,
    Supplier,
)
from procurement.planning import discount_refusal

BID_FIELDS = ("valid_from", "valid_to")
LINE_FIELDS = ("tier_kind", "lead_months", "minimum", "multiple", "capacity_per_month", "own_volume")
Tiers = Sequence[tuple[int, int]]


@transaction.atomic
def create_bid(
    *,
    procurement: JointProcurement,
    supplier: Supplier,
    by: User,
    lot: Lot | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Bid:
    """Record a supplier's bid, under a lot or direct; orders from `valid_from` until before `valid_to`."""
    procurement = _open_to_lead(procurement, by)
    if supplier.owner_id != procurement.lead_id:
        raise Refused(
            "not_in_catalogue",
            f"{supplier} is not in the catalogue of {procurement.lead}, which this procurement uses.",
            "supplier",
            status=422,
        )
    bid = Bid(procurement=procurement, supplier=supplier, lot=lot, valid_from=valid_from, valid_to=valid_to)
    store(bid, action="bid.created", by=by, organisation=procurement.lead)
    return bid


@transaction.atomic
def edit_bid(*, bid: Bid, by: User, **changes: Any) -> Bid:
    """Change a bid's validity (BID_FIELDS)."""
    procurement = _open_to_lead(bid.procurement, by)
    change(bid, changes, allowed=BID_FIELDS, action="bid.changed", by=by, organisation=procurement.lead)
    return bid


@transaction.atomic
def remove_bid(*, bid: Bid, by: User) -> None:
    """Take a bid out with its lines. Raises Refused `in_use` when an award rested on it."""
    procurement = _open_to_lead(bid.procurement, by)
    remove(bid, action="bid.removed", by=by, organisation=procurement.lead)


@transaction.atomic
def add_bid_line(
    *,
    bid: Bid,
    item: Item,
    tiers: Tiers,
    by: User,
    valid_for: Iterable[ContractingAuthority] = (),
    **fields: Any,
) -> BidLine:
    """Add the offer for one item.

    Parameters:
        tiers: (from_quantity, price_e4) each, rising, the first from 1.
        valid_for: authorities it is valid for; none means all.
        fields: of LINE_FIELDS.
    """
    procurement = _open_to_lead(bid.procurement, by)
    unknown = set(fields) - set(LINE_FIELDS)
    if unknown:
        raise TypeError(f"a bid line has no field called {', '.join(sorted(unknown))}")
    line = BidLine(bid=bid, item=item, **fields)
    store(line, action="bid_line.created", by=by, organisation=procurement.lead)
    line.valid_for.set(valid_for)
    _set_tiers(line, tiers, by)
    return line


@transaction.atomic
def edit_bid_line(
    *,
    line: BidLine,
    by: User,
    tiers: Tiers | None = None,
    valid_for: Iterable[ContractingAuthority] | None = None,
    **changes: Any,
) -> BidLine:
    """Change an offer's terms (LINE_FIELDS), its tiers and whom it is valid for; None leaves them."""
    procurement = _open_to_lead(line.bid.procurement, by)
    change(
        line, changes, allowed=LINE_FIELDS, action="bid_line.changed", by=by, organisation=procurement.lead
    )
    if valid_for is not None:
        line.valid_for.set(valid_for)
    if tiers is not None:
        _set_tiers(line, tiers, by)
    return line


@transaction.atomic
def remove_bid_line(*, line: BidLine, by: User) -> None:
    """Take an offer out. Raises Refused `in_use` when an award rested on it."""
    procurement = _open_to_lead(line.bid.procurement, by)
    remove(line, action="bid_line.removed", by=by, organisation=procurement.lead)


@transaction.atomic
def set_discounts(*, bid: Bid, discounts: Iterable[dict[str, Any]], by: User) -> list[Discount]:
    """Replace a bid's discounts across lines; each has `scope`, `basis`, `threshold` and `permille`.

    Raises:
        Refused: `discount_cannot_be_planned` (422) with what to ask the supplier for, `invalid`.
    """
    procurement = _open_to_lead(bid.procurement, by)
    before = _discounts_of(bid)
    rows = [Discount(bid=bid, **discount) for discount in discounts]
    only_bid = not procurement.bids.filter(supplier=bid.supplier).exclude(pk=bid.pk).exists()
    refusal = discount_refusal(bid, rows, only_bid=only_bid)
    if refusal:
        raise Refused("discount_cannot_be_planned", refusal, status=422)
    bid.discounts.all().delete()
    for row in rows:
        check(row)
        row.save()
    record(
        "bid.discounts_set",
        bid,
        by=by,
        organisation=procurement.lead,
        before={"discounts": before},
        after={"discounts": _discounts_of(bid)},
    )
    return rows


def tier_fault(tiers: Tiers) -> str:
    """What is wrong with price tiers, with the remedy, or ""."""
    starts = [start for start, _ in tiers]
    if not starts or starts[0] != 1:
        return "The first price tier starts from 1."
    if any(later <= earlier for earlier, later in pairwise(starts)):
        return "Each price tier starts at a higher quantity than the one before."
    return ""


def _set_tiers(line: BidLine, tiers: Tiers, by: User) -> None:
    fault = tier_fault(tiers)
    if fault:
        raise Refused("tiers_do_not_rise", fault, "tiers", status=422)
    before = [[tier.from_quantity, tier.price_e4] for tier in line.tiers.order_by("from_quantity")]
    line.tiers.all().delete()
    for start, price in tiers:
        tier = PriceTier(line=line, from_quantity=start, price_e4=price)
        check(tier)
        tier.save()
    record(
        "bid_line.tiers_set",
        line,
        by=by,
        organisation=line.bid.procurement.lead,
        before={"tiers": before},
        after={"tiers": [list(tier) for tier in tiers]},
    )


def _discounts_of(bid: Bid) -> list[dict[str, Any]]:
    return list(bid.discounts.order_by("pk").values("scope", "basis", "threshold", "permille"))


def _open_to_lead(procurement: JointProcurement, by: User) -> JointProcurement:
    require_lead(procurement, by)
    procurement = locked(procurement)
    check_open(procurement)
    return procurement
