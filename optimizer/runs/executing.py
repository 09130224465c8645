"""Solving a queued run in a child process and storing what the judge finds no fault with."""

import json
import logging
import uuid
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from optimizer.documents import canonical_json
from optimizer.reading import SOLUTION_BYTES_MAX
from optimizer.runs import endings
from optimizer.runs.actions import facts_of, release_run
from optimizer.runs.attending import Ending, Reason, attend
from optimizer.runs.child import Child
from optimizer.runs.models import Run
from optimizer.runs.splits import faults_of_split
from partners.audit import record

logger = logging.getLogger(__name__)

# The child ends itself a second after its time; this is for one that does not.
GRACE_SECONDS = 1.5
LEAST_SECONDS = 0.1
SPLITS_LOOKED_AT = 4


class Outcome(NamedTuple):
    """What became of a run: its status, the solution document if there is one, failure or note in words."""

    status: str
    solution: dict[str, Any] | None = None
    error: str = ""


class GivenUp(Exception):
    """The run is no longer this worker's to finish. `release` says whether to put it back in the queue."""

    def __init__(self, *, release: bool) -> None:
        super().__init__("put back in the queue" if release else "another worker has this run")
        self.release = release


def execute(run_id: int) -> str:
    """Solve the run if it waits; returns its status, or why nothing was done."""
    run = claim_run(run_id)
    if run is None:
        return "not waiting"
    try:
        with TemporaryDirectory(prefix="run-") as folder:
            outcome = _solve(run, Path(folder))
    except GivenUp as given_up:
        if given_up.release:
            _release(run)
        return str(given_up)
    except Exception:
        logger.exception("Run %s could not be carried out", run.pk)
        outcome = Outcome(Run.Status.FAILED, error=endings.NOT_CARRIED_OUT)
    return finish_run(run, outcome)


@transaction.atomic
def claim_run(run_id: int) -> Run | None:
    """Take a waiting run for this worker; None if it waits no longer."""
    run = Run.objects.select_for_update().filter(pk=run_id, status=Run.Status.QUEUED).first()
    if run is None:
        return None
    run.status = Run.Status.RUNNING
    run.claim = uuid.uuid4()
    run.attempts += 1
    run.started_at = run.heartbeat_at = timezone.now()
    run.solver_version = f"ortools {version('ortools')}, highspy {version('highspy')}"
    logger.info("run_started", extra={"run": run.pk, "kind": run.format, "attempt": run.attempts})
    run.save(
        update_fields=["status", "claim", "attempts", "started_at", "heartbeat_at", "solver_version"],
    )
    return run


@transaction.atomic
def finish_run(run: Run, outcome: Outcome) -> str:
    """Store the outcome if the run is still this worker's; returns the status."""
    stored = _still_ours(run)
    if stored is None:
        return str(GivenUp(release=False))
    before = facts_of(stored)
    stored.status, stored.solution, stored.error = outcome
    stored.finished_at = timezone.now()
    if stored.cancel_requested_at is not None and stored.status in (
        Run.Status.FEASIBLE,
        Run.Status.CANCELLED,
    ):
        stored.stopped_at = stored.finished_at
    stored.claim = None
    stored.save(update_fields=["status", "solution", "error", "finished_at", "stopped_at", "claim"])
    record(
        "run.finished",
        stored,
        by=None,
        organisation=stored.organisation,
        before=before,
        after=facts_of(stored),
    )
    seconds = round((stored.finished_at - stored.started_at).total_seconds(), 1)
    ended = {"run": stored.pk, "status": stored.status, "seconds": seconds, "attempt": stored.attempts}
    logger.info("run_ended", extra=ended)
    return stored.status


@transaction.atomic
def _release(run: Run) -> None:
    """Back into the queue, as if never started; one that was to stop anyway has ended."""
    stored = _still_ours(run)
    if stored is None:
        return
    if stored.cancel_requested_at is not None:
        finish_run(run, Outcome(Run.Status.CANCELLED))
        return
    stored.attempts -= 1
    release_run(stored)


def _still_ours(run: Run) -> Run | None:
    """The locked row without its documents, which may take seconds to read, if no other worker has it."""
    mine = Run.objects.defer("problem", "solution").filter(pk=run.pk, claim=run.claim)
    return mine.select_for_update().first()


def _solve(run: Run, folder: Path) -> Outcome:
    """What the solver's process makes of the run. It hands out nothing that its judge has found fault with."""
    problem, solution = folder / "problem.json", folder / "solution.json"
    problem.write_text(canonical_json(run.problem), encoding="utf-8")
    more = _sharing(run, folder) if run.task == Run.Task.SPLIT else _beginning(run, folder)
    # What has passed since the claim, reading the document from the database above all, counts as the run's time.
    passed = (timezone.now() - run.started_at).total_seconds()
    seconds = max(LEAST_SECONDS, run.seconds_limit - passed)
    child = Child([str(problem), "-o", str(solution), *_limits(run, seconds), *more], root=settings.BASE_DIR)
    ending = attend(run, child, seconds=seconds + GRACE_SECONDS)
    _leave_if_not_ours(ending)
    answer = _document_in(solution, run)
    if answer is None:
        logger.warning("Run %s: solver ended with %s: %s", run.pk, ending, "\n".join(child.words))
        if ending.reason is Reason.ASKED:
            return Outcome(Run.Status.CANCELLED)
        return Outcome(Run.Status.FAILED, error=endings.failure(run, ending, list(child.words)))
    if run.task == Run.Task.SPLIT:
        return _kept_split(run, answer)
    return Outcome(answer["status"], answer, endings.note(run, list(child.words)))


def _limits(run: Run, seconds: float) -> list[str]:
    given = {"seconds": round(seconds, 2), "workers": run.workers, "seed": run.seed}
    given["mebibytes"] = run.memory_mebibytes
    return [text for name, value in given.items() for text in (f"--{name}", str(value))]


def _sharing(run: Run, folder: Path) -> list[str]:
    """The arguments that have the cost of the solved plan shared, and the documents they name beside the problem.

    Those are the plan, and the newest splits of the same procurement for what they found out about groups.
    """
    plan = folder / "plan.json"
    plan.write_text(canonical_json(run.split_of.solution), encoding="utf-8")
    arguments = ["--split", run.split_rule, "--solution", str(plan), "--earlier"]
    for number, document in enumerate(_answers_like(run)[:SPLITS_LOOKED_AT]):
        path = folder / f"split-{number}.json"
        path.write_text(canonical_json(document), encoding="utf-8")
        arguments.append(str(path))
    return arguments


def _beginning(run: Run, folder: Path) -> list[str]:
    """The arguments that have a purchase begin from the newest answer to another scenario of the same procurement."""
    earlier = _answers_like(run).first() if run.format == Run.Format.BATCH else None
    if earlier is None:
        return []
    start = folder / "start.json"
    start.write_text(canonical_json(earlier), encoding="utf-8")
    return ["--start", str(start)]


def _answers_like(run: Run) -> QuerySet:
    """The answers to earlier runs of the same task for the same procurement, the newest first.

    Runs of a procurement bear its name before the colon of their label.
    """
    procurement, colon, _ = run.label.partition(": ")
    if not colon:
        return Run.objects.none()
    like = Run.objects.filter(organisation=run.organisation, format=run.format, task=run.task)
    like = like.filter(status__in=Run.SOLVED, label__startswith=f"{procurement}: ", pk__lt=run.pk)
    return like.order_by("-pk").values_list("solution", flat=True)


def _kept_split(run: Run, answer: dict[str, Any]) -> Outcome:
    """The split, if its shares are those of the plan's cost to the penny."""
    faults = faults_of_split(run, answer)
    if not faults:
        return Outcome(Run.Status.FEASIBLE, answer)
    logger.error("Run %s: the split was refused: %s", run.pk, "\n".join(faults))
    return Outcome(Run.Status.FAILED, error=endings.refused_split(faults))


def _leave_if_not_ours(ending: Ending) -> None:
    if ending.reason is Reason.LOST:
        raise GivenUp(release=False)
    if ending.reason is Reason.WORKER_STOPS:
        raise GivenUp(release=True)


def _document_in(path: Path, run: Run) -> dict[str, Any] | None:
    """The solution document that the child wrote, or None if it wrote none that can be read."""
    if not path.exists() or path.stat().st_size > SOLUTION_BYTES_MAX:
        return None
    try:
        answer = json.loads(path.read_bytes())
    except ValueError:
        return None
    if not isinstance(answer, dict):
        return None
    known = (*Run.SOLVED, Run.Status.INFEASIBLE)
    return answer if run.task == Run.Task.SPLIT or answer.get("status") in known else None
