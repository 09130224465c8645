"""The award workbook: every total a formula that finance can follow down to the order lines.

Amounts that are typed in: the goods of order lines (Lines), the charges of batches (Batches) and the rows of the
buyers' sheets. Everything else is a formula over these, and Checks compares the two sides to the penny.
"""

from collections.abc import Sequence

from partners.wording import ATTRIBUTION
from procurement.months import month_label
from procurement.results import BatchRow, ScenarioResult, SplitResult
from procurement.sheets.award_buyers import buyer_sheets, buyers_sheet, call_offs_sheet
from procurement.sheets.award_checks import checks_sheet
from procurement.sheets.sharing import sharing_sheet
from workbooks.sheet import Formula, Sheet
from workbooks.table import Column
from workbooks.write import write_workbook

ILLUSTRATIVE = "Prices and volumes are illustrative."


def award_workbook(result: ScenarioResult, splits: Sequence[SplitResult] = ()) -> bytes:
    """The workbook of a solved scenario. Somebody who does not see all buyers gets their own sheets only.

    `splits`: the ways to share the cost that have been worked out, each a column of the sheet Sharing.

    Raises ValueError when the result has no plan.
    """
    if result.cost_pence is None:
        raise ValueError("This scenario has no plan to write.")
    lines = lines_sheet(result)
    batches = batches_sheet(result, lines)
    buyers = buyer_sheets(result)
    call_offs = call_offs_sheet(result, buyers)
    totals = buyers_sheet(result, buyers)
    details = [lines, call_offs, totals, *buyers.values()]
    sharing = [sharing_sheet(splits)] if splits else []
    if not result.sees_all:
        return write_workbook([totals, *sharing, *buyers.values()], title=str(result.scenario.procurement))
    savings = savings_sheet(result)
    checks = checks_sheet(result, batches, call_offs, totals, buyers, sharing)
    summary = summary_sheet(result, batches, totals)
    sheets = [summary, batches, *details, *sharing, savings, *funding_sheets(result), checks]
    return write_workbook(sheets, title=f"{result.scenario.procurement}: {result.scenario}")


def lines_sheet(result: ScenarioResult) -> Sheet:
    """Every order line: what is ordered of which item in which batch."""
    columns = (
        Column("batch", "Batch", "integer"),
        Column("month", "Month of order"),
        Column("supplier", "Supplier"),
        Column("item_code", "Item code", "code"),
        Column("item", "Item"),
        Column("unit", "Unit", width=8),
        Column("quantity", "Quantity", "integer"),
        Column("surplus", "Of which surplus", "integer", help="Bought beyond what anybody needs."),
        Column("price_e4", "Average price", "price_e4"),
        Column("arrives", "Arrives"),
        Column("goods", "Goods", "money", total=True),
    )
    rows = [
        {
            "batch": batch.number,
            "month": month_label(batch.month),
            "supplier": batch.supplier_name,
            "item_code": line.item_code,
            "item": line.item_name,
            "unit": line.unit,
            "quantity": line.quantity,
            "surplus": line.surplus,
            "price_e4": Formula("=ROUND({goods}/{quantity},4)", line.average_price_e4),
            "arrives": month_label(line.arrives),
            "goods": line.goods_pence,
        }
        for batch in result.batches
        for line in batch.lines
    ]
    return Sheet("Lines", columns, rows, heading="Order lines", notes=("Prices and goods without VAT.",))


def batches_sheet(result: ScenarioResult, lines: Sheet) -> Sheet:
    """Every batch: goods summed from its lines, its charges, and the total."""
    columns = (
        Column("batch", "Batch", "integer"),
        Column("month", "Month of order"),
        Column("supplier", "Supplier"),
        Column("source", "Framework and lot"),
        Column("goods", "Goods", "money", total=True),
        Column("order", "Cost of ordering", "money", total=True),
        Column("delivery", "Delivery", "money", total=True),
        Column("vat", "VAT not recovered", "money", total=True),
        Column("total", "Total", "money", total=True),
    )

    def row(batch: BatchRow) -> dict:
        goods = f"=ROUND(SUMIFS({lines.range('goods')},{lines.range('batch')},{{batch}}),2)"
        return {
            "batch": batch.number,
            "month": month_label(batch.month),
            "supplier": batch.supplier_name,
            "source": batch.source,
            "goods": Formula(goods, batch.goods_pence),
            "order": batch.order_pence,
            "delivery": batch.delivery_pence,
            "vat": batch.vat_pence,
            "total": Formula("=ROUND({goods}+{order}+{delivery}+{vat},2)", batch.total_pence),
        }

    return Sheet("Batches", columns, [row(batch) for batch in result.batches], heading="Purchase batches")


def summary_sheet(result: ScenarioResult, batches: Sheet, totals: Sheet) -> Sheet:
    """The whole cost by part, from the other sheets."""
    procurement = result.scenario.procurement
    sources = {
        "Goods": batches.total("goods"),
        "Cost of ordering": batches.total("order"),
        "Delivery": batches.total("delivery"),
        "VAT not recovered": batches.total("vat"),
        "Holding stock": totals.total("holding"),
        "Shortfall on commitments": totals.total("shortfall"),
        "Supplier rebates": totals.total("rebates"),
        "Price of broken rules": totals.total("broken_rules"),
    }
    columns = (
        Column("part", "Part of the cost", width=34),
        Column("amount", "Amount", "money", total=True),
        Column("from", "Summed from", width=24),
    )
    rows = [
        {
            "part": label,
            "amount": Formula(f"={sources[label]}", pence),
            "from": "Batches" if "Batches" in sources[label] else "Buyers",
        }
        for label, pence in result.parts
    ]
    notes = [
        f"Scenario: {result.scenario} ({_proof(result)}).",
        f"Lead: {procurement.lead}. Months: {month_label(procurement.first_month)}, {procurement.months} in all.",
        "Every amount follows from Lines, Batches and the buyers' sheets by formulas; see Checks.",
        ATTRIBUTION,
    ]
    if procurement.illustrative:
        notes.insert(0, ILLUSTRATIVE)
    return Sheet("Summary", columns, rows, heading=str(procurement), notes=notes, total_label="Whole cost")


def _proof(result: ScenarioResult) -> str:
    """How good the plan is proven to be, in words."""
    if result.status == "optimal":
        return "proven to be the cheapest"
    if result.bound_pence is None or not result.cost_pence:
        return "a good plan, not proven to be the cheapest"
    permille = -(-(result.cost_pence - result.bound_pence) * 1000 // result.cost_pence)
    return f"no other plan can be more than {permille / 10:g}% cheaper"


def savings_sheet(result: ScenarioResult) -> Sheet:
    """What each buyer saves on goods against what it pays alone, apart for contracts, volume and rebates."""
    columns = (
        Column("buyer", "Buyer"),
        Column("baseline", "Goods at the price paid alone", "money", total=True),
        Column("first_tier", "Goods without volume breaks", "money", total=True,
               help="At the first tier's price of the contracts chosen."),
        Column("goods", "Goods as awarded", "money", total=True),
        Column("best_contract", "Moving to the best contracts", "money", total=True),
        Column("volume_break", "Volume breaks", "money", total=True),
        Column("rebates", "Supplier rebates", "money", total=True),
        Column("saving", "Saving on goods", "money", total=True),
        Column("uncovered", "Needs without a price paid alone", "integer"),
    )  # fmt: skip
    rows = [
        {
            "buyer": buyer.authority_name,
            "baseline": buyer.saving.baseline_pence,
            "first_tier": buyer.saving.goods_pence + buyer.saving.volume_break_pence,
            "goods": buyer.saving.goods_pence,
            "best_contract": Formula("=ROUND({baseline}-{first_tier},2)", buyer.saving.best_contract_pence),
            "volume_break": Formula("=ROUND({first_tier}-{goods},2)", buyer.saving.volume_break_pence),
            "rebates": buyer.saving.rebates_pence,
            "saving": Formula("=ROUND({best_contract}+{volume_break}+{rebates},2)", buyer.saving.total_pence),
            "uncovered": buyer.saving.uncovered_lines,
        }
        for buyer in result.buyers
        if buyer.saving is not None
    ]
    notes = ("Only needs whose price paid alone is recorded count; without VAT and charges.",)
    return Sheet("Savings", columns, rows, heading="Savings on goods", notes=notes)


def funding_sheets(result: ScenarioResult) -> list[Sheet]:
    """How budgets and ceilings are used; left out where there are none."""
    left = Column("left", "Left", "money")
    money = (Column("used", "Used", "money"), Column("limit", "Limit", "money"), left)
    sheets = []
    if result.budgets:
        rows = [
            {
                "buyer": row.authority_name,
                "year": row.year,
                "kind": row.kind.capitalize(),
                "used": row.used_pence,
                "limit": row.limit_pence,
                "left": Formula("=ROUND({limit}-{used},2)", row.limit_pence - row.used_pence),
            }
            for row in result.budgets
        ]
        columns = (Column("buyer", "Buyer"), Column("year", "Year", "code"), Column("kind", "Kind", width=10))
        sheets.append(Sheet("Budgets", (*columns, *money), rows, heading="Use of budgets"))
    if result.ceilings:
        rows = [
            {
                "lot": row.label,
                "supplier": row.supplier_name,
                "used": row.used_pence,
                "limit": row.limit_pence,
                "left": Formula("=ROUND({limit}-{used},2)", row.limit_pence - row.used_pence),
            }
            for row in result.ceilings
        ]
        columns = (Column("lot", "Framework and lot"), Column("supplier", "Supplier"))
        notes = ("The limit is what earlier spend has left of the ceiling.",)
        sheets.append(Sheet("Ceilings", (*columns, *money), rows, heading="Use of ceilings", notes=notes))
    return sheets
