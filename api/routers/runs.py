"""Runs: status, progress, documents."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from ninja import Router

from api.answers import found
from api.auth import needs
from api.schemas.base import Nothing
from api.schemas.rounds import RunOut
from optimizer.runs.actions import cancel_run
from optimizer.runs.models import Run
from optimizer.runs.queries import visible_runs
from optimizer.runs.reaping import reap_run
from partners.models import Scope
from partners.refusals import Refused

router = Router(tags=["Runs"])

# A token that is only for one of the two rooms sees only that room's runs.
READING = {Run.Format.BOOKING: Scope.ASSETS_READ, Run.Format.BATCH: Scope.PROCUREMENT_READ}
STOPPING = {Run.Format.BOOKING: Scope.ROUNDS_WRITE, Run.Format.BATCH: Scope.PROCUREMENT_WRITE}


def _runs(request: HttpRequest, scopes: dict[Run.Format, Scope]) -> QuerySet[Run]:
    formats = [format_ for format_, scope in scopes.items() if scope in request.auth.scopes]
    return visible_runs(request.user).filter(format__in=formats)


@router.get("/runs/{int:run_id}", response=RunOut, summary="How far a run is", **needs(*READING.values()))
def get_run(request: HttpRequest, run_id: int):
    """Status and progress: the score, its proven bound and the gap between them."""
    run = found(_runs(request, READING), run_id, "run")
    return RunOut.of(_runs(request, READING).get(pk=run_id) if reap_run(run) else run)


@router.post("/runs/{int:run_id}/cancel", response=RunOut, summary="Stop a run", **needs(*STOPPING.values()))
def cancel(request: HttpRequest, run_id: int, body: Nothing | None = None):
    """Ask a run to stop; one that is running keeps the best answer found so far."""
    run = cancel_run(run=found(_runs(request, STOPPING), run_id, "run"), by=request.user)
    return RunOut.of(run)


@router.get(
    "/runs/{int:run_id}/problem",
    response=dict[str, Any],
    summary="A run's problem document",
    **needs(*READING.values()),
)
def get_problem(request: HttpRequest, run_id: int):
    """The document as it was frozen: `booking-problem/1` or `batch-problem/1`."""
    return JsonResponse(found(_runs(request, READING), run_id, "run").problem)


@router.get(
    "/runs/{int:run_id}/solution",
    response=dict[str, Any],
    summary="A run's solution document",
    **needs(*READING.values()),
)
def get_solution(request: HttpRequest, run_id: int):
    """The document the judge found no fault with: `booking-solution/1`, `batch-solution/1` or `split/1`; 404 while there is none."""
    solution = found(_runs(request, READING), run_id, "run").solution
    if solution is None:
        raise Refused("no_solution", "This run has no solution yet, or ended without one.", status=404)
    return JsonResponse(solution)
