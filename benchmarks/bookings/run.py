"""Compares the booking solver with first come first served and priority order on made-up county weeks."""

import time
from collections.abc import Iterator

from benchmarks.bookings.generate import county
from optimizer.bookings.check import broken_rules
from optimizer.bookings.clock import Clock
from optimizer.bookings.greedy import by_priority, fill, first_come_first_served
from optimizer.bookings.plan import Plan
from optimizer.bookings.problem import Problem
from optimizer.bookings.solve import lay_out, solve

SIZES = {200: 10, 500: 20, 2000: 30}
HEAD = f"{'requests':>8}  {'method':<24}{'score':>12}{'bound':>12}{'gap':>8}{'accepted':>10}{'seconds':>9}"


def table(*, quick: bool = False, seed: int = 1) -> Iterator[str]:
    """The lines of the table; `quick` halves the time limits."""
    yield HEAD
    for size, seconds in SIZES.items():
        problem = county(requests=size, seed=seed)
        for name, order in (("first come first served", first_come_first_served), ("priority", by_priority)):
            began = time.monotonic()
            layout = lay_out(
                problem, Clock(600, deterministic_limit=None, should_stop=None, on_progress=None)
            )
            plan = Plan(layout)
            fill(plan, order(layout), layout.columns.cost)
            names = {problem.requests[index].id for index in plan.placed}
            yield _line(problem, name, plan.score, None, names, time.monotonic() - began)
        began = time.monotonic()
        found = solve(problem, seconds=seconds / 2 if quick else seconds)
        took = time.monotonic() - began
        if broken_rules(problem, found):
            raise AssertionError("the judge refuses the solution")
        names = {placement.request for placement in found.placements}
        yield _line(problem, "bluepool", found.score, found.bound, names, took)


def _line(problem: Problem, name: str, score: int, bound: int | None, placed: set[str], took: float) -> str:
    total = sum(request.weight * len(request.repeats) for request in problem.requests)
    won = sum(request.weight * len(request.repeats) for request in problem.requests if request.id in placed)
    claims = f"{'–':>12}{'–':>8}" if bound is None else f"{bound:>12,}{(bound - score) / bound:>8.2%}"
    return f"{len(problem.requests):>8}  {name:<24}{score:>12,}{claims}{won / total:>10.1%}{took:>9.1f}"
