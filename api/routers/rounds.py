"""Rounds: gather, plan, review, publish."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from api.answers import address_of, all_referred, answer, created, found, page_of, referred
from api.auth import needs
from api.openapi import LOCATION
from api.schemas.base import Page
from api.schemas.rounds import PublishIn, RoundFilter, RoundIn, RoundOut, RunOut, SolveIn
from api.workbook import WORKBOOK, workbook_answer
from assets.actions.rounds import create_round, plan_round, publish_round
from assets.queries.rounds import request_counts, sees_whole_round, visible_rounds
from assets.sheets import round_workbook
from optimizer.runs.queries import visible_runs
from partners.models import Scope
from partners.queries import visible_organisations

router = Router(tags=["Requests and rounds"])


@router.get("/rounds", response=Page[RoundOut], summary="Rounds", **needs(Scope.ASSETS_READ))
def list_rounds(request: HttpRequest, filters: Query[RoundFilter]):
    """Those in which your organisation takes part."""
    rows = visible_rounds(request.user)
    if filters.state is None:
        return page_of(RoundOut, rows, filters)
    # The state of a round follows its run, so it is not in a column alone.
    return page_of(RoundOut, [row for row in rows if row.state_now == filters.state], filters)


@router.post(
    "/rounds", response={201: RoundOut}, summary="Open a round", **needs(Scope.ROUNDS_WRITE, headers=LOCATION)
)
def create(request: HttpRequest, wanted: RoundIn):
    """Open a round for a period; it gathers requests at once."""
    bodies = visible_organisations(request.user)
    planned = create_round(
        lead=referred(bodies, wanted.lead, "lead", "organisation"),
        participants=all_referred(bodies, wanted.participants, "participants", "organisation"),
        name=wanted.name,
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        grid_minutes=wanted.grid_minutes,
        weights=wanted.weights,
        by=request.user,
    )
    return created(_shown(request, planned.pk), "get_round", round_id=planned.pk)


@router.get("/rounds/{int:round_id}", response=RoundOut, summary="One round", **needs(Scope.ASSETS_READ))
def get_round(request: HttpRequest, round_id: int):
    """A round; for members of its lead with the number of requests by status."""
    return _shown(request, round_id)


@router.post(
    "/rounds/{int:round_id}/plan",
    response={202: RunOut},
    summary="Plan a round",
    **needs(Scope.ROUNDS_WRITE, headers=LOCATION),
)
def plan(request: HttpRequest, round_id: int, limits: SolveIn | None = None):
    """Freeze the round's problem and queue a run; follow it at the address in `Location`."""
    planned = found(visible_rounds(request.user), round_id, "round")
    limits = limits or SolveIn()
    run = plan_round(planned=planned, by=request.user, seconds=limits.seconds, seed=limits.seed)
    return answer(RunOut.of(run), 202, address_of("get_run", run_id=run.pk))


@router.post(
    "/rounds/{int:round_id}/publish",
    response=RoundOut,
    summary="Publish a round's plan",
    **needs(Scope.ROUNDS_WRITE),
)
def publish(request: HttpRequest, round_id: int, reviewed: PublishIn | None = None):
    """Write the plan's bookings and answer every request, all or nothing; 409 `out_of_date` if it no longer holds."""
    planned = found(visible_rounds(request.user), round_id, "round")
    named = reviewed.run if reviewed else None
    run = referred(visible_runs(request.user), named, "run", "run") if named else None
    publish_round(planned=planned, by=request.user, run=run)
    return _shown(request, round_id)


@router.get(
    "/rounds/{int:round_id}/workbook.xlsx",
    summary="A round as a workbook",
    **needs(Scope.ASSETS_READ, responses=WORKBOOK),
)
def get_round_workbook(request: HttpRequest, round_id: int) -> HttpResponse:
    """The schedule by asset and by organisation, and what was declined with reasons."""
    planned = found(visible_rounds(request.user), round_id, "round")
    return workbook_answer(round_workbook(planned, request.user), f"round-{round_id}")


def _shown(request: HttpRequest, round_id: int) -> RoundOut:
    planned = found(visible_rounds(request.user), round_id, "round")
    counts = request_counts(planned) if sees_whole_round(request.user, planned) else None
    return RoundOut.of(planned, counts)
