"""A scenario's answer in names and rows."""

from collections.abc import Collection, Iterable

from optimizer.batches.problem import parse_problem
from optimizer.batches.remedies import retold
from optimizer.batches.solution import Savings, parse_solution
from optimizer.documents import canonical_json
from optimizer.runs.models import Run
from partners.models import User
from partners.permissions import organisation_ids_of
from procurement.models import Scenario
from procurement.permissions import sees_all
from procurement.planning import Plan, plan_of
from procurement.planning.plan import PlannedBatch, PlannedLine
from procurement.results.names import Names, names_of, speech_of
from procurement.results.rows import (
    AllocationRow,
    BatchRow,
    BudgetRow,
    BuyerRow,
    CeilingRow,
    ChargeRow,
    ConflictRow,
    LineRow,
    SavingRow,
    ScenarioResult,
)
from procurement.savings import AuthoritySaving, savings_of

CAUSES = {
    "best_contract_pence": ("Moving to the best contracts", "the dearer contracts are left for cheaper ones"),
    "volume_break_pence": ("Volume breaks and rebates", "orders together reach lower prices"),
    "orders_and_deliveries_pence": ("Fewer orders and deliveries", "what each order and delivery costs"),
    "timing_pence": (
        "Timing",
        "what holding goods before they are needed costs; negative if they come earlier",
    ),
}
PART_LABELS = (
    ("goods", "Goods"),
    ("order", "Cost of ordering"),
    ("delivery", "Delivery"),
    ("vat", "VAT not recovered"),
    ("holding", "Holding stock"),
    ("shortfall", "Shortfall on commitments"),
    ("rebates", "Supplier rebates"),
    ("broken_rules", "Price of broken rules"),
)


def scenario_result(scenario: Scenario, by: User) -> ScenarioResult | None:
    """What the scenario's latest finished run says, as far as `by` may see it; None while there is none.

    A fixed number of queries. The caller has checked that `by` may see the scenario.
    """
    run = Run.objects.filter(pk=scenario.run_id, solution__isnull=False).first()
    if run is None:
        return None
    everything = sees_all(by, scenario.procurement)
    if not run.is_solved:
        return _infeasible(scenario, run, everything)
    plan = plan_of(run)
    solution, names = plan.solution, names_of(scenario.procurement, plan.problem)
    own = organisation_ids_of(by)
    shown = [code for code in plan.buyers if everything or names.organisation_key(code) in own]
    savings = savings_of(scenario.procurement, plan)
    return ScenarioResult(
        scenario=scenario,
        status=run.status,
        sees_all=everything,
        cost_pence=solution.cost_pence,
        bound_pence=solution.bound_pence,
        gap_permille=None if solution.gap is None else round(solution.gap * 1000),
        seconds=solution.seconds,
        parts=_parts(plan),
        batches=[_batch(number, batch, names, shown) for number, batch in enumerate(plan.batches, start=1)],
        buyers=_buyers(plan, names, shown, savings),
        saving=_sum_of(savings.values()),
        causes=_causes(solution.savings),
        budgets=_budgets(plan, names, shown),
        ceilings=[
            CeilingRow(names.source(key), names.supplier_of(key), used, limit)
            for key, (used, limit) in plan.ceilings.items()
        ],
        broken_rules=[breach.text for breach in solution.broken_rules],
    )


def _parts(plan: Plan) -> list[tuple[str, int]]:
    """Each part of the cost in words, rebates negative, so that they add up."""
    parts = plan.solution.parts
    return [
        (label, -getattr(parts, name) if name == "rebates" else getattr(parts, name))
        for name, label in PART_LABELS
    ]


def _causes(saved: Savings | None) -> list[tuple[str, str, int]]:
    return [(*words, getattr(saved, name)) for name, words in CAUSES.items()] if saved else []


def _budgets(plan: Plan, names: Names, shown: Collection[str]) -> list[BudgetRow]:
    return [
        BudgetRow(code, names.authority(code), year, kind, used, limit)
        for (code, year, kind), (used, limit) in plan.budgets.items()
        if code in shown
    ]


def _infeasible(scenario: Scenario, run: Run, everything: bool) -> ScenarioResult:
    solution = parse_solution(canonical_json(run.solution))
    speech = speech_of(scenario.procurement, parse_problem(canonical_json(run.problem)))
    return ScenarioResult(
        scenario=scenario,
        status=run.status,
        sees_all=everything,
        seconds=solution.seconds,
        conflict=[
            ConflictRow(told.kind, told.text, told.remedy)
            for told in (retold(speech, member) for member in solution.conflict)
        ],
    )


def _batch(number: int, batch: PlannedBatch, names: Names, shown: Collection[str]) -> BatchRow:
    charges = batch.charges.values()
    return BatchRow(
        number=number,
        supplier_code=batch.supplier,
        supplier_name=names.supplier_of(batch.bid_key),
        source=names.source(batch.bid_key),
        month=batch.month,
        lines=[_line(line, names, shown) for line in batch.lines],
        charges=[
            ChargeRow(
                code,
                names.authority(code),
                part.goods_pence,
                part.order_pence,
                part.delivery_pence,
                part.vat_pence,
            )
            for code, part in sorted(batch.charges.items())
            if code in shown
        ],
        goods_pence=sum(line.goods_pence for line in batch.lines),
        order_pence=sum(part.order_pence for part in charges),
        delivery_pence=sum(part.delivery_pence for part in charges),
        vat_pence=sum(part.vat_pence for part in charges),
    )


def _line(line: PlannedLine, names: Names, shown: Collection[str]) -> LineRow:
    return LineRow(
        bid_line_key=line.bid_line_key,
        item_code=line.item,
        item_name=names.item(line.item),
        unit=names.unit(line.item),
        quantity=line.quantity,
        surplus=line.surplus,
        goods_pence=line.goods_pence,
        arrives=line.arrives,
        allocations=[
            AllocationRow(
                demand_key=allocation.demand_key,
                authority_code=allocation.authority,
                authority_name=names.authority(allocation.authority),
                quantity=allocation.quantity,
                goods_pence=allocation.goods_pence,
                need_by=names.need_by(allocation.demand_key),
                cost_centre=names.cost_centre(allocation.demand_key),
            )
            for allocation in line.allocations
            if allocation.authority in shown
        ],
    )


def _buyers(
    plan: Plan, names: Names, shown: Iterable[str], savings: dict[str, AuthoritySaving]
) -> list[BuyerRow]:
    rows = []
    for code in shown:
        parts = plan.buyers[code]
        rows.append(
            BuyerRow(
                authority_code=code,
                authority_name=names.authority(code),
                goods_pence=parts.goods_pence,
                order_pence=parts.order_pence,
                delivery_pence=parts.delivery_pence,
                vat_pence=parts.vat_pence,
                holding_pence=parts.holding_pence,
                shortfall_pence=parts.shortfall_pence,
                rebates_pence=parts.rebates_pence,
                broken_rules_pence=parts.broken_rules_pence,
                pays_pence=parts.pays_pence,
                alone_pence=parts.alone_pence,
                saving=_sum_of([savings[code]]) if code in savings else None,
            )
        )
    return sorted(rows, key=lambda row: row.authority_name)


def _sum_of(savings: Iterable[AuthoritySaving]) -> SavingRow | None:
    rows = list(savings)
    if not rows:
        return None
    return SavingRow(
        baseline_pence=sum(row.baseline_pence for row in rows),
        goods_pence=sum(row.goods_pence for row in rows),
        best_contract_pence=sum(row.best_contract_pence for row in rows),
        volume_break_pence=sum(row.volume_break_pence for row in rows),
        rebates_pence=sum(row.rebates_pence for row in rows),
        uncovered_lines=sum(row.uncovered_lines for row in rows),
    )
