"""Two ways of buying that partnerships use today, to hold the solver against. Neither minds capacities or budgets."""

from optimizer.batches.alone import problem_of
from optimizer.batches.as_needed import cheapest_offer, each_alone_as_needed, latest_month, orders_for
from optimizer.batches.problem import Problem
from optimizer.batches.solution import Order


def cheapest_single_supplier(problem: Problem) -> tuple[Order, ...]:
    """All buy an item together from the one offer that is cheapest for all of its demand, each line when needed."""
    choices = []
    for item in problem.demanded:
        lines = list(problem.lines_of_item[item])
        offer = cheapest_offer(problem, lines)
        for line in lines:
            late = latest_month(problem, offer, line) is None
            choices.append((line, cheapest_offer(problem, [line]) if late else offer))
    return orders_for(problem, choices)


def cost_of_buying_alone(problem: Problem, cost) -> int:
    """Pence that all authorities pay when each buys as needed, each plan judged as its own."""
    plans = each_alone_as_needed(problem)
    return sum(cost(problem_of(problem, [name]), orders).total for name, orders in plans.items())
