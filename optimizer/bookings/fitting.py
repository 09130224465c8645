"""Where and when a request could be served on its own: starts, pools, free assets, agreements."""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from optimizer.bookings.agreements import covering, minutes_per_asset
from optimizer.bookings.columns import Ints
from optimizer.bookings.intervals import Interval, merged
from optimizer.bookings.pools import Pool, Pools
from optimizer.bookings.problem import Need, Problem, Request
from optimizer.bookings.travel import TravelTimes

OWN = -1
REMEMBERED_BYTES = 64_000_000
Flags = NDArray[np.bool_]


class Fitting:
    """Answers for one problem and its pools. Starts are arrays of minutes; answers have one entry a start."""

    def __init__(self, problem: Problem, pools: Pools) -> None:
        self.problem, self.pools = problem, pools
        self.travel = TravelTimes(problem)
        self.agreement_index = {agreement.id: i for i, agreement in enumerate(problem.agreements)}
        self.asset_index = {asset.id: i for i, asset in enumerate(problem.assets)}
        self.by_kind: dict[str, list[int]] = {}
        for number, pool in enumerate(pools.pools):
            self.by_kind.setdefault(pool.kind, []).append(number)
        self.busy = self._held_times()
        known: dict[tuple[Interval, ...], int] = {}
        self.openings = [known.setdefault(pool.usable, len(known)) for pool in pools.pools]
        self._open: dict[tuple[int, int, tuple[int, ...]], Flags] = {}

    def _held_times(self) -> dict[int, tuple[Ints, Ints]]:
        """Times at which held bookings keep an asset (or one it conflicts with), turnaround included."""
        taken: dict[int, list[tuple[int, int]]] = {}
        for request in self.problem.requests:
            if request.held is None:
                continue
            for name in chain(*request.held.assets):
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

    def free_members(self, request: Request, number: int, starts: Ints) -> Ints:
        """How many assets of the pool of this number are open and clear of held bookings, for each start."""
        pool, length = self.pools.pools[number], request.duration_minutes
        repeats = sorted(request.repeats)
        if any(later - earlier < length + pool.turnaround_minutes for earlier, later in pairwise(repeats)):
            return np.zeros(len(starts), dtype=np.int64)
        usable = self._open_starts(number, length, request.repeats)[starts // self.problem.grid_minutes]
        held = [member for member in pool.members if member in self.busy]
        free = usable * (len(pool.members) - len(held))
        for member in held:
            begins, ends = self.busy[member]
            clear = usable.copy()
            for repeat in request.repeats:
                before = np.searchsorted(begins, starts + (repeat + length + pool.turnaround_minutes)) - 1
                clear &= (before < 0) | (ends[before] <= starts + repeat)
            free += clear
        return free

    def _open_starts(self, number: int, length: int, repeats: tuple[int, ...]) -> Flags:
        """For every start on the grid, whether the pool is open throughout each repeat. Remembered."""
        pool, grid = self.pools.pools[number], self.problem.grid_minutes
        key = (self.openings[number], length, repeats)
        if key not in self._open:
            starts = np.arange(0, self.problem.horizon_minutes + 1, grid, dtype=np.int64)
            spans = np.array(pool.usable, dtype=np.int64).reshape(-1, 2)
            usable = np.ones(len(starts), dtype=bool)
            for repeat in repeats:
                usable &= _within(spans, starts + repeat, length)
            if len(self._open) * len(starts) > REMEMBERED_BYTES:
                self._open.clear()
            self._open[key] = usable
        return self._open[key]

    def agreements(self, request: Request, pool: Pool, starts: Ints) -> Iterator[tuple[int, int, Flags]]:
        """Agreements that may count at each start: cheapest first, until one without a cap allows it."""
        if pool.owner == request.organisation:
            yield OWN, 0, np.ones(len(starts), dtype=bool)
            return
        asset, open_yet = self.problem.assets[pool.members[0]], np.ones(len(starts), dtype=bool)
        for agreement in covering(self.problem, request.organisation, asset):
            allowed = open_yet.copy()
            if agreement.windows is not None:
                spans = merged_array(agreement.windows)
                for repeat in request.repeats:
                    allowed &= _within(spans, starts + repeat, request.duration_minutes)
            if agreement.cap_minutes is None:
                open_yet &= ~allowed
            elif agreement.cap_minutes < minutes_per_asset(request):
                continue
            if allowed.any():
                yield self.agreement_index[agreement.id], agreement.rate_pence_per_hour, allowed


def _within(spans: np.ndarray, begins: np.ndarray, length: int) -> np.ndarray:
    """For each beginning, whether the time of that length lies within one of the sorted spans."""
    if not len(spans):
        return np.zeros(len(begins), dtype=bool)
    at = np.searchsorted(spans[:, 0], begins, side="right") - 1
    return (at >= 0) & (spans[at, 1] >= begins + length)


def merged_array(spans: Iterable[Interval]) -> Ints:
    """Merged intervals as rows."""
    return np.array(merged(spans), dtype=np.int64).reshape(-1, 2)
