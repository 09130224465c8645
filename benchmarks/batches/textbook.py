"""The purchase model handed to the solvers that come with OR-Tools, for comparison in the same run.

The textbook form has one big constant for each order line and tier: an allocation is limited by the size of the order,
not by its own demand line. Otherwise it is the model of the product, so plans and bounds can be compared to the penny.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

from ortools.linear_solver import pywraplp

from optimizer.batches.check import broken_by_orders, cost
from optimizer.batches.constraints import CONSTRAINTS, a_flow_needs_the_switch_of_its_tier
from optimizer.batches.fixed import tally
from optimizer.batches.network import draw_network
from optimizer.batches.objective import COSTS
from optimizer.batches.ordering import order_of
from optimizer.batches.plan import orders_of
from optimizer.batches.prices import legal_quantity
from optimizer.batches.problem import Problem
from optimizer.batches.solution import Order
from optimizer.batches.variables import PENCE_PER_POUND, Model, declare
from optimizer.highs import Limits
from optimizer.mip import Mip

FOUND = (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE)


class Peer(NamedTuple):
    """What a peer found: its orders (None without any), its bound in pence, and the seconds it took to build and solve."""

    orders: tuple[Order, ...] | None
    bound: int
    seconds: float


def solved_by(name: str, problem: Problem, seconds: float, *, textbook: bool) -> Peer:
    """The plan of CBC, SCIP or SAT (CP-SAT) within so many seconds of solving."""
    started = time.monotonic()
    model = _model(problem, textbook=textbook)
    solver = pywraplp.Solver.CreateSolver(name)
    columns = _build(solver, model.mip)
    solver.SetTimeLimit(int(seconds * 1000))
    status = solver.Solve()
    bound = round(solver.Objective().BestBound() * PENCE_PER_POUND) if status in FOUND else 0
    if status not in FOUND:
        return Peer(None, bound, time.monotonic() - started)
    values = [column.solution_value() for column in columns]
    orders = orders_of(model, values, Limits(10.0))
    took = time.monotonic() - started
    return Peer(None if orders is None else _best_of(problem, orders), max(0, bound), took)


def _best_of(problem: Problem, orders: tuple[Order, ...]) -> tuple[Order, ...]:
    """The plan as found, or without surplus that nobody needs: its buyers would pay for that out of their budgets."""
    needed = []
    for order in orders:
        offer = problem.offer_by_id[order.offer]
        units = {part.demand: part.quantity for part in order.allocations}
        quantity = legal_quantity(offer, sum(units.values())) or order.quantity
        needed.append(order_of(offer, order.month, units, quantity))
    return min(
        (orders, tuple(needed)),
        key=lambda plan: (len(broken_by_orders(problem, plan)), cost(problem, plan).total),
    )


def _model(problem: Problem, *, textbook: bool) -> Model:
    model = Model(problem, draw_network(problem), tally(problem))
    declare(model, whole=False)
    rules: tuple[Callable[[Model], None], ...] = (*CONSTRAINTS, *COSTS)
    for rule in rules:
        if not (textbook and rule is a_flow_needs_the_switch_of_its_tier):
            rule(model)
    return model


def _build(solver: pywraplp.Solver, mip: Mip) -> list[pywraplp.Variable]:
    endless = solver.infinity()
    columns = [
        solver.Var(max(low, -endless), min(high, endless), bool(whole), "")
        for low, high, whole in zip(mip.lower, mip.upper, mip.integer, strict=True)
    ]
    for row in range(len(mip.row_lower)):
        constraint = solver.Constraint(max(mip.row_lower[row], -endless), min(mip.row_upper[row], endless))
        for entry in range(mip.row_start[row], mip.row_start[row + 1]):
            constraint.SetCoefficient(columns[mip.row_column[entry]], mip.row_value[entry])
    objective = solver.Objective()
    for column, pounds in zip(columns, mip.cost, strict=True):
        objective.SetCoefficient(column, pounds)
    objective.SetOffset(mip.offset)
    objective.SetMinimization()
    return columns
