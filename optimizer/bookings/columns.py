"""Every way to place every request, as arrays: options (request, start), groups (option, need), columns
(group, pool, agreement).

Time is cut at points: two uses of an asset overlap exactly if they do at the start of the later one, and every
start is a point. So a column occupies the points from its start up to (not including) end + turnaround.
Costs are exact for a request of one asset. For others an option carries the least the parts shared between its
assets can cost (whether a preferred asset is used, whether it is as planned, rounding of the charge), so that
profits are never underestimated. What there is one of for each column is kept in 32 bits: a nation has fifty million.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.bookings.problem import Problem

Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Columns:
    """Sorted by request, start, need, pool. `*_first` point into the next finer level; `most` counts assets."""

    points: Ints
    requests: Ints
    request_first: Ints
    option_request: Ints
    option_start: Ints
    option_cost: Floats
    option_first: Ints
    group_option: Ints
    group_need: Ints
    group_count: Ints
    group_first: Ints
    group: Ints
    pool: Ints
    agreement: Ints
    cost: Floats
    most: Ints
    segment_first: Ints
    segment_from: Ints
    segment_to: Ints
    incomplete: frozenset[int]

    @property
    def size(self) -> int:
        """Number of columns."""
        return len(self.group)

    @property
    def request(self) -> Ints:
        """The request of each column."""
        return self.option_request[self.group_option[self.group]]


def points_of(problem: Problem) -> Ints:
    """All minutes at which a use may start, sorted."""
    grid, horizon = problem.grid_minutes, problem.horizon_minutes
    starts = np.arange(0, horizon + 1, grid, dtype=np.int64)
    residues = sorted({repeat % grid for request in problem.requests for repeat in request.repeats} | {0})
    held = [
        start
        for request in problem.requests
        if request.held
        for start, _ in request.occurrences(request.held.start)
    ]
    everything = np.concatenate([*(starts + residue for residue in residues), np.array(held, dtype=np.int64)])
    return np.unique(everything[everything <= horizon])


def ends_of(first: Ints, total: int) -> Ints:
    """Where each run ends, given where each begins."""
    return np.append(first, total)[1:]


def columns_by_request(columns: Columns) -> dict[int, Ints]:
    """The column numbers of each request that has any."""
    bounds = columns.group_first[columns.option_first[columns.request_first]]
    ends = ends_of(bounds, columns.size)
    return {
        int(request): np.arange(start, end)
        for request, start, end in zip(columns.requests, bounds, ends, strict=True)
    }
