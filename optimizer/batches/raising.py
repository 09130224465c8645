"""By how much a budget must be raised when an authority's demand is out of its reach even at the lowest prices."""

from collections import defaultdict
from collections.abc import Mapping

from optimizer.batches.fixed import tally
from optimizer.batches.ledger import budget_use, portions
from optimizer.batches.network import draw_network
from optimizer.batches.ordering import order_of
from optimizer.batches.prices import legal_quantity
from optimizer.batches.problem import Authority, Budget, Problem
from optimizer.batches.search import Search
from optimizer.batches.solution import Order
from optimizer.batches.variables import PENCE_PER_POUND, Choice, Model, declare, least_unit_price
from optimizer.highs import run_highs
from optimizer.mip import Mip, Term

SECONDS = 10.0
ROUNDS = 6
WHOLE = 1e-4

Place = tuple[int, int]  # slot, node


class Need:
    """What an authority spends at least in each budget, with all other buyers' demand there to reach the best prices.

    `problem` has no limit but its dates and rights and this authority's budgets.
    """

    def __init__(self, search: Search, problem: Problem, authority: Authority) -> None:
        self.search, self.problem, self.authority = search, problem, authority
        items = {line.item for line in problem.demand if line.authority == authority.id}
        self.model = Model(problem, draw_network(problem, items=items), tally(problem))
        declare(self.model, whole=False)
        self.cheapest: dict[int, tuple[float, Choice]] = {}
        self.slots = {id(slot): number for number, slot in enumerate(self.model.network.slots)}
        for choice in self.model.choices:
            number, price = self.slots[id(choice.slot)], least_unit_price(self.model, choice)
            if number not in self.cheapest or price < self.cheapest[number][0]:
                self.cheapest[number] = price, choice

    def of(self, budget: Budget) -> tuple[int, int] | None:
        """Pence of a budget that are needed at least, and those that are enough; None where it is not this budget alone
        that must be raised, or time was short."""
        key = (self.authority.id, budget.year, budget.kind)
        needed = None
        margins: dict[str, int] = defaultdict(int)
        for _ in range(ROUNDS):
            mip, places = self._programme(budget, margins)
            answer = run_highs(mip, self.search.limits(SECONDS))
            if not answer.optimal or answer.values is None:
                return None
            needed = int(answer.bound * PENCE_PER_POUND) if needed is None else needed
            taken = {place: answer.values[column] for place, column in places.items()}
            orders = self._orders(_in_whole_units(self.model, taken))
            used = budget_use(self.problem, portions(self.problem, orders))
            if not self._tighten(budget, used, margins):
                return needed, used.get(key, 0)
        return None

    def _tighten(
        self, budget: Budget, used: Mapping[tuple[str, str, str], int], margins: dict[str, int]
    ) -> bool:
        """Keep back what other budgets are exceeded by; whether any is."""
        exceeded = False
        for other in self.authority.budgets:
            over = used.get((self.authority.id, other.year, other.kind), 0) - other.pence
            if other != budget and over > 0:
                margins[f"{other.year} {other.kind}"] += over
                exceeded = True
        return exceeded

    def _programme(self, budget: Budget, margins: Mapping[str, int]) -> tuple[Mip, dict[Place, int]]:
        mip, places = Mip(), {}
        served: dict[int, list[Term]] = defaultdict(list)
        spent: dict[tuple[str, str], list[Term]] = defaultdict(list)
        for number, (price, choice) in self.cheapest.items():
            slot = choice.slot
            key = self.problem.year_of(slot.arrives), slot.item.kind
            for place in slot.nodes:
                node = self.model.network.nodes[place]
                if node.authority == self.authority.id:
                    pounds = price * (1 + slot.item.vat_permille / 1000 if node.taxed else 1)
                    looked_at = key == (budget.year, budget.kind)
                    column = mip.column(cost=pounds if looked_at else 0.0, upper=node.quantity)
                    places[number, place] = column
                    served[place].append((column, 1.0))
                    spent[key].append((column, pounds))
        for place, terms in served.items():
            quantity = self.model.network.nodes[place].quantity
            mip.row(terms, lower=quantity, upper=quantity)
        for other in self.authority.budgets:
            if other != budget and spent[other.year, other.kind]:
                left = other.pence - margins.get(f"{other.year} {other.kind}", 0)
                mip.row(spent[other.year, other.kind], upper=left / PENCE_PER_POUND)
        return mip, places

    def _orders(self, taken: dict[Place, int]) -> tuple[Order, ...]:
        """The authority's units where they were placed, joined by all others that can come along."""
        nodes = self.model.network.nodes
        left = {line.id: line.quantity for node in nodes for line in node.lines}
        by_slot: dict[int, dict[int, int]] = defaultdict(dict)
        for (number, place), units in taken.items():
            by_slot[number][place] = units
        orders = []
        for number, own in by_slot.items():
            slot = self.model.network.slots[number]
            allocations: dict[str, int] = {}
            for place in slot.nodes:
                if place in own or nodes[place].authority != self.authority.id:
                    units = own.get(place, nodes[place].quantity)
                    for line in nodes[place].lines:
                        part = min(units, left[line.id])
                        if part:
                            allocations[line.id] = part
                            left[line.id] -= part
                            units -= part
            quantity = legal_quantity(slot.offer, sum(allocations.values())) or 0
            orders.append(order_of(slot.offer, slot.month, allocations, quantity))
        return tuple(orders)


def _in_whole_units(model: Model, taken: dict[Place, float]) -> dict[Place, int]:
    """Each node's units in whole numbers, what is left over where most of them are."""
    whole = {place: int(value + WHOLE) for place, value in taken.items()}
    places: dict[int, list[Place]] = defaultdict(list)
    for place in taken:
        places[place[1]].append(place)
    for number, own in places.items():
        left = model.network.nodes[number].quantity - sum(whole[place] for place in own)
        whole[max(own, key=lambda place: taken[place])] += left
    return {place: units for place, units in whole.items() if units}
