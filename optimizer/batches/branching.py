"""Branch on rebate tiers over the programme of cuts: each year ends in one tier, and cuts hold whatever tier that is.

The tree goes on where the bound is lowest (Land and Doig 1960); a node is the tiers that are shut. At every node the
items that promise most are asked at the goods of its best point. Where no year is in doubt any more, the items are
planned at the rates found there, and then bounded in whole numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from math import inf

import numpy as np

from optimizer.batches.cutting import FEW_BROKEN, Cutting
from optimizer.batches.firming import Firming
from optimizer.batches.planning import Planning
from optimizer.batches.relaxation import Point
from optimizer.batches.variables import PENCE_PER_POUND

ASKED_AT_A_NODE = 1
SURE = 0.8
PASSES = 2
# Where nothing is in doubt, items are planned for so much of the time that is left.
FOR_PLANS = 0.25

Shut = frozenset[int]


@dataclass
class Branching:
    """The open nodes by their bound, and the lowest of those that can be raised no more."""

    cutting: Cutting
    firming: Firming
    planning: Planning
    heap: list[tuple[float, int, Shut]] = field(default_factory=list)
    settled: float = inf
    numbers: count = field(default_factory=count)

    def grow(self, deadline: float) -> None:
        """Branch until the deadline, or until there is nothing left to branch on."""
        search = self.cutting.pursuit.search
        self._push(search.bound / PENCE_PER_POUND, frozenset())
        while self.heap and deadline > search.elapsed:
            bound, _, shut = self.heap[0]
            search.raise_bound(min(bound, self.settled))
            if search.proven or bound >= min(self.settled, self._cutoff()):
                return
            point = self._best_point(shut, deadline)
            if point is None:
                return
            heappop(self.heap)
            self._follow(max(bound, point.bound), shut, point, deadline)
        lowest = min([self.settled, *(bound for bound, _, _ in self.heap)])
        search.raise_bound(min(lowest, self._cutoff()))

    def plan_on_the_way(self, seconds: float, deadline: float) -> None:
        """Dive while cuts still come in, and plan items for so many seconds."""
        leaf = self.dive(deadline, few=FEW_BROKEN)
        if leaf is not None:
            self.planning.at(leaf[1], seconds, deadline)

    def plan_where_cuts_stand_still(self, deadline: float) -> None:
        """Dive, ask and plan the items there, and bound them in whole numbers."""
        leaf = self.dive(deadline)
        if leaf is None:
            return
        shut, _ = leaf
        point = self._best_point(shut, deadline)
        if point is None or point.bound == inf:
            return
        self.planning.at(point, self._time_for_plans(deadline), deadline)
        for _ in range(PASSES):
            if not self.firming.in_whole_numbers(point, deadline):
                return
            point = self.cutting.best_point(deadline, shut)
            if point is None or point.bound == inf:
                return

    def _time_for_plans(self, deadline: float) -> float:
        return FOR_PLANS * (deadline - self.cutting.pursuit.search.elapsed)

    def dive(self, deadline: float, *, few: float = 0.0) -> tuple[Shut, Point] | None:
        """Shut all tiers but the fullest, the surest years first; what is shut then, and the best point."""
        shut: Shut = frozenset()
        point = self.cutting.best_point(deadline, few=few)
        while point is not None and point.bound < inf and self.cutting.in_doubt(point.values):
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
        surest = max(self.cutting.in_doubt(values), key=lambda year: values[fullest[year]])
        least = min(SURE, values[fullest[surest]])
        sure = [year for year, column in fullest.items() if values[column] >= least]
        for years in (sure, [surest]):
            yield frozenset(column for year in years for column in tiers[year] if column != fullest[year])
        yield frozenset([fullest[surest]])

    def _cutoff(self) -> float:
        search = self.cutting.pursuit.search
        return inf if search.cost is None else search.cost / PENCE_PER_POUND + self.cutting.pursuit.rounding

    def _push(self, bound: float, shut: Shut) -> None:
        if bound < min(self.settled, self._cutoff()):
            heappush(self.heap, (bound, next(self.numbers), shut))

    def _best_point(self, shut: Shut, deadline: float) -> Point | None:
        """The best point of a node after its items were asked."""
        self.cutting.goods.clear()
        point = self.cutting.best_point(deadline, shut)
        for _ in range(ASKED_AT_A_NODE):
            if point is None or point.bound >= self._cutoff():
                break
            self.cutting.ask(point, deadline)
            point = self.cutting.best_point(deadline, shut)
        return point

    def _follow(self, bound: float, shut: Shut, point: Point, deadline: float) -> None:
        """Two nodes with fewer tiers of a year in doubt; without doubt the same node, once its items are looked into."""
        if point.bound == inf:
            return
        columns = self._most_in_doubt(point)
        if columns is not None:
            taken = np.cumsum(point.values[columns])[:-1]
            split = int(np.abs(taken - 0.5).argmin()) + 1
            self._push(bound, shut | frozenset(columns[split:]))
            self._push(bound, shut | frozenset(columns[:split]))
        elif self.heap and bound > self.heap[0][0]:
            self._push(bound, shut)
        else:
            self.planning.at(point, self._time_for_plans(deadline), deadline)
            if self.firming.in_whole_numbers(point, deadline):
                self._push(bound, shut)
            else:
                self.settled = min(self.settled, bound)

    def _most_in_doubt(self, point: Point) -> list[int] | None:
        """The tiers of the year on which most hangs; None where no year is in doubt."""
        cutting, values = self.cutting, point.values
        most = {
            year: sum(cutting.doubt(item, year, values) for item in cutting.pursuit.items_of[year[0]])
            for year in cutting.in_doubt(values)
        }
        return cutting.relaxation.programme.tiers[max(most, key=lambda year: most[year])] if most else None
