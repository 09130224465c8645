"""Plan each item anew around all others of the best plan, with each year in the rebate tier that the plan reaches.

The goods of an item earn what they are worth to all, and charges that others bring about cost it nothing: what is then
saved is saved in truth, item by item. Together items may save less, which is for a choice among their plans.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.batches.candidates import Candidates
from optimizer.batches.charges import paid_anyhow
from optimizer.batches.choosing import Orders
from optimizer.batches.crew import Rates, Task, Year
from optimizer.batches.pursuit import PLAN_SECONDS, Pursuit
from optimizer.batches.variables import Charge

# What plans may lose on all items together, as a part of the cost; one that promises no more than its part need not be
# made.
LOST_AT_MOST = 1e-4
# Rates that differ by less are the same to an item.
RATE_DIGITS = 4


@dataclass
class Replanning:
    """What each item was planned around the last time: it is not planned around the same again."""

    pursuit: Pursuit
    plans: Candidates
    around: dict[str, tuple[Rates, frozenset[Charge] | None]] = field(default_factory=dict)

    def around_the_best(self, seconds: float) -> None:
        """Plan the items for so many seconds, the dearest first, and offer the best choice in the same tiers."""
        search = self.pursuit.search
        until, orders = search.elapsed + seconds, search.orders
        if not orders or seconds <= 0:
            return
        tiers = self.pursuit.tiers_of_plan(orders)
        self.plans.add_plan(orders)
        tasks = self._tasks(orders, self.plans.rates_in(tiers))
        found = list(self.pursuit.do(list(tasks.values()), until - search.elapsed))
        self.around |= {result.item: (tasks[result.item].rates, tasks[result.item].paid) for result in found}
        self.plans.add(found)
        if found:
            self.plans.choose_in(tiers)

    def _tasks(self, orders: Orders, worth: Mapping[Year, float]) -> dict[str, Task]:
        pursuit, tasks = self.pursuit, dict[str, Task]()
        paid, floors = paid_anyhow(pursuit.problem, orders), pursuit.floors
        lost = LOST_AT_MOST * sum(floors.values()) / max(1, len(floors))
        rates = {year: round(rate, RATE_DIGITS) for year, rate in worth.items()}
        for item in sorted(floors, key=lambda item: -floors[item]):
            own = pursuit.rates_of(item, rates), paid[item].intersection(pursuit.chargeable[item])
            if self.around.get(item) != own:
                tasks[item] = Task(item, own[0], PLAN_SECONDS, lost, pursuit.search.seed, paid=own[1])
        return tasks
