"""Bookings by hand."""

import re
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from api.answers import address_of, answer, created, page_of, referred
from api.auth import needs
from api.openapi import ETAG, LOCATION
from api.schemas.base import Page
from api.schemas.bookings import (
    BookingChange,
    BookingFilter,
    BookingIn,
    BookingOut,
    CancelIn,
    SeriesIn,
    SeriesOut,
    SkippedOut,
)
from assets.actions.bookings import cancel_booking, create_booking, move_booking
from assets.actions.series import create_series
from assets.models import Asset, Booking
from assets.queries.bookings import BookingLine, bookings_between, line_of, lines_of, visible_booking
from assets.queries.catalogue import visible_assets
from partners.models import Scope
from partners.permissions import own_organisation
from partners.queries import visible_organisations
from partners.refusals import Refused

router = Router(tags=["Bookings"])

PERIOD_DEFAULT = timedelta(days=31)
PERIOD_MAX = timedelta(days=366)


@router.get(
    "/bookings", response=Page[BookingOut], summary="Bookings in a period", **needs(Scope.ASSETS_READ)
)
def list_bookings(request: HttpRequest, filters: Query[BookingFilter]):
    """Those that overlap [from, to), at most 366 days; from now and for 31 days if left out.

    With `organisation`, only those whose details you see.
    """
    start = filters.starts_at or timezone.now()
    end = filters.ends_at or start + PERIOD_DEFAULT
    if not start < end <= start + PERIOD_MAX:
        message = f"Give an end after the start and within {PERIOD_MAX.days} days of it."
        raise Refused("invalid", message, "to", status=422)
    assets = visible_assets(request.user)
    bodies = visible_organisations(request.user)
    lines = bookings_between(
        request.user,
        start,
        end,
        assets=[referred(assets, filters.asset, "asset", "asset")] if filters.asset else None,
        organisation=referred(bodies, filters.organisation, "organisation", "organisation")
        if filters.organisation
        else None,
    )
    return page_of(BookingOut, lines, filters)


@router.post(
    "/bookings",
    response={201: BookingOut},
    summary="Book an asset",
    **needs(Scope.BOOKINGS_WRITE, headers=LOCATION | ETAG),
)
def create(request: HttpRequest, wanted: BookingIn):
    """Book an asset at once, under the agreement that allows it (or as its owner).

    Refused with 409 `asset_not_free` and up to three `alternatives`, 403 `no_agreement`, or what else stands against
    it in words.
    """
    booking = create_booking(**_wanted(request, wanted), by=request.user)
    return _shown(line_of(request.user, booking), 201)


@router.get(
    "/bookings/{int:booking_id}",
    response=BookingOut,
    summary="One booking",
    **needs(Scope.ASSETS_READ, headers=ETAG),
)
def get_booking(request: HttpRequest, booking_id: int):
    """A booking; its ETag is what a change has to name."""
    return _shown(visible_booking(request.user, booking_id))


@router.patch(
    "/bookings/{int:booking_id}",
    response=BookingOut,
    summary="Move or change a booking",
    **needs(Scope.BOOKINGS_WRITE, headers=ETAG),
)
def change(request: HttpRequest, booking_id: int, changes: BookingChange):
    """Change the booking that was read: `If-Match` holds its ETag, and 412 says that somebody else changed it since."""
    booking = _booking(request, booking_id)
    revision = _revision(request)
    given = changes.model_dump(exclude_unset=True)
    if "asset" in given:
        given["asset"] = Asset(pk=given["asset"])
    move_booking(booking=booking, by=request.user, revision=revision, **given)
    return _shown(visible_booking(request.user, booking_id))


@router.post(
    "/bookings/{int:booking_id}/cancel",
    response=BookingOut,
    summary="Cancel a booking",
    **needs(Scope.BOOKINGS_WRITE, headers=ETAG),
)
def cancel(request: HttpRequest, booking_id: int, why: CancelIn | None = None):
    """Cancel a booking and free its asset."""
    booking = _booking(request, booking_id)
    cancel_booking(booking=booking, by=request.user, reason=why.reason if why else "")
    return _shown(visible_booking(request.user, booking_id))


@router.post(
    "/series", response={201: SeriesOut}, summary="Book an asset repeatedly", **needs(Scope.BOOKINGS_WRITE)
)
def create_repeated(request: HttpRequest, wanted: SeriesIn):
    """Book every occurrence or none; a refusal names the day, and `occurrence` is its number from 0.

    Those at a time that the clocks skip in March are left out: `skipped` says why.
    """
    series = create_series(**_wanted(request, wanted), repeat_days=wanted.repeat_days, by=request.user)
    lines = lines_of(request.user, Booking.objects.filter(bundle=series.bookings[0].bundle))
    shown = SeriesOut(
        bundle=str(series.bookings[0].bundle),
        bookings=[BookingOut.of(line) for line in lines],
        skipped=[SkippedOut(occurrence=number, reason=reason) for number, reason in series.skipped.items()],
    )
    return created(shown)


def _wanted(request: HttpRequest, wanted: BookingIn) -> dict[str, Any]:
    body = own_organisation(request.user, wanted.organisation)
    bodies = visible_organisations(request.user)
    return {
        **wanted.model_dump(include={"starts_at", "ends_at", "purpose", "attendees"}),
        # Whether the caller may see it is asked with the booking.
        "asset": Asset(pk=wanted.asset),
        "organisation": body or referred(bodies, wanted.organisation, "organisation", "organisation"),
    }


def _booking(request: HttpRequest, booking_id: int) -> Booking:
    return Booking(pk=visible_booking(request.user, booking_id).id)


def _shown(line: BookingLine, status: int = 200) -> HttpResponse:
    headers = {"ETag": f'"{line.revision}"'}
    if status == 201:
        headers |= address_of("get_booking", booking_id=line.id)
    return answer(BookingOut.of(line), status, headers)


def _revision(request: HttpRequest) -> int:
    tag = request.headers.get("If-Match")
    if tag is None:
        message = "Send the ETag of the booking you read in the header If-Match, so that no change is lost."
        raise Refused("if_match_missing", message, "If-Match", status=428)
    found = re.fullmatch(r'"(\d{1,9})"', tag.strip(), re.ASCII)
    if found is None:
        raise Refused(
            "malformed", 'If-Match holds the ETag of the booking, such as "0".', "If-Match", status=422
        )
    return int(found[1])
