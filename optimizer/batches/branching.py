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
from typing import NamedTuple

import numpy as np

from optimizer.batches.cutting import Cutting
from optimizer.batches.doubts import most_in_doubt
from optimizer.batches.relaxation import Point
from optimizer.batches.variables import PENCE_PER_POUND

Shut = frozenset[int]
EVERYTHING_OPEN = (frozenset[int](),)


class Node(NamedTuple):
    """A node's number, and the columns that are shut."""

    number: int
    shut: Shut


class Branch(NamedTuple):
    """A node in two parts: the first `low` of some columns, one of which is one, are open in one part, the others in the
    other.

    With one root, number 0, the parts of branch n are nodes 2n + 1 and 2n + 2.
    """

    node: int
    columns: tuple[int, ...]
    low: int

    def parts(self, shut: Shut) -> tuple[Shut, Shut]:
        """The columns that are shut in each part."""
        return shut | frozenset(self.columns[self.low :]), shut | frozenset(self.columns[: self.low])


@dataclass
class Branching:
    """The open nodes by their bound, and the lowest of those that can be raised no more.

    `best_point` is that of a node, None without time; `look_into` one without doubt, and say whether that may have raised
    the bound. `branches` are those made so far.
    """

    cutting: Cutting
    best_point: Callable[[Shut, float], Point | None]
    look_into: Callable[[Point, float], bool]
    heap: list[tuple[float, int, Node]] = field(default_factory=list)
    settled: float = inf
    branches: list[Branch] = field(default_factory=list)
    numbers: count = field(default_factory=count)
    turns: count = field(default_factory=count)

    def grow_from(self, branches: Iterable[Branch], deadline: float) -> None:
        """Branch as `grow`, from the leaves of an earlier tree; the cuts that there are say at once which are lowest."""
        self.branches = list(branches)
        leaves = {next(self.numbers): frozenset[int]()}
        for branch in self.branches:
            for shut in branch.parts(leaves.pop(branch.node)):
                leaves[next(self.numbers)] = shut
        bound = self.cutting.pursuit.search.bound / PENCE_PER_POUND
        for number, shut in leaves.items():
            point = self.cutting.best_point(deadline, shut) if len(leaves) > 1 else None
            self._push(bound if point is None else max(bound, point.bound), Node(number, shut))
        self._grow(deadline)

    def grow(self, deadline: float, roots: Iterable[Shut] = EVERYTHING_OPEN) -> None:
        """Branch until the deadline, or until there is nothing left to branch on."""
        bound = self.cutting.pursuit.search.bound / PENCE_PER_POUND
        for shut in roots:
            self._push(bound, Node(next(self.numbers), shut))
        self._grow(deadline)

    def _grow(self, deadline: float) -> None:
        search = self.cutting.pursuit.search
        while self.heap and deadline > search.elapsed:
            bound, _, node = self.heap[0]
            search.raise_bound(min(bound, self.settled))
            if search.proven or bound >= min(self.settled, self.cutting.cutoff):
                return
            point = self.best_point(node.shut, deadline)
            if point is None:
                return
            heappop(self.heap)
            self._follow(max(bound, point.bound), node, point, deadline)
        lowest = min([self.settled, *(bound for bound, _, _ in self.heap)])
        search.raise_bound(min(lowest, self.cutting.cutoff))

    def _push(self, bound: float, node: Node) -> None:
        if bound < min(self.settled, self.cutting.cutoff):
            heappush(self.heap, (bound, next(self.turns), node))

    def _follow(self, bound: float, node: Node, point: Point, deadline: float) -> None:
        """Two nodes with fewer tiers of a year in doubt; without doubt the same node, once its items are looked into."""
        if point.bound == inf:
            return
        programme, items_of = self.cutting.relaxation.programme, self.cutting.pursuit.items_of
        columns = most_in_doubt(programme, items_of, point.values)
        if columns is not None:
            taken = np.cumsum(point.values[columns])[:-1]
            low = int(np.abs(taken - 0.5).argmin()) + 1
            self.branches.append(Branch(node.number, tuple(columns), low))
            for shut in self.branches[-1].parts(node.shut):
                self._push(bound, Node(next(self.numbers), shut))
        elif (self.heap and bound > self.heap[0][0]) or self.look_into(point, deadline):
            self._push(bound, node)
        else:
            self.settled = min(self.settled, bound)
