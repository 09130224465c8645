"""What a client tries, and which parts of which calendars it wants.

Attempt(call, spans, purpose, booking=None)
booking(world, asset, start, end, purpose, key="") / series(...) / move(...)  -> Attempt
clash(one, other) -> bool        two spans, turnaround of whichever comes first included
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assets.local_time import on_the_day_after
from assets.models import Asset
from benchmarks.races.clients import Call
from benchmarks.races.world import World
from optimizer.bookings.intervals import overlap


@dataclass(frozen=True)
class Span:
    """One asset from `start` to `end`."""

    asset: Asset
    start: datetime
    end: datetime

    @property
    def busy(self) -> tuple[datetime, datetime]:
        """With the turnaround."""
        return self.start, self.end + timedelta(minutes=self.asset.turnaround_minutes)


@dataclass(frozen=True)
class Attempt:
    """A call and what it wants; `booking` is the id of the one that is moved."""

    call: Call
    spans: tuple[Span, ...]
    purpose: str
    booking: int | None = None


def clash(one: Span, other: Span) -> bool:
    """Whether both cannot stand: the same asset, or a whole and its part, at overlapping times."""
    first, second = one.asset, other.asset
    related = first.pk == second.pk or first.part_of_id == second.pk or second.part_of_id == first.pk
    return related and overlap(one.busy, other.busy)


def booking(world: World, span: Span, purpose: str, key: str = "") -> Attempt:
    """To book the span, with an Idempotency-Key if one is given."""
    headers = {"Idempotency-Key": key} if key else {}
    return Attempt(Call("/bookings", _body(world, span, purpose), headers=headers), (span,), purpose)


def series(world: World, span: Span, purpose: str, repeat_days: Sequence[int]) -> Attempt:
    """To book the span and the same wall times so many days later."""
    spans = tuple(
        Span(span.asset, on_the_day_after(span.start, days), on_the_day_after(span.end, days))
        for days in repeat_days
    )
    body = {**_body(world, span, purpose), "repeat_days": list(repeat_days)}
    return Attempt(Call("/series", body), spans, purpose)


def move(booking_id: int, span: Span, purpose: str) -> Attempt:
    """To move a booking, as it was first made, to the span."""
    body = {"asset": span.asset.pk, "starts_at": span.start.isoformat(), "ends_at": span.end.isoformat()}
    call = Call(f"/bookings/{booking_id}", body, "PATCH", {"If-Match": '"0"'})
    return Attempt(call, (span,), purpose, booking_id)


def _body(world: World, span: Span, purpose: str) -> dict:
    return {
        "asset": span.asset.pk,
        "organisation": world.police.pk,
        "starts_at": span.start.isoformat(),
        "ends_at": span.end.isoformat(),
        "purpose": purpose,
    }
