"""Purchase batches: cost, proven gap and time beside how partnerships buy today."""

import os
import time

from benchmarks.batches.fire_prices import fire_problem
from benchmarks.batches.generate import batch_problem
from benchmarks.batches.peers import cheapest_single_supplier, cost_of_buying_alone
from optimizer.batches.check import broken_by_orders, cost
from optimizer.batches.prices import goods_pence
from optimizer.batches.problem import Problem
from optimizer.batches.search import Search
from optimizer.batches.solve import search_plan

HEADER = f"{'instance':<26}{'method':<30}{'cost £':>16}{'bound £':>16}{'gap':>9}{'seconds':>9}{'saves':>8}"


def main(quick: bool) -> None:
    """Print the table: the real price file, and generated joint procurements by size and seed."""
    print(HEADER)
    fire = fire_problem()
    paid = sum(
        goods_pence(offer, line.quantity) for offer, line in zip(fire.offers, fire.demand, strict=True)
    )
    _row("fire price file 2016", "as each service paid", paid, paid)
    _solver("fire price file 2016", fire, 30, paid)
    runs = (
        [("small", 1, 20), ("medium", 1, 60)]
        if quick
        else [("small", 1, 60), ("small", 2, 60), ("medium", 1, 300)]
    )
    for size, seed, seconds in runs:
        problem = batch_problem(size, seed)
        name = f"{size} (seed {seed})"
        alone = cost_of_buying_alone(problem, cost)
        _row(name, "each alone as needed", alone, alone)
        single = cheapest_single_supplier(problem)
        label = f"cheapest single supplier ({len(broken_by_orders(problem, single))} broken)"
        _row(name, label, cost(problem, single).total, alone)
        _solver(name, problem, seconds, alone)


def _solver(name: str, problem: Problem, seconds: float, base: int) -> None:
    started = time.monotonic()
    search = Search(problem, seconds, workers=min(2, os.cpu_count() or 1))
    search_plan(search, None, seconds)
    took = time.monotonic() - started
    if search.cost is None:
        print(f"{name:<26}no plan in {took:.1f} s")
        return
    _row(name, "Bluepool", search.cost, base, search.bound, took)


def _row(
    name: str, method: str, pence: int, base: int, bound: int | None = None, took: float | None = None
) -> None:
    gap = "" if bound is None else f"{(pence - bound) / pence:.3%}"
    shown = "" if bound is None else f"{bound / 100:,.0f}"
    clock = "" if took is None else f"{took:.1f}"
    print(
        f"{name:<26}{method:<30}{pence / 100:>16,.0f}{shown:>16}{gap:>9}{clock:>9}{1 - pence / base:>8.2%}",
        flush=True,
    )
