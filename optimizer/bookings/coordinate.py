"""Solves a problem in its parts, on all cores, and keeps them together: fairness, shared caps, one plan, one bound."""

from __future__ import annotations

import gc
import mmap
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from optimizer.bookings.clock import Clock
from optimizer.bookings.fairness import Fairness
from optimizer.bookings.layout import Layout
from optimizer.bookings.listing import MAX_COLUMNS, Lister
from optimizer.bookings.part_search import PartSearch, Standing, Terms
from optimizer.bookings.parts import Part, shared_caps
from optimizer.bookings.pools import pools_of
from optimizer.bookings.scarcity import highest
from optimizer.bookings.search import Search
from optimizer.bookings.solution import Placement, ShadowValue, Solution
from optimizer.bookings.workers import Workers

if TYPE_CHECKING:
    from optimizer.bookings.problem import Problem

# The first round is longer, for its prices start from nothing.
STEPS = (40, *(10,) * 6)
DESCENT = 0.4
ALL_COLUMNS = 40_000_000

Task = tuple[str, int, Terms, float, float | None]


class Coordinator(Search):
    """The whole, of which it lists no columns itself; its parts are searched by processes of their own."""

    def __init__(
        self,
        problem: Problem,
        parts: list[Part],
        clock: Clock,
        *,
        start: Iterable[Placement] = (),
        workers: int,
        seed: int,
        draft: Callable[[Search], Solution] | None = None,
    ) -> None:
        pools = pools_of(problem)
        layout = Layout(problem, pools, Lister(problem, pools).finish())
        super().__init__(layout, clock, workers=min(workers, len(parts)), seed=seed, draft=draft)
        self._start = {placement.request: placement for placement in start}
        self.parts, self.fairness = parts, Fairness(problem)
        self.shared = list(shared_caps(problem, parts))
        self.standings: dict[int, Standing] = {}
        self.wanderers = frozenset(chain(*(part.guests for part in parts)))
        minutes, tolls = dict.fromkeys(self.shared, 0.0), dict.fromkeys(self.wanderers, 0)
        self.terms = Terms(self.fairness.rates, minutes, {}, tolls)
        self.placed_by: dict[int, int] = {}
        caps = self.layout.caps
        self.allotted = [
            {number: caps[number] or 0 for number in self.shared if number in part.agreements}
            for part in parts
        ]
        self.owner = self._owners()
        inside = {index for part in parts for index in part.requests}
        self.lost = sum(regret for index, regret in enumerate(layout.regrets) if index not in inside)
        self._bounds: dict[int, float] = {}
        self._stop = mmap.mmap(-1, 1)

    def run(self) -> None:
        """First answers of all parts, prices and fairness in some rounds, then each part as well as time allows."""
        gc.collect()
        gc.freeze()
        team = Workers(self.workers, self._worker)
        try:
            if not self._all_do(team, "begin", 1.0):
                return
            for steps in STEPS:
                if self.clock.is_over(DESCENT):
                    break
                if not self._all_do(team, f"descend {steps}", DESCENT):
                    return
                self._agree()
            if self._all_do(team, "fill", 1.0):
                self._all_do(team, "solve", 1.0)
        finally:
            team.close()
            gc.unfreeze()

    def _all_do(self, team: Workers, what: str, share: float) -> bool:
        """Have every part take a step. False when the search has to end."""
        tasks: dict[int, list[Callable[[int], Task]]] = {worker: [] for worker in range(self.workers)}
        for number in range(len(self.parts)):
            tasks[self.owner[number]].append(partial(self._task, what, number, share))
        done = team.run(tasks, self._take, self._must_give_up)
        if what == "solve" and self.clock.work_limit is not None:
            self.clock.work = self.clock.work_limit
        return done and not self.clock.is_over()

    def _task(self, what: str, number: int, share: float, left: int) -> Task:
        """What a worker is told: step, part, terms, and how long it may take when so many are left to it."""
        terms, limit = (
            Terms(self.terms.rates, self.terms.minutes, self.allotted[number], self.terms.tolls),
            self.clock.work_limit,
        )
        if limit is None:
            return what, number, terms, max(0.0, self.clock.left(share) / left), None
        return what, number, terms, max(0.0, self.clock.left()), limit / len(self.parts)

    def _worker(self) -> Callable[[str, int, Terms, float, float | None], tuple[int, Standing]]:
        """What runs in each process."""
        searches: dict[int, PartSearch] = {}
        columns = min(MAX_COLUMNS, ALL_COLUMNS // len(self.parts))

        def work(
            what: str, number: int, terms: Terms, seconds: float, limit: float | None
        ) -> tuple[int, Standing]:
            clock = Clock(
                seconds,
                deterministic_limit=limit,
                should_stop=lambda: self._stop[0] != 0,
                on_progress=None,
            )
            if number not in searches:
                searches[number] = PartSearch(
                    self.parts[number], terms, clock, seed=self.seed + number, columns=columns
                )
            search, (verb, *steps) = searches[number], what.split()
            if verb == "begin":
                wanted = (request.id for request in self.parts[number].problem.requests)
                return number, search.begin(self._start[name] for name in wanted if name in self._start)
            if verb == "descend":
                return number, search.descend(terms, clock, int(steps[0]))
            if verb == "fill":
                return number, search.fill(terms, clock)
            return number, search.solve(terms, clock)

        return work

    def _must_give_up(self) -> bool:
        """Whether workers have to be ended; those that can end by themselves are asked to first."""
        if self.clock.was_stopped():
            self._stop[0] = 1
        return self.clock.must_finish()

    def _take(self, answer: tuple[int, Standing]) -> None:
        """Make a part's placements those of the whole, unless that would be worse; count its bound in."""
        number, standing = answer
        self.standings[number] = standing
        if standing.placed:
            self._replace(number, standing)
        self._bounds[number] = standing.bound
        if len(self._bounds) == len(self.parts):
            self.lower(sum(self._bounds.values()) + self._outside())
        self.clock.report(self.best.score, max(self.bound, self.best.score))
        self.tell()

    def _replace(self, number: int, standing: Standing) -> None:
        """Put the part's placements in place of those before, unless that is worse; guests that have a place elsewhere
        keep it."""
        plan, score = self.best, self.best.score
        mine = [index for index in self.parts[number].requests if self.placed_by.get(index) == number]
        before = {index: plan.take(index) for index in mine}
        put = []
        for index, choice in standing.placed.items():
            if index not in plan.placed and plan.has_room_for(index, choice):
                gain = self.layout.gain(index, choice.start, choice.assets, choice.agreements)
                plan.put(index, choice._replace(gain=gain))
                put.append(index)
        if plan.score < score:
            for index in put:
                plan.take(index)
            for index, choice in before.items():
                plan.put(index, choice)
            return
        for index in mine:
            del self.placed_by[index]
        self.placed_by.update(dict.fromkeys(put, number))

    def _outside(self) -> float:
        """What belongs to no part: requests that cannot be served, tolls, and the price of minutes allotted to nobody."""
        unused = 0.0
        for agreement, price in self.terms.minutes.items():
            given = sum(own.get(agreement, 0) for own in self.allotted)
            unused += price * max(0, (self.layout.caps[agreement] or 0) - given)
        return sum(self.terms.tolls.values()) + unused - self.lost

    def shadow_values(self) -> tuple[ShadowValue, ...]:
        """What is scarce in any of the parts."""
        return highest(value for standing in self.standings.values() for value in standing.scarce)

    def _agree(self) -> None:
        """New terms: fairness towards the worst off, shared minutes to whom they are worth most."""
        accepted = Counter[str]()
        for standing in self.standings.values():
            accepted.update(standing.accepted)
        self.fairness.move(accepted)
        minutes, used = dict(self.terms.minutes), [self._used(part) for part in self.parts]
        for agreement in self.shared:
            wished = {
                number: self.standings[number].minutes.get(agreement, 0.0)
                for number, part in enumerate(self.parts)
                if agreement in part.agreements
            }
            demand = sum(wished.values()) / max(1, self.layout.caps[agreement] or 0)
            minutes[agreement] = max(0.0, (minutes[agreement] + 1.0) * min(2.0, max(0.3, demand)) - 1.0)
            self._allot(agreement, wished, used)
        self.terms, self._bounds = Terms(self.fairness.rates, minutes, {}, self._tolls()), {}

    def _tolls(self) -> dict[int, int]:
        """What a request that several parts could serve is worth to the second best of them, half way from before.

        At most one may serve it: for any toll θ ≥ 0 it gains no more than θ + Σ max(0, profit in a part − θ), which is
        least at the second highest profit.
        """
        profits: dict[int, list[float]] = {request: [] for request in self.wanderers}
        for standing in self.standings.values():
            for request, profit in standing.profits.items():
                profits[request].append(profit)
        second = {request: sorted([0.0, 0.0, *found])[-2] for request, found in profits.items()}
        return {request: round((toll + second[request]) / 2) for request, toll in self.terms.tolls.items()}

    def _allot(self, agreement: int, wished: dict[int, float], used: list[Counter[int]]) -> None:
        """What the parts' plans use they keep; what is left goes by what they would use beyond that."""
        left = max(0, (self.layout.caps[agreement] or 0) - sum(used[number][agreement] for number in wished))
        weight = {number: 1 + max(0.0, wished[number] - used[number][agreement]) for number in wished}
        total = sum(weight.values())
        for number in wished:
            extra = int(left * weight[number] / total)
            self.allotted[number] = {**self.allotted[number], agreement: used[number][agreement] + extra}

    def _used(self, part: Part) -> Counter[int]:
        """Minutes by agreement that the part's requests take in the plan."""
        minutes, placed, used = self.layout.minutes, self.best.placed, Counter[int]()
        for request in part.requests:
            for agreement in placed[request].agreements if request in placed else ():
                used[agreement] += int(minutes[request])
        return used

    def _owners(self) -> list[int]:
        """The worker of each part, so that they have about as much to do."""
        load = [0] * self.workers
        owner = [0] * len(self.parts)
        for number in sorted(range(len(self.parts)), key=lambda number: -len(self.parts[number].requests)):
            owner[number] = load.index(min(load))
            load[owner[number]] += len(self.parts[number].requests)
        return owner
