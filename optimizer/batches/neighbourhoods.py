"""Improve a plan: free the items around one supplier, keep every other order, solve that part exactly, repeat."""

import random

from optimizer.batches.model import cost_model
from optimizer.batches.network import draw_network
from optimizer.batches.plan import orders_of, values_of
from optimizer.batches.problem import Problem
from optimizer.batches.search import Search
from optimizer.batches.solution import Order
from optimizer.highs import run_highs

FLOWS_AT_FIRST = 800
FLOWS_AT_LEAST = 100
SECONDS_AT_ONCE = 2.0
QUICK_SECONDS = 0.5
NEIGHBOURHOOD_GAP = 3e-4


def improve(search: Search, seconds: float) -> None:
    """Solve neighbourhoods until the time is up or the plan is proven best.

    Each grows after a quick answer and shrinks after one that ran out of time.
    """
    chance = random.Random(search.seed)
    flows = _flows_by_item(search.problem)
    size = FLOWS_AT_FIRST
    deadline = search.elapsed + seconds
    while flows and search.orders is not None and not search.proven:
        left = min(deadline - search.elapsed, search.left)
        if left <= 0:
            return
        before = search.elapsed
        items = _around_a_supplier(search.problem, flows, size, chance)
        search.offer(replanned(search, search.orders, items, min(left, SECONDS_AT_ONCE)))
        took = search.elapsed - before
        if took < QUICK_SECONDS:
            size = min(size * 5 // 4, sum(flows.values()))
        elif took > SECONDS_AT_ONCE:
            size = max(size * 4 // 5, FLOWS_AT_LEAST)


def replanned(
    search: Search, orders: tuple[Order, ...], items: set[str], seconds: float
) -> tuple[Order, ...] | None:
    """The plan with these items bought anew at the least cost around all other orders; None without an answer."""
    problem = search.problem
    standing = tuple(order for order in orders if problem.offer_by_id[order.offer].item not in items)
    freed = tuple(order for order in orders if problem.offer_by_id[order.offer].item in items)
    model = cost_model(problem, items=items, standing=standing, whole=False)
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


def _around_a_supplier(problem: Problem, flows: dict[str, int], most: int, chance: random.Random) -> set[str]:
    """Items that one supplier, drawn at random, offers, in random order up to so many flows."""
    supplier = chance.choice(problem.suppliers).id
    near = [o.item for o in problem.offers if problem.supplier_of(o).id == supplier and o.item in flows]
    near = list(dict.fromkeys(near)) or list(flows)
    chance.shuffle(near)
    chosen: set[str] = set()
    size = 0
    for item in near:
        if chosen and size + flows[item] > most:
            break
        chosen.add(item)
        size += flows[item]
    return chosen
