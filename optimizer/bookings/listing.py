"""Lists the columns of a problem: each place and time at which each request could be served."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from optimizer.bookings.agreements import covering, minutes_per_asset
from optimizer.bookings.columns import Columns, Ints, points_of
from optimizer.bookings.pools import Pool, Pools
from optimizer.bookings.problem import Need, Problem, Request
from optimizer.bookings.score import charge_of, shift_cost
from optimizer.bookings.travel import TravelTimes

MAX_COLUMNS = 3_000_000
OWN = -1


@dataclass
class Block:
    """Columns of one need on one pool under one agreement, over several starts (by number)."""

    need: int
    pool: int
    agreement: int
    starts: Ints
    most: Ints
    cost: np.ndarray


@dataclass
class Lister:
    """Collects blocks request by request and joins them into Columns."""

    problem: Problem
    pools: Pools
    travel: TravelTimes
    points: Ints = field(init=False)
    parts: dict[str, list[np.ndarray]] = field(default_factory=dict)
    incomplete: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        problem = self.problem
        self.points = points_of(problem)
        self.agreement_index = {agreement.id: i for i, agreement in enumerate(problem.agreements)}
        self.asset_index = {asset.id: i for i, asset in enumerate(problem.assets)}
        self.by_kind: dict[str, list[int]] = {}
        for number, pool in enumerate(self.pools.pools):
            self.by_kind.setdefault(pool.kind, []).append(number)
        self.busy = self._held_times()
        self.counts = {"option": 0, "group": 0, "column": 0, "segment": 0}

    def _held_times(self) -> dict[int, tuple[Ints, Ints]]:
        """Times at which held bookings keep an asset (or one it conflicts with), turnaround included."""
        taken: dict[int, list[tuple[int, int]]] = {}
        for request in self.problem.requests:
            for name in chain(*request.held.assets) if request.held else ():
                asset = self.problem.asset_by_id[name]
                for start, end in request.occurrences(request.held.start):
                    for touched in (name, *asset.conflicts_with):
                        spans = taken.setdefault(self.asset_index[touched], [])
                        spans.append((start, end + asset.turnaround_minutes))
        arrays = {asset: np.array(sorted(spans), dtype=np.int64) for asset, spans in taken.items()}
        return {asset: (spans[:, 0], np.maximum.accumulate(spans[:, 1])) for asset, spans in arrays.items()}

    def starts_of(self, request: Request) -> Ints:
        """Grid starts whose first occurrence lies in a window and whose occurrences all lie in the horizon."""
        grid, offset = self.problem.grid_minutes, min(request.repeats)
        last = self.problem.horizon_minutes - request.duration_minutes - max(request.repeats)
        runs = [
            np.arange(
                max(0, -(-(start - offset) // grid)), (end - request.duration_minutes - offset) // grid + 1
            )
            for start, end in request.windows
        ]
        starts = np.unique(np.concatenate([*runs, np.empty(0, dtype=np.int64)])).astype(np.int64) * grid
        return starts[starts <= last]

    def fitting_pools(self, request: Request, need: Need) -> Iterator[tuple[int, Pool, int]]:
        """Pools that fit the need within reach: number, pool, minutes of travel."""
        for number in self.by_kind.get(need.kind, ()):
            pool = self.pools.pools[number]
            if pool.capacity < need.capacity_min or not pool.features.issuperset(need.features):
                continue
            minutes = 0 if request.site is None else self.travel.minutes(request.site, pool.site)
            limit = request.max_travel_minutes if request.site is not None else None
            if minutes is not None and (limit is None or minutes <= limit):
                yield number, pool, minutes

    def free_members(self, request: Request, pool: Pool, starts: Ints) -> Ints:
        """How many assets of the pool are open and clear of held bookings, for each start."""
        length, turnaround = request.duration_minutes, pool.turnaround_minutes
        gaps = np.diff(np.sort(request.repeats))
        if len(gaps) and gaps.min() < length + turnaround:
            return np.zeros(len(starts), dtype=np.int64)
        opens = np.array(pool.usable, dtype=np.int64).reshape(-1, 2)
        usable = np.ones(len(starts), dtype=bool)
        for repeat in request.repeats:
            usable &= _within(opens, starts + repeat, length)
        free = np.zeros(len(starts), dtype=np.int64)
        for member in pool.members:
            clear = usable.copy()
            if member in self.busy:
                begins, ends = self.busy[member]
                for repeat in request.repeats:
                    before = np.searchsorted(begins, starts + repeat + length + turnaround) - 1
                    clear &= (before < 0) | (ends[before] <= starts + repeat)
            free += clear
        return free

    def blocks_of(self, request: Request, starts: Ints) -> list[Block]:
        """The blocks of all needs; empty arrays are left out."""
        blocks = []
        single = len(request.needs) == 1 and request.needs[0].count == 1
        for index, need in enumerate(request.needs):
            for number, pool, minutes in self.fitting_pools(request, need):
                free = self.free_members(request, pool, starts)
                for agreement, rate, allowed in self._agreements(request, pool, starts):
                    at = np.flatnonzero(allowed & (free > 0))
                    if len(at):
                        cost = self._cost(request, pool, minutes, rate, single, starts[at])
                        most = np.minimum(free[at], need.count)
                        blocks.append(Block(index, number, agreement, at, most, cost))
        return blocks

    def _agreements(
        self, request: Request, pool: Pool, starts: Ints
    ) -> Iterator[tuple[int, int, np.ndarray]]:
        """Agreements that may count at each start: cheapest first, until one without a cap allows it."""
        if pool.owner == request.organisation:
            yield OWN, 0, np.ones(len(starts), dtype=bool)
            return
        asset, open_yet = self.problem.assets[pool.members[0]], np.ones(len(starts), dtype=bool)
        for agreement in covering(self.problem, request.organisation, asset):
            allowed = open_yet.copy()
            if agreement.windows is not None:
                spans = _merged_array(agreement.windows)
                for repeat in request.repeats:
                    allowed &= _within(spans, starts + repeat, request.duration_minutes)
            if agreement.cap_minutes is None:
                open_yet &= ~allowed
            elif agreement.cap_minutes < minutes_per_asset(request):
                continue
            if allowed.any():
                yield self.agreement_index[agreement.id], agreement.rate_pence_per_hour, allowed

    def _cost(
        self, request: Request, pool: Pool, minutes: int, rate: int, single: bool, starts: Ints
    ) -> np.ndarray:
        weights, paid = self.problem.weights, minutes_per_asset(request)
        cost = np.full(len(starts), float(weights.travel_per_minute * minutes))
        if not single:
            return cost + weights.charge_per_pound * rate * paid / 6000
        cost += charge_of(weights, rate, paid)
        names = {self.problem.assets[member].id for member in pool.members}
        if request.preferred_assets and names.isdisjoint(request.preferred_assets):
            cost += weights.other_asset
        if request.planned:
            there = len(list(chain(*request.planned.assets))) == 1 and names.issuperset(
                *request.planned.assets
            )
            cost += np.where((starts == request.planned.start) & there, 0, weights.moved)
        return cost

    def shared_cost(self, request: Request, blocks: list[Block], starts: Ints) -> np.ndarray:
        """Shift, and for requests of several assets the least of what their assets share."""
        problem, weights = self.problem, self.problem.weights
        cost = np.array([shift_cost(problem, request, int(start)) for start in starts], dtype=float)
        if len(request.needs) == 1 and request.needs[0].count == 1:
            return cost
        used = {problem.assets[m].id for block in blocks for m in self.pools.pools[block.pool].members}
        if request.preferred_assets and used.isdisjoint(request.preferred_assets):
            cost += weights.other_asset
        if request.planned:
            cost += np.where(starts == request.planned.start, 0, weights.moved)
        if any(block.agreement != OWN for block in blocks):
            cost -= weights.charge_per_pound * 0.005 + 1
        return cost

    def add(self, index: int, room: int) -> None:
        """List the columns of a request, at most so many; what is left out marks it incomplete."""
        request = self.problem.requests[index]
        starts = self.starts_of(request)
        if len(starts) > room:
            starts = starts[:: -(-len(starts) // room)]
            self.incomplete.add(index)
        blocks = self.blocks_of(request, starts) if len(starts) else []
        total = sum(len(block.starts) for block in blocks)
        if total > room:
            step = -(-total // room)
            self.incomplete.add(index)
            starts = starts[::step]
            blocks = self.blocks_of(request, starts)
        self._store(index, request, starts, blocks)

    def _store(self, index: int, request: Request, starts: Ints, blocks: list[Block]) -> None:
        supply = np.zeros((len(request.needs), len(starts)), dtype=np.int64)
        for block in blocks:
            np.add.at(supply[block.need], block.starts, block.most)
        needed = np.array([need.count for need in request.needs])[:, None]
        good = (supply >= needed).all(axis=0)
        if not good.any():
            return
        renumber = np.cumsum(good) - 1
        shared = self.shared_cost(request, blocks, starts)
        columns = [_column_rows(block, good, renumber) for block in blocks]
        rows = np.concatenate(columns)
        rows = rows[np.lexsort((rows["pool"], rows["need"], rows["start"]))]
        self._append(index, request, starts[good], shared[good], rows)

    def _append(
        self, index: int, request: Request, starts: Ints, shared: np.ndarray, rows: np.ndarray
    ) -> None:
        group_key = rows["start"] * len(request.needs) + rows["need"]
        new_group = np.flatnonzero(np.diff(group_key, prepend=-1))
        group_start, group_need = rows["start"][new_group], rows["need"][new_group]
        begins = starts[rows["start"]][:, None] + np.array(request.repeats)[None, :]
        turnarounds = np.array([pool.turnaround_minutes for pool in self.pools.pools])[rows["pool"]]
        ends = begins + request.duration_minutes + turnarounds[:, None]
        counts, repeats = self.counts, len(request.repeats)
        self._push("requests", [index])
        self._push("request_first", [counts["option"]])
        self._push("option_request", np.full(len(starts), index))
        self._push("option_start", starts)
        self._push("option_cost", shared)
        self._push("option_first", counts["group"] + np.flatnonzero(np.diff(group_start, prepend=-1)))
        self._push("group_option", counts["option"] + group_start)
        self._push("group_need", group_need)
        self._push("group_count", np.array([need.count for need in request.needs])[group_need])
        self._push("group_first", counts["column"] + new_group)
        self._push("group", counts["group"] + np.cumsum(np.diff(group_key, prepend=-1) != 0) - 1)
        for name in ("pool", "agreement", "cost", "most"):
            self._push(name, rows[name])
        self._push("segment_first", counts["segment"] + np.arange(len(rows)) * repeats)
        self._push("segment_from", np.searchsorted(self.points, begins.ravel()))
        self._push("segment_to", np.searchsorted(self.points, ends.ravel()))
        counts["option"] += len(starts)
        counts["group"] += len(new_group)
        counts["column"] += len(rows)
        counts["segment"] += len(rows) * repeats

    def _push(self, name: str, values: object) -> None:
        self.parts.setdefault(name, []).append(np.asarray(values))

    def columns(self) -> Columns:
        """All that was added, joined."""
        floats = {"option_cost", "cost"}
        names = [name for name in Columns.__dataclass_fields__ if name not in ("points", "incomplete")]
        joined = {}
        for name in names:
            kind = np.float64 if name in floats else np.int64
            joined[name] = np.concatenate([np.empty(0), *self.parts.get(name, [])]).astype(kind)
        return Columns(points=self.points, incomplete=frozenset(self.incomplete), **joined)


def list_columns(
    problem: Problem, pools: Pools, *, out_of_time: Callable[[], bool], most: int = MAX_COLUMNS
) -> Columns:
    """The columns of all requests that are not held. Requests that time or room cut short are `incomplete`."""
    lister = Lister(problem, pools, TravelTimes(problem))
    wanted = [index for index, request in enumerate(problem.requests) if not request.held]
    for done, index in enumerate(wanted):
        room = (most - lister.counts["column"]) // (len(wanted) - done)
        if room < 1 or out_of_time():
            lister.incomplete.add(index)
        else:
            lister.add(index, 20 * room if room > 200 else room)
    return lister.columns()


def _within(spans: np.ndarray, begins: np.ndarray, length: int) -> np.ndarray:
    """For each beginning, whether the time of that length lies within one of the sorted spans."""
    if not len(spans):
        return np.zeros(len(begins), dtype=bool)
    at = np.searchsorted(spans[:, 0], begins, side="right") - 1
    return (at >= 0) & (spans[at, 1] >= begins + length)


def _merged_array(spans: object) -> np.ndarray:
    from optimizer.bookings.intervals import merged

    return np.array(merged(spans), dtype=np.int64).reshape(-1, 2)


ROW = np.dtype(
    [("start", "i8"), ("need", "i8"), ("pool", "i8"), ("agreement", "i8"), ("cost", "f8"), ("most", "i8")]
)


def _column_rows(block: Block, good: np.ndarray, renumber: np.ndarray) -> np.ndarray:
    keep = good[block.starts]
    rows = np.empty(int(keep.sum()), dtype=ROW)
    rows["start"], rows["need"] = renumber[block.starts[keep]], block.need
    rows["pool"], rows["agreement"] = block.pool, block.agreement
    rows["cost"], rows["most"] = block.cost[keep], block.most[keep]
    return rows
