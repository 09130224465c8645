"""What may be booked, in words: the rules that are asked before a booking is written, and what the database's guards say.

check(booking, *, by, now, among, ignoring=())     Refused; sets agreement, charge and override on the booking
refusal_of(error, booking) -> Exception            an IntegrityError in words
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import IntegrityError

from assets.checked import check_fields
from assets.cover import agreement_that_allows, charge_of, minutes_of
from assets.models import Agreement, Asset, Booking
from assets.models.kinds import SEATING
from assets.queries.agreements import CapsUsed, agreements_between
from assets.queries.calendars import Calendars
from partners.models import User
from partners.refusals import Refused

# Fields that the calendar sets itself.
SET_HERE = ("asset", "organisation", "agreement", "request", "round", "booked_by")


def check(
    booking: Booking, *, by: User, now: datetime, among: Iterable[Asset], ignoring: Iterable[int] = ()
) -> None:
    """Refuse in words what may not be booked; set the agreement, the charge and an override on the booking.

    among: the locked assets, the parts of the booked one included; ignoring: ids of bookings that leave.
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
    leaving = {*ignoring, booking.pk} - {None}
    _check_that_it_is_free(booking, by, among, leaving)
    booking.agreement = _agreement(booking, now, leaving)
    minutes = minutes_of([(booking.starts_at, booking.ends_at)])
    booking.charge_pence = charge_of(booking.agreement, minutes)


def _check_that_it_is_free(
    booking: Booking, by: User, among: Iterable[Asset], leaving: Collection[int]
) -> None:
    calendars = Calendars.of([booking.asset], booking.starts_at, booking.ends_at, among=among)
    booking.overrides_blocking = _may_override(booking, calendars, by)
    if booking.overrides_blocking:
        calendars.blocked.clear()
    clash = calendars.clash(booking.asset, booking.starts_at, booking.ends_at, ignoring=leaving)
    if clash is not None:
        raise clash


def _agreement(booking: Booking, now: datetime, leaving: Collection[int]) -> Agreement | None:
    interval = (booking.starts_at, booking.ends_at)
    return agreement_that_allows(
        asset=booking.asset,
        organisation=booking.organisation,
        intervals=[interval],
        now=now,
        # Of one asset the cover is asked for only where an agreement limits it, so nothing is read beforehand.
        agreements=agreements_between(*interval, user_ids=[booking.organisation_id])
        .filter(owner=booking.asset.owner_id)
        .select_related(None)
        .prefetch_related(None),
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


def _may_override(booking: Booking, calendars: Calendars, by: User) -> bool:
    blockings = calendars.blocked_by(booking.asset, booking.starts_at, booking.ends_at)
    return bool(blockings) and all(by in blocking.may_override.all() for blocking in blockings)


def refusal_of(error: IntegrityError, booking: Booking) -> Exception:
    """What the database's guards or constraints say, in words; the error itself if they did not speak."""
    said = str(error)
    if "asset_not_free" in said or "hold_no_overlap" in said:
        return Refused("asset_not_free", f"{booking.asset} is taken then. Choose another time or asset.")
    if "blocked" in said:
        return Refused("blocked", f"{booking.asset} is out of use then. Choose another time or asset.")
    if "no_agreement" in said:
        message = f"No agreement lets {booking.organisation} use {booking.asset}."
        return Refused("no_agreement", message, status=403)
    try:
        check_fields(booking, without=SET_HERE)
    except Refused as refusal:
        return refusal
    return error
