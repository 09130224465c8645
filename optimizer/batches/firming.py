"""What cuts without whole numbers leave open where each year is in one tier: items are bought in whole numbers.

The cuts that an item rests on at a best point weigh one in all. At their mean rates it costs at least the mean of what
they ask for, without whole numbers; with them it costs more, and that is a cut for the same point.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from optimizer.batches.charge_sharing import OnPlans
from optimizer.batches.choosing import Orders
from optimizer.batches.crew import Task
from optimizer.batches.cutting import Cutting
from optimizer.batches.losses import means_at, own_losses
from optimizer.batches.plan_costs import PlanCosts
from optimizer.batches.relaxation import Point

AT_ONCE = 16
PROOF_SECONDS = 8.0
NUMBERS_SECONDS = 30.0
# With many items branches on tiers soon raise the bound more: no more than this part of the time left at once.
NUMBERS_PART = 0.12
# An item is looked at for a second for each such part of the bound that the best plan loses on it: those that lose
# little would take as long as any, and what they lose is hardly ever in their whole numbers.
WORTH_A_SECOND = 1e-5
# What may be lost on all items together, and on one, as parts of the bound.
PROVING_GAP = 2e-5
NEGLIGIBLE = 1e-6


@dataclass
class Firming:
    """Bounds items in whole numbers at the mean rates of their cuts; `done` are those that were."""

    cutting: Cutting
    on_plans: OnPlans
    done: set[tuple] = field(default_factory=set)

    def in_whole_numbers(self, point: Point, orders: Orders | None, deadline: float) -> bool:
        """Look at the items for which a plan for those who are there pays most beyond their cuts; whether there were any.

        The point has each year in one tier.
        """
        pursuit = self.cutting.pursuit
        if orders is None:
            return False
        part = 1.0 if pursuit.of_few_items else NUMBERS_PART
        seconds = min(NUMBERS_SECONDS, part * (deadline - pursuit.search.elapsed))
        tasks = list(self._tasks(point, orders, min(PROOF_SECONDS, seconds)))
        found = list(pursuit.do(tasks, seconds))
        self.on_plans(found, deadline)
        return bool(tasks)

    def _tasks(self, point: Point, orders: Orders, seconds: float) -> Iterator[Task]:
        pursuit, means = self.cutting.pursuit, means_at(self.cutting, point)
        losses = own_losses(means, PlanCosts(pursuit.problem, orders, pursuit.parts))
        worth = point.bound * PROVING_GAP / len(pursuit.problem.demanded)
        programme = self.cutting.relaxation.programme
        group, count = programme.group_at(point.values), 0
        present = {name: float(name in group) for name in programme.joining}
        for item in sorted(losses, key=lambda item: -losses[item]):
            if losses[item] < NEGLIGIBLE * point.bound or count == AT_ONCE:
                return
            rates = means[item].rates
            name = (item, group, *rates.items())
            if name not in self.done:
                self.done.add(name)
                count += 1
                yield Task(
                    item,
                    rates,
                    worth=worth,
                    seed=pursuit.search.seed,
                    proof_seconds=min(seconds, losses[item] / (WORTH_A_SECOND * point.bound)),
                    present=present or None,
                )
