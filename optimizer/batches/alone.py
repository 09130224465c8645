"""The problem of some of the authorities by themselves."""

from collections.abc import Collection

from optimizer.batches.problem import Problem


def problem_of(problem: Problem, authorities: Collection[str]) -> Problem:
    """The same market, terms and rules with only these authorities' demand and commitments.

    The other authorities stay listed, since suppliers and lots name them; they buy nothing.
    """
    members = set(authorities)
    parts = {name: getattr(problem, name) for name in Problem.model_fields}
    parts["demand"] = tuple(line for line in problem.demand if line.authority in members)
    parts["commitments"] = tuple(c for c in problem.commitments if c.authority in members)
    return Problem.model_construct(**parts)
