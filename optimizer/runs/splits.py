"""Runs that share the cost of a plan: what may be queued, and what is kept of an answer."""

from typing import Any

from pydantic import ValidationError

from optimizer.batches.solution import SplitDocument
from optimizer.documents import canonical_json, faults_of
from optimizer.runs.models import Run
from partners.refusals import Refused


def check_split(*, problem_sha256: str, rule: str | None, of: Run | None) -> None:
    """Refuse with `nothing_to_split` (422) unless `of` is a solved plan of that problem and `rule` is known."""
    if rule not in Run.SplitRule.values:
        raise Refused(
            "nothing_to_split", "Choose the rule by which the cost is shared.", "split_rule", status=422
        )
    is_plan = of is not None and of.task == Run.Task.SOLVE and of.format == Run.Format.BATCH and of.is_solved
    if of is None or not is_plan or of.problem_sha256 != problem_sha256:
        raise Refused(
            "nothing_to_split",
            "There is no plan of this problem whose cost could be shared. Solve it first.",
            status=422,
        )


def faults_of_split(run: Run, answer: dict[str, Any]) -> list[str]:
    """What is wrong with the document of a split, in words; empty when it may be kept.

    It must share the cost of the plan of `run.split_of` by `run.split_rule` among the plan's authorities, to the penny.
    """
    try:
        split = SplitDocument.model_validate_json(canonical_json(answer))
    except ValidationError as error:
        return [str(fault) for fault in faults_of(error)]
    plan = run.split_of.solution
    sides = (
        ("it answers another problem", split.problem_sha256, run.problem_sha256),
        ("it follows another rule", split.rule, run.split_rule),
        ("its cost is not that of the plan", split.cost_pence, plan["cost_pence"]),
        (
            "its authorities are not those of the plan",
            sorted(share.id for share in split.authorities),
            sorted(bill["id"] for bill in plan["authorities"]),
        ),
        (
            "its shares do not add up to the cost",
            sum(share.pays_pence for share in split.authorities),
            split.cost_pence,
        ),
    )
    return [words for words, one, other in sides if one != other]
