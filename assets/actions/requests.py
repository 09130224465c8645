"""Flexible requests for a round.

    Need(kind, features=(), capacity_min=1, count=1)           features: Feature rows
    save_request(*, request, needs, windows, by, preferred_assets=()) -> BookingRequest      a draft, new or changed
    submit_request(*, request, by) -> BookingRequest
    request_booking(*, request, needs, windows, by, preferred_assets=()) -> BookingRequest   saves and submits
    withdraw_request(*, request, by) -> BookingRequest         a placed one's bookings are cancelled

windows: pairs of aware times, [earliest start, latest end). Refused: `not_allowed` (403), `invalid` (422 with the
field), `request_closed`, `round_closed`, `not_in_round` (403).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from assets.actions.catalogue import stored_state
from assets.calendar import release, retried_once, standing_of
from assets.checked import check_fields
from assets.local_time import aware
from assets.models import Asset, BookingRequest, Feature, RequestNeed, RequestWindow, Round
from assets.queries.catalogue import visible_assets
from partners.audit import record, state_of
from partners.models import User
from partners.permissions import require
from partners.refusals import Refused
from partners.wording import duration, period

Status = BookingRequest.Status
Windows = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True)
class Need:
    """`count` different assets of a kind, each with all the features and at least the capacity."""

    kind: str
    features: tuple[Feature, ...] = ()
    capacity_min: int = 1
    count: int = 1


def require_change(request: BookingRequest, by: User) -> None:
    """Refuse anybody who may not change or take back the request."""
    require(by, "assets.change_request", request, "Your roles do not let you change this request.")


@retried_once
@transaction.atomic
def save_request(
    *,
    request: BookingRequest,
    needs: Sequence[Need],
    windows: Windows,
    by: User,
    preferred_assets: Iterable[Asset] = (),
) -> BookingRequest:
    """Store a new or changed request as a draft, with its needs, windows and preferred assets."""
    message = f"Your roles at {request.organisation} do not let you ask for assets."
    require(by, "assets.book", request.organisation, message, "organisation")
    before = _before(request)
    request.status = Status.DRAFT
    request.repeat_days = request.repeat_days or [0]
    request.requested_by = request.requested_by or by
    if request.preferred_start is not None:
        request.preferred_start = aware(request.preferred_start, field="preferred_start")
    check_fields(request, without=["requested_by"])
    the_round_takes_it(request)
    preferred = _seen(preferred_assets, by)
    request.revision += 1 if before else 0
    request.save()
    _replace_wishes(request, needs, _checked_windows(request, windows))
    request.preferred_assets.set(preferred)
    action = "request.changed" if before else "request.created"
    record(action, request, by=by, organisation=request.organisation, before=before, after=state_of(request))
    return request


def _before(request: BookingRequest) -> dict | None:
    before = stored_state(request)
    if before and before["status"] not in BookingRequest.OPEN:
        raise Refused("request_closed", "This request was answered or withdrawn, so it cannot be changed.")
    if before and before["organisation_id"] != request.organisation_id:
        raise Refused("invalid", "A request stays with its organisation.", "organisation", status=422)
    return before


def the_round_takes_it(request: BookingRequest) -> None:
    """A request's round gathers requests still, and its organisation takes part in it."""
    planned = request.round
    if planned is None:
        return
    if not planned.participants.filter(pk=request.organisation_id).exists():
        message = f"{request.organisation} does not take part in {planned}."
        raise Refused("not_in_round", message, "round", status=403)
    if planned.state_now != Round.State.GATHERING:
        raise Refused("round_closed", f"{planned} takes no more requests.", "round")


def _checked_windows(request: BookingRequest, windows: Windows) -> Windows:
    checked = [(aware(start, field="windows"), aware(end, field="windows")) for start, end in windows]
    length = timedelta(minutes=request.duration_minutes)
    for start, end in checked:
        if end - start < length:
            raise Refused(
                "invalid",
                f"The window {period(start, end)} is shorter than the duration "
                f"({duration(request.duration_minutes)}).",
                "windows",
                status=422,
            )
        planned = request.round
        if planned is not None and not (planned.starts_at <= start and end <= planned.ends_at):
            raise Refused(
                "invalid",
                f"The window {period(start, end)} leaves {planned} "
                f"({period(planned.starts_at, planned.ends_at)}).",
                "windows",
                status=422,
            )
    return checked


def _replace_wishes(request: BookingRequest, needs: Sequence[Need], windows: Windows) -> None:
    request.needs.all().delete()
    for need in needs:
        row = RequestNeed(request=request, kind=need.kind, capacity_min=need.capacity_min, count=need.count)
        check_fields(row, without=["request"])
        row.save()
        row.features.set(need.features)
    request.windows.all().delete()
    RequestWindow.objects.bulk_create(
        RequestWindow(request=request, starts_at=start, ends_at=end) for start, end in windows
    )


def _seen(assets: Iterable[Asset], by: User) -> list[Asset]:
    wanted = {asset.pk for asset in assets}
    found = list(visible_assets(by).filter(pk__in=wanted)) if wanted else []
    if len(found) < len(wanted):
        raise Refused("not_found", "There is no such asset.", "preferred_assets", status=404)
    return found


@retried_once
@transaction.atomic
def submit_request(*, request: BookingRequest, by: User) -> BookingRequest:
    """Hand a draft in to its round."""
    request = _locked(request, by)
    if request.status != Status.DRAFT:
        raise Refused("request_closed", "Only a draft can be submitted.")
    if request.round is None:
        raise Refused("invalid", "Choose the round that should plan this request.", "round", status=422)
    if not request.needs.exists():
        raise Refused("invalid", "Say what is needed: at least one kind of asset.", "needs", status=422)
    if not request.windows.exists():
        raise Refused("invalid", "Say when: at least one window.", "windows", status=422)
    the_round_takes_it(request)
    return _turned(request, Status.SUBMITTED, "request.submitted", by)


@retried_once
@transaction.atomic
def request_booking(
    *,
    request: BookingRequest,
    needs: Sequence[Need],
    windows: Windows,
    by: User,
    preferred_assets: Iterable[Asset] = (),
) -> BookingRequest:
    """Store a request and hand it in to its round at once."""
    saved = save_request(
        request=request, needs=needs, windows=windows, by=by, preferred_assets=preferred_assets
    )
    return submit_request(request=saved, by=by)


@retried_once
@transaction.atomic
def withdraw_request(*, request: BookingRequest, by: User) -> BookingRequest:
    """Take a request back. If it was placed, its bookings are cancelled with it."""
    request = _locked(request, by)
    if request.status in (Status.DECLINED, Status.WITHDRAWN):
        raise Refused(
            "request_closed", "This request was answered or withdrawn, so there is nothing to take back."
        )
    standing = standing_of(request.bookings.all())
    if standing:
        release(bookings=standing, by=by, reason="The request was withdrawn.")
    return _turned(request, Status.WITHDRAWN, "request.withdrawn", by)


def _locked(request: BookingRequest, by: User) -> BookingRequest:
    found = BookingRequest.objects.select_for_update(of=("self",)).select_related("organisation", "round")
    current = found.get(pk=request.pk)
    require_change(current, by)
    return current


def _turned(request: BookingRequest, status: str, action: str, by: User) -> BookingRequest:
    before = state_of(request)
    request.status = status
    request.revision += 1
    request.save(update_fields=["status", "revision"])
    record(action, request, by=by, organisation=request.organisation, before=before, after=state_of(request))
    return request
