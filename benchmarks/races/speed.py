"""How many bookings a second 16 clients get through, and how long they wait.

measured(wire, world, count) -> Speed
"""

import statistics
import time
from dataclasses import dataclass

from benchmarks.races.contests import CLIENTS
from benchmarks.races.wire import Call, Reply, Script, Wire
from benchmarks.races.world import World, at

HOUR = 60
# Days that no race uses.
DAY = 18_700


@dataclass(frozen=True)
class Speed:
    """Bookings made in a second by all clients together, and the wait that 95 in 100 do not exceed."""

    per_second: float
    p95_ms: float
    failed: int


def measured(wire: Wire, world: World, bookings: int) -> Speed:
    """Each client books its own room, hour after hour, as fast as it is answered; the first tenth warms up."""
    warming = max(1, bookings // 10 // CLIENTS)
    _book(wire, world, warming, DAY)
    started = time.perf_counter()
    replies = _book(wire, world, bookings // CLIENTS, DAY + 100)
    seconds = time.perf_counter() - started
    made = [reply for reply in replies if reply.status == 201]
    waits = [reply.seconds * 1000 for reply in replies]
    return Speed(len(made) / seconds, statistics.quantiles(waits, n=20)[-1], len(replies) - len(made))


def _book(wire: Wire, world: World, each: int, day: int) -> list[Reply]:
    replies: list[Reply] = []

    def work(client: int) -> Script:
        for turn in range(each):
            replies.extend((yield [_call(world, client, day, turn)]))

    wire.run(*(work(client) for client in range(CLIENTS)))
    return replies


def _call(world: World, client: int, day: int, turn: int) -> Call:
    start = (turn % 10) * 2 * HOUR
    body = {
        "asset": world.rooms[client].pk,
        "organisation": world.bodies["police"].pk,
        "starts_at": at(day + turn // 10, start).isoformat(),
        "ends_at": at(day + turn // 10, start + HOUR).isoformat(),
        "purpose": "Briefing",
    }
    return world.api("/bookings", body)
