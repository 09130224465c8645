"""A plan in the making: demand lines join the orders that take them at the least extra cost, one line at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from optimizer.batches.awards import share_limit
from optimizer.batches.ledger import HOLDING_DENOMINATOR, holding_numerator
from optimizer.batches.network import Network, Slot
from optimizer.batches.ordering import order_of
from optimizer.batches.prices import goods_pence, legal_quantity
from optimizer.batches.problem import DemandLine, Offer, Problem
from optimizer.batches.rules import MaxShare
from optimizer.batches.solution import Order

BudgetKey = tuple[str, str, str]  # authority, year, kind


@dataclass
class Basket:
    """The plan so far: units allocated by slot and line, and what they use up.

    `budget_pence` counts what each line added when it came, which is only near its exact part of the order. `known` is
    the pence of orders by offer and units, which come again from month to month.
    """

    network: Network
    allocated: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    units: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    goods: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    lot_pence: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    budget_pence: dict[BudgetKey, int] = field(default_factory=lambda: defaultdict(int))
    delivered: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    open_months: set[tuple[str, int]] = field(default_factory=set)
    served: set[tuple[str, str, int]] = field(default_factory=set)
    known: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def problem(self) -> Problem:
        return self.network.problem

    @cached_property
    def budgets(self) -> dict[BudgetKey, int]:
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

    def place(self, line: DemandLine, numbers: Iterable[int], *, bounded: bool = True) -> bool:
        """Allocate a line to the slots of these numbers, the least extra cost a unit first; whether all of it found room.

        What did find room stays. Unless `bounded`, ceilings and budgets are not looked at.
        """
        left = line.quantity
        options = list(numbers)
        while left and options:
            priced = []
            for number in options:
                room, pence = self._offered(number, line, left, bounded=bounded)
                if room > 0:
                    priced.append((pence / room, number, room))
            if not priced:
                return False
            _, number, room = min(priced)
            self._take(number, line, room)
            options.remove(number)
            left -= room
        return not left

    def place_rest(self, line: DemandLine, numbers: list[int]) -> bool:
        """Place what is left of a line without regard to ceilings and budgets."""
        done = sum(self.allocated[number].get(line.id, 0) for number in numbers)
        left = line.model_copy(update={"quantity": line.quantity - done})
        return not left.quantity or self.place(left, numbers, bounded=False)

    def give_back(self, number: int, line: DemandLine) -> None:
        """Take a line off a slot again."""
        units = self.allocated[number].pop(line.id)
        self._count(number, self.network.slots[number], line, -units)

    def budget_key(self, number: int, line: DemandLine) -> BudgetKey:
        """The budget that a line falls in when it is served by a slot."""
        slot = self.network.slots[number]
        return line.authority, self.problem.year_of(slot.arrives), slot.item.kind

    def orders(self) -> tuple[Order, ...]:
        """The plan so far, in quantities that may be ordered."""
        found = []
        for number, lines in sorted(self.allocated.items()):
            slot = self.network.slots[number]
            if lines:
                quantity = legal_quantity(slot.offer, sum(lines.values())) or 0
                found.append(order_of(slot.offer, slot.month, lines, quantity))
        return tuple(found)

    def settle_budgets(self, used: Mapping[BudgetKey, int]) -> None:
        """Go on from what the budgets are used in truth."""
        self.budget_pence = defaultdict(int, used)

    def _offered(self, number: int, line: DemandLine, left: int, *, bounded: bool) -> tuple[int, int]:
        """Units of a line that a slot has room for, and their extra cost in pence."""
        slot = self.network.slots[number]
        room = min(left, self._room(number, slot, line))
        extra = self._extra_goods(number, slot, room)
        while room > 0 and bounded and not self._affordable(number, slot, line, extra):
            room //= 2
            extra = self._extra_goods(number, slot, room)
        return room, self._extra_pence(slot, line, room, extra) if room > 0 else 0

    def _room(self, number: int, slot: Slot, line: DemandLine) -> int:
        """Units that capacity and shares leave in a slot."""
        room = line.quantity
        if slot.offer.capacity_per_month is not None:
            whole = slot.offer.capacity_per_month // slot.offer.multiple * slot.offer.multiple
            room = min(room, whole - self.units[number]) if whole >= slot.offer.minimum else 0
        for rule in self.shares.get(line.item, ()):
            limit = share_limit(self.problem, rule, line.item, slot.supplier.id)
            room = min(room, limit - self.delivered[line.item, slot.supplier.id])
        return room

    def _extra_goods(self, number: int, slot: Slot, units: int) -> int:
        return self._goods(slot.offer, self.units[number] + units) - self.goods[number] if units > 0 else 0

    def _with_vat(self, slot: Slot, line: DemandLine, pence: int) -> int:
        if self.problem.authority_by_id[line.authority].vat_recoverable:
            return pence
        return pence + pence * slot.item.vat_permille // 1000

    def _affordable(self, number: int, slot: Slot, line: DemandLine, extra: int) -> bool:
        """Whether the lot's ceiling and the authority's budget bear that extra cost of goods."""
        ceiling = self.problem.lot_by_id[slot.offer.lot].ceiling_pence
        if ceiling is not None and self.lot_pence[slot.offer.lot] + extra > ceiling:
            return False
        key = self.budget_key(number, line)
        budget = self.budgets.get(key)
        return budget is None or self.budget_pence[key] + self._with_vat(slot, line, extra) <= budget

    def _extra_pence(self, slot: Slot, line: DemandLine, units: int, extra: int) -> int:
        pence = self._with_vat(slot, line, extra)
        early = line.need_by - slot.arrives
        pence += holding_numerator(slot.item, units, early) // HOLDING_DENOMINATOR
        if (slot.supplier.id, slot.month) not in self.open_months:
            pence += slot.supplier.order_cost_pence
        if (line.authority, slot.supplier.id, slot.month) not in self.served:
            pence += slot.supplier.delivery_pence.get(line.authority, 0)
        return pence

    def _take(self, number: int, line: DemandLine, units: int) -> None:
        slot = self.network.slots[number]
        self._count(number, slot, line, units)
        self.open_months.add((slot.supplier.id, slot.month))
        self.served.add((line.authority, slot.supplier.id, slot.month))
        self.allocated[number][line.id] = self.allocated[number].get(line.id, 0) + units

    def _count(self, number: int, slot: Slot, line: DemandLine, units: int) -> None:
        """Count units in, or out if negative."""
        extra = self._goods(slot.offer, self.units[number] + units) - self.goods[number]
        self.units[number] += units
        self.goods[number] += extra
        self.lot_pence[slot.offer.lot] += extra
        self.budget_pence[self.budget_key(number, line)] += self._with_vat(slot, line, extra)
        self.delivered[line.item, slot.supplier.id] += units

    def _goods(self, offer: Offer, allocated: int) -> int:
        """Pence of the order that covers so many units."""
        known = self.known.get((offer.id, allocated))
        if known is None:
            quantity = legal_quantity(offer, allocated) if allocated else 0
            known = self.known[offer.id, allocated] = goods_pence(offer, quantity) if quantity else 0
        return known
