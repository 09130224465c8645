"""Booking by hand.

    create_booking(*, asset, organisation, starts_at, ends_at, purpose, attendees=None, bundle=None,
                   by) -> Booking
    move_booking(*, booking, by, asset=None, starts_at=None, ends_at=None, purpose=None, attendees=KEEP,
                 revision=None) -> Booking
    cancel_booking(*, booking, by, reason="", revision=None) -> Booking

All run inside the caller's transaction if there is one. Refused: `not_allowed` (403),
`changed_meanwhile` (412), and those of `assets.calendar`; `asset_not_free` has `details["alternatives"]`.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from assets.alternatives import alternatives_to
from assets.calendar import hold, release, retried_once
from assets.models import Asset, Booking
from partners.models import Organisation, User
from partners.permissions import require
from partners.refusals import Refused

KEEP: Any = object()


def create_booking(
    *,
    asset: Asset,
    organisation: Organisation,
    starts_at: datetime,
    ends_at: datetime,
    purpose: str,
    attendees: int | None = None,
    bundle: UUID | None = None,
    by: User,
) -> Booking:
    """Book an asset for an organisation for [starts_at, ends_at), aware times in whole minutes.

    The agreement that allows it (None for the owner) and the charge are found and frozen.

    Parameters:
        bundle: shared by what is booked together.
    """
    require(
        by, "assets.book", organisation, f"Your roles at {organisation} do not let you book.", "organisation"
    )
    booking = Booking(
        asset=asset,
        organisation=organisation,
        starts_at=starts_at,
        ends_at=ends_at,
        purpose=purpose,
        attendees=attendees,
        bundle=bundle,
    )
    return _held(booking, by)


def move_booking(
    *,
    booking: Booking,
    by: User,
    asset: Asset | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    purpose: str | None = None,
    attendees: int | None = KEEP,
    revision: int | None = None,
) -> Booking:
    """Change a standing booking; what is left out stays. Agreement and charge are found anew.

    revision: the one the caller has seen; another means that somebody changed the booking since.
    """
    current = _changeable(booking, by, revision)
    if asset is not None:
        current.asset = asset
    current.starts_at = starts_at or current.starts_at
    current.ends_at = ends_at or current.ends_at
    current.purpose = current.purpose if purpose is None else purpose
    current.attendees = current.attendees if attendees is KEEP else attendees
    return _held(current, by)


@retried_once
@transaction.atomic
def cancel_booking(*, booking: Booking, by: User, reason: str = "", revision: int | None = None) -> Booking:
    """Cancel a standing booking and free its asset."""
    return release(bookings=[_changeable(booking, by, revision)], by=by, reason=reason)[0]


def _held(booking: Booking, by: User) -> Booking:
    try:
        return hold(bookings=[booking], by=by)[0]
    except Refused as refusal:
        if refusal.code in {"asset_not_free", "blocked", "closed"}:
            refusal.adding_later(lambda: {"alternatives": _instead_of(booking, by)})
        raise


def _instead_of(booking: Booking, by: User) -> list[dict[str, Any]]:
    return alternatives_to(
        asset=booking.asset,
        organisation=booking.organisation,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        attendees=booking.attendees,
        by=by,
    )


def _changeable(booking: Booking, by: User, revision: int | None) -> Booking:
    current = Booking.objects.select_related("asset__site", "asset__owner", "organisation").get(pk=booking.pk)
    require(by, "assets.change_booking", current, "Your roles do not let you change this booking.")
    if not current.is_active:
        raise Refused("booking_cancelled", "This booking was cancelled, so it cannot be changed.")
    if revision is not None:
        # The calendar compares it with what is stored once the asset is locked.
        current.revision = revision
    return current
