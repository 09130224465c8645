"""Clients of a storm that write to calendars: bookings, series, moves, blockings."""

from collections.abc import Callable
from itertools import count

from assets.models import Blocking, Booking, Hold
from benchmarks.races.attempts import Attempt, Span, booking, move, series
from benchmarks.races.contests.terms import blocking
from benchmarks.races.storms.storm import HALF, Storm, ended
from benchmarks.races.wire import Script
from benchmarks.races.world import HOUR, at
from partners.models import AuditEntry

# Days that no race uses; each storm has days of its own.
FIRST_DAY = 19_000
DAYS = 150
STORMS_MAX = 30
TURNS = 50
REPEATS = [0, 1, 2]
NINE = 9 * HOUR


def hour_of(storm: Storm, room: int, turn: int, minutes: int = NINE) -> Span:
    """An hour of a room on a day of the storm; turns are three days apart."""
    start = at(FIRST_DAY + storm.number % STORMS_MAX * DAYS + turn * len(REPEATS), minutes)
    return Span(storm.world.rooms[room], start, start.replace(hour=start.hour + 1))


@ended
def books(storm: Storm, client: int) -> Script:
    """Books a room of its own: without a key, with one, and in series, in turn."""
    for turn in range(TURNS):
        purpose = f"Storm {storm.number}, {client}, {turn}"
        span = hour_of(storm, client, turn)
        if turn % 3 == 2:
            attempt = series(storm.world, span, purpose, REPEATS, key=purpose)
        else:
            attempt = booking(storm.world, span, purpose, key=purpose if turn % 3 else "")
        subject = storm.subject(purpose, booked(attempt))
        yield from storm.do(subject, "booked", attempt.call)


@ended
def contends(storm: Storm, client: int, room: int) -> Script:
    """Wants hours of a room that another client wants too."""
    for turn in range(TURNS):
        purpose = f"Storm {storm.number}, {client}, {turn}"
        attempt = booking(storm.world, hour_of(storm, room, turn), purpose, key=purpose)
        subject = storm.subject(purpose, booked(attempt))
        yield from storm.do(subject, "booked", attempt.call, may_be_refused=True)


def booked(attempt: Attempt) -> Callable[[], str]:
    """Observes whether all that was wanted is there, each booking with its hold and its audit entry."""
    first, whole = attempt.spans[0], len(attempt.spans)

    def observe() -> str:
        rows = Booking.objects.filter(
            asset=first.asset, starts_at__gte=first.start, purpose=attempt.purpose, status__in=Booking.ACTIVE
        )
        ids = list(rows.values_list("pk", flat=True))
        found = (len(ids), Hold.objects.filter(booking__in=ids).count(), entries("booking.created", ids))
        if found == (0, 0, 0):
            return "absent"
        return "booked" if found == (whole,) * 3 else f"{HALF}: {found} of {whole}"

    return observe


@ended
def moves(storm: Storm, client: int) -> Script:
    """Books an hour and moves it from room to room and from hour to hour."""
    room = storm.world.rooms
    purpose = f"Storm {storm.number}, {client}, moved"
    spans = [hour_of(storm, client, 0, NINE + turn % 7 * HOUR) for turn in range(14)]
    spans = [Span(room[client - turn % 2], span.start, span.end) for turn, span in enumerate(spans)]
    first = booking(storm.world, spans[0], purpose, key=purpose)
    subject = storm.subject(purpose, booked(first))
    reply = yield from storm.do(subject, "booked", first.call)
    if not reply.granted:
        return
    pk = reply.document["id"]
    subject.observe, subject.state = moved(pk, spans), "revision 0"
    for turn in count(1):
        attempt = move(storm.world, pk, spans[turn % len(spans)], purpose, revision=turn - 1)
        yield from storm.do(subject, f"revision {turn}", attempt.call)


def moved(pk: int, spans: list[Span]) -> Callable[[], str]:
    """Observes how often a booking was moved, if it is where the last move put it."""

    def observe() -> str:
        row = Booking.objects.get(pk=pk)
        span = spans[row.revision % len(spans)]
        place = (row.asset_id, row.starts_at, row.ends_at)
        recorded = entries("booking.moved", [pk])
        if place != span.place or recorded != row.revision:
            return f"{HALF}: {place}, revision {row.revision}, {recorded} recorded"
        return f"revision {row.revision}"

    return observe


@ended
def blocks(storm: Storm, client: int, browser: str) -> Script:
    """Takes a room of its own out of use, day after day."""
    for turn in range(TURNS):
        reason = f"Storm {storm.number}, {client}, {turn}"
        attempt = blocking(storm.world, browser, hour_of(storm, client, turn), reason)
        subject = storm.subject(reason, blocked(reason))
        yield from storm.do(subject, "blocked", attempt.call)


def blocked(reason: str) -> Callable[[], str]:
    """Observes a blocking."""

    def observe() -> str:
        ids = list(Blocking.objects.filter(reason=reason).values_list("pk", flat=True))
        found = (len(ids), entries("blocking.created", ids))
        return {(0, 0): "absent", (1, 1): "blocked"}.get(found, f"{HALF}: {found}")

    return observe


def entries(action: str, ids: list[int]) -> int:
    """How many audit entries say so of these rows."""
    label = {"booking": "assets.booking", "blocking": "assets.blocking", "request": "assets.bookingrequest"}
    kind = label.get(action.partition(".")[0])
    rows = AuditEntry.objects.filter(action=action, object_id__in=[str(pk) for pk in ids])
    return rows.filter(object_type=kind).count() if kind else rows.count()
