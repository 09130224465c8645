"""A first plan without any solver: the lines with the least choice first, then budgets overdrawn are relieved."""

from collections import defaultdict
from collections.abc import Mapping

from optimizer.batches.basket import Basket, BudgetKey
from optimizer.batches.ledger import budget_use, portions
from optimizer.batches.network import Network
from optimizer.batches.problem import DemandLine
from optimizer.batches.solution import Order

RELIEFS = 6
# Each time a little more than what is missing, because a line's part of an order is only known afterwards.
MARGIN = 1.02

SlotsOf = Mapping[int, list[int]]


def cheapest_orders(network: Network) -> tuple[Order, ...] | None:
    """Orders that serve every demand line, lines with the least choice first; None when one finds no room.

    Choice is of the year in whose budget it falls, then of order lines. Keeps capacities and shares; ceilings and
    budgets as far as it can: a plan that does not may serve for its parts. Other award rules are left to the judge.
    """
    slots_of = defaultdict(list)
    for number, slot in enumerate(network.slots):
        for node in slot.nodes:
            slots_of[node].append(number)

    def choice(node: int) -> tuple[int, int, int]:
        budgets = {network.problem.year_of(network.slots[number].arrives) for number in slots_of[node]}
        return len(budgets), len(slots_of[node]), node

    basket = Basket(network)
    for number in sorted(range(len(network.nodes)), key=choice):
        for line in network.nodes[number].lines:
            placed = basket.place(line, slots_of[number]) or basket.place_rest(line, slots_of[number])
            if not placed:
                return None
    return _within_budgets(network, basket, slots_of)


def _within_budgets(network: Network, basket: Basket, slots_of: SlotsOf) -> tuple[Order, ...]:
    """The basket's orders, after lines have moved out of budgets that are overdrawn as far as they can."""
    best: tuple[Order, ...] = ()
    least = None
    for _ in range(RELIEFS):
        orders = basket.orders()
        used = budget_use(network.problem, portions(network.problem, orders))
        over = {key: used.get(key, 0) - pence for key, pence in basket.budgets.items()}
        over = {key: excess for key, excess in over.items() if excess > 0}
        if least is None or sum(over.values()) < least:
            best, least = orders, sum(over.values())
        if not over:
            break
        basket.settle_budgets(used)
        for key, excess in over.items():
            _relieve(network, basket, slots_of, key, round(excess * MARGIN))
    return best


def _relieve(network: Network, basket: Basket, slots_of: SlotsOf, key: BudgetKey, excess: int) -> None:
    """Move an authority's lines from one budget to others up to the excess, those first that just make up for it."""
    moving = _lines_in(network, basket, slots_of, key)
    for node, line, pence in sorted(moving, key=lambda one: (abs(one[2] - excess), one[1].id)):
        if excess <= 0:
            return
        here = [
            n for n in slots_of[node] if line.id in basket.allocated[n] and basket.budget_key(n, line) == key
        ]
        elsewhere = [number for number in slots_of[node] if basket.budget_key(number, line) != key]
        part = line.model_copy(update={"quantity": sum(basket.allocated[number][line.id] for number in here)})
        for number in here:
            basket.give_back(number, line)
        if basket.place(part, elsewhere):
            excess -= pence
        else:
            basket.place_rest(line, slots_of[node])


def _lines_in(
    network: Network, basket: Basket, slots_of: SlotsOf, key: BudgetKey
) -> list[tuple[int, DemandLine, int]]:
    """The nodes and lines of an authority served out of a budget that could be out of another, and their pence there."""
    found = []
    for number, node in enumerate(network.nodes):
        if node.authority != key[0] or network.problem.item_by_id[node.item].kind != key[2]:
            continue
        for line in node.lines:
            here = [n for n in slots_of[number] if basket.budget_key(n, line) == key]
            if len(here) < len(slots_of[number]):
                pence = sum(
                    basket.goods[n] * basket.allocated[n][line.id] // basket.units[n]
                    for n in here
                    if line.id in basket.allocated[n]
                )
                if pence:
                    found.append((number, line, pence))
    return found
