"""The quarter hours of the two days in 2026 on which the clocks change, reckoned without the product or a time zone.

On 29 March the offset goes from 0 to 1 hour at 01:00 UTC, on 25 October from 1 hour to 0.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Quarter:
    """An instant, what the clocks show then, and by which name of the offset."""

    instant: datetime
    wall: datetime
    zone: str

    @property
    def clock(self) -> str:
        return f"{self.wall:%H:%M}"


@dataclass(frozen=True)
class ChangeDay:
    """A local day: `quarters` of its 23 or 25 hours, and for each wall time of an ordinary day the instants it is."""

    day: date
    hours: int
    quarters: tuple[Quarter, ...]
    shown: dict[datetime, list[Quarter]]

    @property
    def start(self) -> datetime:
        return self.quarters[0].instant

    @property
    def end(self) -> datetime:
        return self.quarters[-1].instant + QUARTER

    def written(self, quarter: Quarter) -> str:
        """How the time of day is written so that it can only be this quarter."""
        twice = len(self.shown[quarter.wall]) > 1
        return f"{quarter.clock} {quarter.zone}" if twice else quarter.clock


def _change_day(day: date, before: int, after: int) -> ChangeDay:
    change = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    hours = 24 + before - after
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - before * HOUR
    quarters = []
    for number in range(hours * 4):
        instant = start + number * QUARTER
        offset = before if instant < change else after
        wall = (instant + offset * HOUR).replace(tzinfo=None)
        quarters.append(Quarter(instant, wall, ("GMT", "BST")[offset]))
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    shown: dict[datetime, list[Quarter]] = {midnight + number * QUARTER: [] for number in range(96)}
    by_wall = defaultdict(list)
    for quarter in quarters:
        by_wall[quarter.wall].append(quarter)
    return ChangeDay(day, hours, tuple(quarters), shown | by_wall)


MARCH = _change_day(date(2026, 3, 29), 0, 1)
OCTOBER = _change_day(date(2026, 10, 25), 1, 0)
DAYS = (MARCH, OCTOBER)


@pytest.fixture
def in_february(monkeypatch) -> None:
    """It is the first of February 2026, so that both days are still to come."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 2, 1, 9, tzinfo=UTC))
