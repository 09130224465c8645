"""Bids with price tiers and discounts from an upload."""

from itertools import groupby
from typing import Any

from procurement.actions.bids import (
    LINE_FIELDS,
    add_bid_line,
    create_bid,
    edit_bid_line,
    set_discounts,
    tier_fault,
)
from procurement.models import Bid, BidLine, Discount, Lot, Supplier
from procurement.sheets.upload import Upload

TABLE = "bids"


def store_bids(upload: Upload) -> None:
    """Add or change bid lines. Rows of one supplier, lot and item are its tiers; the first states the terms."""

    def line_of(row: dict[str, Any]) -> tuple[str, ...]:
        return tuple((row[name] or "").casefold() for name in ("supplier", "framework", "lot", "item"))

    rows = sorted(upload.rows(TABLE), key=lambda row: (line_of(row), row["from_quantity"]))
    for _, group in groupby(rows, key=line_of):
        _store_line(upload, list(group))


def _store_line(upload: Upload, rows: list[dict[str, Any]]) -> None:
    first = min(rows, key=lambda row: row["row"])
    references = upload.references
    supplier, lot = references.supplier(TABLE, first), references.lot(TABLE, first)
    item = references.item(TABLE, first)
    valid_for = references.authorities_named(TABLE, first, "valid_for")
    tiers = [(row["from_quantity"], row["price_e4"]) for row in rows]
    fault = tier_fault(tiers)
    if fault:
        upload.reading.fault(TABLE, first["row"], "from_quantity", fault)
    lot_is_missing = lot is None and (first["framework"] or first["lot"])
    if supplier is None or item is None or lot_is_missing or fault:
        return
    fields = {name: first[name] for name in LINE_FIELDS if name in first}

    def store() -> None:
        bid = _bid(upload, supplier, lot, first)
        line = BidLine.objects.filter(bid=bid, item=item).first()
        if line is None:
            add_bid_line(bid=bid, item=item, tiers=tiers, valid_for=valid_for, by=upload.by, **fields)
        else:
            edit_bid_line(line=line, tiers=tiers, valid_for=valid_for, by=upload.by, **fields)

    upload.attempt(TABLE, first, store)
    upload.stored["bid lines"] += 1


def _bid(upload: Upload, supplier: Supplier, lot: Lot | None, row: dict[str, Any]) -> Bid:
    bid = Bid.objects.filter(procurement=upload.procurement, supplier=supplier, lot=lot).first()
    if bid is not None:
        return bid
    upload.stored["bids"] += 1
    return create_bid(
        procurement=upload.procurement,
        supplier=supplier,
        lot=lot,
        valid_from=row.get("valid_from"),
        valid_to=row.get("valid_to"),
        by=upload.by,
    )


def store_discounts(upload: Upload) -> None:
    """Replace the discounts of each bid that the sheet names."""
    table = "discounts"
    by_bid: dict[int, tuple[Bid, dict, list[dict]]] = {}
    for row in upload.rows(table):
        supplier, lot = upload.references.supplier(table, row), upload.references.lot(table, row)
        if supplier is None:
            continue
        bid = Bid.objects.filter(procurement=upload.procurement, supplier=supplier, lot=lot).first()
        threshold = row["threshold_pence" if row["basis"] == Discount.Basis.SPEND else "threshold_units"]
        if bid is None:
            upload.reading.fault(
                table, row["row"], "supplier", "There is no such bid.", "Add its prices to Bids first."
            )
        elif threshold is None:
            upload.reading.fault(
                table, row["row"], "basis", "The threshold is missing.", "Give From spend or From quantity."
            )
        else:
            discount = {name: row[name] for name in ("scope", "basis", "permille")} | {"threshold": threshold}
            by_bid.setdefault(bid.pk, (bid, row, []))[2].append(discount)
    for bid, row, discounts in by_bid.values():
        upload.attempt(table, row, set_discounts, bid=bid, discounts=discounts, by=upload.by)
        upload.stored["discounts"] += len(discounts)
