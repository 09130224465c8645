"""The process that works on items one by one: reads tasks from standard input, writes results to standard output.

It builds the model of an item once and keeps it: at new rates only the costs change, and its linear programme goes on
from where it ended the last time.
"""

import gc
import io
import os
import pickle
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

import numpy as np

from optimizer.batches.crew import Result, Task
from optimizer.batches.item_programme import ItemProgramme, Least
from optimizer.batches.itemwise import ItemModel, item_model, items_by_supplier, without_joint_rules
from optimizer.batches.model import core_of
from optimizer.batches.plan import orders_of
from optimizer.batches.presence import account_of, as_accounts
from optimizer.batches.problem import Problem
from optimizer.batches.variables import UNIT
from optimizer.highs import FACTS, Answer, Limits, options_of
from optimizer.highs_process import begin, solve
from optimizer.mip import Mip

EXACT_GAP = 1e-5
# How much of its time a proof may spend on a plan to begin with.
FOR_A_START = 0.4
LEAST_SECONDS = 0.05
# HiGHS takes 2 to 4 kB for each column of a programme that it has solved.
KEPT_COLUMNS = 600_000

# A bound needs each charge shared out among all items; of those that fall due, an item bears about so many equal parts.
CHARGE_WEIGHT = 5.0


@dataclass
class Piece:
    """An item with its linear programme and its parts of charges, which are equal parts at first."""

    programme: ItemProgramme
    most: dict
    equal: np.ndarray
    parts: np.ndarray

    @property
    def own(self) -> ItemModel:
        return self.programme.own


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
        before = piece.programme.size
        result = self._result(task, piece)
        self.kept_columns += piece.programme.size - before
        if self.kept_columns > KEPT_COLUMNS:
            piece.programme.release()
        return result

    def _result(self, task: Task, piece: Piece) -> Result:
        own, programme = piece.own, piece.programme
        if task.parts:
            piece.parts = np.array([task.parts[key] for key in own.model.charges])
        if task.present is not None and not own.model.mip.impossible:
            programme.admit(task.present)
        cost = own.priced(task.rates, piece.parts)
        began = time.monotonic()
        found = None if own.model.mip.impossible else programme.least(cost, task.goods)
        seconds = time.monotonic() - began
        if found is None:
            impossible = own.model.mip.impossible or programme.impossible
            return Result(task.item, impossible, -np.inf, {}, piece.most, None, task.turn)
        result = Result(
            task.item,
            False,
            found.bound,
            own.spent(found.values),
            piece.most,
            None,
            task.turn,
            rates=task.rates,
            seconds=seconds,
        )
        if task.goods is not None:
            result = _cut(result, task, found)
        if task.present is not None:
            result = _for_whoever_is_there(result, task.present, _added(own, found.prices))
        if task.goods is not None:
            return result
        if task.parts is not None:
            charged = dict(zip(own.model.charges, found.values[own.charges], strict=True))
            result = result._replace(charged=charged, programme=piece.programme.sha256)
        if task.plan_seconds:
            result = result._replace(orders=_plan(piece, task))
        if task.proof_seconds:
            result = _in_whole_numbers(result, piece, task, cost)
        return result

    def _piece(self, task: Task) -> Piece:
        if task.item not in self.pieces:
            # A model is made of a great many objects and kept: to look through all of them for garbage takes long.
            gc.disable()
            own = item_model(self.problem, self.loose, task.item)
            equal = own.equal_parts(self.offered)
            self.pieces[task.item] = Piece(ItemProgramme(own, task.seed), own.most(), equal, equal)
            gc.freeze()
            gc.enable()
        return self.pieces[task.item]


def _cut(result: Result, task: Task, found: Least) -> Result:
    """The rates of all accounts where goods were asked for, and the pounds that the item costs at least at them."""
    asked = task.goods or {}
    paid = sum(found.rates[account] * pounds for account, pounds in asked.items())
    rates = {account: found.rates.get(account, task.rates.get(account, 0.0)) for account in result.spent}
    return result._replace(bound=found.bound - paid, rates=rates)


def _for_whoever_is_there(result: Result, present: Mapping[str, float], added: Mapping[str, float]) -> Result:
    """The cut that says what each authority adds, which holds whoever of them is there."""
    joined = sum(added.get(name, 0.0) * part for name, part in present.items())
    rates = {**result.rates, **{account_of(name): added.get(name, 0.0) / UNIT for name in present}}
    return result._replace(bound=result.bound - joined, rates=rates, present=present)


def _raised(result: Result, pounds: float) -> Result:
    """The cut with so many pounds more for those who are there, and none for anybody else.

    Whoever leaves, or joins, takes all of them away: what was found out in whole numbers is about this group alone.
    """
    joined = sum(result.present.values())
    signs = {account_of(name): 2 * part - 1 for name, part in result.present.items()}
    rates = {key: rate + signs.get(key, 0.0) * pounds / UNIT for key, rate in result.rates.items()}
    return result._replace(bound=result.bound + pounds * (1 - joined), rates=rates)


def _added(own: ItemModel, prices: np.ndarray) -> dict[str, float]:
    """What all of each authority's demand adds to the cost at the prices of the nodes."""
    added: dict[str, float] = defaultdict(float)
    for price, node in zip(prices.tolist(), own.model.network.nodes, strict=True):
        added[node.authority] += price * node.quantity
    return dict(added)


def _plan(piece: Piece, task: Task) -> tuple | None:
    """A plan in whole numbers from the slots that the linear programme uses, and the flows that it has taken in."""
    own, programme = piece.own, piece.programme
    charges = piece.equal * CHARGE_WEIGHT
    if task.paid is not None:
        charges = own.charged * np.array([key not in task.paid for key in own.model.charges])
    cost = own.priced(task.rates, charges)
    found = programme.least(cost)
    if found is None:
        return None
    limits = _limits(task, task.plan_seconds)
    core = core_of(own.model, cost, found.values)
    columns = programme.columns[np.array(core.upper)[programme.columns] > 0]
    answer = run_inside(programme.matrix.reduced_to(columns, core), limits)
    if answer.values is None:
        return None
    values = programme.matrix.with_all_columns(columns, answer.values)
    return orders_of(own.model, values, limits, cost=cost, run=run_inside)


def _limits(task: Task, seconds: float) -> Limits:
    return Limits(task.seconds_of(seconds), 1, task.seed, EXACT_GAP, absolute_gap=task.worth)


def _in_whole_numbers(result: Result, piece: Piece, task: Task, cost: np.ndarray) -> Result:
    """The result with a bound in whole numbers as far as there is time, and with the plan found on the way."""
    # A proof takes half as long again where it begins anew.
    limits = replace(_limits(task, task.proof_seconds), restart=False)
    if limits.seconds < LEAST_SECONDS:
        return result
    proven, settled, values = _proof(piece, cost, limits)
    before = result.bound + sum(
        result.rates.get(key, 0.0) * p for key, p in as_accounts(result.present).items()
    )
    raised = _raised(result, max(0.0, proven - before))._replace(settled=settled)
    if values is None or task.present is not None:
        return raised
    return raised._replace(orders=orders_of(piece.own.model, values, limits, cost=cost, run=run_inside))


def _proof(piece: Piece, cost: np.ndarray, limits: Limits) -> tuple[float, bool, np.ndarray | None]:
    """A bound of the item's cost in whole numbers, if that is all, and the columns of a plan found on the way.

    It begins with a plan of what the linear programme has taken in, which is soon found and hardly ever much dearer.
    """
    programme, until = piece.programme, time.monotonic() + limits.seconds
    mip = replace(programme.whole(), cost=list(cost))
    soon = replace(limits, seconds=FOR_A_START * limits.seconds)
    near = run_inside(programme.matrix.reduced_to(programme.columns, mip), soon)
    found = start = None
    if near.values is not None:
        found = programme.matrix.with_all_columns(programme.columns, near.values)
        start = dict(enumerate(found.tolist()))
    answer = run_inside(mip, replace(limits, seconds=until - time.monotonic()), start)
    return answer.bound, answer.optimal, found if answer.values is None else np.array(answer.values)


def run_inside(mip: Mip, limits: Limits, start: Mapping[int, float] | None = None) -> Answer:
    """As `run_highs`, in this process."""
    until = time.monotonic() + limits.seconds
    request = {**vars(mip), "start": start, "until": until, "options": options_of(limits)}
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
