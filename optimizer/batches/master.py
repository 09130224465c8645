"""The bound that all items have together: what each costs at least, and what their goods are worth to each other.

An item's least cost at some rates bounds its cost from below for any goods it buys: cost ≥ least + rates · goods. These
cuts stand for the items here; rebates with their tiers, ceilings, commitments, and the award rules that bind several
items stand in full. So the least cost of this small programme bounds the joint cost, and the prices of its rows are
the rates at which to look at the items next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from optimizer.batches.crew import Account, Result
from optimizer.batches.lifting import Pool
from optimizer.batches.presence import account_of
from optimizer.batches.problem import Problem


@dataclass
class Master:
    """The cuts of every item so far. With `joining`, they are to hold whoever of these authorities is there."""

    problem: Problem
    joining: tuple[str, ...] = ()
    most: dict[str, dict[Account, float]] = field(default_factory=dict)
    pools: dict[str, Pool] = field(default_factory=dict)

    def add(self, result: Result) -> None:
        """Take what was found out about an item."""
        self.most[result.item] = result.most
        if result.bound > -inf and all(name in result.present for name in self.joining):
            self._pool(result.item).add(result.rates, result.bound, result.present)

    @cached_property
    def _supplier_of(self) -> Mapping[str, str]:
        return {lot.id: lot.supplier for lot in self.problem.lots}

    def _pool(self, item: str) -> Pool:
        if item not in self.pools:
            accounts = [*self.most[item], *(account_of(name) for name in self.joining)]
            self.pools[item] = Pool(item, accounts, self._supplier_of)
        return self.pools[item]

    @property
    def complete(self) -> bool:
        """Whether every item has a cut."""
        return all(item in self.pools for item in self.problem.demanded)

    def clear(self) -> None:
        """Forget all cuts."""
        self.pools.clear()
