"""Standing by a solver's process: heartbeat, progress, and the reasons to stop it."""

import threading
import time
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import OperationalError, close_old_connections
from django.db.models import QuerySet
from django.utils import timezone

from optimizer.runs.child import Child
from optimizer.runs.models import HISTORY_LENGTH, Run

LOOK_SECONDS = 0.25
REPORT_SECONDS = 2.0
BEAT_SECONDS = 5.0
STOP_PATIENCE_SECONDS = 1.5
SIGKILL = -9

shutting_down = threading.Event()


class Reason(StrEnum):
    """Why a solver was ended before it ended by itself."""

    NONE = ""
    ASKED = "asked"
    TIME = "time"
    WORKER_STOPS = "worker stops"
    LOST = "lost"


class Ending(NamedTuple):
    """How a child ended: exit code (negative: a signal) and why it was stopped, if it was."""

    code: int
    reason: Reason


def attend(run: Run, child: Child, *, seconds: float) -> Ending:
    """Stay with `child` until it ends, looking four times a second whether the claimed `run` should be stopped.

    Progress is written at most every REPORT_SECONDS, for a row is written whole; a heartbeat at least every BEAT_SECONDS. The child keeps to its time
    itself; should it not, it is killed after `seconds`. One that was asked to stop gets STOP_PATIENCE_SECONDS to
    write its best answer; one whose run belongs to another worker by now, or whose worker stops, is killed at once.
    """
    deadline = time.monotonic() + seconds
    reason = Reason.NONE
    try:
        while (code := child.wait(LOOK_SECONDS)) is None:
            if reason is Reason.NONE:
                reason = _reason_to_stop(run, child)
                if reason is Reason.ASKED:
                    child.ask_to_stop()
                    deadline = min(deadline, time.monotonic() + STOP_PATIENCE_SECONDS)
            if reason in (Reason.LOST, Reason.WORKER_STOPS) or time.monotonic() > deadline:
                child.kill()
                return Ending(SIGKILL, reason or Reason.TIME)
    except BaseException:
        child.kill()
        raise
    if reason is Reason.NONE and not _beat(run, child):
        reason = Reason.LOST
    return Ending(code, reason)


def with_report(history: list[dict[str, Any]], report: dict[str, Any]) -> list[dict[str, Any]]:
    """`history` with `report` added if it says something new, thinned to stay within HISTORY_LENGTH."""
    if not report or (history and _same(history[-1], report)):
        return history
    history = [*history, report]
    return history if len(history) <= HISTORY_LENGTH else history[:-1:2] + history[-1:]


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one.get(key) == other.get(key) for key in ("score", "bound"))


def _reason_to_stop(run: Run, child: Child) -> Reason:
    if shutting_down.is_set():
        return Reason.WORKER_STOPS
    since = (timezone.now() - run.heartbeat_at).total_seconds()
    is_due = since >= BEAT_SECONDS or (since >= REPORT_SECONDS and child.progress != run.progress)
    if not (_beat(run, child) if is_due else _is_ours(run)):
        return Reason.LOST
    return Reason.NONE if run.cancel_requested_at is None else Reason.ASKED


def _beat(run: Run, child: Child) -> bool:
    """Write heartbeat and progress, read the wish to stop; False if the run is no longer ours.

    A database that cannot be reached for a moment is no reason to lose hours of solving: the beat is
    left out, and only the reaper's patience counts.
    """
    report = child.progress
    if report:
        run.progress, run.progress_history = report, with_report(run.progress_history, report)
    run.heartbeat_at = timezone.now()
    try:
        _mine(run).update(
            heartbeat_at=run.heartbeat_at, progress=run.progress, progress_history=run.progress_history
        )
    except OperationalError:
        close_old_connections()
        return True
    return _is_ours(run)


def _is_ours(run: Run) -> bool:
    """Read the wish to stop; False if the run is no longer ours."""
    try:
        found = _mine(run).values_list("cancel_requested_at").first()
    except OperationalError:
        close_old_connections()
        return True
    if found is not None:
        [run.cancel_requested_at] = found
    return found is not None


def _mine(run: Run) -> QuerySet[Run]:
    return Run.objects.filter(pk=run.pk, status=Run.Status.RUNNING, claim=run.claim)
