"""What each buyer pays under a plan, part by part, attributed as the judge's ledger states."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.batches.awards import breaches
from optimizer.batches.ledger import (
    Portion,
    deliveries,
    goods_by_order_month,
    goods_by_year,
    portions,
    rebate_pence,
    shortfalls,
    vat_by_delivery,
)
from optimizer.batches.prices import share_out
from optimizer.batches.problem import Problem
from optimizer.batches.solution import Solution


@dataclass
class BuyerParts:
    """One authority's cost in pence, by part; rebates are taken off. `alone_pence`: its own best plan's cost."""

    goods_pence: int = 0
    order_pence: int = 0
    delivery_pence: int = 0
    vat_pence: int = 0
    holding_pence: int = 0
    shortfall_pence: int = 0
    rebates_pence: int = 0
    broken_rules_pence: int = 0
    alone_pence: int | None = None

    @property
    def pays_pence(self) -> int:
        charged = self.goods_pence + self.order_pence + self.delivery_pence + self.vat_pence
        return (
            charged + self.holding_pence + self.shortfall_pence - self.rebates_pence + self.broken_rules_pence
        )


def buyer_parts(problem: Problem, solution: Solution) -> dict[str, BuyerParts]:
    """Each authority's parts by code; together they are the plan's cost to the penny."""
    found = {authority.id: BuyerParts() for authority in problem.authorities}
    parts = portions(problem, solution.orders)
    goods: dict[str, int] = defaultdict(int)
    for part in parts:
        goods[part.authority] += part.goods_pence
        found[part.authority].goods_pence += part.goods_pence
        found[part.authority].holding_pence += part.holding_pence
    for (authority, _, _), pence in deliveries(problem, parts).items():
        found[authority].delivery_pence += pence
    for (authority, _, _), pence in vat_by_delivery(problem, parts).items():
        found[authority].vat_pence += pence
    for (authority, _, _), pence in order_cost_shares(problem, parts).items():
        found[authority].order_pence += pence
    due = shortfalls(problem, parts)
    for commitment in problem.commitments:
        found[commitment.authority].shortfall_pence += due[commitment.id]
    for (supplier, _), shares in goods_by_year(problem, parts).items():
        rebate = rebate_pence(problem, supplier, sum(shares.values()))
        for authority, pence in _shared(rebate, shares).items():
            found[authority].rebates_pence += pence
    prices = sum(breach.price_pence for breach in breaches(problem, solution.orders))
    for authority, pence in _shared(prices, goods or dict.fromkeys(found, 0)).items():
        found[authority].broken_rules_pence += pence
    for bill in solution.authorities:
        found[bill.id].alone_pence = bill.alone_pence
    return found


def order_cost_shares(problem: Problem, parts: list[Portion]) -> dict[tuple[str, str, int], int]:
    """Pence of order cost by (authority, supplier, month of order), in proportion to goods."""
    shares = {}
    for (supplier, month), goods in goods_by_order_month(problem, parts).items():
        cost = problem.supplier_by_id[supplier].order_cost_pence
        for authority, pence in _shared(cost, goods).items():
            shares[authority, supplier, month] = pence
    return shares


def _shared(pence: int, weights: Mapping[str, int]) -> dict[str, int]:
    names = list(weights)
    if not names:
        return {}
    return dict(zip(names, share_out(pence, [weights[name] for name in names]), strict=True))
