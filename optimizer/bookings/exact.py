"""The best plan of a small problem, proven: first in fractions, then in whole numbers over the columns that are left.

The linear programme proves a bound, and of every column how much a plan that takes it loses at least (its reduced
cost). A column that loses more than the plan rounded from the linear solution does is part of no better plan, so few
are left to decide about.
"""

import time

import numpy as np

from optimizer.bookings.bound import Relaxation
from optimizer.bookings.colouring import place_together
from optimizer.bookings.plan import Plan
from optimizer.bookings.programme import Choosing
from optimizer.bookings.rounding import complete, rounded
from optimizer.highs import Answer, Limits, run_highs

# Scores are whole numbers, bounds are not.
NEAR = 0.01
# The plan that is best among the columns that lose so little of what they may tells how little the others may lose.
FIRST_PART = 1 / 32


def best_plan(relaxation: Relaxation, *, until: float) -> tuple[Plan, bool] | None:
    """The best plan found by this time of the monotonic clock, and whether there is no better one.

    None where not even the linear programme was solved in time.
    """
    layout = relaxation.layout
    whole = Choosing(relaxation, np.arange(layout.columns.size), exact=True)
    nothing = Plan(layout).score
    linear = _solved(whole, until, in_fractions=True)
    if linear.values is None or linear.row_duals is None or linear.column_duals is None:
        return None
    plan = rounded(whole, np.asarray(linear.values))
    prices = whole.prices_of(linear.row_duals, linear.column_duals)
    complete(plan, relaxation, prices, lambda: time.monotonic() > until)
    losses = whole.least_losses(linear.column_duals)
    part = FIRST_PART
    while (slack := nothing - linear.bound - plan.score - 1 + NEAR) >= 0:
        allowed = slack * part
        choosing = Choosing(relaxation, np.flatnonzero(losses <= allowed), exact=True)
        answer = _solved(choosing, until)
        if answer.values is not None:
            better = Plan(layout)
            place_together(better, choosing.taken(answer.values))
            plan = max(plan, better, key=lambda one: one.score)
        decided = answer.infeasible or nothing - answer.bound - plan.score < 1 - NEAR
        if not decided or part == 1:
            return plan, decided
        if nothing - linear.bound - plan.score - 1 + NEAR <= allowed:
            return plan, True
        part = 1
    return plan, True


def _solved(choosing: Choosing, until: float, *, in_fractions: bool = False) -> Answer:
    programme = choosing.programme
    if in_fractions:
        programme.integer = np.zeros(len(programme.cost), dtype=bool)
    # Presolving takes longer than these small programmes.
    limits = Limits(until - time.monotonic(), gap=0.0, absolute_gap=0.5, presolve=False)
    return run_highs(programme, limits)
