"""Where and when requests could be served: pools in reach, free assets at every start, agreements that allow it.

Whatever many requests share is worked out once: answers are arrays over the pools of a kind and over all starts of
the grid.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from optimizer.bookings.agreements import covering, minutes_per_asset
from optimizer.bookings.columns import Ints
from optimizer.bookings.intervals import Interval, merged
from optimizer.bookings.pools import Pools
from optimizer.bookings.problem import Need, Problem, Request
from optimizer.bookings.travel import TravelTimes

OWN = -1
ALWAYS = -1
NO_WAY = -1
REMEMBERED_BYTES = 64_000_000
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Rights:
    """Under what the pools of a kind may be used: rows of pool (by its place in the kind), agreement and rate.

    `times` names the row of `flags` that says from which starts on the grid; ALWAYS if from all.
    """

    place: Ints
    agreement: Ints
    rate: Ints
    times: Ints
    flags: Flags


class Kind:
    """The pools of one kind of asset, side by side."""

    def __init__(self, pools: Pools, numbers: list[int]) -> None:
        members = [pools.pools[number] for number in numbers]
        self.numbers = np.array(numbers, dtype=np.int64)
        self.members = np.array([len(pool.members) for pool in members], dtype=np.int64)
        self.capacity = np.array([pool.capacity for pool in members], dtype=np.int64)
        self.turnaround = np.array([pool.turnaround_minutes for pool in members], dtype=np.int64)
        self.features = [pool.features for pool in members]
        self._with: dict[tuple[str, ...], Flags] = {}

    def fits(self, need: Need) -> Flags:
        """Which pools have all that the need asks for."""
        if need.features not in self._with:
            wanted = frozenset(need.features)
            self._with[need.features] = np.array([wanted <= has for has in self.features], dtype=bool)
        return self._with[need.features] & (self.capacity >= need.capacity_min)


class Fitting:
    """Answers for one problem and its pools."""

    def __init__(self, problem: Problem, pools: Pools) -> None:
        self.problem, self.pools = problem, pools
        self.grid = problem.grid_minutes
        self.starts = np.arange(0, problem.horizon_minutes + 1, self.grid, dtype=np.int64)
        self.travel = TravelTimes(problem)
        self.agreement_index = {agreement.id: i for i, agreement in enumerate(problem.agreements)}
        self.asset_index = {asset.id: i for i, asset in enumerate(problem.assets)}
        by_kind: dict[str, list[int]] = {}
        for number, pool in enumerate(pools.pools):
            by_kind.setdefault(pool.kind, []).append(number)
        self.kinds = {name: Kind(pools, numbers) for name, numbers in by_kind.items()}
        self.busy = self._held_times()
        known: dict[tuple[Interval, ...], int] = {}
        self.openings = [known.setdefault(pool.usable, len(known)) for pool in pools.pools]
        sites: dict[str, int] = {}
        self.site_of = np.array([sites.setdefault(p.site, len(sites)) for p in pools.pools], dtype=np.int64)
        self.sites = list(sites)
        self._minutes: dict[str, Ints] = {}
        self._open: dict[tuple[int, int, tuple[int, ...]], Flags] = {}
        self._free: dict[tuple[str, int, tuple[int, ...]], NDArray[np.int16]] = {}
        self._rights: dict[tuple[str, str, int, tuple[int, ...]], Rights] = {}

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
        grid, offset = self.grid, min(request.repeats)
        last = self.problem.horizon_minutes - request.duration_minutes - max(request.repeats)
        if last < 0:
            return np.empty(0, dtype=np.int64)
        runs = [
            np.arange(
                max(0, -(-(start - offset) // grid)),
                min((end - request.duration_minutes - offset) // grid, last // grid) + 1,
                dtype=np.int64,
            )
            for start, end in request.windows
        ]
        return (runs[0] if len(runs) == 1 else np.unique(np.concatenate(runs))) * grid

    def in_reach(self, request: Request, need: Need) -> tuple[Flags, Ints]:
        """Which pools of the need's kind fit it within reach, and the minutes of travel to each of the kind."""
        kind = self.kinds[need.kind]
        fits = kind.fits(need)
        if request.site is None:
            return fits, np.zeros(len(fits), dtype=np.int64)
        minutes = self._minutes_from(request.site)[kind.numbers]
        limit = request.max_travel_minutes
        return fits & (minutes != NO_WAY) & (limit is None or minutes <= limit), minutes

    def _minutes_from(self, site: str) -> Ints:
        """Minutes of travel from the site to each pool."""
        if site not in self._minutes:
            ways = (self.travel.minutes(site, other) for other in self.sites)
            by_site = np.array([NO_WAY if way is None else way for way in ways], dtype=np.int64)
            self._minutes[site] = by_site[self.site_of]
        return self._minutes[site]

    def free(self, name: str, request: Request) -> NDArray[np.int16]:
        """How many assets of each pool of the kind are open and clear of held bookings, by start on the grid."""
        length, repeats = request.duration_minutes, request.repeats
        key = (name, length, repeats)
        if key not in self._free:
            kind = self.kinds[name]
            if sum(map(np.size, self._free.values())) * 2 > REMEMBERED_BYTES:
                self._free.clear()
            free = np.zeros((len(kind.numbers), len(self.starts)), dtype=np.int16)
            ordered = sorted(repeats)
            gap = min((later - earlier for earlier, later in pairwise(ordered)), default=None)
            for place, number in enumerate(kind.numbers.tolist()):
                if gap is None or gap >= length + kind.turnaround[place]:
                    free[place] = self._free_of(number, length, repeats)
            self._free[key] = free
        return self._free[key]

    def _free_of(self, number: int, length: int, repeats: tuple[int, ...]) -> NDArray[np.int16]:
        pool, usable = self.pools.pools[number], self._open_starts(number, length, repeats)
        held = [member for member in pool.members if member in self.busy]
        free = usable * np.int16(len(pool.members) - len(held))
        for member in held:
            begins, ends = self.busy[member]
            clear = usable.copy()
            for repeat in repeats:
                until = self.starts + (repeat + length + pool.turnaround_minutes)
                before = np.searchsorted(begins, until) - 1
                clear &= (before < 0) | (ends[before] <= self.starts + repeat)
            free += clear
        return free

    def _open_starts(self, number: int, length: int, repeats: tuple[int, ...]) -> Flags:
        """For every start on the grid, whether the pool is open throughout each repeat. Remembered."""
        key = (self.openings[number], length, repeats)
        if key not in self._open:
            spans = np.array(self.pools.pools[number].usable, dtype=np.int64).reshape(-1, 2)
            if len(self._open) * len(self.starts) > REMEMBERED_BYTES:
                self._open.clear()
            self._open[key] = self._within(spans, length, repeats)
        return self._open[key]

    def _within(self, spans: Ints, length: int, repeats: tuple[int, ...]) -> Flags:
        """For each start on the grid, whether every repeat lies within one of the sorted spans."""
        usable = np.full(len(self.starts), len(spans) > 0)
        for repeat in repeats if len(spans) else ():
            at = np.searchsorted(spans[:, 0], self.starts + repeat, side="right") - 1
            usable &= (at >= 0) & (spans[at, 1] >= self.starts + repeat + length)
        return usable

    def rights(self, name: str, request: Request) -> Rights:
        """Under which agreements the request's organisation may use the pools of the kind."""
        key = (request.organisation, name, request.duration_minutes, request.repeats)
        if key not in self._rights:
            if sum(map(_bytes_of, self._rights.values())) > REMEMBERED_BYTES:
                self._rights.clear()
            self._rights[key] = self._rights_to(self.kinds[name], request)
        return self._rights[key]

    def _rights_to(self, kind: Kind, request: Request) -> Rights:
        """Agreements that may count at each start: the cheapest first, until one without a cap allows it."""
        rows: list[tuple[int, int, int, int]] = []
        flags: list[Flags] = []
        for place, number in enumerate(kind.numbers.tolist()):
            pool = self.pools.pools[number]
            if pool.owner == request.organisation:
                rows.append((place, OWN, 0, ALWAYS))
                continue
            open_yet = np.ones(len(self.starts), dtype=bool)
            for agreement in covering(
                self.problem, request.organisation, self.problem.assets[pool.members[0]]
            ):
                allowed = open_yet.copy()
                if agreement.windows is not None:
                    spans = merged_array(agreement.windows)
                    allowed &= self._within(spans, request.duration_minutes, request.repeats)
                if agreement.cap_minutes is None:
                    open_yet &= ~allowed
                elif agreement.cap_minutes < minutes_per_asset(request):
                    continue
                if not allowed.any():
                    continue
                always = bool(allowed.all())
                times = ALWAYS if always else len(flags)
                index, rate = self.agreement_index[agreement.id], agreement.rate_pence_per_hour
                rows.append((place, index, rate, times))
                flags += [] if always else [allowed]
        table = np.array(rows, dtype=np.int64).reshape(-1, 4)
        stacked = np.array(flags, dtype=bool).reshape(-1, len(self.starts))
        return Rights(table[:, 0], table[:, 1], table[:, 2], table[:, 3], stacked)


def _bytes_of(rights: Rights) -> int:
    return int(rights.flags.size)


def merged_array(spans: Iterable[Interval]) -> Ints:
    """Merged intervals as rows."""
    return np.array(merged(spans), dtype=np.int64).reshape(-1, 2)
