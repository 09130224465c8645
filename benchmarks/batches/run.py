"""Purchase batches: cost, proven gap and time beside how partnerships buy today."""

import os
import time
from collections.abc import Iterator

from benchmarks.batches.fire_prices import fire_problem
from benchmarks.batches.generate import batch_problem
from benchmarks.batches.peers import cheapest_single_supplier, cost_of_buying_alone
from optimizer.batches.check import broken_by_orders, cost
from optimizer.batches.prices import goods_pence
from optimizer.batches.problem import Problem
from optimizer.batches.search import Search
from optimizer.batches.solve import search_plan

HEADER = f"{'instance':<22}{'method':<36}{'cost £':>14}{'bound £':>14}{'gap':>9}{'seconds':>9}{'saves':>8}"
QUICK = (("small", 1, 20), ("medium", 1, 45))
FULL = (("small", 1, 60), ("small", 2, 60), ("medium", 1, 300))


def table(*, quick: bool = False) -> Iterator[str]:
    """The lines of the table: the real price file, then generated joint procurements by size and seed."""
    yield HEADER
    fire = fire_problem()
    paid = sum(
        goods_pence(offer, line.quantity) for offer, line in zip(fire.offers, fire.demand, strict=True)
    )
    yield _line("fire price file 2016", "as each service paid", paid, paid)
    yield _solved("fire price file 2016", fire, 30, paid)
    for size, seed, seconds in QUICK if quick else FULL:
        problem = batch_problem(size, seed)
        name = f"{size} (seed {seed})"
        alone = cost_of_buying_alone(problem, cost)
        yield _line(name, "each alone as needed", alone, alone)
        single = cheapest_single_supplier(problem)
        label = f"cheapest supplier, {len(broken_by_orders(problem, single))} rules broken"
        yield _line(name, label, cost(problem, single).total, alone)
        yield _solved(name, problem, seconds, alone)


def main(quick: bool) -> None:
    """Print the table line by line as it is worked out."""
    for line in table(quick=quick):
        print(line, flush=True)


def _solved(name: str, problem: Problem, seconds: float, base: int) -> str:
    started = time.monotonic()
    search = Search(problem, seconds, workers=min(2, os.cpu_count() or 1))
    search_plan(search, None, seconds)
    took = time.monotonic() - started
    if search.cost is None:
        return f"{name:<22}no plan in {took:.1f} s"
    return _line(name, "Bluepool", search.cost, base, search.bound, took)


def _line(
    name: str, method: str, pence: int, base: int, bound: int | None = None, took: float | None = None
) -> str:
    gap = "" if bound is None else f"{(pence - bound) / pence:.3%}"
    shown = "" if bound is None else f"{bound / 100:,.0f}"
    clock = "" if took is None else f"{took:.1f}"
    saves = f"{1 - pence / base:.2%}"
    return f"{name:<22}{method:<36}{pence / 100:>14,.0f}{shown:>14}{gap:>9}{clock:>9}{saves:>8}"
