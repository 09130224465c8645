"""Branch on rebate tiers over the programme of cuts: each year ends in one tier, and cuts hold whatever tier that is.

The tree goes on where the bound is lowest (Land and Doig 1960); a node is the columns that are shut: tiers, and before
them who joins, where that is open. Where nothing is in doubt any more, the items are looked into by whoever grows the
tree.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from math import inf

import numpy as np

from optimizer.batches.cutting import Cutting
from optimizer.batches.doubts import most_in_doubt
from optimizer.batches.relaxation import Point
from optimizer.batches.variables import PENCE_PER_POUND

Shut = frozenset[int]
EVERYTHING_OPEN = (frozenset[int](),)


@dataclass
class Branching:
    """The open nodes by their bound, and the lowest of those that can be raised no more.

    `best_point` is that of a node, None without time; `look_into` one without doubt, and say whether that may have raised
    the bound.
    """

    cutting: Cutting
    best_point: Callable[[Shut, float], Point | None]
    look_into: Callable[[Point, float], bool]
    heap: list[tuple[float, int, Shut]] = field(default_factory=list)
    settled: float = inf
    numbers: count = field(default_factory=count)

    def grow(self, deadline: float, roots: Iterable[Shut] = EVERYTHING_OPEN) -> None:
        """Branch until the deadline, or until there is nothing left to branch on."""
        search = self.cutting.pursuit.search
        for shut in roots:
            self._push(search.bound / PENCE_PER_POUND, shut)
        while self.heap and deadline > search.elapsed:
            bound, _, shut = self.heap[0]
            search.raise_bound(min(bound, self.settled))
            if search.proven or bound >= min(self.settled, self.cutting.cutoff):
                return
            point = self.best_point(shut, deadline)
            if point is None:
                return
            heappop(self.heap)
            self._follow(max(bound, point.bound), shut, point, deadline)
        lowest = min([self.settled, *(bound for bound, _, _ in self.heap)])
        search.raise_bound(min(lowest, self.cutting.cutoff))

    def _push(self, bound: float, shut: Shut) -> None:
        if bound < min(self.settled, self.cutting.cutoff):
            heappush(self.heap, (bound, next(self.numbers), shut))

    def _follow(self, bound: float, shut: Shut, point: Point, deadline: float) -> None:
        """Two nodes with fewer tiers of a year in doubt; without doubt the same node, once its items are looked into."""
        if point.bound == inf:
            return
        programme, items_of = self.cutting.relaxation.programme, self.cutting.pursuit.items_of
        columns = most_in_doubt(programme, items_of, point.values)
        if columns is not None:
            taken = np.cumsum(point.values[columns])[:-1]
            split = int(np.abs(taken - 0.5).argmin()) + 1
            self._push(bound, shut | frozenset(columns[split:]))
            self._push(bound, shut | frozenset(columns[:split]))
        elif (self.heap and bound > self.heap[0][0]) or self.look_into(point, deadline):
            self._push(bound, shut)
        else:
            self.settled = min(self.settled, bound)
