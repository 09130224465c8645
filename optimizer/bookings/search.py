"""The search: first answers, prices and bound, neighbourhoods, and one exact model where that is small enough."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optimizer.bookings.clock import Clock
from optimizer.bookings.greedy import by_priority, by_profit, fill
from optimizer.bookings.improve import DETERMINISTIC, SIZE, Neighbourhoods
from optimizer.bookings.layout import Layout
from optimizer.bookings.model import Limits
from optimizer.bookings.plan import Choice, Plan
from optimizer.bookings.scarcity import shadow_values
from optimizer.bookings.solution import ShadowValue, Solution
from optimizer.bookings.tighten import Tightening

STEPS = 50
COLUMNS_A_WORK_UNIT = 2_000_000
PATIENCE = 40


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
        self.bound = self._loosest()
        self.tightening: Tightening | None = None

    def _loosest(self) -> int:
        """The bound that needs no proof: everything accepted at no cost."""
        layout = self.layout
        bound = self.best.score + sum(
            int(layout.stakes[index])
            for index, request in enumerate(layout.problem.requests)
            if not request.held
        )
        prize = sum(layout.requested.values()) * layout.problem.weights.fairness_permille // 1000
        return max(bound + prize, self.best.score)

    def value_anew(self) -> None:
        """Start over with the best plan at what its layout now says that accepting is worth, within what agreements
        now allow; no bound is known."""
        layout, placed = self.layout, self.best.placed
        self.best = Plan(layout)
        for request, choice in placed.items():
            if request not in self.best.placed and self.best.has_room_for(request, choice):
                gain = layout.gain(request, choice.start, choice.assets, choice.agreements)
                self.best.put(request, choice._replace(gain=gain))
        self.bound = self._loosest()

    @property
    def is_proven(self) -> bool:
        """Whether the best plan is known to be optimal."""
        return self.best.score >= self.bound

    def must_end(self, share: float) -> bool:
        """Whether there is nothing left to do, or this share of the time is used up."""
        return self.is_proven or self.clock.is_over(share)

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

    def shadow_values(self) -> tuple[ShadowValue, ...]:
        """What is scarce, by the best prices; nothing where none were found."""
        found = self.tightening
        return shadow_values(found.relaxation, found.best_prices) if found else ()

    def price(self, tightening: Tightening, steps: int, share: float) -> None:
        """Tighten the bound and try greedy answers by its prices, until it no longer pays or time is short."""
        layout, last = self.layout, tightening.steps + steps
        while tightening.steps < last and not self.must_end(share):
            before = tightening.bound
            tightening.run(self.best.score, STEPS, out_of_time=lambda: self.clock.is_over(share))
            self.clock.work += STEPS * layout.columns.size / COLUMNS_A_WORK_UNIT
            self.lower(tightening.bound)
            self.fill_by_price(tightening)
            if before - tightening.bound < 1e-5 * abs(tightening.bound):
                return

    def fill_by_price(self, tightening: Tightening) -> None:
        """A plan by the best prices, in the order of the profit that they leave."""
        layout, relaxation = self.layout, tightening.relaxation
        evaluation, costs, *_ = relaxation.evaluate(relaxation.everything, tightening.best_prices)
        tightening.bound = min(tightening.bound, evaluation.bound)
        self.lower(tightening.bound)
        plan = Plan(layout)
        fill(plan, by_profit(layout, evaluation.profits), costs, out_of_time=self.clock.is_over)
        fill(plan, by_priority(layout), layout.columns.cost, out_of_time=self.clock.is_over)
        self.offer(plan)

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
