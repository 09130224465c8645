"""The best plan and the best bound so far, and the clock they are held against."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil, isfinite
from typing import Protocol

from optimizer.batches.check import broken_by_orders, cost
from optimizer.batches.problem import Problem
from optimizer.batches.solution import (
    ConflictMember,
    ItemCharges,
    ItemRates,
    Order,
    ProgressPoint,
    Solution,
    TierBranch,
)
from optimizer.highs import Limits

OPTIMAL_GAP = 1e-6
FLOAT_ERROR = 1e-9

OnProgress = Callable[[float, int | None, int | None, float | None], None]


class OnAnswer(Protocol):
    """Told of the best plan so far: its cost, and how to write it up should it be wanted."""

    def __call__(self, score: int, make: Callable[[], Solution], /, *, urgent: bool = False) -> None: ...


@dataclass
class Search:
    """One run over a problem. `offer` is the only way in for a plan: the judge stands at the door.

    `draft` writes up the best plan so far when `on_answer` wants it. `rejected` is a first plan
    that breaks a rule as a whole; its parts may serve. `conflict`, or the item that is `unservable`, is
    why there cannot be a plan, where the search came upon it. The bound rests on `rates`, `charges` and `branches` (see
    `Solution`), to begin with those of an earlier answer.

    Two threads may offer plans and bounds at once.
    """

    problem: Problem
    seconds: float
    workers: int = 1
    seed: int = 0
    on_progress: OnProgress | None = None
    should_stop: Callable[[], bool] | None = None
    on_answer: OnAnswer | None = None
    draft: Callable[["Search"], Solution] | None = None
    orders: tuple[Order, ...] | None = None
    cost: int | None = None
    bound: int = 0
    rounding: int = 0
    rejected: tuple[Order, ...] = ()
    conflict: tuple[ConflictMember, ...] = ()
    unservable: str | None = None
    rates: tuple[ItemRates, ...] = ()
    charges: tuple[ItemCharges, ...] = ()
    branches: tuple[TierBranch, ...] = ()
    points: list[ProgressPoint] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        """Seconds until the limit; nought once stopped."""
        stopped = self.should_stop is not None and self.should_stop()
        return 0.0 if stopped else max(0.0, self.seconds - self.elapsed)

    @property
    def gap(self) -> float | None:
        if self.cost is None:
            return None
        return (self.cost - self.bound) / self.cost if self.cost else 0.0

    @property
    def proven(self) -> bool:
        """Whether no plan is cheaper by more than a millionth, or than rounding to pence can hide."""
        if self.cost is None or self.gap is None:
            return False
        return self.gap <= OPTIMAL_GAP or self.cost - self.bound <= self.rounding

    def limits(self, seconds: float, gap: float = OPTIMAL_GAP / 2) -> Limits:
        """Limits for one programme: these seconds at most, never beyond the run's own."""
        return Limits(min(seconds, self.left), self.workers, self.seed, gap, self.should_stop)

    def offer(self, orders: tuple[Order, ...] | None) -> bool:
        """Take a plan if the judge finds no broken rule and it is the cheapest so far."""
        if orders is None or broken_by_orders(self.problem, orders):
            return False
        pence = cost(self.problem, orders).total
        with self.lock:
            if self.cost is not None and pence >= self.cost:
                return False
            self.orders, self.cost = orders, pence
            self.bound = min(self.bound, pence)
            self._report()
        self.tell()
        return True

    def tell(self, *, urgent: bool = False) -> None:
        """Offer the best plan so far to whoever keeps it."""
        draft = self.draft
        if self.on_answer is None or draft is None or self.cost is None:
            return

        def make() -> Solution:
            with self.lock:
                return draft(self)

        self.on_answer(self.cost, make, urgent=urgent)

    def raise_bound(self, pounds: float) -> None:
        """Take a lower bound of the model in pounds, made safe against the solver's floating-point error."""
        if not isfinite(pounds):
            return
        pence = pounds * 100
        safe = ceil(pence - abs(pence) * FLOAT_ERROR - 0.01)
        with self.lock:
            if self.cost is not None:
                safe = min(safe, self.cost)
            if safe > self.bound:
                self.bound = safe
                self._report()

    def _report(self) -> None:
        point = ProgressPoint(seconds=round(self.elapsed, 3), score=self.cost, bound=self.bound, gap=self.gap)
        self.points.append(point)
        if self.on_progress:
            self.on_progress(point.seconds, point.score, point.bound, point.gap)
