"""What a solution says about itself, held against the problem. Part of the judge."""

from collections import Counter
from collections.abc import Iterator

from optimizer.bookings.problem import Problem
from optimizer.bookings.score import parts_of, requested_values, value
from optimizer.bookings.solution import Solution, gap_of


def the_claimed_score_is_right(problem: Problem, solution: Solution) -> Iterator[tuple[str, str]]:
    """Parts and score are those recomputed from the placements."""
    actual = parts_of(problem, solution.placements)
    for name, amount in actual.model_dump().items():
        if getattr(solution.parts, name) != amount:
            yield f"$.parts.{name}", f"is {amount}, not {getattr(solution.parts, name)}"
    if solution.score != actual.score:
        yield "$.score", f"is {actual.score}, not {solution.score}"


def the_claimed_bound_is_possible(problem: Problem, solution: Solution) -> Iterator[tuple[str, str]]:
    """The bound is not below the score, the gap is theirs, and `optimal` means that they meet."""
    if solution.bound < solution.score:
        yield "$.bound", f"{solution.bound} is below the score {solution.score}"
    if abs(solution.gap - gap_of(solution.score, solution.bound)) > 1e-6:
        yield "$.gap", f"is {gap_of(solution.score, solution.bound):.6f}, not {solution.gap}"
    if solution.status == "optimal" and solution.bound != solution.score:
        yield "$.status", "is feasible, not optimal: the bound does not meet the score"


def organisations_are_told_their_shares(problem: Problem, solution: Solution) -> Iterator[tuple[str, str]]:
    """Each organisation of the problem is listed with the value requested and accepted."""
    accepted: Counter[str] = Counter()
    for placement in solution.placements:
        request = problem.request_by_id[placement.request]
        accepted[request.organisation] += value(request, problem.weights)
    requested = requested_values(problem)
    due = {entry.id: (requested.get(entry.id, 0), accepted[entry.id]) for entry in problem.organisations}
    told = {entry.id: (entry.requested, entry.accepted) for entry in solution.organisations}
    for name in sorted(due.keys() | told.keys()):
        if due.get(name) != told.get(name):
            yield (
                "$.organisations",
                f"{name}: requested and accepted are {due.get(name)}, not {told.get(name)}",
            )


CLAIMS = (the_claimed_score_is_right, the_claimed_bound_is_possible, organisations_are_told_their_shares)
