"""Weekly hours in local wall time: stored, read from words, written as words, and expanded to instants.

Weekly hours are a list of [weekday, from_minute, to_minute]: Monday is 0, minutes count from local midnight,
1440 is the end of the day. None stands for "at any time" (an agreement, a site) or "as its site" (an asset).

    parse_hours("Mon-Fri 07:00-22:00; Sat 08:00-18:00") -> [[0, 420, 1320], …]
    hours_in_words(hours) -> "Mon–Fri 07:00–22:00; Sat 08:00–18:00"
    open_intervals(hours, start, end) -> [(aware UTC, aware UTC), …], clock changes included
    open_throughout(hours, intervals) -> bool
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise

from django.core.exceptions import ValidationError
from django.db import models

from assets.local_time import LOCAL, UTC
from optimizer.bookings.intervals import merged, overlap

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MINUTES_A_DAY = 1440
WeeklyHours = list[list[int]]
Instants = tuple[datetime, datetime]

_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_SPAN = re.compile(rf"{_CLOCK} ?(?:-|–|to) ?{_CLOCK}")
_REMEDY = 'Write weekly hours such as "Mon-Fri 07:00-22:00; Sat 08:00-18:00".'


def checked_hours(hours: object) -> WeeklyHours | None:
    """Weekly hours in their stored form: sorted, whole minutes, none overlapping; ValidationError otherwise."""
    if hours is None:
        return None
    if not isinstance(hours, list | tuple) or not hours:
        raise ValidationError(f"These are not weekly hours. {_REMEDY}")
    rows = []
    for row in hours:
        if not isinstance(row, list | tuple) or len(row) != 3 or not all(type(part) is int for part in row):
            raise ValidationError("Each entry holds a weekday from 0 to 6, a start and an end in minutes.")
        weekday, opens, closes = row
        if not (0 <= weekday <= 6 and 0 <= opens < closes <= MINUTES_A_DAY):
            raise ValidationError("Weekly hours run forwards within one day, Monday (0) to Sunday (6).")
        rows.append([weekday, opens, closes])
    rows.sort()
    for first, second in pairwise(rows):
        if first[0] == second[0] and overlap((first[1], first[2]), (second[1], second[2])):
            raise ValidationError(f"Two of the hours on {DAYS[first[0]]} overlap.")
    return rows


def parse_hours(words: str) -> WeeklyHours | None:
    """Weekly hours from words; blank gives None, a span past midnight is split; ValidationError if unclear."""
    minutes: dict[int, list[tuple[int, int]]] = {}
    for part in re.split(r"[;\n]", words):
        if part.strip():
            weekdays, spans = _part(part.strip())
            for weekday in weekdays:
                for opens, closes in spans:
                    _add(minutes, weekday, opens, closes)
    rows = [[day, *span] for day, spans in minutes.items() for span in merged(spans)]
    return checked_hours(rows) if rows else None


def _add(minutes: dict[int, list[tuple[int, int]]], weekday: int, opens: int, closes: int) -> None:
    if closes > opens:
        minutes.setdefault(weekday, []).append((opens, closes))
        return
    minutes.setdefault(weekday, []).append((opens, MINUTES_A_DAY))
    if closes:
        minutes.setdefault((weekday + 1) % 7, []).append((0, closes))


def _part(part: str) -> tuple[list[int], list[tuple[int, int]]]:
    """The weekdays and spans of one part, such as "Mon-Fri 07:00-12:00, 13:00-17:00"."""
    found = re.match(r"(?i)((?:[a-z]+(?: ?[-–,&] ?| to | and )?)+?)[ :]+(?=\d|24)(.+)", part)
    if found is None:
        raise ValidationError(f'We cannot read "{part}". {_REMEDY}')
    spans = []
    for span in re.split(r" ?[,&] ?| and ", found[2].strip()):
        if re.fullmatch(r"(?i)24 ?hours|24/7", span):
            spans.append((0, MINUTES_A_DAY))
            continue
        clock = _SPAN.fullmatch(span)
        if clock is None:
            raise ValidationError(f'We cannot read "{span}" in "{part}". {_REMEDY}')
        spans.append((_minute(clock[1], clock[2], part), _minute(clock[3], clock[4], part)))
    return _weekdays(found[1], part), spans


def _minute(hour: str, minute: str | None, part: str) -> int:
    value = int(hour) * 60 + int(minute or 0)
    if value > MINUTES_A_DAY or int(minute or 0) > 59:
        raise ValidationError(f'There is no such time of day in "{part}". Write times from 00:00 to 24:00.')
    return value


def _weekdays(words: str, part: str) -> list[int]:
    weekdays = []
    for piece in re.split(r" ?[,&] ?| and ", words.strip()):
        if piece.lower() in {"daily", "every day"}:
            weekdays += range(7)
            continue
        ends = [_weekday(name, part) for name in re.split(r" ?[-–] ?| to ", piece)]
        first, last = ends[0], ends[-1]
        weekdays += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return weekdays


def _weekday(name: str, part: str) -> int:
    for number, day in enumerate(DAYS):
        if len(name) >= 3 and name.lower().startswith(day.lower()):
            return number
    raise ValidationError(f'We do not know the day "{name}" in "{part}". {_REMEDY}')


def hours_in_words(hours: WeeklyHours | None) -> str:
    """Weekly hours as people write them, days with the same hours together; "" for None."""
    if hours is None:
        return ""
    by_day = {day: [(row[1], row[2]) for row in hours if row[0] == day] for day in range(7)}
    parts = []
    for spans, run in groupby(range(7), key=lambda day: by_day[day]):
        days = list(run)
        if spans:
            named = DAYS[days[0]] if len(days) == 1 else f"{DAYS[days[0]]}–{DAYS[days[-1]]}"
            parts.append(f"{named} {', '.join(f'{_clock(a)}–{_clock(b)}' for a, b in spans)}")
    return "; ".join(parts)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def open_intervals(hours: WeeklyHours | None, start: datetime, end: datetime) -> list[Instants]:
    """The UTC intervals within [start, end) in which the weekly hours are open, sorted and merged.

    On the days when the clocks change, the first moment at which they have got to an edge opens, and the last at which
    they have not got to it closes: so an edge that is skipped becomes the moment of the change.
    """
    if hours is None:
        return [(start, end)] if start < end else []
    day, last = start.astimezone(LOCAL).date(), end.astimezone(LOCAL).date()
    found: list[Instants] = []
    while day <= last:
        for weekday, opens, closes in hours:
            if weekday == day.weekday():
                found.append((_edge(day, opens, fold=0), _closing(day, closes)))
        day += timedelta(days=1)
    return merged((max(start, a), min(end, b)) for a, b in found if overlap((a, b), (start, end)))


def _closing(day: date, minute: int) -> datetime:
    first, second = _edge(day, minute, fold=0), _edge(day, minute, fold=1)
    # Where the clocks go back to this very minute they have not been before it since it was first shown.
    return second if _edge(day, minute - 1, fold=1) >= first else first


def _edge(day: date, minute: int, *, fold: int) -> datetime:
    wall = datetime.combine(day, time(0)) + timedelta(minutes=minute)
    instant = wall.replace(tzinfo=LOCAL, fold=fold).astimezone(UTC)
    if instant.astimezone(LOCAL).replace(tzinfo=None) == wall:
        return instant
    # A wall time in the skipped hour: read with the offset after the change it lands before it, and the
    # reverse, so the change itself is the later reading's wall minute cut back to the full hour.
    after = wall.replace(tzinfo=LOCAL, fold=0).astimezone(UTC)
    return after - timedelta(minutes=wall.minute)


def open_throughout(hours: WeeklyHours | None, intervals: Iterable[Instants]) -> bool:
    """Whether the weekly hours are open throughout each of the intervals."""
    return all(open_intervals(hours, start, end) == [(start, end)] for start, end in intervals)


class WeeklyHoursField(models.JSONField):
    """Weekly hours; what is not in their form is refused on validation and again on saving."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value, model_instance) -> None:
        super().validate(value, model_instance)
        checked_hours(value)

    def get_db_prep_save(self, value, connection):
        return super().get_db_prep_save(checked_hours(value), connection)
