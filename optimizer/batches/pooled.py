"""Bound a large problem, and find a first good plan, on demand pooled over the authorities.

Drawing the buyers' demand together leaves out only what ties single buyers (their budgets, and delivery charges beyond
the least), so the pooled optimum is a lower bound; its orders, dealt out line by line, are a plan to improve on.
"""

from optimizer.batches.itemwise import bound_item_by_item
from optimizer.batches.model import cost_model
from optimizer.batches.plan import orders_of
from optimizer.batches.search import Search
from optimizer.highs import run_highs

FOR_ITEMS = 0.6


def bound_by_pooled_demand(search: Search, seconds: float) -> bool:
    """Bound for at most these seconds: item by item, then on pooled demand.

    Returns True when no plan can exist.
    """
    deadline = search.elapsed + seconds
    if bound_item_by_item(search, seconds * FOR_ITEMS):
        return True
    model = cost_model(search.problem, pooled=True)
    answer = run_highs(model.mip, search.limits(deadline - search.elapsed), on_bound=search.raise_bound)
    if answer.infeasible:
        return True
    search.raise_bound(answer.bound)
    if answer.values is not None:
        search.offer(orders_of(model, answer.values, search.limits(deadline - search.elapsed)))
    return False
