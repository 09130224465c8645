"""The races, each a way to come into each other's way; a round is one race on days of its own.

CONTESTS: name -> contest(world, clients, number) -> Contest
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from assets.models import Asset
from benchmarks.races.attempts import Attempt, Span, booking, move, series
from benchmarks.races.clients import CLIENTS, Call, Clients, Reply
from benchmarks.races.world import World, at
from optimizer.runs.models import Run

HOUR = 60
NINE = 9 * HOUR
# A series covers six days, so rounds are a week apart.
DAYS = 7
PLAN_SECONDS = 120


@dataclass(frozen=True)
class Contest:
    """Attempts to be sent at once; `before` are the places that moved bookings leave."""

    attempts: list[Attempt]
    before: tuple[Span, ...] = ()


def one_slot(world: World, clients: Clients, number: int) -> Contest:
    """All want the same hour of the same room."""
    span = _span(world.rooms[0], number, NINE)
    return Contest([booking(world, span, _name(number, n)) for n in range(CLIENTS)])


def shifted_slots(world: World, clients: Clients, number: int) -> Contest:
    """All want an hour of the same room, each five minutes later than the one before."""
    spans = [_span(world.rooms[0], number, NINE + 5 * n) for n in range(CLIENTS)]
    return Contest([booking(world, span, _name(number, n)) for n, span in enumerate(spans)])


def whole_and_parts(world: World, clients: Clients, number: int) -> Contest:
    """Some want the whole hall, some one half of it, at times that overlap."""
    draw = random.Random(number)
    units = [world.hall, *world.halves]
    spans = [_span(units[n % 3], number, NINE + 15 * draw.randrange(8)) for n in range(CLIENTS)]
    return Contest([booking(world, span, _name(number, n)) for n, span in enumerate(spans)])


def moves(world: World, clients: Clients, number: int) -> Contest:
    """Four bookings, each moved by four clients that read it at the same time, all into the same room."""
    starts = [_span(world.rooms[1 + n], number, NINE) for n in range(4)]
    names = [_name(number, n) for n in range(4)]
    made = [booking(world, span, name) for span, name in zip(starts, names, strict=True)]
    ids = [_done(clients.send(one.call), 201).document["id"] for one in made]
    targets = [_span(world.rooms[0], number, NINE + 30 * n) for n in range(CLIENTS)]
    attempts = [move(ids[n % 4], span, names[n % 4]) for n, span in enumerate(targets)]
    return Contest(attempts, tuple(starts))


def series_and_singles(world: World, clients: Clients, number: int) -> Contest:
    """Series of three days and single bookings of the same room in their midst."""
    attempts = []
    for n in range(CLIENTS):
        if n % 2:
            span = _span(world.rooms[0], number, NINE + 10 * n, day=n % 6)
            attempts.append(booking(world, span, _name(number, n)))
        else:
            span = _span(world.rooms[0], number, NINE + 10 * n, day=n % 3)
            attempts.append(series(world, span, _name(number, n), [0, 1, 3]))
    return Contest(attempts)


def one_key(world: World, clients: Clients, number: int) -> Contest:
    """The same booking with the same Idempotency-Key from all."""
    one = booking(world, _span(world.rooms[0], number, NINE), _name(number, 0), key=f"key-{number}")
    return Contest([one] * CLIENTS)


def publishing(world: World, clients: Clients, number: int) -> Contest:
    """A round's plan is published while the others book what it would take, at shifted times."""
    round_id, plan = _planned(world, clients, number)
    publish = Attempt(Call(f"/rounds/{round_id}/publish"), tuple(plan), _name(number, "plan"))
    attempts = [publish]
    for n in range(CLIENTS - 1):
        wanted = plan[n % len(plan)]
        start = wanted.start + timedelta(minutes=20 * (n % 4))
        span = Span(wanted.asset, start, start + timedelta(minutes=HOUR))
        attempts.append(booking(world, span, _name(number, n)))
    random.Random(number).shuffle(attempts)
    return Contest(attempts)


def _planned(world: World, clients: Clients, number: int) -> tuple[int, list[Span]]:
    """A round of the police with three wishes, planned by the worker: its id, and what the plan takes."""
    day = number * DAYS
    body = {
        "lead": world.police.pk,
        "name": f"Round {number}",
        "starts_at": at(day, 0).isoformat(),
        "ends_at": at(day + 1, 0).isoformat(),
    }
    round_id = _done(clients.send(Call("/rounds", body)), 201).document["id"]
    for wish in range(3):
        asked = {
            "organisation": world.police.pk,
            "round": round_id,
            "title": _name(number, "plan"),
            "duration_minutes": HOUR,
            "needs": [{"kind": "room"}],
            "windows": [
                {"starts_at": at(day, NINE).isoformat(), "ends_at": at(day, NINE + HOUR).isoformat()}
            ],
            "reference": f"wish {wish}",
        }
        _done(clients.send(Call("/requests", asked)), 201)
    run = _done(clients.send(Call(f"/rounds/{round_id}/plan", {"seconds": 2})), 202).document["id"]
    until = time.monotonic() + PLAN_SECONDS
    while not (planned := Run.objects.get(pk=run)).is_finished and time.monotonic() < until:
        time.sleep(0.1)
    assets = Asset.objects.in_bulk()
    placed = [name for one in planned.solution["placements"] for need in one["assets"] for name in need]
    return round_id, [_span(assets[int(name)], number, NINE) for name in placed]


def _span(asset: Asset, number: int, minutes: int, day: int = 0) -> Span:
    start = at(number * DAYS + day, minutes)
    return Span(asset, start, start + timedelta(minutes=HOUR))


def _name(number: int, who: int | str) -> str:
    return f"Round {number}, {who}"


def _done(reply: Reply, status: int) -> Reply:
    if reply.status != status:
        raise RuntimeError(f"The race could not be set up: {reply.status} {reply.content.decode()[:500]}")
    return reply


CONTESTS: dict[str, Callable[[World, Clients, int], Contest]] = {
    "the same slot": one_slot,
    "shifted slots": shifted_slots,
    "whole and parts": whole_and_parts,
    "moves": moves,
    "series": series_and_singles,
    "the same key": one_key,
    "publishing": publishing,
}
