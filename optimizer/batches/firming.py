"""What cuts without whole numbers leave open: each year is in one tier, and items are bought in whole numbers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from optimizer.batches.crew import Rates, Result, Task
from optimizer.batches.cutting import Cutting
from optimizer.batches.joint_programme import UNIT, Programme
from optimizer.batches.plan_costs import PlanCosts
from optimizer.highs import run_highs

ACTIVE = 1e-9
TIERS_SECONDS = 10.0
TIERS_GAP = 5e-5
# How much of an item's cost must rest on a cut for it to be looked at again.
WEIGHTY = 0.15
AT_ONCE = 16
PROOF_SECONDS = 2.0
NUMBERS_SECONDS = 20.0
# What may be lost on all items together, and on one, as parts of the bound.
PROVING_GAP = 2e-5
NEGLIGIBLE = 1e-6


def with_whole_tiers(cutting: Cutting, deadline: float) -> bool:
    """Bound the cost with each year in one tier, and ask the items for their cost there; whether that raised it."""
    search, point = cutting.pursuit.search, cutting.best_point(deadline)
    if point is None:
        return False
    programme = Programme(cutting.pursuit.master)
    for cut, _ in cutting.relaxation.resting_on(point, ACTIVE):
        programme.take(cut)
    before, seconds = search.bound, min(TIERS_SECONDS, deadline - search.elapsed)
    answer = run_highs(programme.mip, search.limits(seconds, TIERS_GAP))
    search.raise_bound(answer.bound * UNIT)
    if answer.values is not None:
        found = point._replace(bound=answer.bound * UNIT, values=np.asarray(answer.values))
        cutting.relaxation.add(cutting.broken(found.values, found.bound))
        cutting.goods.clear()
        cutting.ask(found, deadline)
    return search.bound > before


@dataclass
class Firming:
    """Bounds items again in whole numbers at the rates of cuts that matter; `done` are those that were."""

    cutting: Cutting
    on_plans: Callable[[Iterable[Result], float], None]
    done: set[tuple] = field(default_factory=set)

    def in_whole_numbers(self, deadline: float) -> bool:
        """Look at the items for which the best plan pays most beyond such cuts; whether there were any."""
        search, point = self.cutting.pursuit.search, self.cutting.best_point(deadline)
        if point is None or search.orders is None:
            return False
        matter: dict[str, list[tuple[Rates, float]]] = defaultdict(list)
        for cut, _ in self.cutting.relaxation.resting_on(point, WEIGHTY):
            matter[cut.item] += self.cutting.members(cut, point)
        tasks = list(self._tasks(matter, point.bound))
        found = list(self.cutting.pursuit.do(tasks, min(NUMBERS_SECONDS, deadline - search.elapsed)))
        self.on_plans(found, deadline)
        return bool(tasks)

    def _tasks(self, matter: dict[str, list[tuple[Rates, float]]], bound: float) -> Iterator[Task]:
        pursuit = self.cutting.pursuit
        costs = PlanCosts(pursuit.problem, pursuit.search.orders or (), pursuit.parts)
        losses = {
            item: min(costs.at(item, rates) - least for rates, least in own)
            for item, own in matter.items()
            if own
        }
        worth = bound * PROVING_GAP / len(pursuit.problem.demanded)
        counted = 0
        for item in sorted(losses, key=lambda item: -losses[item]):
            if losses[item] < NEGLIGIBLE * bound or counted == AT_ONCE:
                return
            named = {(item, *sorted(rates.items())): rates for rates, _ in matter[item]}
            fresh = named.keys() - self.done
            self.done |= fresh
            counted += bool(fresh)
            for rates in (rates for name, rates in named.items() if name in fresh):
                yield Task(item, rates, worth=worth, seed=pursuit.search.seed, proof_seconds=PROOF_SECONDS)
