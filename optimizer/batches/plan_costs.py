"""What each item of a plan costs at the rates and charges of the bound, to see where the two are furthest apart."""

from collections import defaultdict
from collections.abc import Mapping

from optimizer.batches.bills import cost_parts
from optimizer.batches.charges import charges_of
from optimizer.batches.choosing import by_item
from optimizer.batches.crew import Account, Rates
from optimizer.batches.prices import goods_pence
from optimizer.batches.problem import Problem
from optimizer.batches.solution import Order
from optimizer.batches.variables import PENCE_PER_POUND, Charge


class PlanCosts:
    """The items of a plan, in pounds. `parts` are the pounds of each charge that an item bears.

    `goods` are an item's by account.
    """

    def __init__(
        self, problem: Problem, orders: tuple[Order, ...], parts: Mapping[str, Mapping[Charge, float]]
    ) -> None:
        self.items = by_item(problem, orders)
        self.apart: dict[str, float] = {}
        self.goods: dict[str, dict[Account, float]] = {}
        for item, own in self.items.items():
            cost = cost_parts(problem, own)
            due = charges_of(problem, own).get(item, set())
            borne = sum(pounds for charge, pounds in parts.get(item, {}).items() if charge in due)
            self.apart[item] = (cost.goods + cost.vat + cost.holding) / PENCE_PER_POUND + borne
            goods: dict[Account, float] = defaultdict(float)
            for order in own:
                offer = problem.offer_by_id[order.offer]
                account = offer.lot, problem.year_of(order.month)
                goods[account] += goods_pence(offer, order.quantity) / PENCE_PER_POUND
            self.goods[item] = dict(goods)

    def at(self, item: str, rates: Rates) -> float:
        """The item's cost where goods earn these rates."""
        return self.apart[item] - sum(
            rates.get(key, 0.0) * pounds for key, pounds in self.goods[item].items()
        )
