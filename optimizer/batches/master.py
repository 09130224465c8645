"""The bound that all items have together: what each costs at least, and what their goods are worth to each other.

An item's least cost at some rates bounds its cost from below for any goods it buys: cost ≥ least + rates · goods. These
cuts stand for the items here; rebates with their tiers, ceilings, commitments, and the award rules that bind several
items stand in full. So the least cost of this small programme bounds the joint cost, and the prices of its rows are
the rates at which to look at the items next.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from optimizer.batches.crew import Account, Result
from optimizer.batches.lifting import Pool
from optimizer.batches.problem import Problem


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
    pools: dict[str, Pool] = field(default_factory=dict)

    def add(self, result: Result) -> None:
        """Take what was found out about an item."""
        self.most[result.item] = result.most
        if result.bound > -inf:
            own = {account: result.rates.get(account, 0.0) for account in result.most}
            joined = sum(pounds * result.present[name] for name, pounds in result.added.items())
            self.cuts[result.item].append(Cut(result.bound - joined, own, result.added))
            if not result.added:
                self._pool(result.item).add(own, result.bound)

    @cached_property
    def _supplier_of(self) -> dict[str, str]:
        return {lot.id: lot.supplier for lot in self.problem.lots}

    def _pool(self, item: str) -> Pool:
        if item not in self.pools:
            self.pools[item] = Pool(item, list(self.most[item]), self._supplier_of)
        return self.pools[item]

    @property
    def complete(self) -> bool:
        """Whether every item has a cut."""
        return all(self.cuts.get(item) for item in self.problem.demanded)

    def clear(self) -> None:
        """Forget all cuts."""
        self.cuts.clear()
        self.pools.clear()
