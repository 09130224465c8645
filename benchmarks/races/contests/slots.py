"""Races of new bookings for the same times."""

import random
from collections.abc import Generator

from benchmarks.races.attempts import Contest, booking, series
from benchmarks.races.contests.arena import NINE, Arena
from benchmarks.races.wire import Call, Reply

CLIENTS = range(16)
Preparing = Generator[list[Call], list[Reply], Contest]


def named(number: int, who: int | str) -> str:
    """The purpose of what is booked in a round."""
    return f"Round {number}, {who}"


def one_slot(arena: Arena, number: int) -> Preparing:
    """All want the same hour of the same room."""
    span = arena.span(arena.world.rooms[0], number, NINE)
    return Contest([booking(arena.world, span, named(number, n)) for n in CLIENTS])
    yield []


def shifted_slots(arena: Arena, number: int) -> Preparing:
    """All want an hour of the same room, each five minutes later than the one before."""
    spans = [arena.span(arena.world.rooms[1], number, NINE + 5 * n) for n in CLIENTS]
    return Contest([booking(arena.world, span, named(number, n)) for n, span in enumerate(spans)])
    yield []


def whole_and_parts(arena: Arena, number: int) -> Preparing:
    """Some want the whole hall, some one half of it, at times that overlap."""
    draw = random.Random(number)
    units = [arena.world.hall, *arena.world.halves]
    spans = [arena.span(units[n % 3], number, NINE + 15 * draw.randrange(8)) for n in CLIENTS]
    return Contest([booking(arena.world, span, named(number, n)) for n, span in enumerate(spans)])
    yield []


def series_and_singles(arena: Arena, number: int) -> Preparing:
    """Series of three days and single bookings of the same room in their midst."""
    world, room, attempts = arena.world, arena.world.rooms[2], []
    for n in CLIENTS:
        if n % 2:
            span = arena.span(room, number, NINE + 10 * n, day=n % 6)
            attempts.append(booking(world, span, named(number, n)))
        else:
            span = arena.span(room, number, NINE + 10 * n, day=n % 3)
            attempts.append(series(world, span, named(number, n), [0, 1, 3]))
    return Contest(attempts)
    yield []


def one_key(arena: Arena, number: int) -> Preparing:
    """The same booking, or the same series, with the same Idempotency-Key from all."""
    span = arena.span(arena.world.rooms[3], number, NINE)
    if number % 2:
        one = series(arena.world, span, named(number, 0), [0, 1], key=f"key-{number}")
    else:
        one = booking(arena.world, span, named(number, 0), key=f"key-{number}")
    return Contest([one] * len(CLIENTS))
    yield []
