"""Taking back the runs whose worker has gone. Workers do it every few seconds, and so does a page that shows the run."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from optimizer.runs.actions import facts_of, release_run
from optimizer.runs.models import Run
from optimizer.runs.tasks import execute_run
from partners.audit import record

# Six heartbeats may be missed before a worker counts as gone.
STALE_AFTER = timedelta(seconds=30)
LOST_AFTER = timedelta(seconds=30)
ATTEMPTS_MAX = 2


def reap_runs() -> list[Run]:
    """Queue the runs whose worker fell silent once more, then call them failed; queue again those without a task.

    Returns:
        The runs that were queued again or ended.
    """
    now = timezone.now()
    unfinished = Run.objects.filter(status__in=Run.UNFINISHED).defer("problem", "solution")
    return [run for run in unfinished if reap_run(run, now=now)]


def reap_run(run: Run, *, now: datetime | None = None) -> bool:
    """Take back this run if its worker has gone or its task is lost; whether anything was done. Cheap if not.

    A run that waits has lost its task when its worker died in the moment between taking the one and the other. A
    task too many does no harm.
    """
    now = now or timezone.now()
    if run.status == Run.Status.RUNNING:
        return run.heartbeat_at < now - STALE_AFTER and _reap(run, now - STALE_AFTER)
    if run.status != Run.Status.QUEUED or run.created_at > now - LOST_AFTER or _has_task(run):
        return False
    execute_run.enqueue(run_id=run.pk)
    return True


def _has_task(run: Run) -> bool:
    """Whether a task that nobody has taken yet will carry out the run."""
    waiting = DBTaskResult.objects.ready().filter(task_path=execute_run.module_path)
    return waiting.filter(args_kwargs__kwargs__run_id=run.pk).exists()


@transaction.atomic
def _reap(run: Run, deadline: datetime) -> bool:
    stored = Run.objects.defer("problem", "solution").select_for_update().get(pk=run.pk)
    if stored.status != Run.Status.RUNNING or stored.heartbeat_at >= deadline:
        return False
    before = facts_of(stored)
    if stored.cancel_requested_at is None and stored.attempts < ATTEMPTS_MAX:
        release_run(stored)
    else:
        _give_up(stored)
    record(
        "run.reaped", stored, by=None, organisation=stored.organisation, before=before, after=facts_of(stored)
    )
    return True


def _give_up(run: Run) -> None:
    run.finished_at = timezone.now()
    if run.cancel_requested_at is not None:
        run.status, run.stopped_at = Run.Status.CANCELLED, run.finished_at
    else:
        run.status = Run.Status.FAILED
        run.error = (
            f"The program that was solving this stopped without an answer, {run.attempts} times. "
            "Start the run again; if it stops again, plan a shorter period or ask your administrator."
        )
    run.claim = None
    run.save(update_fields=["status", "error", "claim", "finished_at", "stopped_at"])
