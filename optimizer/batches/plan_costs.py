"""What each item of a plan costs at the rates and charges of the bound, to see where the two are furthest apart."""

from collections.abc import Mapping

from optimizer.batches.bills import cost_parts
from optimizer.batches.charges import charges_of
from optimizer.batches.choosing import by_item
from optimizer.batches.crew import Rates
from optimizer.batches.prices import goods_pence
from optimizer.batches.problem import Problem
from optimizer.batches.solution import Order
from optimizer.batches.variables import PENCE_PER_POUND, Charge


class PlanCosts:
    """The items of a plan, in pounds. `parts` are the pounds of each charge that an item bears."""

    def __init__(
        self, problem: Problem, orders: tuple[Order, ...], parts: Mapping[str, Mapping[Charge, float]]
    ) -> None:
        self.problem = problem
        self.items = by_item(problem, orders)
        self.apart: dict[str, float] = {}
        for item, own in self.items.items():
            cost = cost_parts(problem, own)
            due = charges_of(problem, own).get(item, set())
            borne = sum(pounds for charge, pounds in parts.get(item, {}).items() if charge in due)
            self.apart[item] = (cost.goods + cost.vat + cost.holding) / PENCE_PER_POUND + borne

    def at(self, item: str, rates: Rates) -> float:
        """The item's cost where goods earn these rates."""
        earned = 0.0
        for order in self.items[item]:
            offer = self.problem.offer_by_id[order.offer]
            rate = rates.get((offer.lot, self.problem.year_of(order.month)), 0.0)
            earned += rate * goods_pence(offer, order.quantity) / PENCE_PER_POUND
        return self.apart[item] - earned
