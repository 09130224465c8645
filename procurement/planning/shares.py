"""The finished splits of a plan's cost."""

from optimizer.batches.solution import SplitDocument
from optimizer.documents import canonical_json
from optimizer.runs.models import Run


def finished_splits(plan: Run) -> dict[str, tuple[Run, SplitDocument]]:
    """By rule, the latest finished split of the cost of this solved run: its own run, and its document.

    Only those of the very problem document of the plan count.
    """
    if not plan.is_solved:
        return {}
    runs = plan.splits.filter(
        task=Run.Task.SPLIT, status__in=Run.SOLVED, problem_sha256=plan.problem_sha256
    ).order_by("pk")
    return {
        run.split_rule: (run, SplitDocument.model_validate_json(canonical_json(run.solution))) for run in runs
    }
