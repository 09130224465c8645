"""The search: first answers, prices and bound, neighbourhoods, and one exact model where that is small enough."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optimizer.bookings.clock import Clock
from optimizer.bookings.colour import place_columns
from optimizer.bookings.greedy import by_priority, by_profit, fill
from optimizer.bookings.improve import DETERMINISTIC, SIZE, Neighbourhoods
from optimizer.bookings.layout import Layout
from optimizer.bookings.model import Limits, solve_model
from optimizer.bookings.plan import Choice, Plan
from optimizer.bookings.score import fairness
from optimizer.bookings.solution import Solution
from optimizer.bookings.tighten import Tightening
from optimizer.bookings.variables import Scope

EXACT_COLUMNS = 80_000
STEPS, MOST_STEPS = 60, 420
COLUMNS_A_WORK_UNIT = 2_000_000
PATIENCE = 40
UNLIMITED = 1e9
EXACT_SHARE = 0.9


class Search:
    """The best plan so far and the lowest proven bound."""

    def __init__(
        self,
        layout: Layout,
        clock: Clock,
        *,
        workers: int,
        seed: int,
        draft: Callable[[Search], Solution] | None = None,
    ) -> None:
        """`draft` writes up the best plan so far, for whoever keeps it."""
        self._draft = draft
        self.layout, self.clock, self.workers, self.seed = layout, clock, workers, seed
        self.best = Plan(layout)
        self.bound = self.best.score + sum(
            layout.values[index] + layout.regrets[index]
            for index, request in enumerate(layout.problem.requests)
            if not request.held
        )
        prize = sum(layout.requested.values()) * layout.problem.weights.fairness_permille // 1000
        self.bound = max(self.bound + prize, self.best.score)

    @property
    def is_proven(self) -> bool:
        """Whether the best plan is known to be optimal."""
        return self.best.score >= self.bound

    def first_answer(self, hint: dict[int, Choice]) -> None:
        """What the hint says, completed, or everything by priority: whichever is better."""
        costs, order = self.layout.columns.cost, by_priority(self.layout)
        for start in [{}, hint] if hint else [{}]:
            plan = Plan(self.layout)
            for request, choice in start.items():
                if plan.can_put(request, choice):
                    plan.put(request, choice)
            fill(plan, order, costs, out_of_time=self.clock.is_over)
            self.offer(plan)

    def offer(self, plan: Plan) -> None:
        """Take the plan if it is better than the best."""
        if plan.score > self.best.score:
            self.best.restore(dict(plan.placed))
        self.clock.report(self.best.score, self.bound)
        self.tell()

    def tell(self, *, urgent: bool = False) -> None:
        """Offer the best plan so far to whoever keeps it."""
        draft = self._draft
        if draft is not None:
            self.clock.tell(self.best.score, lambda: draft(self), urgent=urgent)

    def lower(self, bound: float) -> None:
        """Take a proven bound, rounded up against floating-point error."""
        safe = int(np.floor(bound + 1e-6 + 1e-9 * abs(bound)))
        self.bound = max(self.best.score, min(self.bound, safe))
        self.clock.report(self.best.score, self.bound)

    def price(self, tightening: Tightening, share: float) -> None:
        """Tighten the bound and try greedy answers by its prices, until it no longer pays or time is short."""
        layout, relaxation = self.layout, tightening.relaxation
        while tightening.steps < MOST_STEPS and not self.clock.is_over(share) and not self.is_proven:
            before = tightening.bound
            tightening.run(self.best.score, STEPS, out_of_time=lambda: self.clock.is_over(share))
            self.clock.work += STEPS * layout.columns.size / COLUMNS_A_WORK_UNIT
            self.lower(tightening.bound)
            evaluation, costs, *_ = relaxation.evaluate(relaxation.everything, tightening.best_prices)
            plan = Plan(layout)
            fill(plan, by_profit(layout, evaluation.profits), costs, out_of_time=self.clock.is_over)
            fill(plan, by_priority(layout), layout.columns.cost, out_of_time=self.clock.is_over)
            self.offer(plan)
            if before - tightening.bound < 1e-5 * abs(tightening.bound):
                return

    def improve(self, tightening: Tightening, share: float) -> None:
        """Neighbourhood by neighbourhood, until none helps any more or this share of the time is used up."""
        near = Neighbourhoods(self.best, tightening.relaxation, tightening.best_prices, self.seed)
        idle, rounds = 0, 0
        while near.members and idle < PATIENCE and not self.clock.is_over(share) and not self.is_proven:
            seconds = self.clock.left() if self.clock.work_limit else min(3.0, self.clock.left(share))
            limits = Limits(seconds, DETERMINISTIC, 1, self.seed + rounds, self.clock.was_stopped)
            if near.improve(SIZE, limits, self.workers):
                idle = 0
                self.clock.report(self.best.score, self.bound)
            else:
                idle += 1
            rounds += 1
            self.tell()
            self.clock.work += DETERMINISTIC * self.workers

    def solve_exactly(self, tightening: Tightening) -> None:
        """One model over all columns that could still be part of a better plan; its bound holds for the whole."""
        scope = self._core(tightening)
        if scope is None or self.clock.is_over() or self.is_proven:
            return
        hint = Neighbourhoods(self.best, tightening.relaxation, tightening.best_prices, self.seed).hint_for(
            scope.columns
        )
        work = min(UNLIMITED, self.clock.work_left())
        limits = Limits(
            self.clock.left() * EXACT_SHARE, work, self.workers, self.seed, self.clock.was_stopped
        )
        answer = solve_model(scope, hint, limits)
        self.clock.work += min(work, UNLIMITED)
        if answer is None:
            return
        plan = Plan(self.layout)
        fair = fairness(self.layout.problem.weights, self.layout.requested, plan.accepted)
        base = plan.score - fair
        repeats = self.layout.problem.requests
        for request in sorted(answer.taken, key=lambda index: (-len(repeats[index].repeats), index)):
            place_columns(plan, request, answer.taken[request])
        self.offer(plan)
        self.lower(max(base + answer.bound, self.best.score))

    def _core(self, tightening: Tightening) -> Scope | None:
        """The columns that a plan better than the best may use, if there are few enough for one model."""
        layout, columns, relaxation = self.layout, self.layout.columns, tightening.relaxation
        if columns.incomplete:
            return None
        evaluation, costs, least, by_option = relaxation.evaluate(
            relaxation.everything, tightening.best_prices
        )
        loss = (costs - least[columns.group]) * columns.group_count[columns.group]
        profit = by_option[columns.group_option[columns.group]] - loss
        slack = evaluation.bound - np.maximum(0, evaluation.profits[relaxation.position]) + profit
        kept = np.flatnonzero(slack > self.best.score - 1e-6 * abs(self.best.score))
        if len(kept) > EXACT_COLUMNS:
            return None
        held = Plan(layout)
        by_request: dict[int, list[int]] = {}
        for column, request in zip(kept.tolist(), layout.request_of[kept].tolist(), strict=True):
            by_request.setdefault(request, []).append(column)
        room = np.array(layout.pools.capacity, dtype=np.int64)[:, None] - held.usage
        return Scope(layout, by_request, room, held.minutes_left(), dict(held.accepted))
