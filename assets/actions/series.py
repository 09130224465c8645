"""The same booking on several days, at the same local time.

create_series(*, asset, organisation, starts_at, ends_at, repeat_days, purpose, attendees=None, by)
    -> Series     all occurrences, which share a bundle, or none; those on a time that the clocks skip are left out
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from assets.actions.bookings import create_booking
from assets.calendar import retried_once
from assets.local_time import on_the_day_after, why_skipped
from assets.models import Asset, Booking
from assets.models.requests import REPEATS_MAX, are_repeat_days
from partners.audit import record
from partners.models import Organisation, User
from partners.refusals import Refused
from partners.wording import local_day


@dataclass(frozen=True)
class Series:
    """What was booked, and by its number from 0 why an occurrence was left out."""

    bookings: list[Booking]
    skipped: dict[int, str]


@retried_once
@transaction.atomic
def create_series(
    *,
    asset: Asset,
    organisation: Organisation,
    starts_at: datetime,
    ends_at: datetime,
    repeat_days: Sequence[int],
    purpose: str,
    attendees: int | None = None,
    by: User,
) -> Series:
    """Book an asset for [starts_at, ends_at) and again so many days later, at the same wall times.

    An occurrence that would start or end at a time that the clocks skip is left out, and the reason kept in the audit;
    of a time that they show twice the first counts.

    Parameters:
        repeat_days: rising days from 0, such as [0, 7, 14], at most REPEATS_MAX of them within a year.

    Raises:
        Refused: `invalid` (422), or what `create_booking` refuses, with the day that stands in the way in the words
            and its number in details["occurrence"]. Nothing is booked then.
    """
    if not are_repeat_days(list(repeat_days)):
        message = (
            f"List the repeats as rising days from 0, such as 0, 7, 14: at most {REPEATS_MAX} within a year."
        )
        raise Refused("invalid", message, "repeat_days", status=422)
    series = Series([], _skipped(starts_at, ends_at, repeat_days))
    facts = {"asset": asset, "organisation": organisation, "purpose": purpose, "attendees": attendees}
    bundle = uuid4()
    for number, days in enumerate(repeat_days):
        if number not in series.skipped:
            interval = on_the_day_after(starts_at, days), on_the_day_after(ends_at, days)
            series.bookings.append(_booked(number, interval, **facts, bundle=bundle, by=by))
    if series.skipped:
        reasons = {"bundle": str(bundle), "reasons": list(series.skipped.values())}
        record("series.skipped", series.bookings[0], by=by, organisation=organisation, after=reasons)
    return series


def _booked(number: int, interval: tuple[datetime, datetime], **facts: Any) -> Booking:
    """One occurrence; a refusal says which."""
    try:
        return create_booking(starts_at=interval[0], ends_at=interval[1], **facts)
    except Refused as refusal:
        message = f"{local_day(interval[0])}: {refusal.message}"
        details = {**refusal.details, "occurrence": number}
        raise Refused(
            refusal.code, message, refusal.field, status=refusal.status, details=details
        ) from refusal


def _skipped(starts_at: datetime, ends_at: datetime, repeat_days: Sequence[int]) -> dict[int, str]:
    reasons = {
        number: why_skipped(starts_at, days) or why_skipped(ends_at, days)
        for number, days in enumerate(repeat_days)
    }
    return {number: reason for number, reason in reasons.items() if reason}
