"""The variables of a CP-SAT model over some of the columns, and what the rest of the plan leaves them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np

from optimizer.bookings.columns import Ints
from optimizer.bookings.layout import Layout


@dataclass(frozen=True)
class Scope:
    """What a model decides and within what: columns by request, free units by resource and point, minutes left
    by agreement (None: no cap), and the value that each organisation has accepted elsewhere."""

    layout: Layout
    columns: dict[int, list[int]]
    room: Ints
    minutes_left: Sequence[int | None]
    accepted: dict[str, int]


@dataclass
class Variables:
    """A request of one asset is placed by one of its column variables; any other by an option variable, with
    column variables that count assets."""

    model: Any
    column: dict[int, Any] = field(default_factory=dict)
    option: dict[int, Any] = field(default_factory=dict)
    options_of: dict[int, list[int]] = field(default_factory=dict)
    preferred: dict[int, Any] = field(default_factory=dict)
    as_planned: dict[int, Any] = field(default_factory=dict)
    pence: dict[int, Any] = field(default_factory=dict)
    charge: dict[int, Any] = field(default_factory=dict)
    share: Any = None
    fairness: Any = None

    def placings(self, request: int, scope: Scope) -> list[Any]:
        """The variables of which one is true if the request is accepted."""
        if request in self.options_of:
            return [self.option[option] for option in self.options_of[request]]
        return [self.column[column] for column in scope.columns[request]]


def is_simple(layout: Layout, request: int) -> bool:
    """Whether the request takes one asset, so that its columns cost exactly what they say."""
    return bool(layout.is_simple[request])


def make_variables(model: Any, scope: Scope) -> Variables:
    """Variables for every request of the scope."""
    variables, columns, problem = Variables(model), scope.layout.columns, scope.layout.problem
    for request, numbers in scope.columns.items():
        if is_simple(scope.layout, request):
            variables.column.update((number, model.new_bool_var("")) for number in numbers)
            continue
        for number in numbers:
            most = int(min(columns.most[number], columns.group_count[columns.group[number]]))
            variables.column[number] = model.new_int_var(0, most, "")
        options = sorted({int(columns.group_option[columns.group[number]]) for number in numbers})
        variables.options_of[request] = options
        variables.option.update((option, model.new_bool_var("")) for option in options)
        wanted = problem.requests[request]
        if wanted.preferred_assets:
            variables.preferred[request] = model.new_bool_var("")
        if wanted.planned:
            variables.as_planned[request] = model.new_bool_var("")
        rates = highest_rate(scope, numbers)
        if rates and problem.weights.charge_per_pound:
            assets = sum(need.count for need in wanted.needs)
            most = rates * assets * int(scope.layout.minutes[request]) // 60 + 1
            variables.pence[request] = model.new_int_var(0, most, "")
            top = problem.weights.charge_per_pound * most // 100 + 1
            variables.charge[request] = model.new_int_var(0, top, "")
    total = sum(scope.layout.requested.values())
    prize = total * problem.weights.fairness_permille // 1000
    if prize:
        variables.share = model.new_int_var(0, 10_000, "")
        variables.fairness = model.new_int_var(0, prize, "")
    return variables


def highest_rate(scope: Scope, numbers: Iterable[int]) -> int:
    """The dearest agreement (pence per hour) among these columns."""
    return max(rate_of(scope.layout, number) for number in numbers)


def rate_of(layout: Layout, column: int) -> int:
    """Pence per hour of the column's agreement, 0 for own assets."""
    agreement = int(layout.columns.agreement[column])
    return layout.problem.agreements[agreement].rate_pence_per_hour if agreement >= 0 else 0


def names_in(layout: Layout, column: int) -> set[str]:
    """The ids of the assets in the pool of a column."""
    members = layout.pools.pools[int(layout.columns.pool[column])].members
    return {layout.problem.assets[member].id for member in members}


def planned_by_pool(layout: Layout, request: int) -> list[dict[int, int]]:
    """For each need of the earlier plan, how many assets of which pool it used."""
    planned = layout.problem.requests[request].planned
    counts: list[dict[int, int]] = []
    for group in planned.assets if planned else ():
        pools = [layout.pools.pool_of[layout.asset_index[name]] for name in group]
        counts.append({pool: pools.count(pool) for pool in pools})
    return counts


def assets_planned(layout: Layout, request: int) -> int:
    """How many assets the earlier plan used for the request."""
    planned = layout.problem.requests[request].planned
    return len(list(chain(*planned.assets))) if planned else 0


def room_for(scope: Scope, column: int) -> bool:
    """Whether the column fits beside what is not in the scope."""
    layout = scope.layout
    agreement = int(layout.columns.agreement[column])
    if agreement >= 0:
        left, needed = scope.minutes_left[agreement], layout.minutes[layout.request_of[column]]
        if left is not None and left < needed:
            return False
    pool = layout.pools.pools[int(layout.columns.pool[column])]
    return all(
        bool(np.all(scope.room[resource, low:high] > 0))
        for low, high in layout.segments_of(column)
        for resource in pool.resources
    )
