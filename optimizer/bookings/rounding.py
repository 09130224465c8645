"""From a solution of the linear relaxation to a plan."""

from collections.abc import Callable

import numpy as np

from optimizer.bookings.bound import Prices, Relaxation
from optimizer.bookings.colouring import place_together
from optimizer.bookings.columns import Floats
from optimizer.bookings.greedy import by_priority, by_profit, fill
from optimizer.bookings.model import Taken
from optimizer.bookings.plan import Plan
from optimizer.bookings.programme import Choosing

MOSTLY = 0.5


def rounded(choosing: Choosing, values: Floats) -> Plan:
    """A plan of what a linear solution takes mostly."""
    plan, mostly = Plan(choosing.layout), Taken()
    weight = values[: len(choosing.numbers)]
    for at in np.flatnonzero(weight > MOSTLY).tolist():
        number = int(choosing.numbers[at])
        mostly.setdefault(int(choosing.request[at]), {})[number] = round(float(weight[at]))
    place_together(plan, mostly)
    return plan


def complete(plan: Plan, relaxation: Relaxation, prices: Prices, out_of_time: Callable[[], bool]) -> None:
    """Place what is not placed yet, by these prices and then by priority."""
    evaluation, costs, *_ = relaxation.evaluate(relaxation.everything, prices)
    layout = plan.layout
    fill(plan, by_profit(layout, evaluation.profits), costs, out_of_time=out_of_time)
    fill(plan, by_priority(layout), layout.columns.cost, out_of_time=out_of_time)
