"""Who pays what: the exact money of a plan, order line by order line, from prices and allocations alone.

Attribution, so that what the authorities pay sums to the cost to the penny (largest remainder throughout):
- goods of an order line, surplus included: over its allocations in proportion to their quantities;
- VAT that is not recoverable: on an authority's goods of one delivery (supplier, month of order), by that authority;
- holding of an order line: over its allocations in proportion to what each is held;
- delivery: by the authority delivered to; shortfall: by the authority committed;
- order cost of a supplier and month, and the rebate of a supplier and year: in proportion to the authorities' goods
  in them; the prices of broken rules: in proportion to all goods.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from optimizer.batches.prices import E4_PER_PENNY, goods_pence, round_half_up, share_out
from optimizer.batches.problem import Item, Offer, Problem
from optimizer.batches.solution import Order


class Portion(NamedTuple):
    """An allocation with its part of the order line's money."""

    offer: Offer
    month: int
    authority: str
    demand: str
    quantity: int
    goods_pence: int
    holding_pence: int


def portions(problem: Problem, orders: Iterable[Order]) -> list[Portion]:
    """Every allocation of a plan with its goods and holding cost in pence."""
    return [portion for order in orders for portion in _portions_of(problem, order)]


def _portions_of(problem: Problem, order: Order) -> list[Portion]:
    offer = problem.offer_by_id[order.offer]
    goods = share_out(
        goods_pence(offer, order.quantity), [allocation.quantity for allocation in order.allocations] or [1]
    )
    arrives = order.month + offer.lead_months
    held = [
        holding_numerator(
            problem.item_by_id[offer.item],
            allocation.quantity,
            problem.demand_by_id[allocation.demand].need_by - arrives,
        )
        for allocation in order.allocations
    ]
    holding = share_out(round_half_up(sum(held), HOLDING_DENOMINATOR), held or [1])
    return [
        Portion(
            offer,
            order.month,
            problem.demand_by_id[allocation.demand].authority,
            allocation.demand,
            allocation.quantity,
            goods[index],
            holding[index],
        )
        for index, allocation in enumerate(order.allocations)
    ]


HOLDING_DENOMINATOR = E4_PER_PENNY * 1000 * 12


def holding_numerator(item: Item, quantity: int, months_early: int) -> int:
    """Holding cost in pence × HOLDING_DENOMINATOR: reference price × permille a year × months early / 12."""
    return item.reference_price_e4 * item.holding_permille_per_year * quantity * max(0, months_early)


def vat_by_delivery(problem: Problem, parts: Iterable[Portion]) -> dict[tuple[str, str, int], int]:
    """Pence of VAT that cannot be recovered, by (authority, supplier, month of order)."""
    per_mille: dict[tuple[str, str, int], int] = defaultdict(int)
    for part in parts:
        if not problem.authority_by_id[part.authority].vat_recoverable:
            key = (part.authority, problem.supplier_of(part.offer).id, part.month)
            per_mille[key] += part.goods_pence * problem.item_by_id[part.offer.item].vat_permille
    return {key: round_half_up(amount, 1000) for key, amount in per_mille.items()}


def deliveries(problem: Problem, parts: Iterable[Portion]) -> dict[tuple[str, str, int], int]:
    """Delivery charge in pence by (authority, supplier, month of order) served."""
    charges = {}
    for part in parts:
        supplier = problem.supplier_of(part.offer)
        key = (part.authority, supplier.id, part.month)
        charges[key] = supplier.delivery_pence.get(part.authority, 0)
    return charges


def goods_by_order_month(problem: Problem, parts: Iterable[Portion]) -> dict[tuple[str, int], dict[str, int]]:
    """Goods in pence by (supplier, month of order), then by authority."""
    totals: dict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for part in parts:
        totals[problem.supplier_of(part.offer).id, part.month][part.authority] += part.goods_pence
    return totals


def goods_by_year(problem: Problem, parts: Iterable[Portion]) -> dict[tuple[str, str], dict[str, int]]:
    """Goods in pence by (supplier, financial year of order), then by authority."""
    totals: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for part in parts:
        key = (problem.supplier_of(part.offer).id, problem.year_of(part.month))
        totals[key][part.authority] += part.goods_pence
    return totals


def rebate_pence(problem: Problem, supplier: str, spent_pence: int) -> int:
    """The rebate on a supplier's goods of one financial year: the permille of the tier reached, on all of it."""
    permille = 0
    for rebate in problem.rebates:
        if rebate.supplier == supplier:
            for tier in rebate.tiers:
                if spent_pence >= tier.from_pence:
                    permille = tier.permille
    return round_half_up(spent_pence * permille, 1000)


def shortfalls(problem: Problem, parts: Iterable[Portion]) -> dict[str, int]:
    """Pence to pay under each commitment, by the goods ordered in its financial year."""
    bought = goods_by_year(problem, parts)
    due = {}
    for commitment in problem.commitments:
        spent = bought.get((commitment.supplier, commitment.year), {}).get(commitment.authority, 0)
        missing = max(0, commitment.minimum_pence - spent)
        due[commitment.id] = round_half_up(missing * commitment.shortfall_permille, 1000)
    return due


def budget_use(problem: Problem, parts: Iterable[Portion]) -> dict[tuple[str, str, str], int]:
    """Pence of goods, with VAT that is not recoverable, delivered by (authority, financial year, item kind)."""
    goods: dict[tuple[str, str, str], int] = defaultdict(int)
    taxed: dict[tuple[str, str, str], int] = defaultdict(int)
    for part in parts:
        item = problem.item_by_id[part.offer.item]
        key = (part.authority, problem.year_of(part.month + part.offer.lead_months), item.kind)
        goods[key] += part.goods_pence
        if not problem.authority_by_id[part.authority].vat_recoverable:
            taxed[key] += part.goods_pence * item.vat_permille
    return {key: amount + round_half_up(taxed[key], 1000) for key, amount in goods.items()}
