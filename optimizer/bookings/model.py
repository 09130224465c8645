"""Builds a CP-SAT model from variables, constraints and objective, and solves it."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from optimizer.bookings.constraints import RULES
from optimizer.bookings.objective import gain_of
from optimizer.bookings.score import charge_of
from optimizer.bookings.variables import Scope, Variables, make_variables, names_in, rate_of

Taken = dict[int, dict[int, int]]


@dataclass(frozen=True)
class Limits:
    """Wall seconds, deterministic time, workers, seed, and a question asked a few times a second."""

    seconds: float
    deterministic: float
    workers: int
    seed: int
    should_stop: Callable[[], bool] | None = None


@dataclass(frozen=True)
class Answer:
    """Columns taken by request (with the number of assets), the model's objective and its proven bound."""

    taken: Taken
    objective: int
    bound: int


def solve_model(scope: Scope, hint: Taken, limits: Limits) -> Answer | None:
    """The best choice found within the limits, building included, or None if there was none."""
    from ortools.sat.python import cp_model

    ends = time.monotonic() + limits.seconds
    model = cp_model.CpModel()
    variables = make_variables(model, scope)
    for rule in RULES:
        rule(scope, variables)
        if time.monotonic() > ends:
            return None
    model.maximize(gain_of(scope, variables))
    _give_hint(scope, variables, hint)
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.max_time_in_seconds = max(0.01, ends - time.monotonic())
    parameters.max_deterministic_time = limits.deterministic
    parameters.num_workers = limits.workers
    parameters.interleave_search = limits.workers > 1
    parameters.random_seed = limits.seed
    parameters.linearization_level = 1 if limits.workers == 1 else 2
    status = _run(solver, model, limits.should_stop)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    taken: Taken = {}
    for request, numbers in scope.columns.items():
        counts = {number: solver.value(variables.column[number]) for number in numbers}
        chosen = {number: count for number, count in counts.items() if count}
        if chosen:
            taken[request] = chosen
    bound = int(solver.best_objective_bound + 1e-6)
    return Answer(taken, round(solver.objective_value), bound)


def _run(solver: Any, model: Any, should_stop: Callable[[], bool] | None) -> Any:
    if should_stop is None:
        return solver.solve(model)
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            if should_stop():
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return solver.solve(model)
    finally:
        done.set()
        watcher.join()


def _give_hint(scope: Scope, variables: Variables, hint: Mapping[int, Mapping[int, int]]) -> None:
    """A complete hint: every variable gets the value that it has in the plan."""
    model, layout, columns = variables.model, scope.layout, scope.layout.columns
    accepted = dict(scope.accepted)
    for request, numbers in scope.columns.items():
        taken = hint.get(request, {})
        wanted = layout.problem.requests[request]
        if taken and wanted.organisation in accepted:
            accepted[wanted.organisation] += layout.values[request]
        for number in numbers:
            model.add_hint(variables.column[number], taken.get(number, 0))
        chosen = {int(columns.group_option[columns.group[number]]) for number in taken}
        for option in variables.options_of.get(request, ()):
            model.add_hint(variables.option[option], option in chosen)
        if request in variables.preferred:
            names = set(wanted.preferred_assets)
            used = any(not names.isdisjoint(names_in(layout, number)) for number in taken)
            model.add_hint(variables.preferred[request], used)
        if request in variables.as_planned:
            model.add_hint(variables.as_planned[request], False)
        if request in variables.charge:
            rates = sum(rate_of(layout, number) * count for number, count in taken.items())
            minutes = int(layout.minutes[request])
            model.add_hint(variables.pence[request], (rates * minutes + 30) // 60)
            model.add_hint(variables.charge[request], charge_of(layout.problem.weights, rates, minutes))
    if variables.fairness is not None:
        share = min(10_000 * accepted[name] // total for name, total in layout.requested.items())
        prize = sum(layout.requested.values()) * layout.problem.weights.fairness_permille // 1000
        model.add_hint(variables.share, share)
        model.add_hint(variables.fairness, prize * share // 10_000)
