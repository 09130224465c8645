"""Which part of each order and delivery charge each item bears while the items are planned apart.

Any parts that add up to the charge keep the sum of the items' least costs below the joint cost. The bound is highest
where those bear it who make it fall due: parts begin with the orders of a plan and move to the items that use a
charge more than others (the multiplicative form of the subgradient method, Arora, Hazan and Kale 2012).
"""

from collections.abc import Iterable, Mapping

import numpy as np

from optimizer.batches.problem import Problem
from optimizer.batches.solution import Order
from optimizer.batches.variables import PENCE_PER_POUND, Charge

Parts = Mapping[str, Mapping[Charge, float]]  # pounds by item and charge
NO_PARTS: Parts = {}
Paid = Mapping[str, frozenset[Charge]]  # by item, charges that are paid whatever it brings about
NOTHING_PAID: Paid = {}
# Of a charge that a plan pays, those bear this part at first whose orders bring it about, all alike the rest.
AS_PLANNED = 0.9
STEP = 4.0
LEAST_PART = 1e-3
SAME_PENNY = 1e-6


class ChargeParts:
    """The parts of every charge. `items` says by item which charges it may bring about.

    Other items bear what `standing` says (pounds) and go on doing so; the parts are of what is left.
    """

    def __init__(
        self,
        problem: Problem,
        items: Mapping[str, Iterable[Charge]],
        orders: Iterable[Order],
        standing: Parts = NO_PARTS,
    ) -> None:
        self.items = {item: tuple(charges) for item, charges in items.items()}
        names = list(dict.fromkeys(charge for charges in self.items.values() for charge in charges))
        number = {charge: index for index, charge in enumerate(names)}
        left = pence_left(problem, standing)
        full = [left.get(charge, charge_pence(problem, charge)) for charge in names]
        self.full = np.array(full, float) / PENCE_PER_POUND
        self.charge = np.array([number[charge] for charges in self.items.values() for charge in charges], int)
        making = charges_of(problem, orders)
        due = np.array(
            [charge in making.get(item, ()) for item, own in self.items.items() for charge in own], float
        )
        equal = self._scaled(np.ones(len(self.charge)))
        paid = np.bincount(self.charge, due, len(self.full))[self.charge] > 0
        self.parts = np.where(paid, AS_PLANNED * self._scaled(due + 1e-12) + (1 - AS_PLANNED) * equal, equal)

    def go_on_from(self, parts: Parts) -> None:
        """Take the parts of an earlier sharing."""
        self.parts = np.array([parts[item][charge] for item, own in self.items.items() for charge in own])

    def _scaled(self, parts: np.ndarray) -> np.ndarray:
        """The parts in proportion, so that those of each charge add up to it."""
        totals = np.bincount(self.charge, parts, len(self.full))
        return parts * (self.full / np.maximum(totals, 1e-300))[self.charge]

    def of_items(self) -> dict[str, dict[Charge, float]]:
        """Pounds by item and charge, in whole pence."""
        found, at, pounds = {}, 0, self._whole_pence() / PENCE_PER_POUND
        for item, charges in self.items.items():
            found[item] = dict(zip(charges, pounds[at : at + len(charges)].tolist(), strict=True))
            at += len(charges)
        return found

    def _whole_pence(self) -> np.ndarray:
        """Rounded down; who bears most of a charge bears what that leaves."""
        pence = np.floor(self.parts * PENCE_PER_POUND + SAME_PENNY)
        left = np.round(self.full * PENCE_PER_POUND) - np.bincount(self.charge, pence, len(self.full))
        by_part = np.lexsort((self.parts, self.charge))
        most = by_part[np.flatnonzero(np.diff(self.charge[by_part], append=-1))]
        pence[most] += left[self.charge[most]]
        return pence

    def move(self, used: Mapping[str, Mapping[Charge, float]], step: float = STEP) -> None:
        """Move each charge towards the items that bring it about to the highest degree, nought where none is named."""
        degree = np.array(
            [used[item].get(charge, 0.0) for item, charges in self.items.items() for charge in charges]
        )
        highest = np.zeros(len(self.full))
        np.maximum.at(highest, self.charge, degree)
        moved = self.parts * np.exp(step * (degree - highest[self.charge]))
        self.parts = self._scaled(moved + LEAST_PART * self._scaled(np.ones(len(self.charge))))


def paid_anyhow(problem: Problem, orders: Iterable[Order]) -> Paid:
    """By item, the charges that the orders of others bring about."""
    making = charges_of(problem, orders)
    users: dict[Charge, int] = {}
    for own in making.values():
        for charge in own:
            users[charge] = users.get(charge, 0) + 1
    shared = frozenset(charge for charge, number in users.items() if number > 1)
    return {item: frozenset(users) - (making.get(item, set()) - shared) for item in problem.demanded}


def charge_pence(problem: Problem, charge: Charge) -> int:
    """What a charge is in pence, however many items it falls due for."""
    supplier = problem.supplier_by_id[charge[0]]
    return supplier.order_cost_pence if len(charge) == 2 else supplier.delivery_pence.get(charge[2], 0)


def charge_pounds(problem: Problem, charge: Charge) -> float:
    """The same in pounds."""
    return charge_pence(problem, charge) / PENCE_PER_POUND


def in_pence(pounds: float) -> int:
    """The whole pence of a part."""
    return round(pounds * PENCE_PER_POUND)


def pence_left(problem: Problem, parts: Parts) -> dict[Charge, int]:
    """What these parts leave of the charges that they are about; below nought where they are more than all of one."""
    left: dict[Charge, int] = {}
    for own in parts.values():
        for charge, pounds in own.items():
            left[charge] = left.get(charge, charge_pence(problem, charge)) - in_pence(pounds)
    return left


def charges_of(problem: Problem, orders: Iterable[Order]) -> dict[str, set[Charge]]:
    """The charges that each item's orders bring about."""
    lines = problem.demand_by_id
    found: dict[str, set[Charge]] = {}
    for order in orders:
        offer = problem.offer_by_id[order.offer]
        supplier = problem.supplier_of(offer).id
        own = found.setdefault(offer.item, set())
        own.add((supplier, order.month))
        own |= {(supplier, order.month, lines[part.demand].authority) for part in order.allocations}
    return found
