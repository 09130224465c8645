"""The buyers' part of the award workbook: a sheet for each, their call-offs, and what each pays."""

from collections.abc import Mapping
from typing import Any

from procurement.months import month_label
from procurement.results import BatchRow, BuyerRow, ScenarioResult
from workbooks.sheet import Formula, Sheet, tab_titles
from workbooks.table import Column

GOODS, ORDER, DELIVERY, VAT = "Goods", "Cost of ordering", "Delivery", "VAT not recovered"
HOLDING, SHORTFALL = "Holding stock", "Shortfall on commitments"
REBATES, BROKEN = "Supplier rebates", "Price of broken rules"
RESERVED = [
    "Summary",
    "Batches",
    "Lines",
    "Call-offs",
    "Buyers",
    "Sharing",
    "Savings",
    "Budgets",
    "Ceilings",
    "Checks",
]
PARTS = (
    ("goods", GOODS),
    ("order", ORDER),
    ("delivery", DELIVERY),
    ("vat", VAT),
    ("holding", HOLDING),
    ("shortfall", SHORTFALL),
    ("rebates", REBATES),
    ("broken_rules", BROKEN),
)


def buyer_sheets(result: ScenarioResult) -> dict[str, Sheet]:
    """One sheet for each buyer by code: what it gets and every amount it pays; the total is what it pays."""
    names = [f"{buyer.authority_code} {buyer.authority_name}" for buyer in result.buyers]
    titles = tab_titles([*RESERVED, *names])[len(RESERVED) :]
    return {
        buyer.authority_code: _buyer_sheet(title, buyer, result.batches)
        for title, buyer in zip(titles, result.buyers, strict=True)
    }


def _buyer_sheet(title: str, buyer: BuyerRow, batches: list[BatchRow]) -> Sheet:
    columns = (
        Column("batch", "Batch", "integer"),
        Column("month", "Month of order"),
        Column("supplier", "Supplier"),
        Column("what", "What", width=26),
        Column("item", "Item"),
        Column("quantity", "Quantity", "integer"),
        Column("arrives", "Arrives"),
        Column("need_by", "Needed by"),
        Column("cost_centre", "Cost centre", "code"),
        Column("amount", "Amount", "money", total=True),
    )
    rows: list[dict[str, Any]] = []
    for batch in batches:
        rows += _goods_rows(buyer.authority_code, batch) + _charge_rows(buyer.authority_code, batch)
    for label, pence in (
        (HOLDING, buyer.holding_pence),
        (SHORTFALL, buyer.shortfall_pence),
        (REBATES, -buyer.rebates_pence),
        (BROKEN, buyer.broken_rules_pence),
    ):
        if pence:
            rows.append({"what": label, "amount": pence})
    return Sheet(
        title,
        columns,
        rows,
        heading=buyer.authority_name,
        notes=("A line's surplus is paid by those who share it, in proportion to what they get.",),
        total_label="Pays",
    )


def _goods_rows(code: str, batch: BatchRow) -> list[dict[str, Any]]:
    return [
        {
            **_place(batch),
            "what": GOODS,
            "item": line.item_name,
            "quantity": allocation.quantity,
            "arrives": month_label(line.arrives),
            "need_by": month_label(allocation.need_by) if allocation.need_by else None,
            "cost_centre": allocation.cost_centre or None,
            "amount": allocation.goods_pence,
        }
        for line in batch.lines
        for allocation in line.allocations
        if allocation.authority_code == code
    ]


def _charge_rows(code: str, batch: BatchRow) -> list[dict[str, Any]]:
    return [
        {**_place(batch), "what": label, "amount": pence}
        for charge in batch.charges
        if charge.authority_code == code
        for label, pence in (
            (ORDER, charge.order_pence),
            (DELIVERY, charge.delivery_pence),
            (VAT, charge.vat_pence),
        )
        if pence
    ]


def _place(batch: BatchRow) -> dict[str, Any]:
    return {
        "batch": batch.number,
        "month": month_label(batch.month),
        "supplier": batch.supplier_name,
    }


def call_offs_sheet(result: ScenarioResult, buyers: Mapping[str, Sheet]) -> Sheet:
    """Every buyer's part of every batch, each amount summed from the buyer's own sheet."""
    columns = (
        Column("batch", "Batch", "integer"),
        Column("supplier", "Supplier"),
        Column("buyer", "Buyer"),
        Column("goods", GOODS, "money", total=True),
        Column("order", ORDER, "money", total=True),
        Column("delivery", DELIVERY, "money", total=True),
        Column("vat", VAT, "money", total=True),
        Column("total", "Total", "money", total=True),
    )
    rows = []
    for batch in result.batches:
        for charge in batch.charges:
            sheet = buyers[charge.authority_code]
            amounts = {
                "goods": charge.goods_pence,
                "order": charge.order_pence,
                "delivery": charge.delivery_pence,
                "vat": charge.vat_pence,
            }
            rows.append(
                {
                    "batch": batch.number,
                    "supplier": batch.supplier_name,
                    "buyer": charge.authority_name,
                    **{
                        name: Formula(_summed(sheet, dict(PARTS)[name], batch=True), pence)
                        for name, pence in amounts.items()
                    },
                    "total": Formula("=ROUND({goods}+{order}+{delivery}+{vat},2)", charge.total_pence),
                }
            )
    return Sheet("Call-offs", columns, rows, heading="Call-offs: each buyer's part of each batch")


def _summed(sheet: Sheet, what: str, *, batch: bool = False) -> str:
    """A formula that sums a buyer's amounts of one kind, of the row's batch alone if asked."""
    of_batch = f",{sheet.range('batch')},{{batch}}" if batch else ""
    return f'=ROUND(SUMIFS({sheet.range("amount")},{sheet.range("what")},"{what}"{of_batch}),2)'


def buyers_sheet(result: ScenarioResult, buyers: Mapping[str, Sheet]) -> Sheet:
    """What each buyer pays, part by part, from its own sheet; beside what it would pay alone."""
    columns = (
        Column("buyer", "Buyer"),
        *(Column(name, label, "money", total=True) for name, label in PARTS),
        Column("pays", "Pays together", "money", total=True),
        Column("alone", "Would pay alone", "money"),
        Column("saves", "Saves by buying together", "money"),
    )

    def row(buyer: BuyerRow) -> dict[str, Any]:
        sheet = buyers[buyer.authority_code]
        amounts = {name: getattr(buyer, f"{name}_pence") for name, _ in PARTS}
        amounts["rebates"] = -amounts["rebates"]
        added = "+".join(f"{{{name}}}" for name, _ in PARTS)
        return {
            "buyer": buyer.authority_name,
            **{name: Formula(_summed(sheet, label), amounts[name]) for name, label in PARTS},
            "pays": Formula(f"=ROUND({added},2)", buyer.pays_pence),
            "alone": buyer.alone_pence,
            "saves": None
            if buyer.saves_pence is None
            else Formula("=ROUND({alone}-{pays},2)", buyer.saves_pence),
        }

    notes = ("Alone: the buyer's own best plan with the same offers; empty where it was not worked out.",)
    return Sheet("Buyers", columns, [row(buyer) for buyer in result.buyers], heading="Buyers", notes=notes)
