"""What a joint plan saves against each authority buying alone and as needed, and what each part of it is due to."""

from collections import defaultdict
from collections.abc import Iterable

from optimizer.batches.alone import problem_of
from optimizer.batches.as_needed import each_alone_as_needed
from optimizer.batches.bills import cost_parts
from optimizer.batches.prices import goods_pence, legal_quantity, round_half_up
from optimizer.batches.problem import Problem
from optimizer.batches.solution import CostParts, Order, Savings

Orders = tuple[Order, ...]


def savings(problem: Problem, orders: Orders) -> Savings | None:
    """The saving of a plan in pence by cause; the causes sum to baseline less cost. None without a baseline.

    Best contract: the goods of the plan, each authority's part of an order priced as an order of its own, against
    those of the baseline; with their VAT, shortfalls and the prices of broken rules. Volume break: what ordering the
    parts together takes off, with VAT and rebates. Timing: the difference in holding cost, a loss where goods come
    earlier than needed.
    """
    plans = each_alone_as_needed(problem)
    if not _serves_all(problem, plans.values()):
        return None
    baseline = _sum(cost_parts(problem_of(problem, [name]), own) for name, own in plans.items())
    plan = cost_parts(problem, orders)
    goods, vat = _each_part_by_itself(problem, orders)
    return Savings(
        baseline_pence=baseline.total,
        best_contract_pence=(baseline.goods - goods)
        + (baseline.vat - vat)
        + (baseline.shortfall - plan.shortfall)
        - plan.broken_rules
        + baseline.broken_rules,
        volume_break_pence=(goods - plan.goods) + (vat - plan.vat) + (plan.rebates - baseline.rebates),
        orders_and_deliveries_pence=baseline.order + baseline.delivery - plan.order - plan.delivery,
        timing_pence=baseline.holding - plan.holding,
    )


def _serves_all(problem: Problem, plans: Iterable[Orders]) -> bool:
    served = sum(a.quantity for orders in plans for order in orders for a in order.allocations)
    return served == sum(line.quantity for line in problem.demand)


def _sum(parts: Iterable[CostParts]) -> CostParts:
    totals = dict.fromkeys(CostParts.model_fields, 0)
    for each in parts:
        for name in totals:
            totals[name] += getattr(each, name)
    return CostParts(**totals)


def _each_part_by_itself(problem: Problem, orders: Orders) -> tuple[int, int]:
    """Pence of goods, and of VAT on them, were each authority's part of an order an order of its own."""
    goods = taxed = 0
    for order in orders:
        offer = problem.offer_by_id[order.offer].model_copy(update={"capacity_per_month": None})
        parts: dict[str, int] = defaultdict(int)
        for allocation in order.allocations:
            parts[problem.demand_by_id[allocation.demand].authority] += allocation.quantity
        for authority, quantity in parts.items():
            pence = goods_pence(offer, legal_quantity(offer, quantity) or quantity)
            goods += pence
            if not problem.authority_by_id[authority].vat_recoverable:
                taxed += pence * problem.item_by_id[offer.item].vat_permille
    return goods, round_half_up(taxed, 1000)
