"""A first plan without any solver: every demand line in turn joins the order that takes it at the least extra cost."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from optimizer.batches.awards import share_limit
from optimizer.batches.ledger import HOLDING_DENOMINATOR, holding_numerator
from optimizer.batches.network import Network, Slot, draw_network
from optimizer.batches.prices import goods_pence
from optimizer.batches.problem import DemandLine, Offer, Problem
from optimizer.batches.rules import MaxShare
from optimizer.batches.solution import Allocation, Order

ATTEMPTS = 3


@dataclass
class _Basket:
    """The plan so far: units allocated by slot and line, and what they use up."""

    problem: Problem
    allocated: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    units: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    goods: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    lot_pence: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    budget_pence: dict[tuple[str, str, str], int] = field(default_factory=lambda: defaultdict(int))
    delivered: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    open_months: set[tuple[str, int]] = field(default_factory=set)
    served: set[tuple[str, str, int]] = field(default_factory=set)

    @cached_property
    def budgets(self) -> dict[tuple[str, str, str], int]:
        """Pence by authority, year and kind."""
        return {
            (authority.id, budget.year, budget.kind): budget.pence
            for authority in self.problem.authorities
            for budget in authority.budgets
        }

    @cached_property
    def shares(self) -> dict[str, list[MaxShare]]:
        """The rules on suppliers' shares that must be kept, by item."""
        found: dict[str, list[MaxShare]] = defaultdict(list)
        for rule in self.problem.rules:
            if rule.kind == "max_share" and rule.price_pence is None:
                for item in self.problem.items_of(rule):
                    found[item].append(rule)
        return found


def cheapest_orders(problem: Problem) -> tuple[Order, ...] | None:
    """Orders that serve every demand line, lines with the least choice first; None when one finds no room.

    Choice is of the year in whose budget it falls, then of order lines. A line that finds no room comes first the next
    time, a few times over. Keeps capacities, ceilings, budgets and shares as it goes, in the last attempt ceilings and
    budgets only as far as it can: then the plan may serve for its parts. Other award rules are left to the judge.
    """
    network = draw_network(problem)
    slots_of = defaultdict(list)
    for number, slot in enumerate(network.slots):
        for node in slot.nodes:
            slots_of[node].append(number)

    def choice(node: int) -> tuple[int, int, int]:
        budgets = {problem.year_of(network.slots[number].arrives) for number in slots_of[node]}
        return len(budgets), len(slots_of[node]), node

    waiting = sorted(range(len(network.nodes)), key=choice)
    for attempt in range(ATTEMPTS):
        basket = _Basket(problem)
        for number in waiting:
            placed = all(
                _place(network, basket, line, slots_of[number]) for line in network.nodes[number].lines
            )
            if not placed and attempt + 1 < ATTEMPTS:
                break
            if not placed and not _place_beyond_budgets(network, basket, number, slots_of[number]):
                return None
        else:
            return _orders(network, basket)
        waiting.remove(number)
        waiting.insert(0, number)
    return None


def _place_beyond_budgets(network: Network, basket: _Basket, number: int, numbers: list[int]) -> bool:
    """Place what is left of a node's lines without regard to ceilings and budgets."""
    for line in network.nodes[number].lines:
        done = sum(basket.allocated[slot].get(line.id, 0) for slot in numbers)
        left = line.model_copy(update={"quantity": line.quantity - done})
        if left.quantity and not _place(network, basket, left, numbers, bounded=False):
            return False
    return True


def _place(
    network: Network, basket: _Basket, line: DemandLine, numbers: list[int], *, bounded: bool = True
) -> bool:
    left = line.quantity
    options = list(numbers)
    while left and options:
        priced = []
        for number in options:
            slot = network.slots[number]
            room = min(left, _room(slot, basket, number, line))
            extra = _extra_goods(slot, basket, number, room)
            while room > 0 and bounded and not _affordable(slot, basket, line, extra):
                room //= 2
                extra = _extra_goods(slot, basket, number, room)
            if room > 0:
                pence = _extra_pence(slot, basket, line, room, extra)
                priced.append((pence / room, number, room))
        if not priced:
            return False
        _, number, room = min(priced)
        _take(network.slots[number], basket, number, line, room)
        options.remove(number)
        left -= room
    return not left


def legal_quantity(offer: Offer, allocated: int) -> int | None:
    """The cheapest quantity that may be ordered to cover the allocated units; None beyond the capacity."""
    capacity = offer.capacity_per_month
    best = None
    for start in (0, *(tier.from_quantity for tier in offer.tiers)):
        quantity = -(-max(allocated, offer.minimum, start, 1) // offer.multiple) * offer.multiple
        if capacity is None or quantity <= capacity:
            price = goods_pence(offer, quantity)
            if best is None or price < best[0]:
                best = (price, quantity)
    return None if best is None else best[1]


def _goods(offer: Offer, allocated: int) -> int:
    quantity = legal_quantity(offer, allocated) if allocated else 0
    return goods_pence(offer, quantity) if quantity else 0


def _room(slot: Slot, basket: _Basket, number: int, line: DemandLine) -> int:
    """Units that capacity and shares leave in a slot."""
    room = line.quantity
    if slot.offer.capacity_per_month is not None:
        whole = slot.offer.capacity_per_month // slot.offer.multiple * slot.offer.multiple
        room = min(room, whole - basket.units[number]) if whole >= slot.offer.minimum else 0
    for rule in basket.shares.get(line.item, ()):
        limit = share_limit(basket.problem, rule, line.item, slot.supplier.id)
        room = min(room, limit - basket.delivered[line.item, slot.supplier.id])
    return room


def _extra_goods(slot: Slot, basket: _Basket, number: int, units: int) -> int:
    return _goods(slot.offer, basket.units[number] + units) - basket.goods[number] if units > 0 else 0


def _budget_key(slot: Slot, basket: _Basket, line: DemandLine) -> tuple[str, str, str]:
    return line.authority, basket.problem.year_of(slot.arrives), slot.item.kind


def _with_vat(slot: Slot, basket: _Basket, line: DemandLine, pence: int) -> int:
    if basket.problem.authority_by_id[line.authority].vat_recoverable:
        return pence
    return pence + pence * slot.item.vat_permille // 1000


def _affordable(slot: Slot, basket: _Basket, line: DemandLine, extra: int) -> bool:
    """Whether the lot's ceiling and the authority's budget bear that extra cost of goods."""
    ceiling = basket.problem.lot_by_id[slot.offer.lot].ceiling_pence
    if ceiling is not None and basket.lot_pence[slot.offer.lot] + extra > ceiling:
        return False
    key = _budget_key(slot, basket, line)
    budget = basket.budgets.get(key)
    return budget is None or basket.budget_pence[key] + _with_vat(slot, basket, line, extra) <= budget


def _extra_pence(slot: Slot, basket: _Basket, line: DemandLine, units: int, extra: int) -> int:
    pence = _with_vat(slot, basket, line, extra)
    early = line.need_by - slot.arrives
    pence += holding_numerator(slot.item, units, early) // HOLDING_DENOMINATOR
    if (slot.supplier.id, slot.month) not in basket.open_months:
        pence += slot.supplier.order_cost_pence
    if (line.authority, slot.supplier.id, slot.month) not in basket.served:
        pence += slot.supplier.delivery_pence.get(line.authority, 0)
    return pence


def _take(slot: Slot, basket: _Basket, number: int, line: DemandLine, units: int) -> None:
    extra = _extra_goods(slot, basket, number, units)
    basket.units[number] += units
    basket.goods[number] += extra
    basket.lot_pence[slot.offer.lot] += extra
    basket.budget_pence[_budget_key(slot, basket, line)] += _with_vat(slot, basket, line, extra)
    basket.delivered[line.item, slot.supplier.id] += units
    basket.open_months.add((slot.supplier.id, slot.month))
    basket.served.add((line.authority, slot.supplier.id, slot.month))
    basket.allocated[number][line.id] = basket.allocated[number].get(line.id, 0) + units


def _orders(network: Network, basket: _Basket) -> tuple[Order, ...]:
    orders = []
    for number, lines in sorted(basket.allocated.items()):
        slot = network.slots[number]
        if lines:
            quantity = legal_quantity(slot.offer, sum(lines.values())) or 0
            orders.append(
                Order(
                    offer=slot.offer.id,
                    month=slot.month,
                    quantity=quantity,
                    goods_pence=goods_pence(slot.offer, quantity),
                    allocations=tuple(Allocation(demand=line, quantity=q) for line, q in lines.items()),
                )
            )
    return tuple(orders)
