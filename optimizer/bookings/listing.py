"""Lists the columns of a problem: each place and time at which each request could be served."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.bookings.columns import Columns, Floats, Ints, points_of
from optimizer.bookings.fitting import Fitting
from optimizer.bookings.offers import Offer, moving_cost, offers_of, shared_cost
from optimizer.bookings.pools import Pools
from optimizer.bookings.problem import Problem, Request

MAX_COLUMNS = 3_000_000
LOOKS_BETWEEN = 16


@dataclass(frozen=True)
class Chunk:
    """The columns of one request; `option` counts the starts kept."""

    starts: Ints
    start_cost: Floats
    option: Ints
    need: Ints
    pool: Ints
    agreement: Ints
    cost: Floats
    most: NDArray[np.int16]


class Lister:
    """Collects columns request by request, in any order, and joins them in the order of the requests."""

    def __init__(self, problem: Problem, pools: Pools) -> None:
        self.problem, self.pools = problem, pools
        self.fitting = Fitting(problem, pools)
        self.chunks: dict[int, Chunk] = {}
        self.incomplete: set[int] = set()
        self.segments = 0

    def add(self, index: int, room: int) -> None:
        """List the columns of a request, at most so many runs of time; what is left out makes it incomplete."""
        request = self.problem.requests[index]
        starts = self.fitting.starts_of(request)
        step = max(1, -(-len(starts) * len(request.repeats) // room))
        offers = offers_of(self.fitting, request, starts[::step]) if len(starts) else None
        total = sum(offer.ways for offer in offers or ()) * len(request.repeats)
        if total > room:
            step *= -(-total // room)
            offers = offers_of(self.fitting, request, starts[::step])
        if step > 1:
            self.incomplete.add(index)
        if offers is None:
            return
        chunk = _chunk(self.fitting, request, starts[::step], offers)
        if chunk is not None:
            self.chunks[index] = chunk
            self.segments += len(chunk.pool) * len(request.repeats)

    def finish(self) -> Columns:
        """All that was added, joined."""
        requests = np.array(sorted(self.chunks), dtype=np.int64)
        chunks = [self.chunks.pop(index) for index in requests.tolist()]
        points = points_of(self.problem)
        options = np.array([len(chunk.starts) for chunk in chunks], dtype=np.int64)
        sizes = np.array([len(chunk.pool) for chunk in chunks], dtype=np.int64)
        first_option = np.cumsum(options) - options
        option = _joined([chunk.option for chunk in chunks]) + np.repeat(first_option, sizes)
        need = _joined([chunk.need for chunk in chunks])
        heads = np.flatnonzero((np.diff(option, prepend=-1) != 0) | (np.diff(need, prepend=-1) != 0))
        group_option, group_need = option[heads], need[heads]
        request = np.repeat(requests, options)
        return Columns(
            points=points,
            requests=requests,
            request_first=first_option,
            option_request=request,
            option_start=_joined([chunk.starts for chunk in chunks]),
            option_cost=_joined([chunk.start_cost for chunk in chunks]).astype(float),
            option_first=np.flatnonzero(np.diff(group_option, prepend=-1)),
            group_option=group_option,
            group_need=group_need,
            group_count=self._counts(request[group_option], group_need),
            group_first=heads,
            group=np.repeat(np.arange(len(heads), dtype=np.int32), np.diff(np.append(heads, len(option)))),
            pool=_joined([chunk.pool for chunk in chunks]).astype(np.int32),
            agreement=_joined([chunk.agreement for chunk in chunks]).astype(np.int32),
            cost=_joined([chunk.cost for chunk in chunks]).astype(float),
            most=_joined([chunk.most for chunk in chunks]).astype(np.int16),
            incomplete=frozenset(self.incomplete),
            **self._segments(chunks, requests, sizes, points),
        )

    def _counts(self, request: Ints, need: Ints) -> Ints:
        """How many assets each group takes."""
        most = max((len(entry.needs) for entry in self.problem.requests), default=1)
        table = np.zeros((len(self.problem.requests), most), dtype=np.int64)
        for index in np.unique(request).tolist():
            counts = [entry.count for entry in self.problem.requests[index].needs]
            table[index, : len(counts)] = counts
        return table[request, need]

    def _segments(self, chunks: list[Chunk], requests: Ints, sizes: Ints, points: Ints) -> dict[str, Ints]:
        """The runs of points that each column occupies, one for each repeat."""
        listed = [self.problem.requests[index] for index in requests.tolist()]
        repeats = np.array([len(request.repeats) for request in listed], dtype=np.int64)
        each = np.repeat(repeats, sizes)
        first = np.cumsum(each) - each
        starts = _joined([chunk.starts[chunk.option] for chunk in chunks])
        shifts = _joined(
            [np.tile(request.repeats, size) for request, size in zip(listed, sizes, strict=True)]
        )
        begins = np.repeat(starts, each) + shifts
        turnarounds = np.array([pool.turnaround_minutes for pool in self.pools.pools], dtype=np.int64)
        lengths = np.repeat(np.array([request.duration_minutes for request in listed], dtype=np.int64), sizes)
        lengths = lengths + turnarounds[_joined([chunk.pool for chunk in chunks])]
        ends = begins + np.repeat(lengths, each)
        return {
            "segment_first": first.astype(np.int32),
            "segment_from": np.searchsorted(points, begins).astype(np.int32),
            "segment_to": np.searchsorted(points, ends).astype(np.int32),
        }


def _joined(parts: list[NDArray]) -> NDArray:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def list_columns(
    problem: Problem, pools: Pools, *, out_of_time: Callable[[], bool], most: int = MAX_COLUMNS
) -> Columns:
    """The columns of all requests that are not held, the heaviest listed first. Requests that time or room cut short are `incomplete`."""
    lister = Lister(problem, pools)
    wanted = [index for index, request in enumerate(problem.requests) if not request.held]
    wanted.sort(key=lambda index: -problem.requests[index].weight)
    late = False
    for done, index in enumerate(wanted):
        room = (most - lister.segments) // (len(wanted) - done)
        late = late or (done % LOOKS_BETWEEN == 0 and out_of_time())
        if room < 1 or late:
            lister.incomplete.add(index)
        else:
            lister.add(index, room * 20)
    return lister.finish()


def _chunk(fitting: Fitting, request: Request, starts: Ints, offers: list[Offer]) -> Chunk | None:
    """The columns at the starts at which every need has enough assets."""
    good = np.ones(len(starts), dtype=bool)
    for wanted, offer in zip(request.needs, offers, strict=True):
        good &= offer.most.sum(axis=0) >= wanted.count
    if not good.any():
        return None
    kept = np.flatnonzero(good)
    parts = [_rows(fitting, request, offer, starts, kept) for offer in offers]
    option = np.concatenate([part[0] for part in parts])
    need = np.repeat(np.arange(len(parts)), [len(part[0]) for part in parts])
    order = np.lexsort((need, option))
    pool, agreement, cost, most = (np.concatenate([part[at] for part in parts])[order] for at in range(1, 5))
    return Chunk(
        starts=starts[kept],
        start_cost=shared_cost(fitting, request, offers, starts[kept]),
        option=option[order],
        need=need[order],
        pool=pool,
        agreement=agreement,
        cost=cost,
        most=most,
    )


def _rows(
    fitting: Fitting, request: Request, offer: Offer, starts: Ints, kept: Ints
) -> tuple[Ints, Ints, Ints, Floats, NDArray[np.int16]]:
    """One need's columns, sorted by start: number of the start, pool, agreement, cost, assets offered."""
    most = offer.most[:, kept].T
    option, row = np.nonzero(most)
    cost = offer.cost[row]
    moving = moving_cost(fitting, request, offer, starts[kept])
    if moving is not None:
        cost = cost + moving[row, option]
    return option, offer.pool[row], offer.agreement[row], cost, most[option, row]
