"""What may be booked, in words: the rules that are asked before a booking is written, and what the database's guards say.

check(booking, *, now, ignoring=())        Refused; sets agreement and charge on the booking
may_override(booking, by) -> bool
refusal_of(error, booking) -> Exception    an IntegrityError in words
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import IntegrityError

from assets.checked import check_fields
from assets.cover import agreement_that_allows, charge_of, minutes_of
from assets.models import Agreement, Booking
from assets.models.kinds import SEATING
from assets.queries.agreements import CapsUsed, signed_agreements
from assets.queries.calendars import Calendars, the_asset_is_shut
from partners.models import User
from partners.refusals import Refused

# Fields that the calendar sets itself.
SET_HERE = ("asset", "organisation", "agreement", "request", "round", "booked_by")


def check(booking: Booking, *, now: datetime, ignoring: Iterable[int] = ()) -> None:
    """Refuse in words what may not be booked whatever else is booked; set the agreement and the charge.

    Whether the asset is free then is judged by the database when the booking is written (refusal_of).

    ignoring: ids of bookings that leave.
    """
    if booking.ends_at <= booking.starts_at:
        raise Refused("ends_before_start", "The end must come after the start.", "ends_at", status=422)
    if booking.ends_at <= now:
        raise Refused(
            "in_the_past", "This time has passed. Choose a time from now on.", "starts_at", status=422
        )
    # Its constraints are asked for words only once the database has refused the row (refusal_of).
    check_fields(booking, without=SET_HERE, constraints=False)
    the_asset_seats_them(booking)
    if shut := the_asset_is_shut(booking.asset, booking.starts_at, booking.ends_at):
        raise shut
    booking.agreement = _agreement(booking, now, {*ignoring, booking.pk} - {None})
    minutes = minutes_of([(booking.starts_at, booking.ends_at)])
    booking.charge_pence = charge_of(booking.agreement, minutes)
    booking.overrides_blocking = False


def _agreement(booking: Booking, now: datetime, leaving: Collection[int]) -> Agreement | None:
    return agreement_that_allows(
        asset=booking.asset,
        organisation=booking.organisation,
        intervals=[(booking.starts_at, booking.ends_at)],
        now=now,
        agreements=signed_agreements(booking.organisation_id, booking.asset.owner_id),
        caps=CapsUsed(without=leaving),
    )


def the_asset_seats_them(booking: Booking) -> None:
    """Rooms and minibuses seat everybody who comes."""
    asset = booking.asset
    if booking.attendees and asset.kind in SEATING and booking.attendees > asset.capacity:
        raise Refused(
            "too_small",
            f"{asset} is for {asset.capacity} people, and {booking.attendees} are expected. "
            "Choose a larger one.",
            "attendees",
        )


def may_override(booking: Booking, by: User) -> bool:
    """Whether all that blocks the asset then lets this person book all the same."""
    blockings = _calendars(booking).blocked_by(booking.asset, booking.starts_at, booking.ends_at)
    return bool(blockings) and all(by in blocking.may_override.all() for blocking in blockings)


def refusal_of(error: IntegrityError, booking: Booking) -> Exception:
    """What the database's guards or constraints say, in words; the error itself if they did not speak."""
    said = str(error)
    if is_about_a_blocking(error) or "asset_not_free" in said or "hold_no_overlap" in said:
        return _clash(booking)
    if "no_agreement" in said:
        message = f"No agreement lets {booking.organisation} use {booking.asset}."
        return Refused("no_agreement", message, status=403)
    try:
        check_fields(booking, without=SET_HERE)
    except Refused as refusal:
        return refusal
    return error


def is_about_a_blocking(error: IntegrityError) -> bool:
    """Whether the guards refused a booking because its asset is out of use then."""
    return "blocked" in str(error)


def _clash(booking: Booking) -> Refused:
    calendars = _calendars(booking)
    if booking.overrides_blocking:
        calendars.blocked.clear()
    ignoring = {booking.pk} - {None}
    clash = calendars.clash(booking.asset, booking.starts_at, booking.ends_at, ignoring=ignoring)
    assert clash is not None, "The guards and the calendars disagree."
    return clash


def _calendars(booking: Booking) -> Calendars:
    return Calendars.of([booking.asset], booking.starts_at, booking.ends_at)
