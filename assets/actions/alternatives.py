"""Booking by hand what a plan offered instead of a declined request.

book_alternative(*, request, number, by) -> list[Booking]    all of its assets and repeats, or none
"""

from datetime import datetime

from django.db import transaction

from assets.actions.bookings import create_booking
from assets.calendar import retried_once
from assets.local_time import on_the_day_after
from assets.models import Booking, BookingRequest
from assets.queries.catalogue import visible_assets
from partners.models import User
from partners.permissions import require
from partners.refusals import Refused


@retried_once
@transaction.atomic
def book_alternative(*, request: BookingRequest, number: int, by: User) -> list[Booking]:
    """Book the assets of one of a declined request's alternatives, for each of its repeats.

    Parameters:
        number: place in `request.alternatives`, from 0.

    Raises:
        Refused: `not_allowed` (403), `no_alternative` (404) or what `create_booking` refuses.
    """
    require(by, "assets.change_request", request, "Your roles do not let you book for this request.")
    if not 0 <= number < len(request.alternatives):
        raise Refused("no_alternative", "This alternative is no longer offered.", status=404)
    chosen = request.alternatives[number]
    starts_at, ends_at = (datetime.fromisoformat(chosen[name]) for name in ("starts_at", "ends_at"))
    assets = visible_assets(by).in_bulk([asset["id"] for asset in chosen["assets"]])
    return [
        create_booking(
            asset=asset,
            organisation=request.organisation,
            starts_at=on_the_day_after(starts_at, days),
            ends_at=on_the_day_after(ends_at, days),
            purpose=request.title,
            attendees=request.attendees if len(assets) == 1 else None,
            by=by,
        )
        for days in request.repeat_days or [0]
        for asset in assets.values()
    ]
