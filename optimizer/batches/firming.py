"""What cuts without whole numbers leave open where each year is in one tier: items are bought in whole numbers.

The cuts that an item rests on at a best point weigh one in all. At their mean rates it costs at least the mean of what
they ask for, without whole numbers; with them it costs more, and that is a cut for the same point.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from optimizer.batches.charge_sharing import OnPlans
from optimizer.batches.crew import Rates, Task
from optimizer.batches.cutting import RATE_DIGITS, Cutting
from optimizer.batches.plan_costs import PlanCosts
from optimizer.batches.relaxation import Point

AT_ONCE = 16
PROOF_SECONDS = 8.0
NUMBERS_SECONDS = 30.0
# With many items branches on tiers soon raise the bound more: no more than this part of the time left at once.
NUMBERS_PART = 0.12
# What may be lost on all items together, and on one, as parts of the bound.
PROVING_GAP = 2e-5
NEGLIGIBLE = 1e-6


class Mean(NamedTuple):
    """The mean of the cuts that an item rests on: its rates, and pounds at least."""

    rates: Rates
    least: float


@dataclass
class Firming:
    """Bounds items in whole numbers at the mean rates of their cuts; `done` are those that were."""

    cutting: Cutting
    on_plans: OnPlans
    done: set[tuple] = field(default_factory=set)

    def in_whole_numbers(self, point: Point, deadline: float) -> bool:
        """Look at the items for which the best plan pays most beyond their cuts; whether there were any.

        The point has each year in one tier.
        """
        search = self.cutting.pursuit.search
        if search.orders is None:
            return False
        part = 1.0 if self.cutting.pursuit.of_few_items else NUMBERS_PART
        seconds = min(NUMBERS_SECONDS, part * (deadline - search.elapsed))
        tasks = list(self._tasks(point, min(PROOF_SECONDS, seconds)))
        found = list(self.cutting.pursuit.do(tasks, seconds))
        self.on_plans(found, deadline)
        return bool(tasks)

    def _tasks(self, point: Point, seconds: float) -> Iterator[Task]:
        pursuit, means = self.cutting.pursuit, self._means(point)
        losses = self._losses(means)
        worth = point.bound * PROVING_GAP / len(pursuit.problem.demanded)
        count = 0
        for item in sorted(losses, key=lambda item: -losses[item]):
            if losses[item] < NEGLIGIBLE * point.bound or count == AT_ONCE:
                return
            rates = means[item].rates
            name = (item, *rates.items())
            if name not in self.done:
                self.done.add(name)
                count += 1
                yield Task(item, rates, worth=worth, seed=pursuit.search.seed, proof_seconds=seconds)

    def losses(self, point: Point) -> dict[str, float]:
        """By item, how many pounds the best plan pays beyond the cuts that the item rests on."""
        return self._losses(self._means(point))

    def _losses(self, means: Mapping[str, Mean]) -> dict[str, float]:
        pursuit = self.cutting.pursuit
        if not pursuit.search.orders:
            return dict.fromkeys(means, 0.0)
        costs = PlanCosts(pursuit.problem, pursuit.search.orders, pursuit.parts)
        return {item: costs.at(item, mean.rates) - mean.least for item, mean in means.items()}

    def _means(self, point: Point) -> dict[str, Mean]:
        sums: dict[str, np.ndarray] = {}
        for cut, weight in self.cutting.relaxation.resting_on(point, 0.0):
            least, own_rates = self.cutting.in_its_tier(cut, point)
            own = weight * np.array([1.0, least, *own_rates.values()])
            sums[cut.item] = sums[cut.item] + own if cut.item in sums else own
        pools, means = self.cutting.pursuit.master.pools, {}
        for item, (weight, least, *rates) in sums.items():
            each = (round(rate / weight, RATE_DIGITS) for rate in rates)
            means[item] = Mean(dict(zip(pools[item].accounts, each, strict=True)), least / weight)
        return means
