"""The process that works on items one by one: reads tasks from standard input, writes results to standard output.

It builds the model of an item once and keeps it: at new rates only the costs change, and HiGHS goes on from where it
ended the last time.
"""

import io
import os
import pickle
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from typing import BinaryIO

import highspy
import numpy as np

from optimizer.batches.crew import Result, Task
from optimizer.batches.itemwise import ItemModel, item_model, shared_out, without_joint_rules
from optimizer.batches.model import core_of
from optimizer.batches.plan import orders_of
from optimizer.batches.problem import Problem
from optimizer.highs import FACTS, Answer, Limits, options_of
from optimizer.highs_process import end_with_parent, highs_of, solve
from optimizer.mip import Mip

LP_SECONDS = 60.0
EXACT_GAP = 1e-5
# HiGHS takes about 4 kB for each column of a programme that it has solved.
KEPT_COLUMNS = 300_000
INFEASIBLE = highspy.HighsModelStatus.kInfeasible

# A bound needs charges shared out in equal parts; of those that fall due, an item bears about so many parts.
CHARGE_WEIGHT = 5.0


class Bench:
    """The items of one process, each with its model and its linear programme."""

    def __init__(self, problem: Problem) -> None:
        self.problem = shared_out(problem)
        self.loose = without_joint_rules(self.problem)
        self.items: dict[str, tuple[ItemModel, highspy.Highs | None, dict]] = {}
        self.kept_columns = 0

    def do(self, task: Task) -> Result:
        """Carry out one task."""
        if task.item not in self.items:
            own = item_model(self.problem, self.loose, task.item)
            self.items[task.item] = own, self._kept(own, task.seed), own.most()
        own, kept, most = self.items[task.item]
        highs = kept or _linear(own, task.seed)
        if task.present is not None and not own.model.mip.impossible:
            _admit(own, highs, task.present)
        values = None if own.model.mip.impossible else _solved(highs, own.priced(task.rates))
        if values is None:
            impossible = own.model.mip.impossible or highs.getModelStatus() == INFEASIBLE
            return Result(task.item, impossible, -np.inf, {}, most, None, task.turn)
        bound, spent = highs.getInfo().objective_function_value, own.spent(values)
        added = {} if task.present is None else _added(own, highs)
        orders = _plan(own, highs, task) if task.plan_seconds else None
        present = task.present or {}
        return Result(task.item, False, bound, spent, most, orders, task.turn, added, present)

    def _kept(self, own: ItemModel, seed: int) -> highspy.Highs | None:
        """The item's linear programme to go on from, while memory is there for it."""
        self.kept_columns += len(own.cost)
        return _linear(own, seed) if self.kept_columns <= KEPT_COLUMNS else None


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
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.asarray(highs.getSolution().col_value)


def _linear(own: ItemModel, seed: int) -> highspy.Highs:
    mip = own.model.mip
    options = options_of(Limits(LP_SECONDS, 1, seed))
    until = time.monotonic() + LP_SECONDS
    return highs_of({**vars(mip), "integer": [False], "options": options, "until": until})


def _plan(own: ItemModel, highs: highspy.Highs, task: Task) -> tuple | None:
    """A plan in whole numbers from the slots that the linear programme uses."""
    cost = own.priced(task.rates)
    cost[own.first_charge :] *= CHARGE_WEIGHT
    values = _solved(highs, cost)
    if values is None:
        return None
    limits = Limits(task.plan_seconds, 1, task.seed, EXACT_GAP, absolute_gap=task.worth)
    answer = run_inside(core_of(own.model, cost, values), limits)
    return None if answer.values is None else orders_of(own.model, answer.values, limits, run=run_inside)


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


def begin(parent: int) -> threading.Thread:
    """Watch for the end of the parent."""
    watcher = threading.Thread(target=end_with_parent, args=(parent,), daemon=True)
    watcher.start()
    return watcher


if __name__ == "__main__":
    begin(os.getppid())
    serve(sys.stdin.buffer, sys.stdout.buffer)
