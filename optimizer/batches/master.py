"""The bound that all items have together: what each costs at least, and what their goods are worth to each other.

An item's least cost at some rates bounds its cost from below for any goods it buys: cost ≥ least + rates · goods. These
cuts stand for the items here; rebates with their tiers, ceilings, commitments, and the award rules that bind several
items stand in full. So the least cost of this small programme bounds the joint cost, and the prices of its rows are
the rates at which to look at the items next.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from optimizer.batches.crew import Account, Rates, Result
from optimizer.batches.joint_programme import UNIT, Programme
from optimizer.batches.problem import Problem
from optimizer.highs import Limits, run_highs


@dataclass(frozen=True)
class Cut:
    """An item's least cost in pounds at some rates: `least` with nobody's demand that is `added` by those who join."""

    least: float
    rates: Mapping[Account, float]
    added: Mapping[str, float]


@dataclass
class Master:
    """The cuts of every item so far."""

    problem: Problem
    most: dict[str, dict[Account, float]] = field(default_factory=dict)
    cuts: dict[str, list[Cut]] = field(default_factory=lambda: defaultdict(list))

    def add(self, result: Result, rates: Rates) -> None:
        """Take what was found out about an item at these rates."""
        self.most[result.item] = result.most
        if result.bound > -inf:
            own = {account: rates.get(account, 0.0) for account in result.most}
            joined = sum(pounds * result.present[name] for name, pounds in result.added.items())
            self.cuts[result.item].append(Cut(result.bound - joined, own, result.added))

    @property
    def complete(self) -> bool:
        """Whether every item has a cut."""
        return all(self.cuts.get(item) for item in self.problem.demanded)

    def solve(self, limits: Limits) -> "View":
        """The bound, and the rates of each item at its best point."""
        programme = Programme(self)
        answer = run_highs(programme.mip, limits)
        if answer.infeasible or answer.values is None:
            return View(answer.bound * UNIT, {}, answer.infeasible)
        return View(answer.bound * UNIT, programme.rates_at(answer.values, limits), False)


@dataclass(frozen=True)
class View:
    """What the master says: a bound in pounds, and the rates at which to look at each item next."""

    bound: float
    rates: dict[str, Rates]
    infeasible: bool
