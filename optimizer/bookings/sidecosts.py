"""Costs that the assets of one request share, in a programme: what is preferred, as planned, and the rounded charge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.bookings.columns import Ints
from optimizer.bookings.layout import Layout
from optimizer.bookings.score import shift_cost
from optimizer.bookings.variables import names_in, planned_by_pool, rate_of

if TYPE_CHECKING:
    from optimizer.bookings.programme import Choosing


def exact_option_costs(layout: Layout, options: Ints) -> list[int]:
    """The cost of each start of requests of several assets before anything is spared: shift, other asset, moved."""
    weights, found = layout.problem.weights, []
    for option in options.tolist():
        request = layout.problem.requests[int(layout.columns.option_request[option])]
        cost = shift_cost(layout.problem, request, int(layout.columns.option_start[option]))
        cost += weights.other_asset if request.preferred_assets else 0
        found.append(cost + (weights.moved if request.planned else 0))
    return found


def exact_column_cost(layout: Layout, column: int) -> int:
    """The travel part of a column's cost."""
    paid = layout.problem.weights.charge_per_pound * rate_of(layout, column)
    return round(layout.columns.cost[column] - paid * int(layout.minutes[layout.request_of[column]]) / 6000)


def add_side_costs(choosing: Choosing) -> None:
    """Variables and rows for every request of several assets, as the rules of `constraints` have them."""
    several = np.flatnonzero(~choosing.simple)
    owner = choosing.request[several]
    heads = np.flatnonzero(np.diff(owner, prepend=-1))
    for variables in np.split(several, heads[1:]) if len(several) else ():
        request = int(choosing.request[variables[0]])
        wanted = choosing.layout.problem.requests[request]
        if wanted.preferred_assets:
            _spare_preferred(choosing, request, variables)
        if wanted.planned:
            _spare_moving(choosing, request, variables)
        _charge(choosing, request, variables)


def _spare_preferred(choosing: Choosing, request: int, variables: Ints) -> None:
    layout = choosing.layout
    names = set(layout.problem.requests[request].preferred_assets)
    fitting = [
        v for v in variables.tolist() if not names.isdisjoint(names_in(layout, int(choosing.numbers[v])))
    ]
    _spare(choosing, layout.problem.weights.other_asset, 1, fitting)


def _spare_moving(choosing: Choosing, request: int, variables: Ints) -> None:
    layout, columns = choosing.layout, choosing.layout.columns
    wanted = layout.problem.requests[request]
    by_need = planned_by_pool(layout, request)
    if not wanted.planned or [sum(need.values()) for need in by_need] != [
        need.count for need in wanted.needs
    ]:
        return
    numbers = choosing.numbers[variables]
    group = columns.group[numbers]
    starts, needs = columns.option_start[columns.group_option[group]], columns.group_need[group]
    spared = choosing.builder.add_columns(np.full(1, -float(layout.problem.weights.moved)), np.ones(1))
    for need, pools in enumerate(by_need):
        for pool, count in pools.items():
            there = (columns.pool[numbers] == pool) & (needs == need) & (starts == wanted.planned.start)
            _at_most(choosing, spared, count, variables[there].tolist())


def _spare(choosing: Choosing, cost: int, count: int, fitting: list[int]) -> None:
    spared = choosing.builder.add_columns(np.full(1, -float(cost)), np.ones(1))
    _at_most(choosing, spared, count, fitting)


def _at_most(choosing: Choosing, spared: int, count: int, fitting: list[int]) -> None:
    """count × spared ≤ the assets that these variables take."""
    row = choosing.builder.add_rows(np.full(1, -np.inf), np.zeros(1))
    values = np.array([float(count), *(-1.0 for _ in fitting)])
    choosing.builder.put(np.full(len(values), row), np.array([spared, *fitting]), values)


def _charge(choosing: Choosing, request: int, variables: Ints) -> None:
    """Pence rounded half up over all assets, the cost in points rounded down."""
    layout, builder = choosing.layout, choosing.builder
    rates = np.array([rate_of(layout, int(number)) for number in choosing.numbers[variables]], dtype=float)
    per_pound = layout.problem.weights.charge_per_pound
    if not rates.any() or not per_pound:
        return
    most = int(rates.max()) * sum(need.count for need in layout.problem.requests[request].needs)
    most = most * int(layout.minutes[request]) // 60 + 1
    pence = builder.add_columns(np.zeros(1), np.full(1, float(most)))
    points = builder.add_columns(np.ones(1), np.full(1, float(per_pound * most // 100 + 1)))
    row = builder.add_rows(np.array([-29.0 / 60, -99.0 / 100]), np.full(2, np.inf))
    due = rates * int(layout.minutes[request]) / 60
    builder.put(np.full(len(variables), row), variables, -due)
    builder.put(
        np.array([row, row + 1, row + 1]),
        np.array([pence, pence, points]),
        np.array([1.0, -per_pound / 100, 1.0]),
    )
