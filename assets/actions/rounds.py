"""Rounds: gather, plan, review, publish.

    create_round(*, lead, participants, name, starts_at, ends_at, by, grid_minutes=15, weights=None) -> Round
    plan_round(*, planned, by, seconds=60, seed=0) -> Run        gathering or review -> planning
    reopen_round(*, planned, by) -> Round                        review -> gathering
    publish_round(*, planned, by, run=None) -> Round             review -> published; writes bookings and answers
    unpublish_round(*, planned, by) -> Round                     published -> review; cancels its bookings

Refused: `not_allowed` (403), `invalid` (422), `round_has_begun`, `round_state`, `nothing_to_plan`, `out_of_date`,
and what `queue_run` refuses.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from pydantic import ValidationError

from assets.calendar import hold, lock, lock_caps, release, retried_once, standing_of
from assets.checked import check_fields
from assets.local_time import aware
from assets.models import Asset, BookingRequest, Round
from assets.planning import booking_problem, fresh_plan
from assets.planning.horizon import Horizon
from assets.planning.plans import alternatives_in_rows, why_declined
from optimizer.bookings.problem import Weights
from optimizer.bookings.solution import Declined
from optimizer.runs.actions import queue_run
from optimizer.runs.models import Run
from partners.audit import record, state_of
from partners.models import Organisation, User
from partners.permissions import require
from partners.refusals import Refused

State = Round.State
Status = BookingRequest.Status


@retried_once
@transaction.atomic
def create_round(
    *,
    lead: Organisation,
    participants: Iterable[Organisation],
    name: str,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    grid_minutes: int = 15,
    weights: dict[str, int] | None = None,
) -> Round:
    """Open a round for the period [starts_at, ends_at); it gathers requests at once.

    Parameters:
        participants: organisations that share a partnership with the lead; the lead is added.
        weights: of the score, by the names of the problem document; what is missing has its default.
    """
    message = f"Only a station manager or administrator of {lead} may open a round for it."
    require(by, "assets.lead_round", lead, message, "lead")
    planned = Round(
        lead=lead,
        name=name,
        starts_at=aware(starts_at, field="starts_at"),
        ends_at=aware(ends_at, field="ends_at"),
        grid_minutes=grid_minutes,
        weights=_checked_weights(weights or {}),
    )
    taking_part = {lead, *participants}
    _check_participants(lead, taking_part)
    check_fields(planned)
    planned.save()
    planned.participants.set(taking_part)
    after = {**state_of(planned), "participants": sorted(one.pk for one in taking_part)}
    record("round.created", planned, by=by, organisation=lead, after=after)
    return planned


def _checked_weights(weights: dict[str, int]) -> dict[str, int]:
    try:
        Weights.model_validate(weights)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        message = f"The weight {place} is not a whole number the score could use."
        raise Refused("invalid", message, "weights", status=422) from error
    return weights


def _check_participants(lead: Organisation, participants: set[Organisation]) -> None:
    known = set(
        Organisation.objects.filter(partnerships__organisations=lead).values_list("pk", flat=True)
    ) | {lead.pk}
    strangers = sorted(one.name for one in participants if one.pk not in known)
    if strangers:
        message = f"{', '.join(strangers)}: no partnership with {lead}."
        raise Refused("invalid", message, "participants", status=422)


@retried_once
@transaction.atomic
def plan_round(*, planned: Round, by: User, seconds: int = 60, seed: int = 0) -> Run:
    """Freeze the round's problem and queue a run of so many seconds."""
    planned = locked_round(planned, by, State.GATHERING, State.REVIEW)
    not_begun(planned)
    if not planned.requests.filter(status=Status.SUBMITTED).exists():
        raise Refused("nothing_to_plan", f"Nobody has submitted a request to {planned} yet.")
    run = queue_run(
        problem=booking_problem(planned),
        organisation=planned.lead,
        by=by,
        seconds=seconds,
        seed=seed,
        label=planned.name,
    )
    before = state_of(planned)
    planned.run = run
    turn(planned, State.PLANNING, "round.planning", by, before)
    return run


@retried_once
@transaction.atomic
def reopen_round(*, planned: Round, by: User) -> Round:
    """Let a round in review gather requests again; its plan is kept until the next one."""
    planned = locked_round(planned, by, State.REVIEW)
    return turn(planned, State.GATHERING, "round.reopened", by, state_of(planned))


@retried_once
@transaction.atomic
def publish_round(*, planned: Round, by: User, run: Run | None = None) -> Round:
    """Write the plan's bookings, answer every request and publish, all or nothing.

    run: the one that was reviewed; another than the round's latest is refused as out of date.
    """
    planned = locked_round(planned, by, State.REVIEW)
    not_begun(planned)
    if run is not None and run.pk != planned.run_id:
        raise Refused("out_of_date", "The round was planned again since. Look at the new plan, then publish.")
    _lock_what_it_takes(planned)
    plan = fresh_plan(planned, planned.run)
    before = state_of(planned)
    try:
        hold(bookings=plan.bookings, by=by, judged=True)
    except Refused as clash:
        message = "A booking came in between. Plan the round again, then publish."
        raise Refused("out_of_date", message, details=clash.details) from clash
    answer(planned, placed=plan.placed, declined=plan.declined, by=by)
    planned.published_run, planned.published_at = planned.run, timezone.now()
    return turn(planned, State.PUBLISHED, "round.published", by, before)


@retried_once
@transaction.atomic
def unpublish_round(*, planned: Round, by: User) -> Round:
    """Take a publication back before the round begins: its bookings are cancelled, its requests wait again."""
    planned = locked_round(planned, by, State.PUBLISHED)
    not_begun(planned)
    before = state_of(planned)
    standing = standing_of(planned.bookings.all())
    release(bookings=standing, by=by, reason=f"The publication of {planned} was taken back.")
    answered = planned.requests.filter(status__in=[Status.PLACED, Status.DECLINED])
    for request in answered.select_related("organisation"):
        _set_answer(request, Status.SUBMITTED, "request.answer_taken_back", by)
    planned.published_run = planned.published_at = None
    return turn(planned, State.REVIEW, "round.unpublished", by, before)


def _lock_what_it_takes(planned: Round) -> None:
    """Lock assets and caps before the plan is judged, so that nothing comes between the judgement and the bookings."""
    placements = (planned.run.solution or {}).get("placements", ())
    names = {name for one in placements for group in one["assets"] for name in group}
    assets = lock(Asset.objects.filter(pk__in=[int(name) for name in names]))
    owners = {asset.owner_id for asset in assets.values()}
    lock_caps(users=planned.participants.values_list("pk", flat=True), owners=owners)


def answer(
    planned: Round,
    *,
    placed: Iterable[BookingRequest],
    declined: Sequence[tuple[BookingRequest, Declined]],
    by: User,
) -> None:
    """Tell requests what became of them; the bookings of those placed are written already."""
    for request in placed:
        _set_answer(request, Status.PLACED, "request.placed", by)
    horizon = Horizon(planned)
    ids = {
        int(name)
        for _, entry in declined
        for one in entry.alternatives
        for group in one.assets
        for name in group
    }
    assets = Asset.objects.select_related("site").in_bulk(ids)
    for request, entry in declined:
        request.decline_reason, request.decline_text = entry.reason, why_declined(entry)
        request.alternatives = alternatives_in_rows(entry, request, horizon, assets)
        _set_answer(request, Status.DECLINED, "request.declined", by)


def _set_answer(request: BookingRequest, status: str, action: str, by: User) -> None:
    before = {"status": request.status}
    request.status = status
    if status != Status.DECLINED:
        request.decline_reason, request.decline_text, request.alternatives = "", "", []
    request.revision += 1
    request.save(update_fields=["status", "decline_reason", "decline_text", "alternatives", "revision"])
    after = {"status": status, "decline_reason": request.decline_reason}
    record(action, request, by=by, organisation=request.organisation, before=before, after=after)


def locked_round(planned: Round, by: User, *states: str) -> Round:
    """The round, locked, its finished run taken in; refused unless it is in one of the states."""
    rows = Round.objects.select_for_update(of=("self",)).select_related("lead", "run")
    current = rows.get(pk=planned.pk)
    message = f"Only a station manager or administrator of {current.lead} may do this."
    require(by, "assets.plan_round", current, message)
    if current.state_now != current.state:
        before = state_of(current)
        action = "round.in_review" if current.state_now == State.REVIEW else "round.not_planned"
        turn(current, current.state_now, action, by, before)
    if current.state not in states:
        wanted = " or ".join(State(state).label.lower() for state in states)
        message = f"{current} is {State(current.state).label.lower()}, and this needs it {wanted}."
        raise Refused("round_state", message)
    return current


def not_begun(planned: Round) -> None:
    """Refuse `round_has_begun`."""
    if planned.starts_at <= timezone.now():
        raise Refused("round_has_begun", f"{planned} has begun: plan and publish a round before it starts.")


def turn(planned: Round, state: str, action: str, by: User, before: dict[str, Any]) -> Round:
    """Store the round in this state and record it."""
    planned.state = state
    planned.save(update_fields=["state", "run", "published_run", "published_at"])
    record(action, planned, by=by, organisation=planned.lead, before=before, after=state_of(planned))
    return planned
