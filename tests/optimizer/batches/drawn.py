"""Small batch problems for the tests: drawn by hand, drawn at random, and solved by trying everything."""

import itertools
import json
from typing import Any

from optimizer.batches.check import broken_by_orders, cost
from optimizer.batches.network import draw_network
from optimizer.batches.prices import goods_pence, segments
from optimizer.batches.problem import Problem, parse_problem
from optimizer.batches.solution import Allocation, Order


def document(**changes: Any) -> dict[str, Any]:
    """Authority A wants 10 helmets in month 0 or 1; offer `o` of supplier `s` sells them at £2.00."""
    return {
        "format": "batch-problem/1",
        "first_month": "2026-04",
        "months": 2,
        "authorities": [authority("A")],
        "items": [item("helmet")],
        "demand": [line("d", quantity=10, need_by=1)],
        "suppliers": [{"id": "s"}],
        "lots": [lot("l", "s")],
        "offers": [offer("o", "l", [(1, 200)])],
        **changes,
    }


def authority(name: str, **changes: Any) -> dict[str, Any]:
    return {"id": name, **changes}


def item(name: str, **changes: Any) -> dict[str, Any]:
    """Holding is free and its reference price £2.00 unless said."""
    return {"id": name, "holding_permille_per_year": 0, "reference_price_e4": 20_000, **changes}


def line(
    name: str, *, quantity: int, buyer: str = "A", wants: str = "helmet", **changes: Any
) -> dict[str, Any]:
    return {
        "id": name,
        "authority": buyer,
        "item": wants,
        "quantity": quantity,
        "earliest": 0,
        "need_by": 0,
        **changes,
    }


def lot(name: str, supplier: str, **changes: Any) -> dict[str, Any]:
    defaults = {"from_month": 0, "to_month": 12, "ceiling_pence": None, "entitled": None}
    return {"id": name, "framework": "F", "supplier": supplier, **defaults, **changes}


def offer(name: str, under: str, tiers: list[tuple[int, int]], **changes: Any) -> dict[str, Any]:
    """`tiers` are (from quantity, price in pence)."""
    return {
        "id": name,
        "lot": under,
        "item": "helmet",
        "tiers": [{"from_quantity": start, "price_e4": pence * 100} for start, pence in tiers],
        "tier_kind": "all_units",
        "capacity_per_month": None,
        **changes,
    }


def problem(**changes: Any) -> Problem:
    return parse_problem(json.dumps(document(**changes)))


def order(drawn: Problem, name: str, month: int, quantity: int, **allocated: int) -> Order:
    """`allocated` maps demand lines to units."""
    return Order(
        offer=name,
        month=month,
        quantity=quantity,
        goods_pence=goods_pence(drawn.offer_by_id[name], quantity) if name in drawn.offer_by_id else 0,
        allocations=tuple(Allocation(demand=key, quantity=units) for key, units in allocated.items()),
    )


def least_cost(drawn: Problem, *, surplus_up_to: int) -> int | None:
    """The least cost in pence over every plan whose orders have at most so much surplus beyond a tier or multiple;
    None when no plan keeps the rules."""
    network = draw_network(drawn)
    lines = [line for node in network.nodes for line in node.lines]
    slots = network.slots
    ways = []
    for node_number, node in enumerate(network.nodes):
        reach = [number for number, slot in enumerate(slots) if node_number in slot.nodes]
        ways += [list(_compositions(one.quantity, reach)) for one in node.lines]
    best = None
    for split in itertools.product(*ways):
        allocated: dict[int, dict[str, int]] = {}
        for one, way in zip(lines, split, strict=True):
            for number, units in way:
                allocated.setdefault(number, {})[one.id] = units
        choices = [
            [
                order(drawn, slots[number].offer.id, slots[number].month, quantity, **units)
                for quantity in _quantities(slots[number].offer, sum(units.values()), surplus_up_to)
            ]
            for number, units in allocated.items()
        ]
        for orders in itertools.product(*choices):
            if not broken_by_orders(drawn, orders):
                pence = cost(drawn, orders).total
                best = pence if best is None else min(best, pence)
    return best


def _compositions(units: int, places: list[int]):
    if not places:
        return
    if len(places) == 1:
        yield ((places[0], units),) if units else ()
        return
    for here in range(units + 1):
        for rest in _compositions(units - here, places[1:]):
            yield (((places[0], here),) if here else ()) + rest


def _quantities(offer, allocated: int, surplus_up_to: int) -> list[int]:
    starts = [segment.low for segment in segments(offer)]
    top = max(allocated, offer.minimum, *starts) + surplus_up_to + offer.multiple
    legal = range(allocated, top + 1)
    return [
        quantity
        for quantity in legal
        if quantity >= offer.minimum
        and quantity % offer.multiple == 0
        and (offer.capacity_per_month is None or quantity <= offer.capacity_per_month)
    ]
