"""Races in which bookings are moved and cancelled."""

from benchmarks.races.attempts import Attempt, Contest, Span, booking, cancellation, move
from benchmarks.races.contests.arena import NINE, Arena
from benchmarks.races.contests.slots import CLIENTS, Preparing, named
from benchmarks.races.wire import Reply


def into_one_room(arena: Arena, number: int) -> Preparing:
    """Four bookings, each moved by four clients that read it at the same time, all into the same room."""
    world, rooms = arena.world, arena.world.rooms
    made = [
        booking(world, arena.span(rooms[5 + n], number, NINE), named(number, n), key=f"{number}-{n}")
        for n in range(4)
    ]
    ids = _ids((yield [one.call for one in made]))
    targets = [arena.span(rooms[4], number, NINE + 30 * n) for n in CLIENTS]
    attempts = [move(world, ids[n % 4], span, made[n % 4].purpose) for n, span in enumerate(targets)]
    return Contest(attempts, _places(made))


def apart(arena: Arena, number: int) -> Preparing:
    """One booking, moved by all at the same time, each into another room."""
    world, rooms = arena.world, arena.world.rooms
    made = booking(world, arena.span(world.hall, number, NINE, day=2), named(number, 0))
    (booking_id,) = _ids((yield [made.call]))
    targets = [arena.span(rooms[n], number, NINE + 4, day=2) for n in CLIENTS]
    return Contest([move(world, booking_id, span, made.purpose) for span in targets], made.spans)


def freed(arena: Arena, number: int) -> Preparing:
    """Four bookings: each is moved by one client, cancelled by another, and two want its place."""
    world, rooms = arena.world, arena.world.rooms
    made = [
        booking(world, arena.span(rooms[9 + n], number, NINE), named(number, f"first {n}")) for n in range(4)
    ]
    ids = _ids((yield [one.call for one in made]))
    attempts: list[Attempt] = []
    for n, one in enumerate(made):
        later = arena.span(rooms[9 + n], number, NINE + 30)
        attempts.append(move(world, ids[n], later, one.purpose, fleeting=True))
        attempts.append(cancellation(world, ids[n]))
        attempts += [booking(world, one.spans[0], named(number, f"{n} {which}")) for which in "ab"]
    return Contest(attempts, _places(made))


def _ids(replies: list[Reply]) -> list[int]:
    for reply in replies:
        if not reply.granted:
            raise RuntimeError(f"Not answered as expected: {reply.status} {reply.content.decode()[:300]}")
    return [reply.document["id"] for reply in replies]


def _places(made: list[Attempt]) -> tuple[Span, ...]:
    return tuple(one.spans[0] for one in made)
