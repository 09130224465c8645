"""What slots and flows that are left out of an item's programme could save at the prices of what they would share.

At given prices a slot in one of its tiers stands alone. It costs its switch, its part of the order charge and the units
it buys, and saves what its flows are worth beyond that:

    switch + min over Q of (unit price · Q + Σ (flow cost − prices) · flow),  low ≤ Q ≤ high,  Σ flow ≤ Q,  flow ≤ limit

The charge of a delivery falls on the flows of its authority in proportion to what each saves; any such parts bound the
cost from below, as a flow never takes more of a node than is delivered, and an order is in one tier.
"""

from collections import Counter
from typing import NamedTuple

import numpy as np

from optimizer.batches.itemwise import ItemModel
from optimizer.batches.variables import flow_limit

TINY = 1e-12
# A node with less than this left is served: demand is in whole units.
LEAST_LEFT = 0.5
# What a unit that is not served costs, as a multiple of the dearest order by itself.
NOT_SERVED = 2.0


class Inside(NamedTuple):
    """What the programme has already: choices, flows, and the rows by which charges fall due with them."""

    choices: np.ndarray
    flows: np.ndarray
    placed: np.ndarray  # by choice
    delivered: np.ndarray  # by flow


class Savings(NamedTuple):
    """Pounds below nought that the choices left out could save, and the flows left out of those inside, by choice.

    `flows` are worth taking in with their choice.
    """

    outside: np.ndarray
    inside: np.ndarray
    flows: np.ndarray

    @property
    def total(self) -> float:
        return float(self.outside.sum() + self.inside.sum())


class SlotPricing:
    """The choices and flows of an item as arrays of columns and numbers."""

    def __init__(self, own: ItemModel) -> None:
        model, choices = own.model, own.model.choices
        slots: dict[tuple[str, int], int] = {}
        keys = [(choice.slot.offer.id, choice.slot.month) for choice in choices]
        names = [(choice.slot.supplier.id, choice.slot.month) for choice in choices]
        self.slot = np.array([slots.setdefault(key, len(slots)) for key in keys], int)
        self.slots = len(slots)
        blocks: dict[tuple[str, int], int] = {}
        self.block = np.array([blocks.setdefault(name, len(blocks)) for name in names], int)
        sharing = Counter(dict(zip(keys, names, strict=True)).values())
        self.sharing = np.array([sharing[name] for name in names], float)
        self.multiple = np.array([choice.slot.offer.multiple for choice in choices], float)
        self.low = np.array([0 if choice.switch is None else choice.tier.low for choice in choices], float)
        self.high = np.array([choice.tier.high for choice in choices], float)
        self.served = np.array([min(c.tier.served_high, c.tier.high) for c in choices], float)
        # A column of no cost stands for switches and charges that there are not.
        self.none = len(own.cost)
        self.switch = np.array([self.none if c.switch is None else c.switch for c in choices], int)
        self.quantity = np.array([choice.quantity for choice in choices], int)
        self.placed = np.array([model.charges.get(name, self.none) for name in names], int)
        self._flows(own)

    def _flows(self, own: ItemModel) -> None:
        model, pairs, found = own.model, dict[tuple[int, str], int](), []
        for number, choice in enumerate(model.choices):
            for node, column in choice.flows.items():
                there = model.network.nodes[node]
                pair = pairs.setdefault((number, there.authority), len(pairs))
                limit = flow_limit(model, choice.tier, node)
                found.append((number, column, node, pair, limit, there.quantity))
        self.flow_choice, self.flow, self.flow_node, self.flow_pair, limits, wanted = (
            np.array(found, int).reshape(-1, 6).T
        )
        self.limit, self.wanted = limits.astype(float), wanted.astype(float)
        self.starts = np.searchsorted(self.flow_choice, np.arange(len(self.slot) + 1))
        charges = ((model.choices[number].slot, authority) for number, authority in pairs)
        names = [(slot.supplier.id, slot.month, authority) for slot, authority in charges]
        self.delivered = np.array([model.charges.get(name, self.none) for name in names], int)
        self.pair_choice = np.array([number for number, _ in pairs], int)
        self.pair_sharing = self.sharing[self.pair_choice]

    def block_of_columns(self) -> np.ndarray:
        """The supplier's month of each column of the item, as a number; −1 for those of none."""
        found = np.full(self.none + 1, -1)
        for columns in (self.switch, self.quantity, self.placed):
            found[columns] = self.block
        found[self.flow] = self.block[self.flow_choice]
        found[self.delivered] = self.block[self.pair_choice]
        return found[:-1]

    def dearest_unit(self, costs: np.ndarray) -> float:
        """More than any unit costs in an order by itself, in pounds."""
        cost = np.append(costs, 0.0)
        units = np.maximum(self.low, 1.0)
        order = cost[self.switch] + cost[self.placed] + cost[self.quantity] / self.multiple * units
        return NOT_SERVED * float(order.max(initial=1.0))

    def savings(self, beyond: np.ndarray, inside: Inside) -> Savings:
        """What could be saved at most, where columns cost so much `beyond` the prices of the rows inside."""
        cost, count = np.append(beyond, 0.0), len(self.slot)
        price = np.where(inside.choices, 0.0, cost[self.quantity] / self.multiple)
        each = np.where(inside.flows, 0.0, cost[self.flow])
        useful = self._useful(cost, each, np.maximum(price, 0.0), inside)
        gain = np.bincount(self.flow_choice, self.limit * useful, count)
        placed = np.where(inside.placed, 0.0, np.maximum(cost[self.placed], 0.0)) / self.sharing
        switched = cost[self.switch] + placed
        wanted = useful > 0
        least = switched - gain + np.minimum(price, 0.0) * self.high + self._forced(price, each, wanted)
        for number in np.flatnonzero((least < 0) & ~inside.choices).tolist():
            least[number], own = self._bought(
                number, float(switched[number]), each, useful, float(price[number])
            )
            wanted[self.starts[number] : self.starts[number + 1]] = own
        slots = np.zeros(self.slots)
        np.minimum.at(slots, self.slot, np.where(inside.choices, 0.0, least))
        best = ~inside.choices & (least < 0) & (least <= slots[self.slot])
        missing = np.minimum(np.maximum(cost[self.switch], 0.0) - gain, 0.0)
        return Savings(np.where(best, least, 0.0), np.where(inside.choices, missing, 0.0), wanted)

    def _useful(self, cost: np.ndarray, each: np.ndarray, price: np.ndarray, inside: Inside) -> np.ndarray:
        """What a unit of each flow saves beyond its price and its part of the delivery."""
        useful = np.maximum(-each - price[self.flow_choice], 0.0)
        bearing = np.where(inside.delivered, 0.0, self.wanted * useful)
        together = np.bincount(self.flow_pair, bearing, len(self.delivered))
        charge = np.maximum(cost[self.delivered], 0.0) / self.pair_sharing
        left = np.maximum(1.0 - charge / np.maximum(together, TINY), 0.0)
        return np.where(inside.delivered, useful, useful * left[self.flow_pair])

    def _forced(self, price: np.ndarray, each: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        """What units cost at least that a choice must buy beyond those that are useful by themselves."""
        needed = np.bincount(self.flow_choice, self.limit * wanted, len(self.slot))
        saving = np.minimum.reduceat(np.where(wanted, 0.0, np.minimum(each, 0.0)), self.starts[:-1])
        return np.maximum(self.low - needed, 0.0) * np.maximum(price + saving, 0.0)

    def _bought(
        self, number: int, switched: float, each: np.ndarray, useful: np.ndarray, price: float
    ) -> tuple[float, np.ndarray]:
        """What a choice costs at least with the units that it buys, and which of its flows take them."""
        own = slice(self.starts[number], self.starts[number + 1])
        limit, use = self.limit[own], useful[own]
        worth = np.where(use > 0, -max(price, 0.0) - use, np.minimum(each[own], 0.0))
        units = self.high[number]
        if price >= 0:
            units = min(max(limit[use > 0].sum(), self.low[number]), self.high[number])
        order = np.argsort(worth)
        before = np.cumsum(limit[order]) - limit[order]
        taken = np.clip(min(units, self.served[number]) - before, 0.0, limit[order])
        wanted = np.zeros(len(limit), bool)
        wanted[order] = (taken > 0) & (worth[order] < 0)
        return switched + float(price * units + worth[order] @ taken), wanted

    def at_first(self, costs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Choices that serve all there is to serve, again and again the cheapest for a unit, and the flows they serve by."""
        cost = np.append(costs, 0.0)
        each = cost[self.flow] + cost[self.delivered][self.flow_pair] / self.wanted
        left = np.zeros(self.flow_node.max(initial=0) + 1)
        left[self.flow_node] = self.wanted
        choices, flows = np.zeros(len(self.slot), bool), np.zeros(len(self.flow), bool)
        while left.any():
            taken = np.minimum(self.limit, left[self.flow_node])
            reach = np.bincount(self.flow_choice, taken, len(self.slot))
            units = np.clip(reach, np.maximum(self.low, 1.0), self.high)
            paid = cost[self.switch] + cost[self.placed] + cost[self.quantity] / self.multiple * units
            paid += np.bincount(self.flow_choice, taken * each, len(self.slot))
            best = int(
                np.argmin(np.where(reach > 0, paid / np.maximum(np.minimum(units, reach), TINY), np.inf))
            )
            own = slice(self.starts[best], self.starts[best + 1])
            choices[best] = True
            flows[own] |= taken[own] > 0
            left[self.flow_node[own]] -= taken[own] * min(1.0, self.high[best] / reach[best])
            left[left < LEAST_LEFT] = 0.0
        return choices, flows
