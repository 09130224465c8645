"""How long callers of the API wait while solvers are busy on the same machine.

waits(clients, world, calls, turn) -> list[float]     milliseconds, of bookings and questions at a steady pace
"""

import time

from benchmarks.races.clients import CLIENTS, Call, Clients
from benchmarks.races.world import World, at

# Sixteen clients that think between their calls: a busy county, not a storm.
PAUSE_SECONDS = 0.4
HOUR = 60
# Days that nothing else uses.
DAY = 8_000


def waits(clients: Clients, world: World, calls: int, turn: int) -> list[float]:
    """Each client in turn books its own room and asks what is free."""

    def work(client: int) -> list[float]:
        found = []
        time.sleep(PAUSE_SECONDS * client / CLIENTS)
        for number in range(calls // CLIENTS):
            call = _booking(world, client, turn, number) if number % 2 else _question(turn, number)
            reply = clients.send(call)
            if reply.status not in (200, 201):
                raise AssertionError(f"{call.path}: {reply.status} {reply.content[:300]!r}")
            found.append(reply.seconds * 1000)
            time.sleep(PAUSE_SECONDS)
        return found

    return [wait for found in clients.each(work) for wait in found]


def _booking(world: World, client: int, turn: int, number: int) -> Call:
    day, start = DAY + turn * 100 + number // 8, number % 8 * 2 * HOUR
    body = {
        "asset": world.rooms[client].pk,
        "organisation": world.police.pk,
        "starts_at": at(day, start).isoformat(),
        "ends_at": at(day, start + HOUR).isoformat(),
        "purpose": "Briefing",
    }
    return Call("/bookings", body)


def _question(turn: int, number: int) -> Call:
    start, end = (
        at(DAY + turn * 100 + number // 8, minute).strftime("%Y-%m-%dT%H:%M:%SZ") for minute in (0, 600)
    )
    return Call(f"/assets?kind=room&free_from={start}&free_to={end}", method="GET")
