"""Standing by a solver's process: heartbeat, progress, and the reasons to stop it."""

import threading
import time
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import OperationalError, close_old_connections
from django.utils import timezone

from optimizer.runs.child import Child
from optimizer.runs.models import HISTORY_LENGTH, Run

BEAT_SECONDS = 1.0
STOP_PATIENCE_SECONDS = 30.0
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


def attend(run: Run, child: Child, *, seconds: float, heed_stop: bool = True) -> Ending:
    """Stay with `child` until it ends, reporting on the claimed `run` about once a second.

    Parameters:
        seconds: wall-clock time after which the child is stopped, whatever it is doing.
        heed_stop: whether a person's wish to stop the run ends the child.

    A child that was asked to stop gets STOP_PATIENCE_SECONDS to write its best answer and is then
    killed; one whose run belongs to another worker by now, or whose worker stops, is killed at once.
    """
    deadline = time.monotonic() + seconds
    reason = Reason.NONE
    try:
        while (code := child.wait(BEAT_SECONDS)) is None:
            if reason is Reason.NONE:
                reason = _reason_to_stop(run, child, deadline=deadline, heed_stop=heed_stop)
                if reason in (Reason.ASKED, Reason.TIME):
                    child.ask_to_stop()
                    deadline = time.monotonic() + STOP_PATIENCE_SECONDS
            if reason in (Reason.LOST, Reason.WORKER_STOPS) or (reason and time.monotonic() > deadline):
                child.kill()
                return Ending(SIGKILL, reason)
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


def _reason_to_stop(run: Run, child: Child, *, deadline: float, heed_stop: bool) -> Reason:
    if shutting_down.is_set():
        return Reason.WORKER_STOPS
    if not _beat(run, child):
        return Reason.LOST
    if heed_stop and run.cancel_requested_at is not None:
        return Reason.ASKED
    return Reason.TIME if time.monotonic() > deadline else Reason.NONE


def _beat(run: Run, child: Child) -> bool:
    """Write heartbeat and progress, read the wish to stop; False if the run is no longer ours.

    A database that cannot be reached for a moment is no reason to lose hours of solving: the beat is
    left out, and only the reaper's patience counts.
    """
    report = child.progress
    if report:
        run.progress, run.progress_history = report, with_report(run.progress_history, report)
    run.heartbeat_at = timezone.now()
    mine = Run.objects.filter(pk=run.pk, status=Run.Status.RUNNING, claim=run.claim)
    try:
        ours = mine.update(
            heartbeat_at=run.heartbeat_at, progress=run.progress, progress_history=run.progress_history
        )
        if ours:
            run.cancel_requested_at = mine.values_list("cancel_requested_at", flat=True).first()
    except OperationalError:
        close_old_connections()
        return True
    return bool(ours)
