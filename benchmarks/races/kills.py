"""What is left after the server and its worker are killed in a storm of writes.

killed(server, clients, world, number) -> Counter
"""

import random
import threading
import time
from collections import Counter
from itertools import count

from assets.models import Booking
from benchmarks.races.attempts import Attempt, Span, booking, series
from benchmarks.races.clients import Clients, Reply
from benchmarks.races.contests import HOUR
from benchmarks.races.judge import double_bookings, span_of
from benchmarks.races.server import Server
from benchmarks.races.world import World, at
from partners.models import AuditEntry

# Days that no race uses; each storm has a year of its own.
FIRST_DAY = 10_000
YEAR = 366
REPEATS = [0, 1, 2]
Outcomes = list[tuple[Attempt, Reply]]


def killed(server: Server, clients: Clients, world: World, number: int) -> Counter[str]:
    """Let all clients write, kill the server after a random number of answers, start it again, and count.

    acknowledged: writes that were promised. lost, half, double, other replays: as in the races; a promise with a key
    is asked for once more and must get the same answer, and a call that got none is sent again.
    """
    outcomes: Outcomes = []
    moment = threading.Thread(
        target=_kill_after, args=(server, outcomes, random.Random(number).randrange(10, 80))
    )
    moment.start()
    clients.each(lambda client: _storm(clients, world, number, client, outcomes))
    moment.join()
    server.start()
    clients.reconnect()
    return _counted(outcomes, number) + _replayed(clients, outcomes)


def _kill_after(server: Server, outcomes: Outcomes, answers: int) -> None:
    while len(outcomes) < answers:
        time.sleep(0.001)
    server.kill()


def _storm(clients: Clients, world: World, number: int, client: int, outcomes: Outcomes) -> None:
    """Book until there is no answer any more: single, with a key, and in series, in turn."""
    for turn in count():
        start = at(FIRST_DAY + (number % 20) * YEAR + (number // 20) + turn * len(REPEATS), 9 * HOUR)
        span = Span(world.rooms[client], start, start.replace(hour=10))
        purpose = f"Storm {number}, {client}, {turn}"
        if turn % 3 == 2:
            attempt = series(world, span, purpose, REPEATS)
        else:
            attempt = booking(world, span, purpose, key=purpose if turn % 3 else "")
        reply = clients.send(attempt.call)
        outcomes.append((attempt, reply))
        if reply.status == 0:
            return
        if reply.status != 201:
            raise RuntimeError(
                f"A write in the storm was refused: {reply.status} {reply.content.decode()[:300]}"
            )


def _counted(outcomes: Outcomes, number: int) -> Counter[str]:
    rows = list(Booking.objects.filter(purpose__startswith=f"Storm {number},").select_related("asset"))
    stored = Counter(row.purpose for row in rows)
    recorded = AuditEntry.objects.filter(
        action="booking.created", object_id__in=[str(row.pk) for row in rows]
    ).count()
    counts: Counter[str] = Counter(kills=1)
    for attempt, reply in outcomes:
        found, whole = stored[attempt.purpose], len(attempt.spans)
        counts["acknowledged"] += reply.status == 201
        counts["lost"] += reply.status == 201 and found < whole
        counts["half"] += 0 < found < whole
        counts["double"] += found > whole
    counts["half"] += abs(len(rows) - recorded)
    counts["double"] += double_bookings(span_of(row) for row in rows)
    return counts


def _replayed(clients: Clients, outcomes: Outcomes) -> Counter[str]:
    """Send what had a key again: the same answer where there was one, and one effect in the end."""
    counts: Counter[str] = Counter()
    for attempt, reply in outcomes:
        if "Idempotency-Key" not in attempt.call.headers or not (
            reply.status == 0 or attempt.purpose.endswith("1")
        ):
            continue
        again = clients.send(attempt.call)
        counts["other replays"] += again.status != 201 or (
            reply.status == 201 and again.content != reply.content
        )
        counts["double"] += max(0, Booking.objects.filter(purpose=attempt.purpose).count() - 1)
    return counts
