"""From the model's numbers to orders in whole units that the judge can read."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from optimizer.batches.network import Node
from optimizer.batches.ordering import order_of
from optimizer.batches.prices import Segment
from optimizer.batches.solution import Order
from optimizer.batches.variables import Model
from optimizer.highs import Answer, Limits, Values, run_highs
from optimizer.mip import Mip

WHOLE = 1e-4
# What whole units may lose, as a part of the cost.
WHOLE_GAP = 1e-3


def orders_of(
    model: Model,
    values: Values,
    limits: Limits,
    *,
    cost: Iterable[float] | None = None,
    run: Callable[[Mip, Limits], Answer] = run_highs,
) -> tuple[Order, ...] | None:
    """The orders that the columns' values describe; None when no whole-unit plan is near them.

    Flows that are not whole are solved again in whole units, with the orders placed as they are: with the same
    deliveries if that can be. `cost` is what the values were found at, where it is not the model's own.
    """
    if not are_whole(model, values):
        whole = _whole(model, values, model.mip.cost if cost is None else cost)
        limits = replace(limits, gap=WHOLE_GAP)
        answer = run(_delivered_as_before(model, whole, values), limits)
        if answer.infeasible and model.charges:
            answer = run(whole, limits)
        if answer.values is None:
            return None
        values = answer.values
    return _orders(model, values)


def are_whole(model: Model, values: Values) -> bool:
    """Whether every quantity and flow is a whole number."""
    return all(
        _is_whole(values[column])
        for choice in model.choices
        for column in (choice.quantity, *choice.flows.values())
    )


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) <= WHOLE


def _delivered_as_before(model: Model, mip: Mip, values: Values) -> Mip:
    """The programme with the orders and deliveries alone that are charged for; to choose them again takes long."""
    lower, upper = list(mip.lower), list(mip.upper)
    for column in model.charges.values():
        lower[column] = upper[column] = round(values[column])
    return replace(mip, lower=lower, upper=upper)


def _whole(model: Model, values: Values, cost: Iterable[float]) -> Mip:
    mip = replace(
        model.mip,
        cost=list(cost),
        lower=list(model.mip.lower),
        upper=list(model.mip.upper),
        integer=list(model.mip.integer),
    )
    for choice in model.choices:
        quantity = values[choice.quantity]
        if _is_whole(quantity):
            mip.lower[choice.quantity] = mip.upper[choice.quantity] = round(quantity)
        if choice.switch is not None:
            mip.lower[choice.switch] = mip.upper[choice.switch] = round(values[choice.switch])
        for flow in choice.flows.values():
            mip.integer[flow] = True
            mip.upper[flow] = mip.upper[flow] if quantity > WHOLE else 0.0
    return mip


def _orders(model: Model, values: Values) -> tuple[Order, ...] | None:
    remaining = [[[line.id, line.quantity] for line in node.lines] for node in model.network.nodes]
    orders = []
    for choice in model.choices:
        allocations: dict[str, int] = defaultdict(int)
        for number, flow in choice.flows.items():
            _fill(allocations, remaining[number], round(values[flow]))
        quantity = round(values[choice.quantity]) * choice.slot.offer.multiple
        if not allocations:
            continue
        orders.append(order_of(choice.slot.offer, choice.slot.month, allocations, quantity))
    return tuple(orders)


def _fill(allocations: dict[str, int], lines: list[list], units: int) -> None:
    for line in lines:
        taken = min(units, line[1])
        if taken > 0:
            allocations[line[0]] += taken
            line[1] -= taken
            units -= taken


def values_of(model: Model, orders: tuple[Order, ...]) -> dict[int, float] | None:
    """Flows, quantities and switches of a plan by column, as a start; None where the model lacks one of its orders."""
    by_slot = {(order.offer, order.month): order for order in orders}
    values: dict[int, float] = {}
    for choice in model.choices:
        order = by_slot.get((choice.slot.offer.id, choice.slot.month))
        if order is not None and not _is_in_tier(choice.tier, order):
            order = None
        if order is not None:
            del by_slot[choice.slot.offer.id, choice.slot.month]
        values[choice.quantity] = order.quantity // choice.slot.offer.multiple if order else 0
        if choice.switch is not None:
            values[choice.switch] = 1 if order else 0
        for number, flow in choice.flows.items():
            values[flow] = _allocated(order, model.network.nodes[number]) if order else 0
    return None if by_slot else values


def _is_in_tier(tier: Segment, order: Order) -> bool:
    served = sum(allocation.quantity for allocation in order.allocations)
    return tier.low <= order.quantity <= tier.high and tier.served_low <= served <= tier.served_high


def _allocated(order: Order, node: Node) -> int:
    lines = {line.id for line in node.lines}
    return sum(allocation.quantity for allocation in order.allocations if allocation.demand in lines)
