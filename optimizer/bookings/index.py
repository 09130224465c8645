"""An index of a finished plan: what is free when, who is in the way, what is left of each agreement."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, pairwise

from optimizer.bookings.agreements import allowing, covering, minutes_per_asset
from optimizer.bookings.intervals import Interval, contains, merged, without
from optimizer.bookings.problem import Agreement, Asset, Need, Problem, Request
from optimizer.bookings.solution import Placement
from optimizer.bookings.travel import TravelTimes

LOOKS_BETWEEN = 64


class UnknownRequest(LookupError):
    """The problem has no request of that id."""


class OutOfTime(Exception):
    """There was no time to answer a question about a plan."""


class PlanIndex:
    """Answers questions about a problem and the placements of a plan, by name.

    Asked for the time at every LOOKS_BETWEEN-th look at an asset, any question may raise OutOfTime.
    """

    def __init__(
        self,
        problem: Problem,
        placements: Iterable[Placement],
        *,
        out_of_time: Callable[[], bool] = lambda: False,
    ) -> None:
        self._out_of_time, self._looks = out_of_time, 0
        self.problem, self.travel = problem, TravelTimes(problem)
        self.placements = {placement.request: placement for placement in placements}
        self.calendars: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        self.used: Counter[str] = Counter()
        self._usable: dict[str, list[Interval]] = {}
        self._fitting: dict[object, list[Asset]] = {}
        self._in_reach: dict[object, list[Asset]] = {}
        self._by_kind: dict[str, list[Asset]] = defaultdict(list)
        for asset in problem.assets:
            self._by_kind[asset.kind].append(asset)
        for placement in self.placements.values():
            request = problem.request_by_id[placement.request]
            for name in placement.flat_assets:
                self.calendars[name] += [
                    (begin, end, request.id) for begin, end in self._extended(request, name, placement.start)
                ]
            for agreement in placement.agreements:
                if agreement is not None:
                    self.used[agreement] += minutes_per_asset(request)
        for calendar in self.calendars.values():
            calendar.sort()

    def _look(self) -> None:
        self._looks += 1
        if self._looks % LOOKS_BETWEEN == 0 and self._out_of_time():
            raise OutOfTime

    def _extended(self, request: Request, name: str, start: int) -> Iterator[Interval]:
        turnaround = self.problem.asset_by_id[name].turnaround_minutes
        for begin, end in request.occurrences(start):
            yield begin, end + turnaround

    def fitting(self, need: Need) -> list[Asset]:
        """Assets of the kind with all features and enough capacity."""
        key = (need.kind, need.features, need.capacity_min)
        if key not in self._fitting:
            features = set(need.features)
            self._fitting[key] = [
                asset
                for asset in self._by_kind.get(need.kind, ())
                if asset.capacity >= need.capacity_min and features.issubset(asset.features)
            ]
        return self._fitting[key]

    def in_reach(self, request: Request, number: int) -> list[Asset]:
        """Assets for a need, the nearest first: they fit, may be used and can turn round between repeats."""
        need = request.needs[number]
        where = (request.organisation, request.site, request.max_travel_minutes)
        key = (need.kind, need.features, need.capacity_min, where, request.duration_minutes, request.repeats)
        if key not in self._in_reach:
            found = [
                asset
                for asset in self.fitting(need)
                if clear_of_itself(request, asset)
                and self.is_near(request, asset)
                and self.may_use(request, asset)
            ]
            found.sort(key=lambda asset: (self.minutes_to(request, asset) or 0, asset.id))
            self._in_reach[key] = found
        return self._in_reach[key]

    def minutes_to(self, request: Request, asset: Asset) -> int | None:
        """Minutes of travel from the request's site, 0 if it names none, None if there is no way."""
        return 0 if request.site is None else self.travel.minutes(request.site, asset.site)

    def is_near(self, request: Request, asset: Asset) -> bool:
        """Whether the asset is within the request's reach."""
        minutes = self.minutes_to(request, asset)
        if minutes is None or request.site is None or request.max_travel_minutes is None:
            return minutes is not None
        return minutes <= request.max_travel_minutes

    def may_use(self, request: Request, asset: Asset) -> bool:
        """Whether the asset is the organisation's own or some agreement covers it."""
        self._look()
        return asset.owner == request.organisation or bool(
            covering(self.problem, request.organisation, asset)
        )

    def is_open(self, request: Request, asset: Asset, start: int) -> bool:
        """Whether the asset is open and not blocked throughout every occurrence."""
        self._look()
        if asset.id not in self._usable:
            self._usable[asset.id] = without(asset.open, asset.blocked)
        spans = self._usable[asset.id]
        for occurrence in request.occurrences(start):
            at = bisect_left(spans, (occurrence[0] + 1,)) - 1
            if at < 0 or not contains(spans[at], occurrence):
                return False
        return True

    def agreements_for(self, request: Request, asset: Asset, start: int) -> list[Agreement] | None:
        """The agreements that allow the use from this start; None if it needs none."""
        self._look()
        if asset.owner == request.organisation:
            return None
        return allowing(self.problem, request, asset, start)

    def has_room(self, request: Request, agreement: Agreement) -> bool:
        """Whether one more asset of the request fits under the agreement's cap."""
        cap = agreement.cap_minutes
        return cap is None or self.used[agreement.id] + minutes_per_asset(request) <= cap

    def in_the_way(self, request: Request, asset: Asset, start: int) -> set[str]:
        """The placed requests that keep this one from the asset at this start, turnaround included."""
        self._look()
        found: set[str] = set()
        for begin, end in self._extended(request, asset.id, start):
            for name in (asset.id, *asset.conflicts_with):
                calendar = self.calendars.get(name, ())
                before = bisect_left(calendar, (end,)) - 1
                while before >= 0 and calendar[before][1] > begin:
                    found.add(calendar[before][2])
                    before -= 1
        return found

    def starts(self, request: Request) -> list[int]:
        """Grid starts whose first occurrence lies in a window, with all occurrences in the horizon.

        The nearest to what was wanted come first.
        """
        grid, offset = self.problem.grid_minutes, min(request.repeats)
        last, wanted = self.last_start(request), wanted_start(request)
        runs = []
        for begin, end in request.windows:
            first = max(0, -(-(begin - offset) // grid)) * grid
            runs.append((first, min(end - request.duration_minutes - offset, last) + 1))
        found = {start for first, final in merged(runs) for start in range(first, final, grid)}
        return sorted(found, key=lambda start: (abs(start - wanted), start))

    def nearest_starts(self, request: Request) -> list[int]:
        """The start of `starts` nearest to what was wanted in each window, the nearest first."""
        grid, offset = self.problem.grid_minutes, min(request.repeats)
        last, wanted = self.last_start(request), wanted_start(request)
        found: set[int] = set()
        for begin, end in request.windows:
            first = max(0, -(-(begin - offset) // grid))
            final = min(end - request.duration_minutes - offset, last) // grid
            if first <= final:
                found.add(min(max(first, wanted // grid), final) * grid)
        return sorted(found, key=lambda start: (abs(start - wanted), start))

    def last_start(self, request: Request) -> int:
        """The latest start at which every occurrence ends within the horizon."""
        return self.problem.horizon_minutes - request.duration_minutes - max(request.repeats)

    def starts_around(self, request: Request, most: int) -> Iterator[int]:
        """Grid starts anywhere in the horizon, the nearest to what was wanted first."""
        grid = self.problem.grid_minutes
        target, last = wanted_start(request) // grid, self.last_start(request) // grid
        steps = (step for distance in range(last + 1) for step in {target - distance, target + distance})
        return islice((step * grid for step in steps if 0 <= step <= last), most)


def wanted_start(request: Request) -> int:
    """The preferred start, or else the start of the first window."""
    if request.preferred_start is not None:
        return request.preferred_start
    return request.windows[0][0] if request.windows else 0


def clear_of_itself(request: Request, asset: Asset) -> bool:
    """Whether the asset's turnaround fits between the repeats of the request."""
    repeats = sorted(request.repeats)
    gap = request.duration_minutes + asset.turnaround_minutes
    return all(later - earlier >= gap for earlier, later in pairwise(repeats))
