"""Money, times and durations in the words that pages, sheets and refusals use."""

from datetime import datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

DAY = "%a {day} %b %Y"
CLOCK = "%H:%M"

# What the licence of the public data asks for, wherever the data shows.
ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright."
)


def pounds(pence: int) -> str:
    """`pence` as pounds, such as £1,234.56 or -£0.05."""
    sign = "-" if pence < 0 else ""
    whole, rest = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}.{rest:02}"


def local_day(instant: datetime, zone: ZoneInfo = LONDON) -> str:
    """The day of an aware instant in `zone`, such as Tue 3 Nov 2026."""
    local = _local(instant, zone)
    return local.strftime(DAY.format(day=local.day))


def local_clock(instant: datetime, zone: ZoneInfo = LONDON) -> str:
    """The time of day of an aware instant in `zone`, such as 09:00.

    The hour that happens twice when the clocks go back also says which of the two, such as 01:30 GMT.
    """
    local = _local(instant, zone)
    happens_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return local.strftime(f"{CLOCK} %Z" if happens_twice else CLOCK)


def local_time(instant: datetime, zone: ZoneInfo = LONDON) -> str:
    """An aware instant as day and time in `zone`, such as Tue 3 Nov 2026, 09:00. ValueError if it is naive."""
    return f"{local_day(instant, zone)}, {local_clock(instant, zone)}"


def period(starts_at: datetime, ends_at: datetime, zone: ZoneInfo = LONDON) -> str:
    """A half-open interval in words; the day is said once when both ends are on it."""
    same_day = _local(starts_at, zone).date() == _local(ends_at, zone).date()
    end = local_clock(ends_at, zone) if same_day else local_time(ends_at, zone)
    return f"{local_time(starts_at, zone)} to {end}"


def duration(minutes: int) -> str:
    """A number of minutes in words, such as 1 hour 30 minutes."""
    sign = "minus " if minutes < 0 else ""
    hours, rest = divmod(abs(minutes), 60)
    parts = [
        f"{count} {unit}{'' if count == 1 else 's'}"
        for count, unit in ((hours, "hour"), (rest, "minute"))
        if count
    ]
    return sign + (" ".join(parts) or "0 minutes")


def _local(instant: datetime, zone: ZoneInfo) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"The time {instant.isoformat()} has no time zone.")
    return instant.astimezone(zone)
