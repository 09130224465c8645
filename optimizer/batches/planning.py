"""Plan items in whole numbers at the rates of a best point, those first for which the best plan so far loses most."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from optimizer.batches.charge_sharing import OnPlans
from optimizer.batches.crew import Rates, Task, Year
from optimizer.batches.cutting import Cutting
from optimizer.batches.doubts import IN_DOUBT
from optimizer.batches.losses import Mean, TierLoss, costs_of_best, means_at, own_losses, tier_losses
from optimizer.batches.pursuit import PLAN_SECONDS
from optimizer.batches.relaxation import Point
from optimizer.batches.replanning import LOST_AT_MOST, Replanning

# Cuts on which so much of an item's cost rests are planned at.
WEIGHTY = 0.1
# What a year's rebate must lose, as a part of the bound, for items to be planned for its sake; and how much dearer or
# cheaper its goods then seem, so that many of them go there at once: at the point's own rates it is a toss-up for each.
WORTH_A_TIER = 2e-5
NUDGE = 0.01
# How much of the time is for plans at the point.
AT_THE_POINT = 0.5


@dataclass
class Planning:
    """Which tiers items were planned in, and what an item still lost after it was planned, in pounds."""

    cutting: Cutting
    on_plans: OnPlans
    anew: Replanning
    planned: set[frozenset[int]] = field(default_factory=set)
    lost_still: dict[str, float] = field(default_factory=dict)

    def at(self, point: Point, seconds: float, deadline: float) -> None:
        """Plan items for so many seconds, and offer the best choice: at the point, then around the best plan."""
        search = self.cutting.pursuit.search
        until = search.elapsed + seconds
        self._at_cuts(point, AT_THE_POINT * seconds, deadline)
        self.anew.around_the_best(until - search.elapsed)

    def _at_cuts(self, point: Point, seconds: float, deadline: float) -> None:
        """Plan items at the cuts that they rest on; nothing twice in the same tiers.

        Items are left out that hardly lose more than they still did after they were planned the last time.
        """
        chosen = self._tiers_taken(point)
        if chosen in self.planned:
            return
        self.planned.add(chosen)
        means, costs = means_at(self.cutting, point), costs_of_best(self.cutting)
        own = own_losses(means, costs)
        promise = {item: max(0.0, loss - self.lost_still.get(item, 0.0)) for item, loss in own.items()}
        losses = tier_losses(self.cutting, point, means, costs)
        missed = {year: loss for year, loss in losses.items() if loss.pounds > WORTH_A_TIER * point.bound}
        for loss in missed.values():
            for item, more in loss.more.items():
                promise[item] += loss.pounds * more / sum(loss.more.values())
        wanted = {(item, *rates.items()): (item, rates) for item, rates in self._wanted(point, means, missed)}
        pursuit = self.cutting.pursuit
        worth, seed = LOST_AT_MOST * point.bound / len(pursuit.problem.demanded), pursuit.search.seed
        tasks = [
            Task(item, rates, plan_seconds=PLAN_SECONDS, worth=worth, seed=seed)
            for item, rates in sorted(wanted.values(), key=lambda each: -promise[each[0]])
            if promise[item] > worth
        ]
        found = list(pursuit.do(tasks, seconds))
        self.on_plans(found, deadline)
        own = own_losses(means, costs_of_best(self.cutting))
        self.lost_still |= {result.item: own[result.item] for result in found}

    def _wanted(
        self, point: Point, means: Mapping[str, Mean], missed: Mapping[Year, TierLoss]
    ) -> Iterator[tuple[str, Rates]]:
        """Rates to plan at: towards the tiers that the best plan misses; those of the cuts that items rest on.

        A mixture of the plans at the latter has the goods of the point.
        """
        nudged: dict[str, Rates] = {}
        for year, loss in missed.items():
            for item, more in loss.more.items():
                rates = nudged.setdefault(item, dict(means[item].rates))
                for account in self.cutting.pursuit.master.pools[item].of_year(year):
                    rates[account] += NUDGE if more > 0 else -NUDGE
        yield from nudged.items()
        for cut, _ in self.cutting.relaxation.resting_on(point, WEIGHTY):
            yield cut.item, self.cutting.in_its_tier(cut, point)[1]

    def _tiers_taken(self, point: Point) -> frozenset[int]:
        tiers = self.cutting.relaxation.programme.tiers.values()
        return frozenset(
            column for columns in tiers for column in columns if point.values[column] > 1 - IN_DOUBT
        )
