"""Local wall time (Europe/London) at the edges, aware UTC instants inside.

local_instant(day, clock) -> aware UTC datetime; Refused when the time is missing, skipped or happens twice
on_the_day_after(instant, days) -> the same wall time so many days later
local_words(instant) -> "Mon 7 December 2026, 09:00"
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from partners.refusals import Refused
from workbooks.faults import CannotRead
from workbooks.moments import instant

__all__ = ["LOCAL", "UTC", "aware", "local_instant", "on_the_day_after"]

LOCAL = ZoneInfo("Europe/London")


def local_instant(day: date | None, clock: time | None, *, field: str = "") -> datetime:
    """The UTC instant of a local day and time of day.

    Raises:
        Refused: `date_missing`, `time_missing`, or `time_unclear` (422) when the clocks skip the time or show it
            twice; the message asks the question.
    """
    if day is None:
        raise Refused("date_missing", "Enter a date, such as 27 3 2027.", field, status=422)
    if clock is None:
        raise Refused("time_missing", "Enter a time, such as 09:30.", field, status=422)
    try:
        return instant(datetime.combine(day, clock))
    except CannotRead as unclear:
        raise Refused("time_unclear", f"{unclear.message} {unclear.remedy}", field, status=422) from unclear


def aware(moment: datetime, *, field: str = "") -> datetime:
    """The moment in UTC; Refused (422) without an offset or with seconds: the calendar counts whole minutes."""
    if moment.tzinfo is None:
        raise Refused(
            "offset_missing",
            f"{moment.isoformat()} has no offset: write it as {moment.isoformat()}+00:00.",
            field,
            status=422,
        )
    if moment.second or moment.microsecond:
        raise Refused("not_a_whole_minute", "Give a time in whole minutes.", field, status=422)
    return moment.astimezone(UTC)


def on_the_day_after(moment: datetime, days: int) -> datetime:
    """The same wall time `days` later; a time the clocks skip becomes the one an hour later, of two the first."""
    wall = moment.astimezone(LOCAL).replace(tzinfo=None) + timedelta(days=days)
    return wall.replace(tzinfo=LOCAL).astimezone(UTC)
