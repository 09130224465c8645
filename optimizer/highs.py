"""Solve a mixed-integer programme by HiGHS in a process of its own."""

import atexit
import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any, Protocol

PROJECT = Path(__file__).resolve().parents[1]
POLL_SECONDS = 0.1
GRACE_SECONDS = 0.3

FACTS = ("bound", "optimal", "infeasible", "row_duals", "column_duals", "steps")

Values = Any  # a numpy array of floats, one for each column


class Programme(Protocol):
    """A mixed-integer programme: minimise cost · x within bounds of columns and rows; the rows one after another."""

    @property
    def cost(self) -> Sequence[float] | Values: ...

    @property
    def offset(self) -> float: ...

    @property
    def impossible(self) -> bool: ...


@dataclass(frozen=True)
class Answer:
    """What HiGHS found: the best values (None without any), a lower bound, and whether it was proven.

    The duals are those of a programme without whole numbers that was solved to the end; `steps` counts its pivots.
    """

    values: Values | None
    bound: float
    optimal: bool
    infeasible: bool
    row_duals: Values | None = None
    column_duals: Values | None = None
    steps: int = 0


@dataclass(frozen=True)
class Limits:
    """How long and how exactly to solve. `gap` is relative; `nodes` bounds the branching, for answers that do not
    depend on the machine; `should_stop` is asked ten times a second. Without `restart` the branching is not begun anew
    once the root has fixed some columns."""

    seconds: float
    workers: int = 1
    seed: int = 0
    gap: float = 5e-7
    should_stop: Callable[[], bool] | None = None
    absolute_gap: float = 0.002
    nodes: int | None = None
    presolve: bool = True
    restart: bool = True


class HighsProcess:
    """One running HiGHS process; it solves one programme at a time.

    `module` is what it runs, `messages` the queue for its answers where several processes share one.
    """

    def __init__(self, module: str = "optimizer.highs_process", messages: queue.Queue | None = None) -> None:
        paths = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self.process = subprocess.Popen(  # noqa: S603 (our own interpreter and modules)
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.sink, self.source = self.process.stdin, self.process.stdout
        self.messages: queue.Queue[dict[str, Any] | None] = messages or queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            with contextlib.suppress(EOFError, pickle.UnpicklingError, ValueError):
                while True:
                    self.messages.put(pickle.load(self.source))  # noqa: S301 - from our own child
        finally:
            # Whatever went wrong: nobody waits for an answer that does not come.
            self.messages.put(None)

    def ask(self, request: object) -> None:
        with contextlib.suppress(BrokenPipeError):
            pickle.dump(request, self.sink, protocol=pickle.HIGHEST_PROTOCOL)
            self.sink.flush()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.sink.close()


_idle: list[HighsProcess] = []


# A forked process must start its own: two would write to one.
os.register_at_fork(after_in_child=_idle.clear)


@atexit.register
def _close_idle() -> None:
    while _idle:
        _idle.pop().close()


def run_highs(
    mip: Programme,
    limits: Limits,
    *,
    start: Mapping[int, float] | None = None,
    on_bound: Callable[[float], None] | None = None,
    on_solution: Callable[[Values], None] | None = None,
) -> Answer:
    """Minimise a programme within the limits.

    The process is stopped when `should_stop` says so, or when it outlives its time; the best values sent until
    then are the answer. A process that dies answers as one that ran out of time. `start` gives
    some columns' values of a plan to begin from; the others are completed.
    """
    if limits.seconds <= 0:
        return Answer(None, -inf, False, False)
    if mip.impossible:
        return Answer(None, -inf, False, True)
    if not len(mip.cost):
        return Answer([], mip.offset, True, False)
    process = _idle.pop() if _idle else HighsProcess()
    alive = False
    try:
        until = time.monotonic() + limits.seconds
        process.ask({**vars(mip), "start": start, "until": until, "options": options_of(limits)})
        answer, alive = _listen(process, until, limits.should_stop, on_bound, on_solution)
    finally:
        if alive:
            _idle.append(process)
        else:
            process.close()
    return answer


def _listen(
    process: HighsProcess,
    until: float,
    should_stop: Callable[[], bool] | None,
    on_bound: Callable | None,
    on_solution: Callable | None,
) -> tuple[Answer, bool]:
    values, bound = None, -inf
    while time.monotonic() < until + GRACE_SECONDS and not (should_stop and should_stop()):
        try:
            message = process.messages.get(timeout=POLL_SECONDS)
        except queue.Empty:
            continue
        if message is None:
            break
        if message["kind"] == "done":
            best = message["values"] if message["values"] is not None else values
            facts = {name: message[name] for name in FACTS}
            return Answer(values=best, **facts), True
        bound = max(bound, message["bound"])
        if message["kind"] == "solution":
            values = message["values"]
            if on_solution:
                on_solution(values)
        if on_bound:
            on_bound(bound)
    return Answer(values, bound, False, False), False


def options_of(limits: Limits) -> dict[str, Any]:
    return {
        **({} if limits.nodes is None else {"mip_max_nodes": limits.nodes}),
        **({} if limits.presolve else {"presolve": "off"}),
        **({} if limits.restart else {"mip_allow_restart": False}),
        "output_flag": False,
        "random_seed": limits.seed % 2**31,
        "parallel": "off" if limits.workers <= 1 else "choose",
        "mip_rel_gap": limits.gap,
        "mip_abs_gap": limits.absolute_gap,
        "mip_feasibility_tolerance": 1e-7,
        "primal_feasibility_tolerance": 1e-8,
    }
