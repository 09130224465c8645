"""Bound a large problem, and find a first good plan, on demand pooled over the authorities.

Drawing the buyers' demand together leaves out only what ties single buyers (their budgets, and delivery charges beyond
the least), so the pooled optimum is a lower bound; its orders, dealt out line by line, are a plan to improve on.
"""

from optimizer.batches.highs import run_highs
from optimizer.batches.model import cost_model
from optimizer.batches.plan import orders_of
from optimizer.batches.search import Search


def bound_by_pooled_demand(search: Search, seconds: float) -> bool:
    """Solve the pooled model for at most these seconds. Returns True when it proves that no plan exists."""
    model = cost_model(search.problem, pooled=True)
    answer = run_highs(model.mip, search.limits(seconds), on_bound=search.raise_bound)
    if answer.infeasible:
        return True
    search.raise_bound(answer.bound)
    if answer.values is not None:
        search.offer(orders_of(model, answer.values, search.limits(seconds)))
    return False
