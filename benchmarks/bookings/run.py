"""Compares the booking solver with what else could plan a round: score, proven gap, acceptance, fairness, time, memory."""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from benchmarks.bookings import jobshop
from benchmarks.bookings.instances import INSTANCES, USUAL
from benchmarks.bookings.measure import Measured, measured
from optimizer.bookings.check import broken_rules
from optimizer.bookings.greedy import by_priority, fill, first_come_first_served
from optimizer.bookings.layout import Layout
from optimizer.bookings.listing import list_columns
from optimizer.bookings.parts import parts_of_problem
from optimizer.bookings.plan import Plan
from optimizer.bookings.pools import pools_of
from optimizer.bookings.problem import Problem
from optimizer.bookings.score import fairness, requested_values, value
from optimizer.bookings.solution import Progress, Solution
from optimizer.bookings.solve import solve

GAPS = (0.05, 0.02, 0.01, 0.002)
TEXTBOOK_SECONDS = 60
HEAD = (
    f"{'round':<18}{'method':<26}{'score':>12}{'bound':>12}{'gap':>8}{'accepted':>10}{'declined':>10}{'worst off':>11}"
    + "".join(f"{f'to {gap:g}'.replace('0.', '.'):>9}" for gap in GAPS)
    + f"{'seconds':>9}{'CPU s':>8}{'MiB':>7}"
)


class Outcome(NamedTuple):
    """Score, bound if one was proven, ids placed, and progress."""

    score: int
    bound: int | None
    placed: frozenset[str]
    progress: tuple[Progress, ...] = ()


def table(
    *, quick: bool = False, seed: int = 1, names: Iterable[str] = (), workers: int = 2
) -> Iterator[str]:
    """The lines of the table; `quick` takes the small rounds and short limits alone."""
    yield HEAD
    for name in names or USUAL:
        instance = INSTANCES[name]
        limits = instance.quick if quick else instance.limits
        if not limits:
            continue
        problem = instance.make(seed)
        gc.freeze()
        runs: dict[str, Callable[[], Outcome]] = {
            "first come first served": partial(_in_order, problem, first_come_first_served),
            "priority, best fit": partial(_in_order, problem, by_priority),
        }
        if instance.textbook and not quick:
            runs[f"textbook CP-SAT, {TEXTBOOK_SECONDS} s"] = partial(_textbook, problem, workers)
        if instance.jobshop and not jobshop.is_installed():
            yield f"{name:<18}PyJobShop is left out: it comes with `pip install -r requirements-benchmarks.txt`"
        elif instance.jobshop:
            runs[f"PyJobShop, {TEXTBOOK_SECONDS} s"] = partial(_jobshop, problem, workers)
        for seconds in limits:
            runs[f"bluepool, {seconds:g} s"] = partial(_bluepool, problem, seconds, workers)
        for method, work in runs.items():
            yield _line(name, method, problem, measured(work))


def _in_order(problem: Problem, order: Callable[[Layout], list[int]]) -> Outcome:
    """Every request in this order where it costs least; large rounds part by part, to list fewer columns at a time."""
    parts = parts_of_problem(problem)
    if not parts:
        layout = _laid_out(problem)
        plan = Plan(layout)
        fill(plan, order(layout), layout.columns.cost)
        return Outcome(plan.score, None, _names(problem, plan))
    score, names, used = 0, set[str](), Counter[int]()
    for part in parts:
        layout = _laid_out(part.problem, bonus={})
        left = [
            None if cap is None else cap - used[whole]
            for cap, whole in zip(layout.caps, part.agreements, strict=True)
        ]
        layout.caps = left
        plan = Plan(layout)
        waiting = [own for own in order(layout) if part.problem.requests[own].id not in names]
        fill(plan, waiting, layout.columns.cost)
        used.update(dict(zip(part.agreements, plan.used, strict=True)))
        score, names = score + plan.score, names | _names(part.problem, plan)
    return Outcome(score + _prize(problem, names), None, frozenset(names))


def _laid_out(problem: Problem, **more: Any) -> Layout:
    pools = pools_of(problem)
    return Layout(problem, pools, list_columns(problem, pools, out_of_time=lambda: False, most=10**9), **more)


def _prize(problem: Problem, placed: Iterable[str]) -> int:
    return fairness(problem.weights, requested_values(problem), _accepted(problem, placed))


def _accepted(problem: Problem, placed: Iterable[str]) -> dict[str, int]:
    """The value accepted of each organisation that requests any."""
    accepted = dict.fromkeys(requested_values(problem), 0)
    for name in placed:
        request = problem.request_by_id[name]
        if request.organisation in accepted:
            accepted[request.organisation] += value(request, problem.weights)
    return accepted


def _names(problem: Problem, plan: Plan) -> frozenset[str]:
    return frozenset(problem.requests[index].id for index in plan.placed)


def _textbook(problem: Problem, workers: int) -> Outcome:
    from benchmarks.bookings.textbook import solve_textbook

    plan, bound = solve_textbook(problem, TEXTBOOK_SECONDS, workers)
    return Outcome(plan.score, bound, _names(problem, plan))


def _jobshop(problem: Problem, workers: int) -> Outcome:
    plan = jobshop.solve_jobshop(problem, TEXTBOOK_SECONDS, workers)
    return Outcome(plan.score, None, _names(problem, plan))


def _bluepool(problem: Problem, seconds: float, workers: int) -> Outcome:
    found = solve(problem, seconds=seconds, workers=workers)
    faults = broken_rules(problem, found)
    if faults:
        raise AssertionError(f"the judge refuses the solution: {faults[:3]}")
    return _outcome(found)


def _outcome(found: Solution) -> Outcome:
    placed = frozenset(placement.request for placement in found.placements)
    return Outcome(found.score, found.bound, placed, found.progress)


def _line(name: str, method: str, problem: Problem, run: Measured) -> str:
    outcome: Outcome = run.result
    weights = {request.id: request.weight * len(request.repeats) for request in problem.requests}
    won = sum(weights[request] for request in outcome.placed) / sum(weights.values())
    declined = 1 - len(outcome.placed) / len(problem.requests)
    claims = f"{'–':>12}{'–':>8}"
    if outcome.bound is not None:
        claims = f"{outcome.bound:>12,}{(outcome.bound - outcome.score) / outcome.bound:>8.2%}"
    reached = "".join(f"{_time_to(outcome.progress, gap):>9}" for gap in GAPS)
    shares = f"{won:>10.1%}{declined:>10.1%}{_worst_off(problem, outcome.placed):>11.1%}"
    return (
        f"{name:<18}{method:<26}{outcome.score:>12,}{claims}{shares}{reached}"
        f"{run.seconds:>9.1f}{run.processor_seconds:>8.1f}{run.peak_mebibytes:>7,}"
    )


def _time_to(progress: Iterable[Progress], gap: float) -> str:
    """Seconds until the gap between score and the bound proven by then was no more than this."""
    for entry in progress:
        if entry.bound - entry.score <= gap * abs(entry.bound):
            return f"{entry.seconds:.1f}"
    return "–"


def _worst_off(problem: Problem, placed: frozenset[str]) -> float:
    """The smallest share of its value that an organisation has accepted."""
    requested, accepted = requested_values(problem), _accepted(problem, placed)
    return min(accepted[name] / total for name, total in requested.items())
