"""Improves a plan: frees the requests of a neighbourhood and decides them anew by an exact model."""

import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from optimizer.bookings.bound import Prices, Relaxation
from optimizer.bookings.colour import columns_taken, place_columns
from optimizer.bookings.greedy import by_priority, fill
from optimizer.bookings.model import Answer, Limits, Taken, solve_model
from optimizer.bookings.plan import Plan
from optimizer.bookings.variables import Scope, is_simple, room_for

SIZE = 80
COLUMNS_EACH = 12
OPTIONS_EACH = 8
COLUMNS_A_NEED = 4
DETERMINISTIC = 0.25


class Neighbourhoods:
    """Chooses requests that are near each other in time and place, and improves the plan there."""

    def __init__(self, plan: Plan, relaxation: Relaxation, prices: Prices, seed: int) -> None:
        self.plan, self.layout = plan, plan.layout
        self.random = random.Random(seed)
        self.seed = seed
        self.reprice(relaxation, prices)
        layout, columns = self.layout, self.layout.columns
        self.members = sorted(layout.options)
        self.row = {request: row for row, request in enumerate(self.members)}
        self.touches = np.zeros((len(self.members), len(layout.pools.pools)), dtype=bool)
        rows = np.searchsorted(np.array(self.members, dtype=np.int64), layout.request_of)
        self.touches[rows, columns.pool] = True
        self.times = np.array([self._usual_time(request) for request in self.members], dtype=float)
        self.order = by_priority(layout)

    def reprice(self, relaxation: Relaxation, prices: Prices) -> None:
        """Take reduced costs from these prices."""
        evaluation, costs, _, _ = relaxation.evaluate(relaxation.everything, prices)
        self.costs = costs
        self.profits = dict(
            zip(self.layout.columns.requests.tolist(), evaluation.profits.tolist(), strict=True)
        )

    def _usual_time(self, request: int) -> float:
        wanted = self.layout.problem.requests[request]
        return float(wanted.windows[0][0] if wanted.preferred_start is None else wanted.preferred_start)

    def improve(self, size: int, limits: Limits, workers: int) -> bool:
        """One round: as many neighbourhoods at once as there are workers. True if the score rose."""
        freed: list[list[int]] = []
        taken: set[int] = set()
        for _ in range(workers):
            requests = [request for request in self.choose(size) if request not in taken]
            taken.update(requests)
            if requests:
                freed.append(requests)
        scopes = [(self.scope_of(requests), self.hint_for(requests)) for requests in freed]
        jobs = [(scope, hint, limits) for scope, hint in scopes if scope.columns]
        if len(jobs) > 1:
            with ThreadPoolExecutor(len(jobs)) as threads:
                answers = list(threads.map(lambda job: solve_model(*job), jobs))
        else:
            answers = [solve_model(*job) for job in jobs]
        better = [
            self.apply(job[0].columns, answer) for job, answer in zip(jobs, answers, strict=True) if answer
        ]
        return any(better)

    def choose(self, size: int) -> list[int]:
        """Requests around one that is declined (mostly) or placed (sometimes)."""
        declined = [request for request in self.members if request not in self.plan.placed]
        if declined and self.random.random() < 0.7:
            promise = [
                max(1.0, self.profits[request] + self.layout.values[request] / 4) for request in declined
            ]
            centre = self.random.choices(declined, promise)[0]
        else:
            centre = self.random.choice(self.members)
        row = self.row[centre]
        times = self.times.copy()
        for request, choice in self.plan.placed.items():
            if request in self.row:
                times[self.row[request]] = choice.start
        shared = (self.touches[:, self.touches[row]]).sum(axis=1)
        noise = np.array([self.random.random() for _ in self.members])
        distance = np.abs(times - times[row]) / 60 * (0.5 + noise) - 0.5 * np.minimum(shared, 6)
        distance[shared == 0] = np.inf
        distance[row] = -np.inf
        near = np.argsort(distance, kind="stable")[:size]
        return sorted(self.members[index] for index in near if distance[index] < np.inf)

    def scope_of(self, requests: Iterable[int]) -> Scope:
        """The model's scope: these requests are free, all others stay."""
        plan, layout = self.plan, self.layout
        before = {request: plan.take(request) for request in requests if request in plan.placed}
        room = np.array(layout.pools.capacity, dtype=np.int64)[:, None] - plan.usage
        scope = Scope(layout, {}, room, plan.minutes_left(), dict(plan.accepted))
        for request in requests:
            own = columns_taken(layout, request, before[request]) if request in before else {}
            columns = self._promising(scope, request, own)
            if columns:
                scope.columns[request] = columns
        for request, choice in before.items():
            plan.put(request, choice)
        return scope

    def hint_for(self, requests: Iterable[int]) -> Taken:
        """The columns that the freed requests take in the plan."""
        placed = self.plan.placed
        return {r: columns_taken(self.layout, r, placed[r]) for r in requests if r in placed}

    def _promising(self, scope: Scope, request: int, own: dict[int, int]) -> list[int]:
        """The columns with the least reduced cost that fit beside the rest, and those taken now."""
        layout, columns, run = self.layout, self.layout.columns, self.layout.columns_of_request(request)
        groups = columns.group[run.start : run.stop]
        reduced = self.costs[run.start : run.stop] + columns.option_cost[columns.group_option[groups]]
        if is_simple(layout, request):
            return sorted(
                {
                    *own,
                    *self._first_fitting(scope, run.start + np.argsort(reduced, kind="stable"), COLUMNS_EACH),
                }
            )
        options = layout.options[request]
        first, last = layout.groups_of(options.start).start, layout.groups_of(options.stop - 1).stop
        costs = self.costs[run.start : run.stop]
        least = (
            np.minimum.reduceat(costs, columns.group_first[first:last] - run.start)
            * columns.group_count[first:last]
        )
        by_option = np.add.reduceat(least, columns.option_first[options.start : options.stop] - first)
        by_option += columns.option_cost[options.start : options.stop]
        found: set[int] = set()
        complete = 0
        for option in options.start + np.argsort(by_option, kind="stable"):
            chosen = self._option_columns(scope, int(option))
            found.update(chosen)
            complete += bool(chosen)
            if complete == OPTIONS_EACH:
                break
        starts = {int(columns.group_option[columns.group[column]]) for column in own}
        for option in starts:
            found.update(self._option_columns(scope, option))
        return sorted({*own, *found})

    def _option_columns(self, scope: Scope, option: int) -> list[int]:
        found: list[int] = []
        for group in self.layout.groups_of(option):
            run = self.layout.columns_of(group)
            order = run.start + np.argsort(self.costs[run.start : run.stop], kind="stable")
            fitting = self._first_fitting(scope, order, COLUMNS_A_NEED)
            if (
                sum(int(self.layout.columns.most[c]) for c in fitting)
                < self.layout.columns.group_count[group]
            ):
                return []
            found += fitting
        return found

    def _first_fitting(self, scope: Scope, order: np.ndarray, most: int) -> list[int]:
        found: list[int] = []
        for column in order.tolist():
            if room_for(scope, column):
                found.append(column)
                if len(found) == most:
                    break
        return found

    def apply(self, freed: Iterable[int], answer: Answer) -> bool:
        """Make the answer the plan unless that would lower the score. True if the score rose."""
        plan = self.plan
        before, score = dict(plan.placed), plan.score
        for request in freed:
            if request in plan.placed:
                plan.take(request)
        repeats = self.layout.problem.requests
        for request in sorted(answer.taken, key=lambda r: (-len(repeats[r].repeats), r)):
            place_columns(plan, request, answer.taken[request])
        missing = [request for request in freed if request not in plan.placed]
        if missing:
            fill(plan, missing, self.costs)
        if plan.score < score:
            plan.restore(before)
        return plan.score > score
