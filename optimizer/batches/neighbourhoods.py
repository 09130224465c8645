"""Improve a plan: free the items around one supplier, keep every other order, solve that part exactly, repeat."""

import random

from optimizer.batches.highs import run_highs
from optimizer.batches.model import cost_model
from optimizer.batches.network import draw_network
from optimizer.batches.plan import orders_of, values_of
from optimizer.batches.problem import Problem
from optimizer.batches.search import Search
from optimizer.batches.solution import Order

FLOWS_AT_ONCE = 2_500
SECONDS_AT_ONCE = 5.0
NEIGHBOURHOOD_GAP = 1e-4


def improve(search: Search, seconds: float) -> None:
    """Solve neighbourhoods until the time is up, the plan is proven best, or nothing is left to free."""
    chance = random.Random(search.seed)
    flows = _flows_by_item(search.problem)
    deadline = search.elapsed + seconds
    while flows and search.orders is not None and not search.proven:
        left = min(deadline - search.elapsed, search.left)
        if left <= 0:
            return
        items = _around_a_supplier(search.problem, flows, chance)
        search.offer(replanned(search, search.orders, items, min(left, SECONDS_AT_ONCE)))


def replanned(
    search: Search, orders: tuple[Order, ...], items: set[str], seconds: float
) -> tuple[Order, ...] | None:
    """The plan with these items bought anew at the least cost around all other orders; None without an answer."""
    problem = search.problem
    standing = tuple(order for order in orders if problem.offer_by_id[order.offer].item not in items)
    freed = tuple(order for order in orders if problem.offer_by_id[order.offer].item in items)
    model = cost_model(problem, items=items, standing=standing)
    limits = search.limits(seconds, NEIGHBOURHOOD_GAP)
    answer = run_highs(model.mip, limits, start=values_of(model, freed) if freed else None)
    if answer.values is None:
        return None
    anew = orders_of(model, answer.values, limits)
    return None if anew is None else (*standing, *anew)


def _flows_by_item(problem: Problem) -> dict[str, int]:
    flows: dict[str, int] = {}
    for slot in draw_network(problem).slots:
        flows[slot.item.id] = flows.get(slot.item.id, 0) + len(slot.nodes) * len(slot.tiers)
    return flows


def _around_a_supplier(problem: Problem, flows: dict[str, int], chance: random.Random) -> set[str]:
    """Items that one supplier, drawn at random, offers, in random order up to the size of a neighbourhood."""
    supplier = chance.choice(problem.suppliers).id
    near = [o.item for o in problem.offers if problem.supplier_of(o).id == supplier and o.item in flows]
    near = list(dict.fromkeys(near)) or list(flows)
    chance.shuffle(near)
    chosen, size = set(), 0
    for item in near:
        if chosen and size + flows[item] > FLOWS_AT_ONCE:
            break
        chosen.add(item)
        size += flows[item]
    return chosen
