"""A plan under construction: always legal, always knows its score."""

from bisect import bisect_left, insort
from itertools import chain
from typing import NamedTuple

import numpy as np

from optimizer.bookings.layout import Groups, Layout
from optimizer.bookings.score import fairness
from optimizer.bookings.solution import Placement


class Choice(NamedTuple):
    """Where a request is placed: start, assets need by need, agreement of each asset (-1: none), its gain."""

    start: int
    assets: Groups
    agreements: tuple[int, ...]
    gain: int


class Plan:
    """Placements by request number, calendars by asset, minutes used by agreement. Starts with all held."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.placed: dict[int, Choice] = {}
        self.calendars: list[list[tuple[int, int, int]]] = [[] for _ in layout.problem.assets]
        self.used = [0] * len(layout.caps)
        self.usage = np.zeros((len(layout.pools.capacity), len(layout.points)), dtype=np.int64)
        self.accepted = dict.fromkeys(layout.requested, 0)
        self._gains = -sum(layout.regrets)
        for index, request in enumerate(layout.problem.requests):
            if request.held:
                groups = tuple(
                    tuple(layout.asset_index[name] for name in group) for group in request.held.assets
                )
                nothing = (-1,) * len(list(chain(*groups)))
                gain = layout.gain(index, request.held.start, groups, nothing)
                self.put(index, Choice(request.held.start, groups, nothing, gain))

    @property
    def score(self) -> int:
        """The exact score of the plan as it stands."""
        return self._gains + fairness(self.layout.problem.weights, self.layout.requested, self.accepted)

    def is_free(self, request: int, asset: int, start: int) -> bool:
        """Whether the asset and all it conflicts with are free for every occurrence, turnaround included."""
        for begin, end in self.layout.extended(request, asset, start):
            for calendar in (
                self.calendars[asset],
                *(self.calendars[c] for c in self.layout.conflicts[asset]),
            ):
                before = bisect_left(calendar, (end,)) - 1
                if before >= 0 and calendar[before][1] > begin:
                    return False
        return True

    def in_the_way(self, request: int, asset: int, start: int) -> set[int]:
        """The requests placed on the asset, or on one it conflicts with, that keep this one from it."""
        found = set()
        for begin, end in self.layout.extended(request, asset, start):
            for name in (asset, *self.layout.conflicts[asset]):
                calendar = self.calendars[name]
                before = bisect_left(calendar, (end,)) - 1
                while before >= 0 and calendar[before][1] > begin:
                    found.add(calendar[before][2])
                    before -= 1
        return found

    def has_room(self, request: int, agreement: int, already: int = 0) -> bool:
        """Whether the agreement has room for one more asset of the request, after so many of its own."""
        if agreement < 0:
            return True
        cap = self.layout.caps[agreement]
        minutes = int(self.layout.minutes[request])
        return cap is None or self.used[agreement] + minutes * (already + 1) <= cap

    def has_room_for(self, request: int, choice: Choice) -> bool:
        """Whether the agreements that the choice names have room for it."""
        return all(
            self.has_room(request, agreement, choice.agreements.count(agreement) - 1)
            for agreement in set(choice.agreements)
        )

    def can_put(self, request: int, choice: Choice) -> bool:
        """Whether the choice fits beside what is placed and its assets do not conflict with one another."""
        flat = list(chain(*choice.assets))
        return (
            request not in self.placed
            and len(set(flat)) == len(flat)
            and not any(other in self.layout.conflicts[asset] for asset in flat for other in flat)
            and all(self.is_free(request, asset, choice.start) for asset in flat)
            and self.has_room_for(request, choice)
        )

    def put(self, request: int, choice: Choice) -> None:
        """Place a request. The assets must be free and the agreements have room."""
        self.placed[request] = choice
        for asset in chain(*choice.assets):
            for begin, end in self.layout.extended(request, asset, choice.start):
                insort(self.calendars[asset], (begin, end, request))
                self._use(asset, begin, end, 1)
        self._count(request, choice, 1)

    def take(self, request: int) -> Choice:
        """Take a request out again; returns where it was."""
        choice = self.placed.pop(request)
        for asset in chain(*choice.assets):
            calendar = self.calendars[asset]
            for begin, end in self.layout.extended(request, asset, choice.start):
                del calendar[bisect_left(calendar, (begin, end, request))]
                self._use(asset, begin, end, -1)
        self._count(request, choice, -1)
        return choice

    def restore(self, placed: dict[int, Choice]) -> None:
        """Go back to these placements."""
        for request, choice in list(self.placed.items()):
            if placed.get(request) is not choice:
                self.take(request)
        for request, choice in placed.items():
            if request not in self.placed:
                self.put(request, choice)

    def minutes_left(self) -> list[int | None]:
        """What is left of each agreement's cap."""
        return [
            None if cap is None else cap - used for cap, used in zip(self.layout.caps, self.used, strict=True)
        ]

    def _use(self, asset: int, begin: int, end: int, sign: int) -> None:
        points = self.layout.points
        run = slice(bisect_left(points, begin), bisect_left(points, end))
        for resource in self.layout.pools.pools[self.layout.pools.pool_of[asset]].resources:
            self.usage[resource, run] += sign

    def _count(self, request: int, choice: Choice, sign: int) -> None:
        self._gains += sign * choice.gain
        organisation = self.layout.problem.requests[request].organisation
        if organisation in self.accepted:
            self.accepted[organisation] += sign * self.layout.values[request]
        for agreement in choice.agreements:
            if agreement >= 0:
                self.used[agreement] += sign * int(self.layout.minutes[request])


def placement_of(layout: Layout, request: int, choice: Choice) -> Placement:
    """A request's choice as a document says it."""
    problem = layout.problem
    return Placement(
        request=problem.requests[request].id,
        start=choice.start,
        assets=tuple(tuple(problem.assets[asset].id for asset in group) for group in choice.assets),
        agreements=tuple(None if index < 0 else problem.agreements[index].id for index in choice.agreements),
    )
