"""Improve a plan: free one item or those around a supplier, keep all other orders, solve that part exactly, repeat."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import ceil

from optimizer.batches.choosing import Orders, by_item
from optimizer.batches.fixed import Fixed, tally, together
from optimizer.batches.model import core_of, cost_model
from optimizer.batches.network import Network
from optimizer.batches.plan import orders_of, values_of
from optimizer.batches.problem import Problem
from optimizer.batches.search import Search
from optimizer.batches.solution import Order
from optimizer.highs import run_highs

FLOWS_AT_FIRST = 1_500
FLOWS_AT_LEAST = 300
SECONDS_AT_ONCE = 1.0
QUICK_SECONDS = 0.25
# After each item by itself, so many are freed around suppliers for each of them.
AROUND_SUPPLIERS = 0.125
NEIGHBOURHOOD_GAP = 3e-4


class Neighbourhoods:
    """Improves the best plan of a search; `flows` says how large each item is.

    Each item by itself gains most for its time, the smallest above all; then come those around suppliers, and each item
    again. Neighbourhoods grow after a quick answer and shrink after one that ran out of time.
    """

    def __init__(self, search: Search, flows: Mapping[str, int]) -> None:
        self.search, self.flows = search, flows
        self.chance = random.Random(search.seed)
        self.size = FLOWS_AT_FIRST
        self.tallies = Tallies(search.problem)
        self.turns = self._turns()
        self.ours: Orders | None = None

    def improve(self, seconds: float, until: Callable[[], bool] | None = None) -> None:
        """Solve one after another until the time is up, the plan is proven best, or `until` says so."""
        search, deadline = self.search, self.search.elapsed + seconds
        if search.orders is not self.ours:
            self.turns = self._turns()
        while self.flows and search.orders is not None and not search.proven and not (until and until()):
            left = min(deadline - search.elapsed, search.left)
            if left <= 0:
                return
            before = search.elapsed
            items = next(self.turns)
            most = min(left, SECONDS_AT_ONCE)
            search.offer(replanned(search, self.tallies, search.orders, items, most))
            self.ours = search.orders
            took = search.elapsed - before
            if len(items) == 1:
                continue
            if took < QUICK_SECONDS:
                self.size = min(self.size * 5 // 4, sum(self.flows.values()))
            elif took > SECONDS_AT_ONCE:
                self.size = max(self.size * 4 // 5, FLOWS_AT_LEAST)

    def _turns(self) -> Iterator[set[str]]:
        """The items to free, time after time; they begin again where somebody else has changed the plan."""
        smallest_first = sorted(self.flows, key=lambda item: self.flows[item])
        while True:
            for item in smallest_first:
                yield {item}
            for _ in range(ceil(AROUND_SUPPLIERS * len(self.flows))):
                yield _around_a_supplier(self.search.problem, self.flows, self.size, self.chance)


class Tallies:
    """What the orders of each item use, counted once for each set of them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.known: dict[str, tuple[tuple[Order, ...], Fixed]] = {}

    def without(self, orders: dict[str, tuple[Order, ...]], items: set[str]) -> Fixed:
        """The tally of all items' orders but those of `items`."""
        return together(self._of(item, own) for item, own in orders.items() if item not in items)

    def _of(self, item: str, orders: tuple[Order, ...]) -> Fixed:
        known = self.known.get(item)
        if known is None or known[0] != orders:
            self.known[item] = known = orders, tally(self.problem, orders)
        return known[1]


def replanned(
    search: Search, tallies: Tallies, orders: tuple[Order, ...], items: set[str], seconds: float
) -> tuple[Order, ...] | None:
    """The plan with these items bought anew at the least cost around all other orders; None without a better one."""
    problem = search.problem
    by_items = by_item(problem, orders)
    freed = tuple(order for item in by_items if item in items for order in by_items[item])
    model = cost_model(problem, items=items, standing=tallies.without(by_items, items), whole=False)
    limits = search.limits(seconds, NEIGHBOURHOOD_GAP)
    loose = run_highs(replace(model.mip, integer=[False] * len(model.mip.integer)), limits)
    if loose.values is None:
        return None
    # What neither the programme without whole numbers nor the present plan uses is hardly ever of use.
    core = core_of(model, model.mip.cost, loose.values, {(order.offer, order.month) for order in freed})
    answer = run_highs(core, limits, start=values_of(model, freed) if freed else None)
    if answer.values is None:
        return None
    anew = orders_of(model, answer.values, limits)
    if anew is None or set(anew) == set(freed):
        return None
    return (*(order for order in orders if problem.offer_by_id[order.offer].item not in items), *anew)


def flows_by_item(network: Network) -> dict[str, int]:
    """Flows of the model by item: slots, nodes they could serve, and tiers."""
    flows: dict[str, int] = {}
    for slot in network.slots:
        flows[slot.item.id] = flows.get(slot.item.id, 0) + len(slot.nodes) * len(slot.tiers)
    return flows


def _around_a_supplier(
    problem: Problem, flows: Mapping[str, int], most: int, chance: random.Random
) -> set[str]:
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
