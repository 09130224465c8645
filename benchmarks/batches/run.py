"""Purchase batches: cost, proven gap, time and memory beside how partnerships buy today and what other solvers find.

`python -m benchmarks.batches.run [quick] [fire|small|medium|standard|large …]` prints the table, all sizes by default.
"""

import os
import sys
import threading
from collections.abc import Iterator

from benchmarks.batches.fire_prices import fire_problem
from benchmarks.batches.generate import batch_problem
from benchmarks.batches.peers import cheapest_single_supplier, cost_of_buying_alone
from benchmarks.batches.textbook import Peer, solved_by
from optimizer.batches.check import broken_by_orders, cost
from optimizer.batches.prices import goods_pence
from optimizer.batches.problem import Problem
from optimizer.batches.search import Search
from optimizer.batches.solve import search_plan
from optimizer.guard import group_bytes

HEADER = f"{'instance':<22}{'method':<40}{'cost £':>14}{'bound £':>14}{'gap':>9}{'seconds':>9}{'saves':>8}"
# Seconds a size may take, and the moments at which its gap is told.
QUICK = {"fire": (10, ()), "small": (20, ()), "medium": (30, ())}
FULL = {
    "fire": (10, ()),
    "small": (30, (10,)),
    "medium": (300, (30, 60)),
    "standard": (180, (60,)),
    "large": (900, (60, 300)),
}
PEERS = {
    "CBC": ("CBC, textbook model", True),
    "SCIP": ("SCIP, same model", False),
    "SAT": ("CP-SAT, same model", False),
}
PEER_SECONDS = {"small": 30.0, "medium": 60.0}
GIBIBYTE = 2**30


def table(*, quick: bool = False, only: tuple[str, ...] = ()) -> Iterator[str]:
    """The lines of the table: the real price file, then generated joint procurements by size."""
    yield HEADER
    for size, (seconds, marks) in (QUICK if quick else FULL).items():
        if not only or size in only:
            yield from (
                _of_prices(seconds) if size == "fire" else _of_size(size, seconds, marks, peers=not quick)
            )


def _of_prices(seconds: float) -> Iterator[str]:
    fire = fire_problem()
    paid = sum(
        goods_pence(offer, line.quantity) for offer, line in zip(fire.offers, fire.demand, strict=True)
    )
    yield _line("fire price file 2016", "as each service paid", paid, paid)
    yield from _solved("fire price file 2016", fire, seconds, (), paid)


def _of_size(size: str, seconds: float, marks: tuple[int, ...], *, peers: bool) -> Iterator[str]:
    problem = batch_problem(size, 1)
    name = f"{size} (seed 1)"
    alone = cost_of_buying_alone(problem, cost)
    yield _line(name, "each alone as needed", alone, alone)
    single = cheapest_single_supplier(problem)
    label = f"cheapest supplier, {len(broken_by_orders(problem, single))} rules broken"
    yield _line(name, label, cost(problem, single).total, alone)
    yield from _solved(name, problem, seconds, marks, alone)
    if peers and size in PEER_SECONDS:
        for solver, (label, textbook) in PEERS.items():
            found = solved_by(solver, problem, PEER_SECONDS[size], textbook=textbook)
            yield _peer_line(name, label, problem, found, alone)


def _peer_line(name: str, label: str, problem: Problem, found: Peer, alone: int) -> str:
    if found.orders is None:
        return f"{name:<22}{label:<40}no plan in {found.seconds:.1f} s"
    broken = len(broken_by_orders(problem, found.orders))
    label += f", {broken} rules broken" if broken else ""
    return _line(name, label, cost(problem, found.orders).total, alone, found.bound, found.seconds)


def _solved(name: str, problem: Problem, seconds: float, marks: tuple[int, ...], base: int) -> Iterator[str]:
    search = Search(problem, seconds, workers=min(2, os.cpu_count() or 1))
    memory = _Memory()
    search_plan(search, None, seconds)
    took = search.elapsed
    peak = memory.peak()
    if search.cost is None:
        yield f"{name:<22}{'Bluepool':<40}no plan in {took:.1f} s"
        return
    yield _line(name, "Bluepool", search.cost, base, search.bound, took)
    first = next(point.seconds for point in search.points if point.score is not None)
    told = [f"first answer after {first:.1f} s", f"{peak:.1f} GB at most"]
    for mark in marks:
        gaps = [point.gap for point in search.points if point.seconds <= mark and point.gap is not None]
        told.append(f"gap after {mark} s: {gaps[-1]:.3%}" if gaps else f"no answer after {mark} s")
    yield f"{'':<22}{'; '.join(told)}"


class _Memory:
    """Looks once a second at what this process and those it starts take."""

    def __init__(self) -> None:
        self._most, self._over = 0, threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def _watch(self) -> None:
        while not self._over.wait(1.0):
            self._most = max(self._most, group_bytes(os.getpgrp()))

    def peak(self) -> float:
        """GB at most, so far; the watch ends."""
        self._over.set()
        self._watcher.join()
        return self._most / GIBIBYTE


def _line(
    name: str, method: str, pence: int, base: int, bound: int | None = None, took: float | None = None
) -> str:
    gap = "" if bound is None else f"{(pence - bound) / pence:.3%}"
    shown = "" if bound is None else f"{bound / 100:,.0f}"
    clock = "" if took is None else f"{took:.1f}"
    saves = f"{1 - pence / base:.2%}"
    return f"{name:<22}{method:<40}{pence / 100:>14,.0f}{shown:>14}{gap:>9}{clock:>9}{saves:>8}"


if __name__ == "__main__":
    os.setpgrp()
    words = sys.argv[1:]
    for text in table(quick="quick" in words, only=tuple(word for word in words if word != "quick")):
        print(text, flush=True)
