"""What a model maximises: the score of what it decides, in the whole numbers of `score`."""

from typing import Any

from optimizer.bookings.score import shift_cost
from optimizer.bookings.variables import Scope, Variables, rate_of


def gain_of(scope: Scope, variables: Variables) -> Any:
    """Gain of the scope's requests over declining them all, plus fairness."""
    weights = scope.layout.problem.weights
    terms: list[Any] = []
    for request in scope.columns:
        terms += _placings(scope, variables, request)
    terms += [weights.other_asset * spared for spared in variables.preferred.values()]
    terms += [weights.moved * spared for spared in variables.as_planned.values()]
    terms += [-charge for charge in variables.charge.values()]
    if variables.fairness is not None:
        terms.append(variables.fairness)
    return sum(terms)


def _placings(scope: Scope, variables: Variables, request: int) -> list[Any]:
    layout, columns = scope.layout, scope.layout.columns
    wanted, weights = layout.problem.requests[request], layout.problem.weights
    stake = int(layout.stakes[request])
    if request not in variables.options_of:
        return [(stake - simple_cost(layout, n)) * variables.column[n] for n in scope.columns[request]]
    stake -= weights.other_asset if wanted.preferred_assets else 0
    stake -= weights.moved if wanted.planned else 0
    terms = [
        (stake - shift_cost(layout.problem, wanted, int(columns.option_start[option])))
        * variables.option[option]
        for option in variables.options_of[request]
    ]
    return terms + [-travel_of(layout, request, n) * variables.column[n] for n in scope.columns[request]]


def simple_cost(layout: Any, column: int) -> int:
    """The exact cost of a column of a request of one asset."""
    columns = layout.columns
    return round(columns.cost[column] + columns.option_cost[columns.group_option[columns.group[column]]])


def travel_of(layout: Any, request: int, column: int) -> int:
    """The travel part of a column's cost."""
    paid = layout.problem.weights.charge_per_pound * rate_of(layout, column) * int(layout.minutes[request])
    return round(layout.columns.cost[column] - paid / 6000)
