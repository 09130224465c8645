"""The cost of a plan by kind, and what each authority pays of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from optimizer.batches.awards import breaches
from optimizer.batches.ledger import (
    deliveries,
    goods_by_order_month,
    goods_by_year,
    portions,
    rebate_pence,
    shortfalls,
    vat_by_delivery,
)
from optimizer.batches.prices import goods_pence, share_out
from optimizer.batches.problem import Problem
from optimizer.batches.solution import CostParts, Order


def cost_parts(problem: Problem, orders: tuple[Order, ...]) -> CostParts:
    """The exact cost of a plan in pence by kind, from its offers, months, quantities and allocations alone."""
    parts = portions(problem, orders)
    order_months = {
        (problem.supplier_of(problem.offer_by_id[order.offer]).id, order.month) for order in orders
    }
    return CostParts(
        goods=sum(goods_pence(problem.offer_by_id[order.offer], order.quantity) for order in orders),
        order=sum(problem.supplier_by_id[supplier].order_cost_pence for supplier, _ in order_months),
        delivery=sum(deliveries(problem, parts).values()),
        vat=sum(vat_by_delivery(problem, parts).values()),
        holding=sum(part.holding_pence for part in parts),
        shortfall=sum(shortfalls(problem, parts).values()),
        rebates=sum(
            rebate_pence(problem, supplier, sum(shares.values()))
            for (supplier, _), shares in goods_by_year(problem, parts).items()
        ),
        broken_rules=sum(breach.price_pence for breach in breaches(problem, orders)),
    )


def pays_pence(problem: Problem, orders: tuple[Order, ...]) -> dict[str, int]:
    """What each authority pays in pence, attributed as `ledger` states; sums to the cost exactly."""
    parts = portions(problem, orders)
    pays: dict[str, int] = {authority.id: 0 for authority in problem.authorities}
    goods: dict[str, int] = defaultdict(int)
    for part in parts:
        goods[part.authority] += part.goods_pence
        pays[part.authority] += part.goods_pence + part.holding_pence
    for charges in (deliveries(problem, parts), vat_by_delivery(problem, parts)):
        for (authority, _, _), pence in charges.items():
            pays[authority] += pence
    for commitment in problem.commitments:
        pays[commitment.authority] += shortfalls(problem, parts)[commitment.id]
    for (supplier, _), shares in goods_by_order_month(problem, parts).items():
        _add(pays, problem.supplier_by_id[supplier].order_cost_pence, shares)
    for (supplier, _), shares in goods_by_year(problem, parts).items():
        _add(pays, -rebate_pence(problem, supplier, sum(shares.values())), shares)
    prices = sum(breach.price_pence for breach in breaches(problem, orders))
    if prices:
        _add(pays, prices, goods or dict.fromkeys(pays, 0))
    return pays


def _add(pays: dict[str, int], pence: int, weights: Mapping[str, int]) -> None:
    names: Iterable[str] = list(weights)
    sign = -1 if pence < 0 else 1
    for name, share in zip(names, share_out(abs(pence), [weights[name] for name in names]), strict=True):
        pays[name] += sign * share
