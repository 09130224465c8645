"""Solving a scenario inside a test, as a worker would."""

from django.utils import timezone

from optimizer.batches.problem import parse_problem
from optimizer.batches.solution import Solution, SplitDocument, parse_solution
from optimizer.batches.solve import solve
from optimizer.batches.split import split
from optimizer.documents import canonical_json
from optimizer.runs.models import Run
from partners.models import User
from procurement.actions.scenarios import solve_scenario
from procurement.actions.splits import split_cost
from procurement.models import Scenario

_answers: dict[str, Solution] = {}


def solve_now(scenario: Scenario, by: User, seconds: int = 5) -> Run:
    """Solve a scenario in this process and store the answer; the same problem is solved once in a test session."""
    run = solve_scenario(scenario=scenario, by=by, seconds=seconds)
    if run.problem_sha256 not in _answers:
        problem = parse_problem(canonical_json(run.problem))
        _answers[run.problem_sha256] = solve(problem, seconds=seconds, workers=1, seed=0)
    solution = _answers[run.problem_sha256]
    run.solution, run.status = solution.model_dump(mode="json"), solution.status
    run.started_at = run.heartbeat_at = run.finished_at = timezone.now()
    run.save()
    scenario.refresh_from_db()
    return run


_splits: dict[tuple[str, str], SplitDocument] = {}


def split_now(scenario: Scenario, rule: str, by: User) -> Run:
    """Share the cost of a solved scenario in this process; the same split is worked out once in a test session."""
    run = split_cost(scenario=scenario, rule=rule, by=by, seconds=20)
    key = (run.problem_sha256, rule)
    if key not in _splits:
        plan = parse_solution(canonical_json(run.split_of.solution))
        problem = parse_problem(canonical_json(run.problem))
        _splits[key] = split(problem, rule=rule, seconds=20, workers=1, solution=plan)
    run.solution, run.status = _splits[key].as_document(), Run.Status.FEASIBLE
    run.started_at = run.heartbeat_at = run.finished_at = timezone.now()
    run.save()
    return run
