"""Prices paid from an upload: baselines, and on request needs and contracts that others may call off."""

import re
from typing import Any, NamedTuple

from procurement.actions.catalogue import create_supplier
from procurement.actions.participation import invite_authority
from procurement.actions.signed import check_open, locked, require_lead
from procurement.models import (
    Baseline,
    Bid,
    BidLine,
    ContractingAuthority,
    DemandLine,
    Item,
    PriceTier,
    Supplier,
)
from procurement.months import months_after
from procurement.names import folded_name
from procurement.sheets.needs import Buyers
from procurement.sheets.upload import Upload

TABLE = "prices"


class PricePaid(NamedTuple):
    """A complete row: `written` is the authority's name as the file has it."""

    row: dict[str, Any]
    authority: ContractingAuthority
    item: Item
    written: str
    price_e4: int
    quantity: int


def store_baselines(upload: Upload) -> None:
    """Record what authorities pay alone; a price recorded already is changed."""
    prices = _complete(upload, quantity_needed=False)
    if not prices:
        return
    check_open(locked(upload.procurement))
    buyers = Buyers(upload)
    for price in prices:
        upload.attempt(TABLE, price.row, buyers.check, price.authority)
    if upload.reading.ok:
        _add_baselines(upload, prices, source="")


def store_contracts(upload: Upload) -> None:
    """Make buyers, needs, baselines and contracts of the prices. Only the procurement's lead may."""
    require_lead(upload.procurement, upload.by)
    upload.procurement = locked(upload.procurement)
    check_open(upload.procurement)
    prices = _complete(upload, quantity_needed=True)
    _refuse_stored_already(upload, prices)
    if not upload.reading.ok:
        return
    taking_part = set(upload.procurement.participations.values_list("authority", flat=True))
    for price in prices:
        if price.authority.pk not in taking_part:
            taking_part.add(price.authority.pk)
            upload.attempt(
                TABLE,
                price.row,
                invite_authority,
                procurement=upload.procurement,
                authority=price.authority,
                by=upload.by,
            )
            upload.stored["buyers"] += 1
    if upload.reading.ok:
        _add_needs(upload, prices)
        _add_baselines(upload, prices, source=None)
        _add_contracts(upload, prices)


def _complete(upload: Upload, *, quantity_needed: bool) -> list[PricePaid]:
    """The rows with a price and, where needed, a quantity; others are faults or, if agreed, left out."""
    found = []
    for row in upload.rows(TABLE):
        missing = [
            (column, name)
            for column, name, needed in (
                ("price_e4", "price", True),
                ("quantity", "quantity", quantity_needed),
            )
            if needed and row[column] is None
        ]
        if missing:
            _refuse_or_leave_out(upload, row, missing)
            continue
        authority, item = upload.references.authority(TABLE, row), upload.references.item(TABLE, row)
        if item is not None and row["unit"] and folded_name(row["unit"]) != folded_name(item.unit):
            upload.reading.fault(
                TABLE,
                row["row"],
                "unit",
                f"{item} is bought by the {item.unit}, not by the {row['unit']}.",
                "Convert price and quantity, or correct the unit.",
            )
        if isinstance(authority, ContractingAuthority) and item is not None:
            quantity = 1 if row["quantity"] is None else row["quantity"]
            found.append(PricePaid(row, authority, item, row["authority"], row["price_e4"], quantity))
        elif authority is not None and item is not None:
            upload.left_out.append(f"Row {row['row']}: {row['authority']} is left out, as you confirmed.")
    return found


def _refuse_or_leave_out(upload: Upload, row: dict[str, Any], missing: list[tuple[str, str]]) -> None:
    upload.incomplete += 1
    names = " and ".join(name for _, name in missing)
    if upload.leave_out_incomplete:
        upload.left_out.append(f"Row {row['row']}: {row['authority']}, {row['item']} has no {names}.")
        return
    for column, name in missing:
        upload.reading.fault(
            TABLE,
            row["row"],
            column,
            f"The {name} is missing.",
            "Fill it in, or confirm that rows without price or quantity are left out.",
        )


def _refuse_stored_already(upload: Upload, prices: list[PricePaid]) -> None:
    known = set(upload.procurement.baselines.exclude(source="").values_list("authority", "item", "source"))
    seen: set[tuple[int, int, str]] = set()
    for price in prices:
        key = (price.authority.pk, price.item.pk, price.written)
        if key in known or key in seen:
            upload.reading.fault(
                TABLE,
                price.row["row"],
                "item",
                f"A price of {price.written} for {price.item} is recorded already.",
                "Remove the row, or write the second contract under another name.",
            )
        seen.add(key)


def _add_needs(upload: Upload, prices: list[PricePaid]) -> None:
    first = upload.procurement.first_month
    last = months_after(first, upload.procurement.months - 1)
    upload.add_all(
        (
            (
                DemandLine(
                    procurement=upload.procurement,
                    authority=price.authority,
                    item=price.item,
                    quantity=price.quantity,
                    earliest=first,
                    need_by=last,
                    note=f"As bought by {price.written}"[:200],
                ),
                price.authority.organisation,
            )
            for price in prices
        ),
        action="demand.created",
        kind="needs",
    )


def _add_baselines(upload: Upload, prices: list[PricePaid], *, source: str | None) -> None:
    """Record baselines; `source` None takes the written name, so that two contracts of one buyer both count."""
    rows = [
        (
            Baseline(
                procurement=upload.procurement,
                authority=price.authority,
                item=price.item,
                price_e4=price.price_e4,
                quantity=price.quantity,
                source=price.written if source is None else source,
            ),
            price.authority.organisation,
        )
        for price in prices
    ]
    replaced = upload.procurement.baselines.filter(source="") if source == "" else Baseline.objects.none()
    pairs = {(row.authority_id, row.item_id) for row, _ in rows}
    for old in replaced:
        if (old.authority_id, old.item_id) in pairs:
            old.delete()
    upload.add_all(rows, action="baseline.set", kind="baselines")


def _add_contracts(upload: Upload, prices: list[PricePaid]) -> None:
    lead = upload.procurement.lead
    bids: dict[str, Bid] = {}
    suppliers = {row.code.casefold(): row for row in lead.suppliers.all()}
    for written in dict.fromkeys(price.written for price in prices):
        supplier = _contract_of(upload, written, suppliers)
        bids[written] = Bid(procurement=upload.procurement, supplier=supplier)
    upload.add_all(((bid, lead) for bid in bids.values()), action="bid.created", kind="bids")
    lines = [BidLine(bid=bids[price.written], item=price.item, own_volume=price.quantity) for price in prices]
    upload.add_all(((line, lead) for line in lines), action="bid_line.created", kind="bid lines")
    tiers = [
        PriceTier(line=line, from_quantity=1, price_e4=price.price_e4)
        for line, price in zip(lines, prices, strict=True)
    ]
    upload.add_all(((tier, lead) for tier in tiers), action="bid_line.tiers_set", kind="price tiers")


def _contract_of(upload: Upload, written: str, suppliers: dict[str, Supplier]) -> Supplier:
    code = re.sub(r"[^a-z0-9]+", "-", folded_name(written)).strip("-") + "-contract"
    known = suppliers.get(code)
    if known is not None:
        return known
    upload.stored["suppliers"] += 1
    return create_supplier(owner=upload.procurement.lead, code=code, name=f"{written} contract", by=upload.by)
