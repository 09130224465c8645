"""Scenarios side by side."""

from dataclasses import dataclass

from procurement.models import JointProcurement, Scenario


@dataclass(frozen=True)
class ComparisonRow:
    """A scenario beside the cheapest solved one; costs are None where there is no answer."""

    scenario: Scenario
    state: str
    state_label: str
    cost_pence: int | None
    gap_permille: int | None
    batches: int | None
    suppliers: int | None
    above_cheapest_pence: int | None


def scenario_comparison(procurement: JointProcurement) -> list[ComparisonRow]:
    """Every scenario of a procurement with its latest answer, in two queries."""
    scenarios = list(
        procurement.scenarios.select_related("run").defer("run__progress_history").prefetch_related("awards")
    )
    costs = [cost for cost in map(_cost_of, scenarios) if cost is not None]
    cheapest = min(costs, default=None)
    return [_row(scenario, cheapest) for scenario in scenarios]


def _row(scenario: Scenario, cheapest: int | None) -> ComparisonRow:
    cost = _cost_of(scenario)
    orders, gap = [], None
    places: dict[str, tuple[str, str]] = {}
    if cost is not None:
        solution, problem = scenario.run.solution, scenario.run.problem
        suppliers = {lot["id"]: lot["supplier"] for lot in problem["lots"]}
        places = {offer["id"]: (offer["lot"], suppliers[offer["lot"]]) for offer in problem["offers"]}
        orders, gap = solution["orders"], solution["gap"]
    return ComparisonRow(
        scenario=scenario,
        state=scenario.state,
        state_label=scenario.state_label,
        cost_pence=cost,
        gap_permille=None if gap is None else round(gap * 1000),
        batches=None if cost is None else len({(places[o["offer"]][0], o["month"]) for o in orders}),
        suppliers=None if cost is None else len({places[o["offer"]][1] for o in orders}),
        above_cheapest_pence=None if cost is None or cheapest is None else cost - cheapest,
    )


def _cost_of(scenario: Scenario) -> int | None:
    run = scenario.run
    return run.solution["cost_pence"] if run is not None and run.is_solved else None
