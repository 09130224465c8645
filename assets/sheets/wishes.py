"""What a request wants, in the words of one cell: needs, windows, repeats. Read strictly and written alike.

needs     room, 12 seats, projector; 2 x drone, thermal camera
windows   2026-12-08 09:00 to 2026-12-08 12:00; 2026-12-09 09:00 to 2026-12-09 12:00
"""

import re
from collections.abc import Iterable
from datetime import datetime

from assets.actions.requests import Need
from assets.local_time import LOCAL
from assets.models import RequestNeed, RequestWindow
from assets.sheets.names import Names, kind_called
from workbooks.faults import CannotRead
from workbooks.moments import date_time
from workbooks.table import Column

_COUNT = re.compile(r"(\d{1,3}) ?[x×] (.+)")
_SEATS = re.compile(r"(\d{1,5}) ?(?:seats?|people|places)")
_WINDOW = Column("windows", "Windows", "date_time")


def read_needs(words: str, names: Names) -> list[Need]:
    """The needs of one cell; CannotRead names the part that is unclear."""
    parts = [part.strip() for part in re.split(r"[;\n]", words) if part.strip()]
    if not parts:
        raise CannotRead("Nothing is asked for.", 'Write what is needed, such as "room, 12 seats".')
    return [_need(part, names) for part in parts]


def _need(part: str, names: Names) -> Need:
    first, *rest = (piece.strip() for piece in part.split(","))
    counted = _COUNT.fullmatch(first)
    count, kind = (int(counted[1]), counted[2]) if counted else (1, first)
    if not 1 <= count <= 100:
        raise CannotRead(f'"{part}" asks for {count} of them.', "Ask for 1 to 100.")
    capacity, features = 1, []
    for piece in filter(None, rest):
        seats = _SEATS.fullmatch(piece.lower())
        if seats:
            capacity = max(1, int(seats[1]))
        else:
            features.append(names.feature(piece))
    return Need(kind_called(kind), tuple(features), capacity, count)


def needs_in_words(needs: Iterable[RequestNeed]) -> str:
    """Needs as `read_needs` reads them."""
    parts = []
    for need in needs:
        kind = need.kind.replace("_", " ")
        pieces = [f"{need.count} x {kind}" if need.count > 1 else kind]
        if need.capacity_min > 1:
            pieces.append(f"{need.capacity_min} seats")
        pieces += sorted(feature.name for feature in need.features.all())
        parts.append(", ".join(pieces))
    return "; ".join(parts)


def read_windows(words: str) -> list[tuple[datetime, datetime]]:
    """The windows of one cell, as UTC instants; CannotRead names the one that is unclear."""
    windows = []
    for part in re.split(r"[;\n]", words):
        if not part.strip():
            continue
        ends = re.split(r" +to +| +– +", part.strip())
        if len(ends) != 2:
            raise CannotRead(
                f'"{part.strip()}" is not a window.', "Write it as 2026-12-08 09:00 to 2026-12-08 12:00."
            )
        start, end = (date_time(end, _WINDOW) for end in ends)
        if end <= start:
            raise CannotRead(f'"{part.strip()}" ends before it starts.', "Write the earlier time first.")
        windows.append((start, end))
    return windows


def windows_in_words(windows: Iterable[RequestWindow]) -> str:
    """Windows as `read_windows` reads them."""
    return "; ".join(f"{_written(one.starts_at)} to {_written(one.ends_at)}" for one in windows)


def _written(moment: datetime) -> str:
    local = moment.astimezone(LOCAL)
    # The hour that happens twice in October says which of the two it is.
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return local.strftime("%Y-%m-%d %H:%M %Z" if twice else "%Y-%m-%d %H:%M")


def read_repeats(words: Iterable[str]) -> list[int]:
    """Days after the first occurrence; blank is once."""
    days = list(words)
    if not all(re.fullmatch(r"\d{1,3}", day) for day in days):
        raise CannotRead("Repeat days are whole numbers.", "Write them as 0; 7; 14.")
    return [int(day) for day in days] or [0]
