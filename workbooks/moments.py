"""Cells that hold dates, times and durations. Nothing is guessed: what can be read two ways is asked about.

Each function takes the raw cell (never blank) and its column, and returns the value or raises CannotRead.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from workbooks.faults import CannotRead, shown

if TYPE_CHECKING:
    from workbooks.table import Column

LOCAL = ZoneInfo("Europe/London")
_NAMED_OFFSETS = {"gmt": 0, "utc": 0, "z": 0, "bst": 1}
_MONTHS = {
    name: number
    for number, full in enumerate(
        ("january", "february", "march", "april", "may", "june", "july",
         "august", "september", "october", "november", "december"), start=1)
    for name in (full, full[:3], *(("sept",) if number == 9 else ()))
}  # fmt: skip
_WORDY = re.compile(r"(?:([a-z]+),? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]+)\.?,? (\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SLASHED = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})")
_ZONED = re.compile(r"(.+?) ?(gmt|bst|utc|z|[+-]\d{2}:?\d{2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_HOURS = re.compile(r"(?:(\d+(?:\.\d+)?) ?h(?:ours?|rs?)?)? ?(?:(\d+) ?m(?:in(?:ute)?s?)?)?")
_DATE_REMEDY = "Write the date as 3 April 2027 or 2027-04-03"
_TIME_REMEDY = "Write the date and time as 2027-04-03 14:30 or 3 April 2027 14:30."


def date(raw: object, column: Column) -> dt.date:
    """A calendar day: a date cell, 3 April 2027, or 2027-04-03."""
    if isinstance(raw, dt.datetime):
        if raw.time() != dt.time(0):
            raise CannotRead(
                "This cell holds a time of day as well as a date.", f"{_DATE_REMEDY}, without a time."
            )
        raw = raw.date()
    if isinstance(raw, dt.date):
        return _sensible(raw)
    if not isinstance(raw, str):
        raise CannotRead(f"{shown(raw)} is not a date.", f"{_DATE_REMEDY}, and format the cell as a date.")
    return _sensible(_written_date(raw))


def _written_date(written: str) -> dt.date:
    words, written = _lowered(written), written.strip()
    iso, wordy = _ISO.fullmatch(words), _WORDY.fullmatch(words)
    try:
        if iso:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if wordy and wordy[3] in _MONTHS:
            return _on_its_weekday(dt.date(int(wordy[4]), _MONTHS[wordy[3]], int(wordy[2])), wordy[1] or "")
    except ValueError as wrong:
        raise CannotRead(f'There is no such day as "{written}".', f"{_DATE_REMEDY}.") from wrong
    slashed = _SLASHED.fullmatch(words)
    if slashed and sum(int(part) <= 31 for part in slashed.groups()) >= 2:
        two_ways = sum(int(part) <= 12 for part in slashed.groups()) >= 2
        why = (
            f'; "{written}" can be read two ways.'
            if two_ways
            else ", with the month as a word or the year first."
        )
        raise CannotRead(f'"{written}" is not a date we can be sure of.', _DATE_REMEDY + why)
    raise CannotRead(f'"{written}" is not a date.', f"{_DATE_REMEDY}.")


def _on_its_weekday(day: dt.date, weekday: str) -> dt.date:
    if weekday and (len(weekday) < 3 or not f"{day:%A}".lower().startswith(weekday)):
        raise CannotRead(
            f"{day.day} {day:%B %Y} is a {day:%A}, not {weekday.capitalize()}.",
            "Correct the day or leave it out.",
        )
    return day


def _sensible(day: dt.date) -> dt.date:
    if not 1950 <= day.year <= 2100:
        raise CannotRead(
            f"The year {day.year} is out of range.", "Write a year from 1950 to 2100, with four digits."
        )
    return day


def date_time(raw: object, column: Column) -> dt.datetime:
    """A moment in Europe/London wall time, or with GMT, BST or an offset written after it; returned in UTC."""
    if isinstance(raw, dt.datetime):
        wall = (raw.replace(microsecond=0) + dt.timedelta(seconds=round(raw.microsecond / 1e6))).replace(
            tzinfo=None
        )
        _sensible(wall.date())
        return instant(wall)
    if isinstance(raw, dt.date):
        raise CannotRead(f"{shown(raw)} has no time of day.", _TIME_REMEDY)
    if not isinstance(raw, str):
        raise CannotRead(f"{shown(raw)} is not a date and time.", _TIME_REMEDY)
    words = re.sub(r"^(\d{4}-\d{2}-\d{2})t", r"\1 ", _lowered(raw))
    zoned = _ZONED.fullmatch(words)
    wall = _written_wall_time(zoned[1] if zoned else words, raw)
    if zoned:
        return wall.replace(tzinfo=_offset(zoned[2])).astimezone(dt.UTC)
    return instant(wall)


def _written_wall_time(words: str, raw: str) -> dt.datetime:
    day, _, clock = words.rpartition(" ")
    time = _CLOCK.fullmatch(clock)
    if not time or not day:
        raise CannotRead(f'"{raw.strip()}" is not a date and time.', _TIME_REMEDY)
    if int(time[1]) > 23 or int(time[2]) > 59 or int(time[3] or 0) > 59:
        raise CannotRead(f'There is no such time as "{clock}".', "Write the time from 00:00 to 23:59.")
    try:
        written = _sensible(_written_date(day.removesuffix(",").removesuffix(" at")))
    except CannotRead as unclear:
        raise CannotRead(unclear.message, _TIME_REMEDY) from unclear
    return dt.datetime.combine(written, dt.time(int(time[1]), int(time[2]), int(time[3] or 0)))


def instant(wall: dt.datetime, *, written: str = "%Y-%m-%d %H:%M") -> dt.datetime:
    """The UTC instant of a wall time in Europe/London.

    written: how the remedy writes the time; where the day has a place of its own, without it.

    Raises CannotRead for a time the clocks skip in March, and for one they show twice in October.
    """
    early, late = (wall.replace(tzinfo=LOCAL, fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return early.astimezone(dt.UTC)
    day, clock = f"{wall.day} {wall:%B %Y}", f"{wall:%H:%M}"
    if early.astimezone(dt.UTC).astimezone(LOCAL).replace(tzinfo=None) != wall:
        after = (wall + dt.timedelta(hours=1)).strftime("%H:%M")
        raise CannotRead(
            f"{clock} on {day} does not exist: the clocks go forward from 01:00 to 02:00.",
            f"Write another time, such as {after}.",
        )
    raise CannotRead(
        f"{clock} on {day} happens twice: the clocks go back from 02:00 to 01:00.",
        f'Write "{wall.strftime(written)} BST" for the first or "{wall.strftime(written)} GMT" for the second.',
    )


def _offset(zone: str) -> dt.timezone:
    if zone in _NAMED_OFFSETS:
        return dt.timezone(dt.timedelta(hours=_NAMED_OFFSETS[zone]))
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 14 or minutes > 59:
        raise CannotRead(f'There is no such offset as "{zone}".', "Write an offset such as +01:00.")
    ahead = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-ahead if zone[0] == "-" else ahead)


def time_of_day(raw: object, column: Column) -> int:
    """A time on the clock as minutes after midnight; 24:00 is the end of the day (1440)."""
    if isinstance(raw, dt.time):
        return raw.hour * 60 + raw.minute
    if isinstance(raw, dt.timedelta) and dt.timedelta(0) <= raw <= dt.timedelta(days=1):
        return round(raw.total_seconds() / 60)
    time = _CLOCK.fullmatch(raw.strip()) if isinstance(raw, str) else None
    minutes = int(time[1]) * 60 + int(time[2]) if time and int(time[2]) < 60 else None
    if minutes is None or minutes > 24 * 60:
        raise CannotRead(
            f'"{shown(raw)}" is not a time of day.', "Write it on the 24-hour clock, such as 09:00 or 18:30."
        )
    return minutes


def duration_minutes(raw: object, column: Column) -> int:
    """A length of time in whole minutes: 90, 1:30, 1 h 30 min, 90 min or 1.5 hours."""
    minutes = _minutes(raw)
    low, high = column.limits
    if minutes is None or minutes != int(minutes):
        raise CannotRead(
            f'"{shown(raw)}" is not a length of time in whole minutes.',
            "Write minutes, such as 90, or 1 h 30 min, or 1:30.",
        )
    if (low is not None and minutes < low) or (high is not None and minutes > high):
        limits = f"at least {low}" + (f" and at most {high}" if high is not None else "")
        raise CannotRead(f"{int(minutes)} minutes is out of range.", f"Write a length of {limits} minutes.")
    return int(minutes)


def _minutes(raw: object) -> float | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        return raw if raw == raw and abs(raw) < 1e9 else None
    if isinstance(raw, dt.time):
        return raw.hour * 60 + raw.minute + raw.second / 60
    if isinstance(raw, dt.timedelta):
        return round(raw.total_seconds()) / 60
    words = _lowered(raw) if isinstance(raw, str) else ""
    if re.fullmatch(r"\d{1,6}", words):
        return int(words)
    if re.fullmatch(r"\d{1,4}:[0-5]\d", words):
        hours, _, rest = words.partition(":")
        return int(hours) * 60 + int(rest)
    spoken = _HOURS.fullmatch(words)
    if not words or not spoken:
        return None
    return round(float(spoken[1] or 0) * 60, 6) + int(spoken[2] or 0)


def _lowered(words: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", words).strip().lower()
