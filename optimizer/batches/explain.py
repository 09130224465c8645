"""Why a demand line is bought where and when it is, and what the next best choices would cost."""

import time

from optimizer.batches.bills import cost_parts
from optimizer.batches.binding import binding_limits
from optimizer.batches.check import broken_by_orders
from optimizer.batches.explanation import Alternative, Explanation, Purchase
from optimizer.batches.network import draw_network
from optimizer.batches.ordering import order_of
from optimizer.batches.prices import goods_pence, legal_quantity
from optimizer.batches.problem import DemandLine, Offer, Problem
from optimizer.batches.remedies import pounds
from optimizer.batches.solution import Order, Solution
from optimizer.batches.years import month_name

ALTERNATIVES = 3
# People wait for an explanation on a page; each alternative prices the whole plan anew, each limit plans a part of it.
SECONDS = 3.0
LIMITS_SECONDS = 4.0


def explain(
    problem: Problem,
    solution: Solution,
    demand: str,
    *,
    seconds: float = SECONDS,
    limits_seconds: float = LIMITS_SECONDS,
) -> Explanation:
    """Explain one demand line of a plan: alternatives priced and limits tried in so many seconds each.

    Each alternative moves the whole line to one other order line, with everything else left where it is and the
    plan priced anew to the penny; those that would break a rule are listed apart, with the rule. Raises LookupError
    for an id that is no demand line of the problem.
    """
    line = problem.demand_by_id.get(demand)
    if line is None:
        raise LookupError(f"no demand line has the id {demand!r}")
    purchases = tuple(
        _purchase(problem, order, allocation.quantity)
        for order in solution.orders
        for allocation in order.allocations
        if allocation.demand == demand
    )
    moves = sorted(
        _moves(problem, solution, line, time.monotonic() + seconds),
        key=lambda move: (move.extra_pence, move.offer, move.month),
    )
    allowed = tuple(move for move in moves if not move.breaks)[:ALTERNATIVES]
    cheaper = tuple(move for move in moves if move.breaks and move.extra_pence < 0)[:ALTERNATIVES]
    limits = None
    if purchases and limits_seconds > 0:
        limits = binding_limits(problem, solution.orders, line, seconds=limits_seconds)
    return Explanation(
        format="batch-explanation/1",
        demand=demand,
        text=_text(problem, line, purchases, allowed),
        purchases=purchases,
        alternatives=allowed,
        ruled_out=cheaper,
        limits=limits,
    )


def _purchase(problem: Problem, order: Order, quantity: int) -> Purchase:
    offer = problem.offer_by_id[order.offer]
    tier = next(t for t in reversed(offer.tiers) if t.from_quantity <= max(1, order.quantity))
    return Purchase(
        offer=offer.id,
        supplier=problem.supplier_of(offer).id,
        month=order.month,
        arrives=order.month + offer.lead_months,
        quantity=quantity,
        order_quantity=order.quantity,
        tier_from_quantity=tier.from_quantity,
        price_e4=tier.price_e4,
        text=_tier_text(problem, offer, order, quantity, tier.from_quantity, tier.price_e4),
    )


def _tier_text(
    problem: Problem, offer: Offer, order: Order, quantity: int, starts: int, price_e4: int
) -> str:
    others = order.quantity - quantity
    price = f"{pounds(price_e4 // 100)} each"
    month = month_name(problem.first_month, order.month)
    text = f"{quantity} from {problem.supplier_of(offer).id}, ordered in {month} at {price}"
    if starts > 1:
        text += f", the price from {starts} units"
        if quantity < starts:
            text += f", reached with {others} more units in the same order"
    return text


def _moves(problem: Problem, solution: Solution, line: DemandLine, deadline: float) -> list[Alternative]:
    """The moves that could be priced before the deadline, the cheapest goods first."""
    network = draw_network(problem, items={line.item})
    present = cost_parts(problem, solution.orders).total
    served = {
        (order.offer, order.month)
        for order in solution.orders
        if any(allocation.demand == line.id for allocation in order.allocations)
    }
    moves: list[Alternative] = []
    for slot in sorted(network.slots, key=lambda slot: goods_pence(slot.offer, line.quantity)):
        if time.monotonic() > deadline:
            break
        reaches = any(line in network.nodes[number].lines for number in slot.nodes)
        if reaches and {(slot.offer.id, slot.month)} != served:
            orders = _moved(problem, solution.orders, line, slot.offer, slot.month)
            if orders is not None:
                moves.append(_alternative(problem, orders, slot.offer, slot.month, present))
    return moves


def _alternative(
    problem: Problem, orders: tuple[Order, ...], offer: Offer, month: int, present: int
) -> Alternative:
    extra = cost_parts(problem, orders).total - present
    broken = broken_by_orders(problem, orders)
    supplier = problem.supplier_of(offer).id
    changes = f"costs {pounds(extra)} more" if extra >= 0 else f"would save {pounds(-extra)}"
    text = f"From {supplier}, ordered in {month_name(problem.first_month, month)}: {changes}."
    if broken:
        text += f" Not allowed: {broken[0].place}: {broken[0].text}."
    return Alternative(
        offer=offer.id,
        supplier=supplier,
        month=month,
        extra_pence=extra,
        breaks=tuple(dict.fromkeys(rule.rule for rule in broken)),
        text=text,
    )


def _moved(
    problem: Problem, orders: tuple[Order, ...], line: DemandLine, offer: Offer, month: int
) -> tuple[Order, ...] | None:
    """The plan with the whole line moved to one order line; None where the offer cannot take it."""
    placed = {
        (order.offer, order.month): {a.demand: a.quantity for a in order.allocations if a.demand != line.id}
        for order in orders
    }
    touched = {
        (order.offer, order.month)
        for order in orders
        if any(allocation.demand == line.id for allocation in order.allocations)
    }
    placed.setdefault((offer.id, month), {})[line.id] = line.quantity
    touched.add((offer.id, month))
    kept = [order for order in orders if (order.offer, order.month) not in touched]
    for name, when in sorted(touched):
        lines = placed[name, when]
        if lines:
            quantity = legal_quantity(problem.offer_by_id[name], sum(lines.values()))
            if quantity is None:
                return None
            kept.append(order_of(problem.offer_by_id[name], when, lines, quantity))
    return tuple(kept)


def _text(
    problem: Problem, line: DemandLine, purchases: tuple[Purchase, ...], allowed: tuple[Alternative, ...]
) -> str:
    if not purchases:
        return f"{line.id} is not bought in this plan."
    arrive = sorted({month_name(problem.first_month, purchase.arrives) for purchase in purchases})
    text = f"{line.quantity} of {line.item} for {line.authority}: " + "; ".join(p.text for p in purchases)
    text += f". Arrives in {' and '.join(arrive)}, needed by {month_name(problem.first_month, line.need_by)}."
    if allowed:
        return f"{text} Next best: {allowed[0].text}"
    return f"{text} No other single order line may take the whole of it."
