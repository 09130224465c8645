"""Look for the rebate tiers that are worth reaching, on the linear programmes of the items.

At given tiers the items are apart: each buys as if its goods earned the tier's permille. What the items then spend
together says which tiers they reach in truth.
"""

import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from optimizer.batches.charges import NOTHING_PAID, Paid, Parts
from optimizer.batches.crew import Account, Crew, Rates, Result, Task, Year
from optimizer.batches.fixed import tally
from optimizer.batches.master import Master
from optimizer.batches.problem import Problem, Rebate
from optimizer.batches.search import Search
from optimizer.batches.solution import Order
from optimizer.batches.variables import HALF_PENNY, PENCE_PER_POUND, Charge

ROUNDS = 3
FEW = 60
# An item is planned for so long at most; what part of the cost may be lost on all items together.
PLAN_SECONDS = 0.3
PLANNING_GAP = 3e-4


@dataclass
class Pursuit:
    """The newest result of every item, the rates it was found at, and about how many seconds an answer takes."""

    search: Search
    crew: Crew
    master: Master
    rates: dict[Year, float] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)
    floors: dict[str, float] = field(default_factory=dict)
    parts: dict[str, dict[Charge, float]] = field(default_factory=dict)
    chargeable: dict[str, tuple[Charge, ...]] = field(default_factory=dict)
    untold: set[str] = field(default_factory=set)
    programmes: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    impossible: bool = False

    @property
    def rounding(self) -> float:
        """Pounds that rounding each rebate and shortfall to pence could take off."""
        return HALF_PENNY * (len(self.rebates) * len(self.years) + len(self.problem.commitments))

    @property
    def of_few_items(self) -> bool:
        """Whether all items can be planned in whole numbers time after time."""
        return len(self.problem.demanded) <= FEW

    @property
    def problem(self) -> Problem:
        return self.search.problem

    def __post_init__(self) -> None:
        years = dict.fromkeys(self.problem.year_of(month) for month in range(self.problem.months))
        self.rebates: dict[str, Rebate] = {rebate.supplier: rebate for rebate in self.problem.rebates}
        self.accounts: dict[str, list[Account]] = {}
        self.items_of: dict[str, list[str]] = defaultdict(list)
        for item in self.problem.demanded:
            lots = dict.fromkeys(offer.lot for offer in self.problem.offers_of_item.get(item, ()))
            self.accounts[item] = [(lot, year) for lot in lots for year in years]
            for supplier in dict.fromkeys(self.supplier(lot) for lot in lots):
                self.items_of[supplier].append(item)
        self.years = tuple(years)
        self.to_the_top()

    def to_the_top(self) -> None:
        """Rates as if every pound earned the highest rebate: what the items then cost least bounds the joint cost."""
        self.rates = {
            (supplier, year): max(tier.permille for tier in rebate.tiers) / 1000
            for supplier, rebate in self.rebates.items()
            for year in self.years
        }

    def supplier(self, lot: str) -> str:
        return self.problem.lot_by_id[lot].supplier

    def rates_of(self, item: str, rates: Mapping[Year, float]) -> Rates:
        """The item's part of the rates, by account."""
        found = {}
        for lot, year in self.accounts[item]:
            rate = rates.get((self.supplier(lot), year))
            if rate:
                found[lot, year] = rate
        return found

    def do(self, tasks: Collection[Task], seconds: float) -> Iterator[Result]:
        """Carry out tasks, and keep the cuts."""
        until = time.monotonic() + min(seconds, self.search.left)
        told = [self._told(task) for task in tasks]
        for result in self.crew.work(told, until, self.search.should_stop):
            self.untold.discard(result.item)
            if result.impossible:
                self.impossible, self.search.unservable = True, result.item
            if not result.impossible:
                self.master.add(result)
                before = self.seconds.get(result.item, result.seconds)
                self.seconds[result.item] = (before + result.seconds) / 2
            yield result

    def _told(self, task: Task) -> Task:
        """The task with what its item bears, as long as the item has not been told."""
        if task.item not in self.untold or task.parts is not None:
            return task
        return task._replace(parts=self.parts[task.item])

    def sweep(
        self,
        seconds: float,
        *,
        items: Collection[str] | None = None,
        paid: Paid = NOTHING_PAID,
        **options: Any,
    ) -> bool:
        """Look at the items at the present rates; whether all of them were done."""
        wanted = self.problem.demanded if items is None else items
        tasks = [
            Task(item, self.rates_of(item, self.rates), seed=self.search.seed, paid=paid.get(item), **options)
            for item in wanted
        ]
        done = 0
        for result in self.do(tasks, seconds):
            done += 1
            if not result.impossible:
                self.results[result.item] = result
        return done == len(wanted) and not self.impossible

    def as_planned(self, orders: tuple[Order, ...]) -> None:
        """The rates of the tiers that a plan reaches."""
        spent = tally(self.problem, orders).year_goods
        self.rates = {key: self.reached(key, spent.get(key, 0) / PENCE_PER_POUND) for key in self.rates}

    def bear(self, parts: Parts, *, borne: Collection[str] = ()) -> None:
        """The items bear these parts of the charges. What was found out before does not go with them, and is forgotten.

        Some items have `borne` them since they were last asked; the others are told when they are asked next.
        """
        self.parts = {item: dict(own) for item, own in parts.items()}
        self.untold = {item for item in parts if item not in borne}
        self.master.clear()

    def spent(self) -> dict[Year, float]:
        """Pounds that the newest results spend together with each supplier in each year."""
        spent: dict[Year, float] = defaultdict(float)
        for result in self.results.values():
            for (lot, year), pounds in result.spent.items():
                spent[self.supplier(lot), year] += pounds
        return spent

    def tiers_of_plan(self, orders: tuple[Order, ...]) -> dict[Year, int]:
        """The number of the tier that a plan reaches in each year, 0 for none."""
        spent = tally(self.problem, orders).year_goods
        return {
            key: sum(spent.get(key, 0) >= tier.from_pence for tier in self.rebates[key[0]].tiers)
            for key in self.rates
        }

    def reached(self, key: Year, pounds: float) -> float:
        """The rate of the rebate tier that a supplier's goods of a year reach."""
        rate = 0.0
        if key[0] in self.rebates:
            for tier in self.rebates[key[0]].tiers:
                if pounds * PENCE_PER_POUND >= tier.from_pence:
                    rate = tier.permille / 1000
        return rate

    def settle(self, seconds: float) -> bool:
        """Lower the rates to what is reached until the items agree with them; whether every item has a result."""
        deadline = self.search.elapsed + seconds
        if not self.sweep(seconds, parts={}):
            return False
        self.chargeable = {item: tuple(result.charged) for item, result in self.results.items()}
        self.programmes = {item: result.programme for item, result in self.results.items()}
        self.floors = {item: result.bound for item, result in self.results.items()}
        self.search.raise_bound(sum(self.floors.values()) - self.rounding)
        for _ in range(ROUNDS):
            spent = self.spent()
            reached = {key: self.reached(key, spent.get(key, 0.0)) for key in self.rates}
            changed = {key[0] for key, rate in self.rates.items() if abs(rate - reached[key]) > 1e-9}
            if not changed:
                break
            self.rates = reached
            items = [item for item in self.problem.demanded if changed & self.suppliers_of(item)]
            if not self.sweep(deadline - self.search.elapsed, items=items):
                return False
        return True

    def suppliers_of(self, item: str) -> set[str]:
        return {self.supplier(lot) for lot, _ in self.accounts[item]}
