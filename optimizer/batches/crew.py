"""Processes that work on items side by side."""

import queue
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import NamedTuple

from optimizer.batches.problem import Problem
from optimizer.batches.solution import Order
from optimizer.batches.variables import Charge
from optimizer.highs import HighsProcess

MODULE = "optimizer.batches.item_process"
POLL_SECONDS = 0.1
AHEAD = 2
LITTLE_LONGER = 1.0

Account = tuple[str, str]  # lot, financial year of order; see also `presence`
Year = tuple[str, str]  # supplier, financial year of order
Rates = dict[Account, float]


class Task(NamedTuple):
    """What to do with an item: bound it at these rates, and find a plan too where `plan_seconds` is not nought.

    `until` is the moment on the monotonic clock when a plan or a proof is to end. `worth` is the pounds that do not
    matter. With `present` only so much of each authority's demand is there. From now on the item bears the `parts`
    (pounds) of charges, if given. With `proof_seconds` the bound is of whole numbers. With `goods` the item is to have so
    many pounds of these accounts, and the rates there are found. A plan pays nothing for the charges that are `paid`
    anyhow, and all others in full, if it is said which.
    """

    item: str
    rates: Rates
    plan_seconds: float = 0.0
    worth: float = 1.0
    seed: int = 0
    present: Mapping[str, float] | None = None
    turn: int = 0
    parts: Mapping[Charge, float] | None = None
    proof_seconds: float = 0.0
    goods: Mapping[Account, float] | None = None
    until: float = inf
    paid: frozenset[Charge] | None = None

    def seconds_of(self, most: float) -> float:
        """Seconds that are left, these at most."""
        return max(0.0, min(most, self.until - time.monotonic()))


class Result(NamedTuple):
    """An item's least cost at the rates, its goods there by account (pounds), their most, and orders if asked for.

    `charged` is to what degree each charge falls due and `programme` the hash of all numbers of the item's programme
    (see `ItemMatrix.sha256`), where `parts` were given; `rates` are those asked for, or found
    where `goods` were; `seconds` are those that the linear programme took; `settled` says whether a proof in whole
    numbers came to its end. Where `present` was given, what an authority adds to the cost is among the rates (see
    `presence`), and not in the least cost.
    """

    item: str
    impossible: bool
    bound: float
    spent: dict
    most: dict
    orders: tuple[Order, ...] | None
    turn: int
    present: Mapping[str, float] = {}
    charged: Mapping[Charge, float] = {}
    rates: Mapping[Account, float] = {}
    seconds: float = 0.0
    settled: bool = False
    programme: str = ""


@dataclass
class Crew:
    """Keeps each item with the same process, which has its model. Close it in the end."""

    problem: Problem
    workers: int
    members: list[HighsProcess] = field(default_factory=list)
    results: queue.Queue = field(default_factory=queue.Queue)
    turn: int = 0

    def __enter__(self) -> "Crew":
        for _ in range(self.workers):
            self.members.append(HighsProcess(MODULE, messages=self.results))
        for member in self.members:
            member.ask(self.problem)
        return self

    def __exit__(self, *_: object) -> None:
        for member in self.members:
            member.close()

    def work(
        self, tasks: Iterable[Task], until: float, should_stop: Callable[[], bool] | None = None
    ) -> Iterator[Result]:
        """The results as they come, until all are done, the moment `until` is there, or somebody wants it to stop.

        What is under way at that moment may take a LITTLE_LONGER; it is dropped if it comes later.
        """
        self.turn += 1
        waiting: list[list[Task]] = [[] for _ in self.members]
        for task in tasks:
            waiting[self._place(task.item)].append(task._replace(turn=self.turn, until=until))
        for own in waiting:
            own.reverse()
        under_way = 0
        for member, own in zip(self.members, waiting, strict=True):
            for _ in range(min(AHEAD, len(own))):
                member.ask(own.pop())
                under_way += 1
        while under_way:
            late = time.monotonic() - until
            if late > LITTLE_LONGER or (should_stop and should_stop()):
                return
            try:
                result = self.results.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            if result is None:
                return
            if result.turn != self.turn:
                continue
            under_way -= 1
            place = self._place(result.item)
            if waiting[place] and late < 0:
                self.members[place].ask(waiting[place].pop())
                under_way += 1
            yield result

    def _place(self, item: str) -> int:
        return self._places[item] % len(self.members)

    @cached_property
    def _places(self) -> dict[str, int]:
        """The items by the number of their demand lines, dealt out in turn."""
        lines = self.problem.lines_of_item
        by_size = sorted(lines, key=lambda item: (-len(lines[item]), item))
        return {item: position for position, item in enumerate(by_size)}
