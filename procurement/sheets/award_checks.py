"""The checks of the award workbook: both sides of each as formulas, their difference, and whether it is nil."""

from collections.abc import Mapping, Sequence
from typing import Any

from procurement.results import ScenarioResult
from workbooks.sheet import Formula, Sheet
from workbooks.table import Column

COLUMNS = (
    Column("what", "What must be the same", width=56),
    Column("left", "One side", "money"),
    Column("right", "Other side", "money"),
    Column("difference", "Difference", "money", total=True),
    Column("holds", "Holds", width=8),
)


def checks_sheet(
    result: ScenarioResult,
    batches: Sheet,
    call_offs: Sheet,
    totals: Sheet,
    buyers: Mapping[str, Sheet],
    sharing: Sequence[Sheet],
) -> Sheet:
    """Prove that call-offs add up to batches, buyers' sheets to what buyers pay, and all, shares by other rules too, to the cost."""
    rows = [
        *_batch_checks(result, batches, call_offs),
        *_buyer_checks(result, totals, buyers),
        *_whole_checks(result, batches, call_offs, totals),
        *(check for sheet in sharing for check in _sharing_checks(result, sheet, totals)),
    ]
    notes = ("Each check compares two sides to the penny. The sum of all differences is nil.",)
    return Sheet("Checks", COLUMNS, rows, heading="Checks", notes=notes, total_label="All differences")


def _batch_checks(result: ScenarioResult, batches: Sheet, call_offs: Sheet) -> list[dict[str, Any]]:
    amounts, numbers = call_offs.range("total"), call_offs.range("batch")
    return [
        _check(
            f"Batch {batch.number}: total and its call-offs, summed from the buyers' sheets",
            f"={batches.cell('total', index)}",
            f"=ROUND(SUMIFS({amounts},{numbers},{batches.cell('batch', index)}),2)",
            batch.total_pence,
        )
        for index, batch in enumerate(result.batches)
    ]


def _buyer_checks(result: ScenarioResult, totals: Sheet, buyers: Mapping[str, Sheet]) -> list[dict[str, Any]]:
    return [
        _check(
            f"{buyer.authority_name}: what it pays and the total of its sheet",
            f"={totals.cell('pays', index)}",
            f"={buyers[buyer.authority_code].total('amount')}",
            buyer.pays_pence,
        )
        for index, buyer in enumerate(result.buyers)
    ]


def _whole_checks(
    result: ScenarioResult, batches: Sheet, call_offs: Sheet, totals: Sheet
) -> list[dict[str, Any]]:
    all_batches, paid = batches.total("total"), f"={totals.total('pays')}"
    others = "+".join(totals.total(name) for name in ("holding", "shortfall", "rebates", "broken_rules"))
    solved = _check("The whole cost as solved and what all buyers pay", "", paid, result.cost_pence)
    return [
        _check(
            "All batches and all call-offs",
            f"={all_batches}",
            f"={call_offs.total('total')}",
            sum(batch.total_pence for batch in result.batches),
        ),
        _check(
            "Batches with holding, shortfall, rebates and broken rules, and what all buyers pay",
            f"=ROUND({all_batches}+{others},2)",
            paid,
            result.cost_pence,
        ),
        {**solved, "left": result.cost_pence},
    ]


def _sharing_checks(result: ScenarioResult, sharing: Sheet, totals: Sheet) -> list[dict[str, Any]]:
    return [
        _check(
            f"What all buyers pay, and the shares by this rule: {column.heading}",
            f"={totals.total('pays')}",
            f"={sharing.total(column.name)}",
            result.cost_pence,
        )
        for column in sharing.columns
        if column.total
    ]


def _check(what: str, left: str, right: str, pence: int | None) -> dict[str, Any]:
    return {
        "what": what,
        "left": Formula(left, pence),
        "right": Formula(right, pence),
        "difference": Formula("=ROUND(ABS({left}-{right}),2)", 0),
        "holds": Formula('=IF({difference}=0,"Yes","No")', "Yes"),
    }
