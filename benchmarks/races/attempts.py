"""What a client tries, and which parts of which calendars it wants.

Span(asset, start, end)                       one asset for a time
Attempt(call, purpose, spans, ...)            a call and what it wants
Contest(attempts, ...)                        attempts at the same moment
booking(...) / series(...) / move(...) / cancellation(...)  -> Attempt
clash(one, other) -> bool                     two spans, turnaround of whichever comes first included
double_bookings(spans) -> int
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from assets.local_time import on_the_day_after
from assets.models import Asset, Booking
from benchmarks.races.wire import Call
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

    @property
    def place(self) -> tuple[int, datetime, datetime]:
        """What two spans of the same asset and time have in common."""
        return self.asset.pk, self.start, self.end

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.end - self.start).total_seconds() // 60)


@dataclass(frozen=True)
class Attempt:
    """A call and what it wants.

    Parameters:
        spans: what it books.
        targets: what it changes, such as "booking 7": of two attempts with the same, one may have to give way.
        shuts: what it closes to others, such as a blocking or the days after an agreement's end.
        is_done: asks the database whether an effect that is not a booking is there.
        fleeting: others may undo it in the same race.
    """

    call: Call
    purpose: str
    spans: tuple[Span, ...] = ()
    targets: frozenset[str] = frozenset()
    shuts: tuple[Span, ...] = ()
    is_done: Callable[[], bool] | None = field(default=None, compare=False)
    fleeting: bool = False


@dataclass(frozen=True)
class Contest:
    """Attempts to be sent at once.

    Parameters:
        before: places that were taken when it began, and that others may leave.
        cap_minutes: what all together may book, if that is limited.
        forbidden: at first no agreement allows it.
        after: puts the world back, once the contest has been judged.
    """

    attempts: list[Attempt]
    before: tuple[Span, ...] = ()
    cap_minutes: int | None = None
    forbidden: bool = False
    after: Callable[[], None] | None = field(default=None, compare=False)


def clash(one: Span, other: Span) -> bool:
    """Whether both cannot stand: the same asset, or a whole and its part, at overlapping times."""
    return related(one.asset, other.asset) and overlap(one.busy, other.busy)


def related(first: Asset, second: Asset) -> bool:
    """The same asset, or a whole and its part."""
    return first.pk == second.pk or first.part_of_id == second.pk or second.part_of_id == first.pk


def double_bookings(spans: Iterable[Span]) -> int:
    """Spans that overlap an earlier one of the same asset or of its whole."""
    units: dict[int, list[Span]] = {}
    for span in spans:
        units.setdefault(span.asset.pk, []).append(span)
    found = 0
    for own in units.values():
        # A part is taken by its own bookings and its whole's, which may not overlap each other either.
        together = sorted([*own, *units.get(own[0].asset.part_of_id or 0, ())], key=lambda span: span.start)
        found += sum(clash(one, other) for one, other in pairwise(together))
    return found


def booking(world: World, span: Span, purpose: str, *, key: str = "", who: str = "police") -> Attempt:
    """To book the span, with an Idempotency-Key if one is given."""
    call = world.api("/bookings", _body(world, span, purpose, who), who=who, Idempotency_Key=key)
    return Attempt(call, purpose, (span,))


def series(world: World, span: Span, purpose: str, days: Sequence[int], *, key: str = "") -> Attempt:
    """To book the span and the same wall times so many days later."""
    spans = tuple(
        Span(span.asset, on_the_day_after(span.start, day), on_the_day_after(span.end, day)) for day in days
    )
    body = {**_body(world, span, purpose, "police"), "repeat_days": list(days)}
    return Attempt(world.api("/series", body, Idempotency_Key=key), purpose, spans)


def move(
    world: World, booking_id: int, span: Span, purpose: str, *, revision: int = 0, fleeting: bool = False
) -> Attempt:
    """To move a booking, as it is at that revision, to the span."""
    body = {"asset": span.asset.pk, "starts_at": span.start.isoformat(), "ends_at": span.end.isoformat()}
    call = world.api(f"/bookings/{booking_id}", body, method="PATCH", If_Match=f'"{revision}"')
    return Attempt(call, purpose, (span,), frozenset({f"booking {booking_id}"}), fleeting=fleeting)


def cancellation(world: World, booking_id: int) -> Attempt:
    """To cancel a booking."""
    call = world.api(f"/bookings/{booking_id}/cancel")
    cancelled = Booking.objects.filter(pk=booking_id, status=Booking.Status.CANCELLED)
    targets = frozenset({f"booking {booking_id}"})
    return Attempt(call, f"cancel {booking_id}", targets=targets, is_done=cancelled.exists)


def _body(world: World, span: Span, purpose: str, who: str) -> dict:
    return {
        "asset": span.asset.pk,
        "organisation": world.bodies[who].pk,
        "starts_at": span.start.isoformat(),
        "ends_at": span.end.isoformat(),
        "purpose": purpose,
    }
