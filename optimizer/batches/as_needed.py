"""What authorities pay when each buys alone and as needed: the baseline of a saving. Minds no capacities or budgets."""

from collections import defaultdict
from collections.abc import Iterable

from optimizer.batches.ledger import HOLDING_DENOMINATOR, holding_numerator
from optimizer.batches.ordering import order_of
from optimizer.batches.prices import goods_pence, legal_quantity
from optimizer.batches.problem import DemandLine, Offer, Problem
from optimizer.batches.solution import Order


def each_alone_as_needed(problem: Problem) -> dict[str, tuple[Order, ...]]:
    """Each authority buys each line by itself, as late as it may, where that one line is cheapest."""
    wanted: dict[str, list[DemandLine]] = {authority.id: [] for authority in problem.authorities}
    for line in problem.demand:
        wanted[line.authority].append(line)
    plans = {}
    for authority, lines in wanted.items():
        plans[authority] = orders_for(problem, ((line, cheapest_offer(problem, [line])) for line in lines))
    return plans


def cheapest_offer(problem: Problem, lines: list[DemandLine]) -> Offer:
    return min(
        problem.offers_of_item[lines[0].item],
        key=lambda offer: (_pence(problem, offer, lines), offer.id),
    )


def _pence(problem: Problem, offer: Offer, lines: list[DemandLine]) -> float:
    """What these lines cost together from one offer; a line it cannot reach in time costs far too much."""
    by_month: dict[int, int] = defaultdict(int)
    total = 0.0
    for line in lines:
        month = latest_month(problem, offer, line)
        if month is None:
            total += 1e15
            continue
        by_month[month] += line.quantity
        early = line.need_by - month - offer.lead_months
        total += holding_numerator(problem.item_by_id[line.item], line.quantity, early) / HOLDING_DENOMINATOR
    uncapped = offer.model_copy(update={"capacity_per_month": None})
    for quantity in by_month.values():
        total += goods_pence(offer, legal_quantity(uncapped, quantity) or 0)
    supplier = problem.supplier_of(offer)
    return total + supplier.order_cost_pence * len(by_month)


def latest_month(problem: Problem, offer: Offer, line: DemandLine) -> int | None:
    lot = problem.lot_by_id[offer.lot]
    first = max(lot.from_month, line.earliest - offer.lead_months)
    month = min(lot.to_month - 1, line.need_by - offer.lead_months)
    return month if month >= first and problem.may_buy(line.authority, offer) else None


def orders_for(problem: Problem, choices: Iterable[tuple[DemandLine, Offer]]) -> tuple[Order, ...]:
    placed: dict[tuple[str, int], list[DemandLine]] = defaultdict(list)
    for line, offer in choices:
        month = latest_month(problem, offer, line)
        if month is not None:
            placed[offer.id, month].append(line)
    orders = []
    for (name, month), lines in placed.items():
        offer = problem.offer_by_id[name].model_copy(update={"capacity_per_month": None})
        quantity = legal_quantity(offer, sum(line.quantity for line in lines)) or 0
        orders.append(order_of(offer, month, {line.id: line.quantity for line in lines}, quantity))
    return tuple(orders)
