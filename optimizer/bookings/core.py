"""The core of a problem: the few columns a request that matter, chosen by prices, decided by HiGHS.

The linear programme over a core gives prices; at these prices some columns outside it look better than those inside
and join, round by round. Every round's prices give a proven bound over all columns. The whole-numbered programme over
the last core is all but as good as the linear one, so that what it finds is close to that bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.bookings.bound import Evaluation, Prices
from optimizer.bookings.colour import columns_taken
from optimizer.bookings.colouring import place_together
from optimizer.bookings.columns import Floats, Ints
from optimizer.bookings.model import Taken
from optimizer.bookings.plan import Plan
from optimizer.bookings.programme import Choosing
from optimizer.bookings.rounding import complete, rounded
from optimizer.bookings.tighten import Tightening
from optimizer.highs import Answer, Limits, run_highs

if TYPE_CHECKING:
    from optimizer.bookings.search import Search

EACH, FEW, MORE = 12, 8, 24
NOTHING = 1e-7
MIXED = (1.0, 0.6, 0.3)
TIGHT = 3e-4
FIRST_SHARE = 0.95
ROUNDS = 8
MIP_GAP = 1e-4
EXACT_COLUMNS = 60_000
STEPS_A_WORK_UNIT = 8_000
NODES_A_WORK_UNIT = 4


class Core:
    """Columns chosen so far, for the search whose best plan and bound they improve."""

    def __init__(self, search: Search, tightening: Tightening) -> None:
        self.search, self.tightening = search, tightening
        self.relaxation, self.layout = tightening.relaxation, search.layout
        self.kept = np.zeros(self.layout.columns.size, dtype=bool)
        self.needs = self._needs()
        self._join(tightening.best_prices)
        self.used = np.zeros(0, dtype=np.int64)

    def relax(self, share: float) -> None:
        """Solve linear programmes over a growing core until the bound meets them or this share of the time is used.

        The first may take nearly all the time, for half a linear programme is worth nothing.
        """
        for number in range(ROUNDS):
            self.kept[self._plan_columns()] = True
            choosing = Choosing(self.relaxation, np.flatnonzero(self.kept), exact=False)
            answer = self._run(choosing, share if number else max(share, FIRST_SHARE))
            if answer is None or answer.row_duals is None or answer.column_duals is None:
                return
            linear, before = self.relaxation.constant - answer.bound, int(self.kept.sum())
            values = np.asarray(answer.values)
            self.used = choosing.numbers[np.flatnonzero(values[: len(choosing.numbers)] > NOTHING)]
            prices = self.relaxation.pin(choosing.prices_of(answer.row_duals, answer.column_duals))
            self._look_at(prices)
            self.search.offer(self._completed(rounded(choosing, values)))
            found = self.tightening.bound - linear < TIGHT * abs(linear)
            if found or int(self.kept.sum()) == before or self.search.must_end(share):
                return

    def choose(self, share: float, each: int = FEW) -> None:
        """Decide in whole numbers over a core of so many columns a need; every plan found on the way is offered."""
        self.kept[:] = False
        self._join(self.tightening.best_prices, each)
        self.kept[self.used] = True
        self.kept[self._plan_columns()] = True
        choosing = Choosing(self.relaxation, np.flatnonzero(self.kept), exact=False)
        self._decide(choosing, share, gap=MIP_GAP)

    def prove(self, share: float) -> None:
        """Decide over all columns that a better plan may use, if they are few: the bound then holds for the whole.

        Not where minutes are shared with other parts: those allotted here bind the plan, but prove nothing.
        """
        search, constant = self.search, self.relaxation.constant
        if search.must_end(share) or self.layout.columns.incomplete or self.relaxation.pinned:
            return
        numbers = self._still_possible()
        if len(numbers) > EXACT_COLUMNS:
            return
        whole = Choosing(self.relaxation, numbers, exact=True)
        linear = self._run(whole, share)
        if linear is not None and linear.column_duals is not None:
            search.lower(constant - linear.bound)
            slack = constant - linear.bound - search.best.score
            numbers = numbers[whole.least_losses(linear.column_duals) <= slack]
        if search.must_end(share):
            return
        answer = self._decide(Choosing(self.relaxation, numbers, exact=True), share, gap=0.0)
        if answer is not None and np.isfinite(answer.bound):
            search.lower(max(constant - answer.bound, float(search.best.score)))

    def _decide(self, choosing: Choosing, share: float, *, gap: float) -> Answer | None:
        def offer(values: Floats) -> None:
            self.search.offer(self._placed(choosing.taken(values)))

        answer = self._run(choosing, share, gap=gap, start=self._plan_in(choosing), on_solution=offer)
        if answer is not None and answer.values is not None:
            offer(answer.values)
        return answer

    def _run(self, choosing: Choosing, share: float, *, gap: float | None = None, **more) -> Answer | None:
        """Solve the programme, as a linear one unless a gap is given."""
        clock = self.search.clock
        if clock.is_over(share):
            return None
        programme, nodes = choosing.programme, None
        if gap is None:
            programme.integer = np.zeros(len(programme.cost), dtype=bool)
        elif clock.work_limit is not None:
            nodes = max(1, int(NODES_A_WORK_UNIT * clock.work_left()))
        seconds = clock.left() if clock.work_limit is not None else clock.left(share)
        limits = Limits(
            seconds,
            seed=self.search.seed,
            gap=gap or 0.0,
            should_stop=clock.was_stopped,
            absolute_gap=0.5,
            nodes=nodes,
        )
        answer = run_highs(programme, limits, **more)
        clock.work += (answer.steps + 1) / STEPS_A_WORK_UNIT
        return answer

    def _look_at(self, prices: Prices) -> None:
        """Bounds at these prices and between them and the best so far; the columns that look good join."""
        best = self.tightening.best_prices
        for part in MIXED:
            mixed = Prices(
                *(
                    part * new + (1 - part) * old
                    for new, old in zip(_parts(prices), _parts(best), strict=True)
                )
            )
            evaluation = self._join(mixed)
            if evaluation.bound < self.tightening.bound:
                self.tightening.bound, self.tightening.best_prices = evaluation.bound, mixed
        self.search.lower(self.tightening.bound)

    def _join(self, prices: Prices, most: int = EACH) -> Evaluation:
        """Keep the columns of each request that lose least at these prices, unless they lose a lot."""
        relaxation, columns = self.relaxation, self.layout.columns
        evaluation, profit = profits_at(relaxation, prices)
        place = relaxation.position
        order = np.lexsort((-profit, place))
        rank = (
            np.arange(len(order))
            - np.searchsorted(place[order], np.arange(len(columns.requests)))[place[order]]
        )
        each = most * self.needs[place[order]]
        good = (
            profit[order]
            > np.maximum(0, evaluation.profits)[place[order]] - relaxation.stakes[place[order]] / 2
        )
        self.kept[order[(rank < each) & good]] = True
        return evaluation

    def _needs(self) -> Ints:
        """How many needs each listed request has."""
        requests = self.layout.problem.requests
        return np.array([len(requests[index].needs) for index in self.layout.columns.requests.tolist()])

    def _plan_columns(self) -> list[int]:
        return [number for chosen in self._plan_taken().values() for number in chosen]

    def _plan_taken(self) -> Taken:
        placed = self.search.best.placed
        own = self.layout.options
        return {index: columns_taken(self.layout, index, placed[index]) for index in placed if index in own}

    def _plan_in(self, choosing: Choosing) -> dict[int, float]:
        """The best plan as a start of the programme."""
        inside = set(choosing.numbers.tolist())
        taken = {
            index: chosen
            for index, chosen in self._plan_taken().items()
            if chosen and inside.issuperset(chosen)
        }
        return choosing.start_at(taken)

    def _still_possible(self) -> Ints:
        """The columns that a plan better than the best may use, by the best prices."""
        relaxation, best = self.relaxation, self.search.best.score
        evaluation, profit = profits_at(relaxation, self.tightening.best_prices)
        slack = evaluation.bound - np.maximum(0, evaluation.profits[relaxation.position]) + profit
        return np.flatnonzero(slack > best - 1e-6 * abs(best))

    def _placed(self, taken: Taken) -> Plan:
        """The plan that takes these columns, completed."""
        plan = Plan(self.layout)
        place_together(plan, taken)
        return self._completed(plan)

    def _completed(self, plan: Plan) -> Plan:
        complete(plan, self.relaxation, self.tightening.best_prices, self.search.clock.is_over)
        return plan


def profits_at(relaxation, prices: Prices) -> tuple[Evaluation, Floats]:
    """The bound at some prices, and the most that each column's request could gain if one of its assets is there.

    The others may all be where it costs least.
    """
    columns = relaxation.layout.columns
    evaluation, costs, least, by_option = relaxation.evaluate(relaxation.everything, prices)
    loss = costs - least[columns.group]
    return evaluation, by_option[columns.group_option[columns.group]] - loss


def _parts(prices: Prices) -> tuple[Floats, Floats, Floats]:
    return prices.slots, prices.minutes, prices.fair
