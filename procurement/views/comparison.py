"""Scenarios side by side: what each changes, what it costs, what each authority pays and each supplier gets."""

from collections import defaultdict
from dataclasses import dataclass, field

from partners.models import User
from partners.permissions import organisation_ids_of
from procurement.models import ContractingAuthority, JointProcurement, Scenario
from procurement.permissions import sees_all
from procurement.results import ComparisonRow, scenario_comparison
from procurement.views.words import gap_words


@dataclass(frozen=True)
class Difference:
    """Pence of one scenario, and how far above the first column it is (None there or where either is unknown)."""

    pence: int | None
    above_first: int | None


@dataclass(frozen=True)
class Comparison:
    """`columns`: the scenarios. The rows are (label, one cell for each column)."""

    columns: list[ComparisonRow]
    settings: list[tuple[str, list[str]]] = field(default_factory=list)
    bounds: list[str] = field(default_factory=list)
    buyers: list[tuple[str, list[Difference]]] = field(default_factory=list)
    suppliers: list[tuple[str, list[Difference]]] = field(default_factory=list)

    @property
    def solved(self) -> list[ComparisonRow]:
        return [row for row in self.columns if row.cost_pence is not None]


def side_by_side(user: User, procurement: JointProcurement) -> Comparison:
    """Every scenario of the procurement; buyers as far as the user may see them."""
    columns = scenario_comparison(procurement)
    rules = list(procurement.award_rules.select_related("supplier"))
    settings = [
        ("Volume breaks", [_yes(row.scenario.apply_tiers) for row in columns]),
        ("Within budgets", [_yes(row.scenario.respect_budgets) for row in columns]),
        ("Plans for those not committed", [_yes(row.scenario.include_indicative) for row in columns]),
        ("Volume limit", [_limit(row.scenario) for row in columns]),
    ]
    if rules:
        settings.append(("Rules that hold", [_rules_on(row.scenario, len(rules)) for row in columns]))
    return Comparison(
        columns=columns,
        settings=settings,
        bounds=["" if row.cost_pence is None else _gap(row.scenario) for row in columns],
        buyers=_rows(_names_of_buyers(user, procurement), [_paid(row) for row in columns]),
        suppliers=_rows(_names_of_suppliers(procurement), [_sold(row) for row in columns]),
    )


def _rows(names: dict[str, str], columns: list[dict[str, int] | None]) -> list[tuple[str, list[Difference]]]:
    """One row for each name that occurs in any column, the largest in any of them first."""
    found = {code for column in columns if column for code in column if code in names}
    most = {code: max(column.get(code, 0) for column in columns if column) for code in found}
    return [
        (names[code], _differences([None if column is None else column.get(code, 0) for column in columns]))
        for code in sorted(found, key=lambda code: (-most[code], names[code]))
    ]


def _differences(values: list[int | None]) -> list[Difference]:
    first = next((value for value in values if value is not None), None)
    started = False
    cells = []
    for value in values:
        above = value - first if started and value is not None and first is not None else None
        started = started or value is not None
        cells.append(Difference(value, above))
    return cells


def _paid(row: ComparisonRow) -> dict[str, int] | None:
    if row.cost_pence is None:
        return None
    return {bill["id"]: bill["pays_pence"] for bill in row.scenario.run.solution["authorities"]}


def _sold(row: ComparisonRow) -> dict[str, int] | None:
    """Pence of goods by supplier code."""
    if row.cost_pence is None:
        return None
    problem, sold = row.scenario.run.problem, defaultdict(int)
    supplier_of_lot = {lot["id"]: lot["supplier"] for lot in problem["lots"]}
    supplier_of = {offer["id"]: supplier_of_lot[offer["lot"]] for offer in problem["offers"]}
    for order in row.scenario.run.solution["orders"]:
        sold[supplier_of[order["offer"]]] += order["goods_pence"]
    return sold


def _names_of_buyers(user: User, procurement: JointProcurement) -> dict[str, str]:
    rows = ContractingAuthority.objects.filter(participations__procurement=procurement)
    if not sees_all(user, procurement):
        rows = rows.filter(organisation__in=organisation_ids_of(user))
    return {row.code: str(row) for row in rows.select_related("organisation")}


def _names_of_suppliers(procurement: JointProcurement) -> dict[str, str]:
    return {bid.supplier.code: bid.supplier.name for bid in procurement.bids.select_related("supplier")}


def _rules_on(scenario: Scenario, rules: int) -> str:
    off = scenario.rule_settings.filter(is_on=False).count()
    return f"{rules - off} of {rules}"


def _yes(value: bool) -> str:
    return "Yes" if value else "No"


def _limit(scenario: Scenario) -> str:
    limit = scenario.volume_limit_permille
    return "None" if limit is None else f"{limit / 10:g}%"


def _gap(scenario: Scenario) -> str:
    solution = scenario.run.solution
    return gap_words(solution["cost_pence"], solution["bound_pence"])
