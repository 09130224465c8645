"""Finds prices that make the Lagrangian bound low: subgradient steps on an active set of columns."""

from collections.abc import Callable

import numpy as np

from optimizer.bookings.bound import Evaluation, Prices, Relaxation, Slice
from optimizer.bookings.columns import Floats

TYPICAL_MINUTES = 120
REFRESH = 8
PATIENCE = 6
SHRINK = 1.3
LEAN = 0.4
KEEP = 0.06
FLOOR = 1e-3
SETTLE = 0.1
SHORTER = 0.75
# The optimum of the relaxation lies between score and bound; steps aim at a point between.
TOWARDS_BOUND = 0.6


class Tightening:
    """The descent, resumable: `run` may be called again with a better score.

    `profits` (by position of the request) are those at the best prices; `accepted` (likewise) and `minutes` (by agreement) are averages over the last steps, near to what
    the linear optimum accepts and uses up.
    """

    def __init__(self, relaxation: Relaxation) -> None:
        self.relaxation = relaxation
        self.capped = np.array([cap is not None for cap in relaxation.layout.caps], dtype=bool)
        self.prices = relaxation.start_prices()
        self.best_prices, self.bound = self.prices, np.inf
        self.profits = np.zeros(len(relaxation.layout.columns.requests))
        self.stride, self.steps, self.stale = 1.0, 0, 0
        self.lowest = np.inf
        self.lean: tuple[Floats, Floats] | None = None
        self.accepted = np.zeros(len(relaxation.layout.columns.requests))
        self.minutes = np.zeros(len(self.capped))

    def start_again(self) -> None:
        """From the best prices so far, for a relaxation whose values have changed, with shorter steps."""
        self.prices = self.best_prices = self.relaxation.pin(self.best_prices)
        self.bound = self.lowest = np.inf
        self.stride, self.stale, self.lean = self.stride * SHORTER, 0, None

    def run(self, score: float, steps: int, *, out_of_time: Callable[[], bool]) -> None:
        """So many more steps towards the score. Updates `best_prices` and the proven `bound`."""
        active = self.relaxation.everything
        for step in range(steps):
            if step % REFRESH == 0 or step == steps - 1:
                active = self._look_at_everything()
                if self.bound <= score + 1 or self.stride < FLOOR:
                    return
            if out_of_time():
                return
            evaluation, *_ = self.relaxation.evaluate(active, self.prices)
            self._pace(evaluation.bound)
            self.prices = self._next(evaluation, score)
            self.steps += 1

    def _look_at_everything(self) -> Slice:
        """Evaluate all columns: a proven bound, and the columns near the best for the steps to come."""
        relaxation, everything = self.relaxation, self.relaxation.everything
        evaluation, costs, least, by_option = relaxation.evaluate(everything, self.prices)
        if evaluation.bound < self.bound:
            self.bound, self.best_prices, self.profits = evaluation.bound, self.prices, evaluation.profits
        columns = relaxation.layout.columns
        if not columns.size:
            return everything
        loss = (costs - least[columns.group]) * columns.group_count[columns.group]
        profit = by_option[columns.group_option[columns.group]] - loss
        at = relaxation.position
        margin = KEEP * relaxation.stakes[at]
        near = profit >= np.maximum(evaluation.profits[at], -margin) - margin
        return relaxation.slice_of(np.flatnonzero(near))

    def _pace(self, bound: float) -> None:
        """Halve the stride when the bound has not fallen for a while."""
        if bound < self.lowest - 1e-6 * abs(self.lowest) if np.isfinite(self.lowest) else True:
            self.lowest, self.stale = bound, 0
            return
        self.stale += 1
        if self.stale >= PATIENCE:
            self.stride, self.stale = self.stride / SHRINK, 0

    def _next(self, evaluation: Evaluation, score: float) -> Prices:
        relaxation, prices = self.relaxation, self.prices
        used, minutes = relaxation.usage(evaluation.taken)
        self.accepted *= 1 - SETTLE
        self.accepted[evaluation.happy] += SETTLE
        self.minutes += SETTLE * (minutes - self.minutes)
        slope = relaxation.room - used
        slope_minutes = np.where(self.capped, (relaxation.caps - minutes) / TYPICAL_MINUTES, 0.0)
        if self.lean is not None:
            slope = (1 - LEAN) * slope + LEAN * self.lean[0]
            slope_minutes = (1 - LEAN) * slope_minutes + LEAN * self.lean[1]
        self.lean = (slope, slope_minutes)
        slope = np.where((prices.slots <= 0) & (slope > 0), 0.0, slope)
        slope_minutes = np.where((prices.minutes <= 0) & (slope_minutes > 0), 0.0, slope_minutes)
        norm = float((slope**2).sum() + (slope_minutes**2).sum())
        aim = score + TOWARDS_BOUND * max(0.0, self.bound - score) if np.isfinite(self.bound) else score
        length = self.stride * max(1.0, evaluation.bound - aim) / max(norm, 1e-9)
        return relaxation.pin(
            Prices(
                slots=np.maximum(0.0, prices.slots - length * slope),
                minutes=np.maximum(0.0, prices.minutes - length * slope_minutes / TYPICAL_MINUTES),
                fair=self._fairer(evaluation),
            )
        )

    def _fairer(self, evaluation: Evaluation) -> Floats:
        """Move fairness weight towards the organisations that get the smallest share."""
        relaxation, fair = self.relaxation, self.prices.fair
        if len(fair) < 2:
            return fair
        won = np.zeros(len(fair))
        np.add.at(won, relaxation.organisation[evaluation.happy], relaxation.values[evaluation.happy])
        shares = relaxation.fixed_shares + won / relaxation.requested
        pace = relaxation.prize / (1 + self.steps / 10)
        return onto_simplex(fair - pace * (shares - shares.mean()), relaxation.prize)


def onto_simplex(point: Floats, total: float) -> Floats:
    """The nearest point whose parts are ≥ 0 and add up to the total (Held, Wolfe and Crowder 1974)."""
    ordered = np.sort(point)[::-1]
    excess = (np.cumsum(ordered) - total) / np.arange(1, len(point) + 1)
    last = np.flatnonzero(ordered > excess)
    if not len(last):
        return np.full(len(point), total / len(point))
    return np.maximum(0.0, point - excess[last[-1]])
