"""Lists the columns of a problem: each place and time at which each request could be served."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.bookings.blocks import Block, blocks_of, shared_cost
from optimizer.bookings.columns import Columns, Ints, points_of
from optimizer.bookings.fitting import Fitting
from optimizer.bookings.pools import Pools
from optimizer.bookings.problem import Problem, Request

MAX_COLUMNS = 3_000_000
FLOATS = ("option_cost", "cost")
POINTS_AT = {
    "request_first": "option_start",
    "option_first": "group_need",
    "group_option": "option_start",
    "group_first": "pool",
    "group": "group_need",
    "segment_first": "segment_from",
}
ROW = np.dtype(
    [("start", "i8"), ("need", "i8"), ("pool", "i8"), ("agreement", "i8"), ("cost", "f8"), ("most", "i8")]
)


class Lister:
    """Collects columns request by request, in any order, and joins them in the order of the requests."""

    def __init__(self, problem: Problem, pools: Pools) -> None:
        self.problem, self.pools = problem, pools
        self.fitting = Fitting(problem, pools)
        self.points = points_of(problem)
        self.turnarounds = np.array([pool.turnaround_minutes for pool in pools.pools], dtype=np.int64)
        self.chunks: dict[int, dict[str, NDArray[Any]]] = {}
        self.incomplete: set[int] = set()
        self.segments = 0

    def add(self, index: int, room: int) -> None:
        """List the columns of a request, at most so many runs of time; what is left out makes it incomplete."""
        request = self.problem.requests[index]
        starts = self.fitting.starts_of(request)
        step = -(-len(starts) * len(request.repeats) // room)
        blocks = blocks_of(self.fitting, request, starts[:: max(1, step)])
        total = sum(len(block.starts) for block in blocks) * len(request.repeats)
        if total > room:
            step = max(1, step) * -(-total // room)
            blocks = blocks_of(self.fitting, request, starts[::step])
        if step > 1:
            self.incomplete.add(index)
        self._store(index, request, starts[:: max(1, step)], blocks)

    def _store(self, index: int, request: Request, starts: Ints, blocks: Sequence[Block]) -> None:
        """Keep the starts at which every need has enough assets."""
        supply = np.zeros((len(request.needs), len(starts)), dtype=np.int64)
        for block in blocks:
            supply[block.need, block.starts] += block.most
        needed = np.array([need.count for need in request.needs])[:, None]
        good = np.all(supply >= needed, axis=0)
        if not good.any():
            return
        shared = shared_cost(self.fitting, request, list(blocks), starts)
        rows = np.concatenate([_rows(block, good) for block in blocks])
        rows = rows[np.lexsort((rows["pool"], rows["need"], rows["start"]))]
        chunk = {"requests": np.array([index]), "request_first": np.array([0])}
        chunk |= {"option_request": np.full(int(good.sum()), index), "option_start": starts[good]}
        chunk |= {
            "option_cost": shared[good],
            **_groups(request, rows),
            **self._columns(request, starts[good], rows),
        }
        self.chunks[index] = chunk
        self.segments += len(chunk["segment_from"])

    def _columns(self, request: Request, starts: Ints, rows: NDArray[Any]) -> dict[str, NDArray[Any]]:
        begins = starts[rows["start"]][:, None] + np.array(request.repeats)[None, :]
        ends = begins + request.duration_minutes + self.turnarounds[rows["pool"]][:, None]
        return {
            **{name: rows[name] for name in ("pool", "agreement", "cost", "most")},
            "segment_first": np.arange(len(rows)) * len(request.repeats),
            "segment_from": np.searchsorted(self.points, begins.ravel()),
            "segment_to": np.searchsorted(self.points, ends.ravel()),
        }

    def finish(self) -> Columns:
        """All that was added, joined; what points into a chunk is made to point into the whole."""
        chunks = [self.chunks[index] for index in sorted(self.chunks)]
        joined: dict[str, Any] = {}
        for name in Columns.__dataclass_fields__:
            if name in ("points", "incomplete"):
                continue
            values = [chunk[name] for chunk in chunks]
            if name in POINTS_AT:
                sizes = [len(chunk[POINTS_AT[name]]) for chunk in chunks]
                values = [
                    part + base for part, base in zip(values, accumulate(sizes, initial=0), strict=False)
                ]
            kind = np.float64 if name in FLOATS else np.int64
            joined[name] = np.concatenate([np.empty(0, dtype=kind), *values], dtype=kind)
        return Columns(points=self.points, incomplete=frozenset(self.incomplete), **joined)


def list_columns(
    problem: Problem, pools: Pools, *, out_of_time: Callable[[], bool], most: int = MAX_COLUMNS
) -> Columns:
    """The columns of all requests that are not held, the heaviest listed first. Requests that time or room cut short are `incomplete`."""
    lister = Lister(problem, pools)
    wanted = [index for index, request in enumerate(problem.requests) if not request.held]
    wanted.sort(key=lambda index: -problem.requests[index].weight)
    for done, index in enumerate(wanted):
        room = (most - lister.segments) // (len(wanted) - done)
        if room < 1 or out_of_time():
            lister.incomplete.add(index)
        else:
            lister.add(index, room * 20)
    return lister.finish()


def _groups(request: Request, rows: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Where the runs of rows with the same start and need begin, and the runs of those with the same start."""
    key = rows["start"] * len(request.needs) + rows["need"]
    changes = np.diff(key, prepend=-1) != 0
    first = np.flatnonzero(changes)
    start, need = rows["start"][first], rows["need"][first]
    return {
        "option_first": np.flatnonzero(np.diff(start, prepend=-1)),
        "group_option": start,
        "group_need": need,
        "group_count": np.array([entry.count for entry in request.needs])[need],
        "group_first": first,
        "group": np.cumsum(changes) - 1,
    }


def _rows(block: Block, good: NDArray[np.bool_]) -> NDArray[Any]:
    """The columns of a block at the good starts, which are numbered anew."""
    keep, renumber = good[block.starts], np.cumsum(good) - 1
    rows = np.empty(int(keep.sum()), dtype=ROW)
    rows["start"], rows["need"] = renumber[block.starts[keep]], block.need
    rows["pool"], rows["agreement"] = block.pool, block.agreement
    rows["cost"], rows["most"] = block.cost[keep], block.most[keep]
    return rows
