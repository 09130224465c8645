"""Instants as minutes of a round, and back."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from assets.hours import Instants
from assets.models import Round

MINUTE = timedelta(minutes=1)


class Horizon:
    """The minutes of a round, counted from its start."""

    def __init__(self, planned: Round) -> None:
        self.start, self.end = planned.starts_at, planned.ends_at
        self.minutes = (self.end - self.start) // MINUTE

    def minute(self, moment: datetime) -> int:
        """The minute of a moment; negative or past the end for moments outside."""
        return (moment - self.start) // MINUTE

    def moment(self, minute: int) -> datetime:
        """The moment of a minute."""
        return self.start + minute * MINUTE

    def spans(self, intervals: Iterable[Instants]) -> list[list[int]]:
        """The intervals cut to the horizon, as [from, to]; empty ones are dropped."""
        cut = ([max(0, self.minute(start)), min(self.minutes, self.minute(end))] for start, end in intervals)
        return [span for span in cut if span[0] < span[1]]


def whole_minute(moment: datetime) -> datetime:
    """The moment, or the next whole minute."""
    floor = moment.replace(second=0, microsecond=0)
    return floor if floor == moment else floor + MINUTE
