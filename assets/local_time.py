"""Local wall time (Europe/London) at the edges, aware UTC instants inside.

local_instant(day, clock) -> aware UTC datetime; Refused when the time is missing, skipped or happens twice
on_the_day_after(instant, days) -> the same wall time so many days later
why_skipped(instant, days) -> "01:30 on Sun 29 Mar 2026 does not exist: …", or "" where the clocks show that time
local_words(instant) -> "Mon 7 December 2026, 09:00"
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from partners.refusals import Refused
from partners.wording import local_day
from workbooks.faults import CannotRead
from workbooks.moments import instant

__all__ = ["LOCAL", "UTC", "aware", "local_instant", "on_the_day_after", "why_skipped"]

LOCAL = ZoneInfo("Europe/London")


def local_instant(day: date | None, clock: time | None, *, field: str = "") -> datetime:
    """The UTC instant of a local day and time of day; the time may carry the zone that it is in on that day.

    Raises:
        Refused: `date_missing`, `time_missing`, or `time_unclear` (422) when the clocks skip the time or show it
            twice; the message asks the question.
    """
    if day is None:
        raise Refused("date_missing", "Enter a date, such as 27 3 2027.", field, status=422)
    if clock is None:
        raise Refused("time_missing", "Enter a time, such as 09:30.", field, status=422)
    wall = datetime.combine(day, clock)
    if wall.tzinfo is not None and wall.astimezone(LOCAL).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return wall.astimezone(UTC)
    try:
        found = instant(wall.replace(tzinfo=None), written="%H:%M")
    except CannotRead as unclear:
        raise Refused("time_unclear", f"{unclear.message} {unclear.remedy}", field, status=422) from unclear
    if wall.tzinfo is not None:
        said, valid = wall.tzname(), found.astimezone(LOCAL).tzname()
        message = (
            f"The clocks show {valid} at {wall:%H:%M} on {day.day} {day:%B %Y}, not {said}. Leave out {said}."
        )
        raise Refused("time_unclear", message, field, status=422)
    return found


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
    if not days:
        return moment.astimezone(UTC)
    wall = moment.astimezone(LOCAL).replace(tzinfo=None) + timedelta(days=days)
    return wall.replace(tzinfo=LOCAL).astimezone(UTC)


def why_skipped(moment: datetime, days: int) -> str:
    """Why there is no such wall time so many days later; "" where there is one."""
    wall, later = (one.astimezone(LOCAL) for one in (moment, on_the_day_after(moment, days)))
    if later.time() == wall.time():
        return ""
    return f"{wall:%H:%M} on {local_day(later)} does not exist: the clocks go forward from 01:00 to 02:00."
