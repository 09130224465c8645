"""What cuts without whole numbers leave open where each year is in one tier: items are bought in whole numbers.

The cuts that an item rests on at a best point weigh one in all. At their mean rates it costs at least the mean of what
they ask for, without whole numbers; with them it costs more, and that is a cut for the same point.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

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
# With many items branches on tiers soon raise the bound more: no more than this part of the time left at once, and
# yet so long that something comes of it.
NUMBERS_PART = 0.25
LEAST_SECONDS = 4.0
# What is proven counts once the joint programme is solved again: proofs take no more than this part of the time left.
FOR_PROOFS = 0.9
# An item is looked at for a second for each such part of the bound that the best plan loses on it: those that lose
# little would take as long as any, and what they lose is hardly ever in their whole numbers.
WORTH_A_SECOND = 1e-5
# What proofs may lose on all items together, and what plans lose that is not looked at, as parts of the bound.
PROVING_GAP = 1e-5
NEGLIGIBLE = 1e-5


@dataclass
class Firming:
    """Bounds items in whole numbers at the mean rates of their cuts.

    `done` are those that were; `seconds` what was not enough for others, which have twice as long the next time, as far
    as there is time.
    """

    cutting: Cutting
    on_plans: OnPlans
    done: set[tuple] = field(default_factory=set)
    seconds: dict[tuple, float] = field(default_factory=dict)

    def in_whole_numbers(self, point: Point, orders: Orders | None, deadline: float) -> bool:
        """Look at the items for which a plan for those who are there pays most beyond their cuts; whether there were any.

        The point has each year in one tier.
        """
        pursuit = self.cutting.pursuit
        if orders is None:
            return False
        left = FOR_PROOFS * (deadline - pursuit.search.elapsed)
        part = left if pursuit.of_few_items else max(LEAST_SECONDS, NUMBERS_PART * left)
        seconds = min(NUMBERS_SECONDS, part, left)
        wanted = islice(self._tasks(point, orders, seconds), AT_ONCE)
        tasks = {task.item: (name, task) for name, task in wanted}
        found = list(pursuit.do([task for _, task in tasks.values()], seconds))
        for result in found:
            name, task = tasks[result.item]
            if result.settled or task.proof_seconds >= seconds:
                self.done.add(name)
            self.seconds[name] = task.proof_seconds
        self.on_plans(found, deadline)
        return bool(tasks)

    def _tasks(self, point: Point, orders: Orders, seconds: float) -> Iterator[tuple[tuple, Task]]:
        pursuit, means = self.cutting.pursuit, means_at(self.cutting, point)
        losses = own_losses(means, PlanCosts(pursuit.problem, orders, pursuit.parts))
        share = point.bound / len(pursuit.problem.demanded)
        programme = self.cutting.relaxation.programme
        worth, group = PROVING_GAP * share, programme.group_at(point.values)
        present = {name: float(name in group) for name in programme.joining}
        for item in sorted(losses, key=lambda item: -losses[item]):
            if losses[item] < NEGLIGIBLE * share:
                return
            rates = means[item].rates
            name = (item, group, *rates.items())
            if name not in self.done:
                each = min(PROOF_SECONDS, losses[item] / (WORTH_A_SECOND * point.bound))
                each = max(each, 2 * self.seconds.get(name, 0.0))
                task = Task(item, rates, worth=worth, seed=pursuit.search.seed, present=present or None)
                yield name, task._replace(proof_seconds=min(each, seconds))
