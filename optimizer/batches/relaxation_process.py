"""The process that keeps the joint programme without whole numbers: it takes rows, and goes on from where it ended.

It keeps the programme's dual. There are many more rows than columns, and the simplex method works with a matrix of as
many rows as the programme has: a pivot of the dual costs less, and whatever is asked next, new rows or columns that are
shut, the last solution of the dual is still one to go on from. With columns x = lower + x':

    min c·x,  Ax ≥ b,  lower ≤ x ≤ upper    has the dual
    min −(b − A·lower)·y − (upper − lower)·z,  Aᵀy + z ≤ c,  y ≥ 0,  z ≤ 0    where x' are its own duals, negative

What it answers is reckoned here: any y ≥ 0 proves (b − A·lower)·y + Σ min(0, c − Aᵀy)·(upper − lower), and one for which
this grows without end that no columns keep all rows (Neumaier and Shcherbina 2004). The solver is only asked for a good
one, and its word for the status is not taken.
"""

import os
import pickle
import sys
import time
from collections.abc import Sequence
from typing import Any, BinaryIO, NamedTuple

import highspy
import numpy as np

from optimizer.batches.item_matrix import Entries
from optimizer.highs_process import begin

FREE = highspy.kHighsInf
OPTIMAL = highspy.HighsModelStatus.kOptimal
UNBOUNDED = (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible)
# Scaled by the largest value of each row and column, and without perturbed bounds: it takes less time so.
OPTIONS = {
    "simplex_strategy": 4,  # of the primal simplex method
    "simplex_scale_strategy": 4,
    "primal_simplex_bound_perturbation_multiplier": 0.0,
    "presolve": "off",
}
NOTHING = np.array([], np.int32)
# More than any column without an upper bound can be, in units.
REACH = 1e7
# A basis takes some kilobytes.
KEPT_BASES = 500
# What the solver's own cost may lie beyond the proven one, as a part of it, before it is asked anew.
UNPROVEN = 1e-6

Row = tuple[float, Sequence[int], Sequence[float]]  # lower bound, columns, values


class Rows(NamedTuple):
    """Rows by their price in the dual, the least and the most of their duals; and their entries: row, column, value."""

    prices: np.ndarray
    least: np.ndarray
    most: np.ndarray
    numbers: np.ndarray
    columns: np.ndarray
    values: np.ndarray

    @staticmethod
    def none() -> "Rows":
        """No rows."""
        numbers = np.array([], int)
        return Rows(np.array([]), np.array([]), np.array([]), numbers, numbers, np.array([]))

    @staticmethod
    def joined(parts: Sequence["Rows"]) -> "Rows":
        """The rows of all parts, one after another."""
        before = np.cumsum([0, *(len(part.prices) for part in parts[:-1])])
        moved = [
            part._replace(numbers=part.numbers + start) for part, start in zip(parts, before, strict=True)
        ]
        return Rows(*(np.concatenate(each) for each in zip(*moved, strict=True)))


class Answer(NamedTuple):
    """Whether no columns keep all rows; else the cost, the columns and the duals of the added rows, None if unknown."""

    infeasible: bool
    cost: float
    values: np.ndarray | None
    duals: np.ndarray | None


class Dual:
    """The dual of a programme without whole numbers, to which rows are added.

    Its columns are z of the columns that have an upper bound, y of the programme's own rows, and y of those added.
    """

    def __init__(self, request: dict[str, Any]) -> None:
        self.highs = highspy.Highs()
        for name, value in {**request["options"], **OPTIONS}.items():
            self.highs.setOptionValue(name, value)
        cost, lower, upper = (np.array(request[name], float) for name in ("cost", "lower", "upper"))
        self.shift = np.where(np.isfinite(lower), lower, 0.0)
        self.cost, self.free = cost, ~np.isfinite(lower)
        self.reach = np.minimum(upper - self.shift, REACH)
        self.fresh, self.joined = list[Rows](), Rows.none()
        self.constant = request["offset"] + float(cost @ self.shift)
        least = np.where(np.isfinite(lower), -FREE, cost)
        self.highs.addRows(len(cost), least, cost, 0, NOTHING, NOTHING, np.array([]))
        limited = np.flatnonzero(np.isfinite(upper))
        self.place = dict(zip(limited.tolist(), range(len(limited)), strict=True))
        self.worth = self.shift - upper
        ones = Entries(np.arange(len(limited)), limited, np.ones(len(limited)))
        self._add(self.worth[limited], -FREE, 0.0, ones)
        self._own_rows(request)
        self.own, self.shut = self.highs.getNumCol(), frozenset[int]()
        self.bases: dict[frozenset[int], highspy.HighsBasis] = {}

    def _own_rows(self, request: dict[str, Any]) -> None:
        names = ("row_start", "row_column", "row_value")
        entries = Entries(*(np.array(request[name]) for name in names))
        lower, upper = np.array(request["row_lower"], float), np.array(request["row_upper"], float)
        equal = lower == upper
        for rows, bound, least, most in (
            (equal, lower, -FREE, FREE),
            (~equal & np.isfinite(lower), lower, 0.0, FREE),
            (~equal & np.isfinite(upper), upper, -FREE, 0.0),
        ):
            which = np.flatnonzero(rows)
            own = entries.of(which)
            self._take(-self._beyond(bound[which], own), least, most, own)

    def _beyond(self, bounds: np.ndarray, rows: Entries) -> np.ndarray:
        """The bounds of rows on x'."""
        ends = np.append(rows.starts[1:], len(rows.numbers))
        row = np.repeat(np.arange(len(bounds)), ends - rows.starts)
        return bounds - np.bincount(row, rows.values * self.shift[rows.numbers], len(bounds))

    def _take(self, prices: np.ndarray, least: float, most: float, entries: Entries) -> None:
        """Have columns y in the dual, and keep the rows they are of for what they prove."""
        count = len(prices)
        lengths = np.diff(np.append(entries.starts, len(entries.numbers)))
        numbers = np.repeat(np.arange(count), lengths)
        bounds = np.full(count, least), np.full(count, most)
        self.fresh.append(Rows(prices, *bounds, numbers, entries.numbers, entries.values))
        self._add(prices, least, most, entries)

    def _add(self, prices: np.ndarray, least: float, most: float, entries: Entries) -> None:
        count = len(prices)
        starts, numbers = entries.starts.astype(np.int32), entries.numbers.astype(np.int32)
        bounds = np.full(count, least), np.full(count, most)
        self.highs.addCols(count, prices, *bounds, len(numbers), starts, numbers, entries.values)

    def add(self, rows: Sequence[Row]) -> None:
        """Take more rows."""
        if rows:
            lengths = np.array([len(columns) for _, columns, _ in rows])
            numbers = np.array([column for _, columns, _ in rows for column in columns])
            values = np.array([value for _, _, own in rows for value in own], float)
            own = Entries(np.cumsum(lengths) - lengths, numbers, values)
            self._take(-self._beyond(np.array([lower for lower, _, _ in rows]), own), 0.0, FREE, own)

    def solve(self, shut: frozenset[int], until: float) -> Answer:
        """The best columns with some of those that have an upper bound at their lower one."""
        self._shut(shut)
        answer, proven = self._answer(until)
        if not proven and time.monotonic() < until:
            # Going on from where it ended sometimes leads nowhere, or astray.
            self.highs.clearSolver()
            answer, _ = self._answer(until)
        return answer

    def _shut(self, shut: frozenset[int]) -> None:
        """Shut these columns alone, and go on from where it ended with the most like them."""
        if shut == self.shut:
            return
        near = min(self.bases, key=lambda known: len(known ^ shut), default=self.shut)
        if len(near ^ shut) < len(self.shut ^ shut):
            basis = self.bases[near]
            late = self.highs.getNumCol() - len(basis.col_status)
            basis.col_status = [*basis.col_status, *[highspy.HighsBasisStatus.kLower] * late]
            self.highs.setBasis(basis)
        for column in self.shut ^ shut:
            self.highs.changeColCost(self.place[column], 0.0 if column in shut else self.worth[column])
        self.shut = shut

    def _answer(self, until: float) -> tuple[Answer, bool]:
        """The answer, and whether the solver's solution proves it; of a cost there is no more in it than is proven."""
        self._run(until)
        status, limited = self.highs.getModelStatus(), len(self.place)
        if status in UNBOUNDED:
            _, there, ray = self.highs.getPrimalRay()  # type: ignore[attr-defined]
            grows = there and self._proven(np.asarray(ray)[limited:], 0.0) > 0
            return Answer(grows, np.inf, None, None), grows
        if status != OPTIMAL:
            return Answer(False, np.inf, None, None), False
        solution = self.highs.getSolution()
        duals = np.asarray(solution.col_value)[limited:]
        proven = self.constant + self._proven(duals, 1.0)
        said = self.constant - self.highs.getInfo().objective_function_value
        values = self.shift - np.asarray(solution.row_dual)
        self._keep_basis()
        answer = Answer(False, proven, values, duals[self.own - limited :])
        return answer, said - proven <= UNPROVEN * abs(proven)

    def _keep_basis(self) -> None:
        """Have the basis to go on from, and forget the oldest."""
        self.bases.pop(self.shut, None)
        self.bases[self.shut] = self.highs.getBasis()
        if len(self.bases) > KEPT_BASES:
            del self.bases[next(iter(self.bases))]

    def _proven(self, duals: np.ndarray, part: float) -> float:
        """The cost at least beyond the constant that these duals of the rows prove, with this part of what columns cost."""
        rows = self.joined = Rows.joined([self.joined, *self.fresh])
        self.fresh.clear()
        duals = np.clip(duals, rows.least, rows.most)
        worth = np.bincount(rows.columns, rows.values * duals[rows.numbers], len(self.cost))
        beyond = part * self.cost - worth
        reach = self.reach.copy()
        reach[list(self.shut)] = 0.0
        return float(
            np.where(self.free, -np.abs(beyond), np.minimum(beyond, 0.0)) @ reach - rows.prices @ duals
        )

    def _run(self, until: float) -> None:
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + max(0.01, until - time.monotonic()))
        self.highs.run()


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Take the programme, then questions until the input ends: their number, rows to add, columns that are shut this
    time, and a time to be done by. What comes back is the number, and what the answer is made of.
    """
    dual = Dual(pickle.load(source))  # noqa: S301 - written by our own parent process
    while True:
        try:
            number, rows, shut, until = pickle.load(source)  # noqa: S301
        except EOFError:
            return
        dual.add(rows)
        pickle.dump((number, *dual.solve(shut, until)), sink, protocol=pickle.HIGHEST_PROTOCOL)
        sink.flush()


if __name__ == "__main__":
    begin(os.getppid())
    serve(sys.stdin.buffer, sys.stdout.buffer)
