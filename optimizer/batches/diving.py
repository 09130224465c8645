"""Go down to where each year is in one tier, plan the items there at the rates of the best point, and look into them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import inf

from optimizer.batches.branching import Shut
from optimizer.batches.crew import Year
from optimizer.batches.cutting import FEW_BROKEN, Cutting
from optimizer.batches.doubts import years_in_doubt
from optimizer.batches.firming import Firming
from optimizer.batches.pause import Pause
from optimizer.batches.planning import Planning
from optimizer.batches.relaxation import Point

ASKED_AT_A_NODE = 1
SURE = 0.8
# Where nothing is in doubt, items are planned for so much of the time that is left.
FOR_PLANS = 0.25
# How often a plan is made while the tree grows, as long as that pays, and how long items are planned for it at most;
# parts of the time.
PLAN_EVERY = 0.06
PLAN_AT_MOST = 0.03


@dataclass
class Diving:
    """Plans and whole numbers at the leaves of the tree."""

    cutting: Cutting
    firming: Firming
    planning: Planning

    @cached_property
    def pause(self) -> Pause:
        """Between plans while the tree grows; begins with the tree."""
        search = self.cutting.pursuit.search
        return Pause(search, PLAN_EVERY * search.seconds)

    def plan_on_the_way(self, seconds: float, deadline: float) -> None:
        """Dive while cuts still come in, and plan items for so many seconds."""
        leaf = self.dive(deadline, few=FEW_BROKEN)
        if leaf is not None:
            self.planning.at(leaf[1], seconds, deadline)

    def plan_where_cuts_stand_still(self, deadline: float) -> None:
        """Dive, ask and plan the items there."""
        leaf = self.dive(deadline)
        point = self._best_point(leaf[0], deadline) if leaf is not None else None
        if point is not None and point.bound < inf:
            self.planning.at(point, self._time_for_plans(deadline), deadline)

    def _plan(self, point: Point, seconds: float, deadline: float) -> None:
        with self.pause.after():
            self.planning.at(point, seconds, deadline)

    def _time_for_plans(self, deadline: float) -> float:
        return FOR_PLANS * (deadline - self.cutting.pursuit.search.elapsed)

    def dive(
        self, deadline: float, shut: Shut = frozenset(), *, few: float = 0.0
    ) -> tuple[Shut, Point] | None:
        """Shut all tiers but the fullest, the surest years first; what is shut then, and the best point."""
        point = self.cutting.best_point(deadline, shut, few=few)
        while point is not None and point.bound < inf and self._in_doubt(point):
            found = self._further(shut, point, deadline, few)
            if found is None:
                break
            shut, point = found
        return None if point is None or point.bound == inf else (shut, point)

    def _further(self, shut: Shut, point: Point, deadline: float, few: float) -> tuple[Shut, Point] | None:
        """More tiers shut, with the best point then; None where there is none, or no time."""
        for tiers in self._to_shut(point):
            found = self.cutting.best_point(deadline, shut | tiers, few=few)
            if found is None or found.bound < inf:
                return None if found is None else (shut | tiers, found)
        return None

    def _to_shut(self, point: Point) -> Iterator[Shut]:
        """All tiers but the fullest of the years that are surest; then of the surest in doubt alone; then its fullest."""
        tiers, values = self.cutting.relaxation.programme.tiers, point.values
        fullest = {year: columns[int(values[columns].argmax())] for year, columns in tiers.items()}
        surest = max(self._in_doubt(point), key=lambda year: values[fullest[year]])
        least = min(SURE, values[fullest[surest]])
        sure = [year for year, column in fullest.items() if values[column] >= least]
        for years in (sure, [surest]):
            yield frozenset(column for year in years for column in tiers[year] if column != fullest[year])
        yield frozenset([fullest[surest]])

    def _in_doubt(self, point: Point) -> list[Year]:
        return years_in_doubt(self.cutting.relaxation.programme, point.values)

    def best_point(self, shut: Shut, deadline: float) -> Point | None:
        """The best point of a node after its items were asked; below it a plan is made now and then."""
        point = self._best_point(shut, deadline)
        if point is not None and point.bound < self.cutting.cutoff:
            self._plan_now_and_then(shut, deadline)
        return point

    def _best_point(self, shut: Shut, deadline: float) -> Point | None:
        self.cutting.goods.clear()
        point = self.cutting.best_point(deadline, shut)
        for _ in range(ASKED_AT_A_NODE):
            if point is None or point.bound >= self.cutting.cutoff:
                break
            self.cutting.ask(point, deadline)
            point = self.cutting.best_point(deadline, shut)
        return point

    def _plan_now_and_then(self, shut: Shut, deadline: float) -> None:
        """Dive from a node and plan items there, if that is due."""
        leaf = self.dive(deadline, shut) if self.pause.over else None
        if leaf is not None:
            self._plan(leaf[1], PLAN_AT_MOST * self.cutting.pursuit.search.seconds, deadline)

    def look_into(self, point: Point, deadline: float) -> bool:
        """Plan the items at a leaf, if that is due, and bound them in whole numbers; whether there was any to be bounded."""
        if self.pause.over or self.cutting.pursuit.of_few_items:
            self._plan(point, self._time_for_plans(deadline), deadline)
        return self.firming.in_whole_numbers(point, self.cutting.pursuit.search.orders, deadline)
