"""Ordering and stopping runs, and putting them back."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from optimizer.runs.documents import parsed_problem
from optimizer.runs.models import Run
from optimizer.runs.splits import check_split
from optimizer.runs.tasks import execute_run
from partners.audit import record
from partners.models import Organisation, User
from partners.permissions import require
from partners.refusals import Refused

UNFINISHED_MAX = 20
SEED_MAX = 2**31 - 1


@transaction.atomic
def queue_run(
    *,
    problem: dict[str, Any],
    organisation: Organisation,
    by: User,
    seconds: int,
    seed: int = 0,
    workers: int | None = None,
    label: str = "",
    split_rule: str | None = None,
    split_of: Run | None = None,
) -> Run:
    """Freeze a problem document as a Run and queue it.

    The task's row is written in the same transaction as the run, so neither is ever committed alone.

    Parameters:
        organisation: the legal body that orders the run and may see its documents.
        seconds: time limit of the solver, 1 to RUN_SECONDS_MAX.
        workers: solver threads, 1 to RUN_WORKERS (the default).
        split_rule: share a cost by this rule of Run.SplitRule instead of solving.
        split_of: the solved run of the same problem whose plan's cost is shared.

    Raises:
        Refused: `not_allowed`, `run_limit` (422), `too_many_runs`, `nothing_to_split` (422), or what `parsed_problem` raises.
    """
    require(
        by,
        "runs.order_run",
        organisation,
        f"Your roles at {organisation} do not let you start a planning run.",
    )
    workers = settings.RUN_WORKERS if workers is None else workers
    _check_limits(seconds=seconds, workers=workers, seed=seed)
    _check_queue(organisation)
    parsed = parsed_problem(problem)
    if split_rule is not None or split_of is not None:
        check_split(problem_sha256=parsed.sha256, rule=split_rule, of=split_of)
    run = Run(
        format=parsed.format,
        task=Run.Task.SOLVE if split_rule is None else Run.Task.SPLIT,
        split_rule=split_rule or "",
        split_of=split_of,
        label=label[:160],
        organisation=organisation,
        ordered_by=by,
        problem=problem,
        problem_sha256=parsed.sha256,
        seconds_limit=seconds,
        seed=seed,
        workers=workers,
        memory_mebibytes=settings.RUN_MEMORY_MEBIBYTES,
    )
    run.save()
    record("run.queued", run, by=by, organisation=organisation, after=facts_of(run))
    execute_run.enqueue(run_id=run.pk)
    return run


@transaction.atomic
def cancel_run(*, run: Run, by: User) -> Run:
    """Ask a run to stop. A waiting run ends at once; a running one keeps the best answer found so far.

    Raises:
        Refused: `not_allowed`, or `run_finished` when there is nothing left to stop.
    """
    require(by, "runs.stop_run", run.organisation, "Your roles do not let you stop this run.")
    run = Run.objects.defer("problem", "solution").select_for_update().get(pk=run.pk)
    before = facts_of(run)
    if run.is_finished:
        raise Refused("run_finished", "This run has already ended, so there is nothing to stop.")
    if run.cancel_requested_at is None:
        run.cancel_requested_at = timezone.now()
        if run.status == Run.Status.QUEUED:
            run.status = Run.Status.CANCELLED
            run.stopped_at = run.finished_at = run.cancel_requested_at
        run.save(update_fields=["cancel_requested_at", "status", "stopped_at", "finished_at"])
        record(
            "run.cancel_requested",
            run,
            by=by,
            organisation=run.organisation,
            before=before,
            after=facts_of(run),
        )
    return run


def release_run(run: Run) -> None:
    """Put a claimed run back at the end of the queue, as if it had not been started."""
    run.status = Run.Status.QUEUED
    run.claim = run.started_at = run.heartbeat_at = None
    run.progress, run.progress_history = {}, []
    run.save(
        update_fields=[
            "status",
            "claim",
            "attempts",
            "started_at",
            "heartbeat_at",
            "progress",
            "progress_history",
        ]
    )
    execute_run.enqueue(run_id=run.pk)


def facts_of(run: Run) -> dict[str, Any]:
    """What the audit keeps of a run: everything but the documents, which the run itself freezes."""
    return {
        "status": run.status,
        "format": run.format,
        "task": run.task,
        "split_rule": run.split_rule,
        "split_of": run.split_of_id,
        "label": run.label,
        "problem_sha256": run.problem_sha256,
        "seconds_limit": run.seconds_limit,
        "seed": run.seed,
        "workers": run.workers,
        "attempts": run.attempts,
        "error": run.error,
        "cancel_requested_at": run.cancel_requested_at and run.cancel_requested_at.isoformat(),
    }


def _check_limits(*, seconds: int, workers: int, seed: int) -> None:
    for field, value, low, high in (
        ("seconds", seconds, 1, settings.RUN_SECONDS_MAX),
        ("workers", workers, 1, settings.RUN_WORKERS),
        ("seed", seed, 0, SEED_MAX),
    ):
        if not low <= value <= high:
            raise Refused(
                "run_limit", f"Give a number of {field} from {low} to {high}, not {value}.", field, status=422
            )


def _check_queue(organisation: Organisation) -> None:
    if organisation.runs.filter(status__in=Run.UNFINISHED).count() >= UNFINISHED_MAX:
        raise Refused(
            "too_many_runs",
            f"{organisation} already has {UNFINISHED_MAX} planning runs that wait or go on. "
            "Wait until one has ended, or stop one.",
        )
