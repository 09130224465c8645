"""The joint programme without whole numbers, kept by a process of its own."""

import queue
import time
from collections.abc import Iterable, Iterator
from math import inf
from typing import Any, NamedTuple

import numpy as np

from optimizer.batches.joint_programme import Programme
from optimizer.batches.lifting import Lifted
from optimizer.batches.variables import UNIT
from optimizer.highs import POLL_SECONDS, HighsProcess, Limits, options_of

MODULE = "optimizer.batches.relaxation_process"


class Point(NamedTuple):
    """The best point: its cost in pounds, which bounds the joint cost, its columns, and the duals of the cuts taken."""

    bound: float
    values: np.ndarray
    duals: np.ndarray


class Relaxation:
    """Takes cuts, and solves the programme with all of them. A context manager."""

    def __init__(self, programme: Programme) -> None:
        self.programme, self.cuts = programme, list[Lifted]()
        self.fresh: list[tuple[float, list[int], list[float]]] = []
        self.number = 0
        self.weights = np.zeros(0)

    def __enter__(self) -> "Relaxation":
        self.process = HighsProcess(MODULE)
        self.process.ask({**vars(self.programme.mip), "options": options_of(Limits(0.0))})
        return self

    def __exit__(self, *_: object) -> None:
        self.process.close()

    def add(self, cuts: Iterable[Lifted]) -> None:
        """Take more cuts."""
        for cut in cuts:
            self.cuts.append(cut)
            self.fresh.append(self.programme.row_of(cut))

    def resting_on(self, point: Point, weight: float) -> Iterator[tuple[Lifted, float]]:
        """The cuts on which more than this part of an item's cost rests at a point, with that part."""
        # Cuts taken since then are not in the point.
        for cut, dual in zip(self.cuts, point.duals.tolist(), strict=False):
            if dual > weight:
                yield cut, dual

    def rested_on(self) -> Iterator[tuple[Lifted, float]]:
        """The cuts on which an item's cost rested at any point, with the most of it that did."""
        for cut, weight in zip(self.cuts, self.weights.tolist(), strict=False):
            if weight > 0:
                yield cut, weight

    def solve(self, limits: Limits, shut: frozenset[int] = frozenset()) -> Point | None:
        """The best point with some columns at nought; None where time was short, or somebody wanted it to stop.

        Where no point can be, one without columns and with an infinite bound.
        """
        until = time.monotonic() + limits.seconds
        self.number += 1
        self.process.ask((self.number, self.fresh, shut, until))
        self.fresh = []
        while time.monotonic() < until and not (limits.should_stop and limits.should_stop()):
            try:
                found: Any = self.process.messages.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            if found is None:
                return None
            number, infeasible, cost, values, duals = found
            if number < self.number:
                # An answer to an earlier question, which came too late.
                continue
            if infeasible:
                return Point(inf, np.zeros(0), np.zeros(0))
            if values is None:
                return None
            self.weights = np.maximum(
                duals, np.append(self.weights, np.zeros(len(duals) - len(self.weights)))
            )
            return Point(cost * UNIT, values, duals)
        return None
