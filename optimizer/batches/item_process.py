"""The process that works on items one by one: reads tasks from standard input, writes results to standard output.

It builds the model of an item once and keeps it: at new rates only the costs change, and HiGHS goes on from where it
ended the last time.
"""

import io
import os
import pickle
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

import highspy
import numpy as np

from optimizer.batches.crew import Result, Task
from optimizer.batches.item_goods import add_goods_rows, ask_for, cut_at
from optimizer.batches.itemwise import ItemModel, item_model, items_by_supplier, without_joint_rules
from optimizer.batches.model import core_of
from optimizer.batches.plan import orders_of
from optimizer.batches.problem import Problem
from optimizer.highs import FACTS, Answer, Limits, options_of
from optimizer.highs_process import begin, highs_of, solve
from optimizer.mip import Mip

LP_SECONDS = 60.0
EXACT_GAP = 1e-5
# HiGHS takes about 4 kB for each column of a programme that it has solved.
KEPT_COLUMNS = 150_000
OPTIMAL = highspy.HighsModelStatus.kOptimal
INFEASIBLE = highspy.HighsModelStatus.kInfeasible

# A bound needs each charge shared out among all items; of those that fall due, an item bears about so many equal parts.
CHARGE_WEIGHT = 5.0


@dataclass
class Piece:
    """An item with what is kept of it: its linear programme while there is memory, the basis it ended in, its parts of charges."""

    own: ItemModel
    highs: highspy.Highs | None
    most: dict
    equal: np.ndarray
    parts: np.ndarray
    basis: highspy.HighsBasis | None = None

    def programme(self, seed: int) -> highspy.Highs:
        """The item's linear programme, to go on from where it ended the last time."""
        if self.highs is not None:
            return self.highs
        highs = _linear(self.own, seed)
        if self.basis is not None:
            highs.setBasis(self.basis)
        return highs

    def keep_basis(self, highs: highspy.Highs) -> None:
        """Remember where the programme ended, unless it is kept itself."""
        if self.highs is None:
            self.basis = highs.getBasis()


class Bench:
    """The items of one process, each with its model and its linear programme."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.loose = problem, without_joint_rules(problem)
        self.offered = items_by_supplier(problem)
        self.pieces: dict[str, Piece] = {}
        self.kept_columns = 0

    def do(self, task: Task) -> Result:
        """Carry out one task."""
        piece = self._piece(task)
        own, highs = piece.own, piece.programme(task.seed)
        if task.parts:
            piece.parts = np.array([task.parts[key] for key in own.model.charges])
        if task.present is not None and not own.model.mip.impossible:
            _admit(own, highs, task.present)
        cost = own.priced(task.rates, piece.parts)
        if task.goods is not None:
            return _at_goods(task, piece, highs, cost)
        values = None if own.model.mip.impossible else _solved(highs, cost)
        if values is None:
            impossible = own.model.mip.impossible or highs.getModelStatus() == INFEASIBLE
            return Result(task.item, impossible, -np.inf, {}, piece.most, None, task.turn)
        bound, spent = highs.getInfo().objective_function_value, own.spent(values)
        piece.keep_basis(highs)
        added = {} if task.present is None else _added(own, highs)
        charged = {} if task.parts is None else dict(zip(own.model.charges, values[own.charges], strict=True))
        orders = _plan(own, highs, task, piece.equal) if task.plan_seconds else None
        if task.proof_seconds:
            limits = Limits(task.proof_seconds, 1, task.seed, EXACT_GAP, absolute_gap=task.worth)
            proven, orders = _proof(own, cost, limits)
            bound = max(bound, proven)
        present = task.present or {}
        return Result(
            task.item, False, bound, spent, piece.most, orders, task.turn, added, present, charged, task.rates
        )

    def _piece(self, task: Task) -> Piece:
        if task.item not in self.pieces:
            own = item_model(self.problem, self.loose, task.item)
            self.kept_columns += len(own.cost)
            kept = _linear(own, task.seed) if self.kept_columns <= KEPT_COLUMNS else None
            equal = own.equal_parts(self.offered)
            self.pieces[task.item] = Piece(own, kept, own.most(), equal, equal)
        return self.pieces[task.item]


def _at_goods(task: Task, piece: Piece, highs: highspy.Highs, cost: np.ndarray) -> Result:
    """The cut of an item at the goods asked for."""
    own, goods = piece.own, task.goods or {}
    ask_for(highs, own, goods)
    values = _solved(highs, cost)
    piece.keep_basis(highs)
    if values is None:
        ask_for(highs, own, {})
        return Result(task.item, False, -np.inf, {}, piece.most, None, task.turn)
    bound, rates = cut_at(highs, own, task.rates, goods)
    ask_for(highs, own, {})
    return Result(task.item, False, bound, own.spent(values), piece.most, None, task.turn, rates=rates)


def _admit(own: ItemModel, highs: highspy.Highs, present: Mapping[str, float]) -> None:
    """Scale the demand of each authority; the first rows of a model are those of its nodes."""
    for row, node in enumerate(own.model.network.nodes):
        wanted = node.quantity * present.get(node.authority, 0.0)
        highs.changeRowBounds(row, wanted, wanted)


def _added(own: ItemModel, highs: highspy.Highs) -> dict[str, float]:
    duals = highs.getSolution().row_dual
    added: dict[str, float] = defaultdict(float)
    for row, node in enumerate(own.model.network.nodes):
        added[node.authority] += duals[row] * node.quantity
    return dict(added)


def _solved(highs: highspy.Highs, cost: np.ndarray) -> np.ndarray | None:
    highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
    highs.run()
    if highs.getModelStatus() not in (OPTIMAL, INFEASIBLE):
        # Going on from where it ended sometimes leads nowhere.
        highs.clearSolver()
        highs.run()
    if highs.getModelStatus() != OPTIMAL:
        return None
    return np.asarray(highs.getSolution().col_value)[: len(cost)]


def _linear(own: ItemModel, seed: int) -> highspy.Highs:
    mip = own.model.mip
    options = options_of(Limits(LP_SECONDS, 1, seed, presolve=False))
    until = time.monotonic() + LP_SECONDS
    highs = highs_of({**vars(mip), "integer": [False], "options": options, "until": until})
    add_goods_rows(highs, own)
    return highs


def _plan(own: ItemModel, highs: highspy.Highs, task: Task, equal: np.ndarray) -> tuple | None:
    """A plan in whole numbers from the slots that the linear programme uses."""
    cost = own.priced(task.rates, equal * CHARGE_WEIGHT)
    values = _solved(highs, cost)
    if values is None:
        return None
    limits = Limits(task.plan_seconds, 1, task.seed, EXACT_GAP, absolute_gap=task.worth)
    answer = run_inside(core_of(own.model, cost, values), limits)
    return None if answer.values is None else orders_of(own.model, answer.values, limits, run=run_inside)


def _proof(own: ItemModel, cost: np.ndarray, limits: Limits) -> tuple[float, tuple | None]:
    """A bound of the item's cost in whole numbers, and the plan found on the way."""
    answer = run_inside(replace(own.model.mip, cost=list(cost)), limits)
    if answer.values is None:
        return answer.bound, None
    return answer.bound, orders_of(own.model, answer.values, limits, run=run_inside)


def run_inside(mip: Mip, limits: Limits) -> Answer:
    """As `run_highs`, in this process."""
    until = time.monotonic() + limits.seconds
    request = {**vars(mip), "start": None, "until": until, "options": options_of(limits)}
    done = solve(request, io.BytesIO())
    return Answer(values=done["values"], **{name: done[name] for name in FACTS})


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Take the problem, then one task after another until the input ends."""
    bench = Bench(pickle.load(source))  # noqa: S301 - written by our own parent process
    while True:
        try:
            task = pickle.load(source)  # noqa: S301
        except EOFError:
            return
        pickle.dump(bench.do(task), sink, protocol=pickle.HIGHEST_PROTOCOL)
        sink.flush()


if __name__ == "__main__":
    begin(os.getppid())
    serve(sys.stdin.buffer, sys.stdout.buffer)
