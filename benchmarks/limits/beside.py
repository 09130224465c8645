"""How long callers of the API wait while solvers are busy on the same machine.

serving(log) -> context manager of the port of the site's server
waits(port, world, calls, turn) -> list[float]     milliseconds, of bookings and questions at a steady pace
"""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.limits.site import ROOT, until
from benchmarks.races.postgresql import free_port
from benchmarks.races.wire import Call
from benchmarks.races.world import ROOMS, World, at

# One client for each room, which thinks between its calls: a busy county, not a storm.
CLIENTS = ROOMS
PAUSE_SECONDS = 0.4
HOUR = 60
START_SECONDS = 60
# As in the Makefile's `serve`.
SERVING = ("--workers", "2", "--blocking-threads", "2", "--log-level", "warning")


@contextlib.contextmanager
def serving(log: Path) -> Iterator[int]:
    """The site's server on a port of its own."""
    port = free_port()
    granian = [Path(sys.executable).parent / "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    with log.open("ab") as said:
        process = subprocess.Popen(  # noqa: S603 (our own program)
            [*granian, "--port", str(port), *SERVING, "config.wsgi:application"],
            cwd=ROOT,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        until(lambda: _answers(port), START_SECONDS)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def waits(port: int, world: World, calls: int, turn: int) -> list[float]:
    """Each client in turn books its own room and asks what is free."""

    def work(client: int) -> list[float]:
        found = []
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        time.sleep(PAUSE_SECONDS * client / CLIENTS)
        for number in range(calls // CLIENTS):
            call = (_booking if number % 2 else _question)(world, client, turn, number)
            began = time.perf_counter()
            connection.request(call.method, call.path, call.body, call.headers)
            response = connection.getresponse()
            said = response.read()
            found.append((time.perf_counter() - began) * 1000)
            if response.status not in (200, 201):
                raise AssertionError(f"{call.path}: {response.status} {said[:300]!r}")
            time.sleep(PAUSE_SECONDS)
        return found

    with ThreadPoolExecutor(CLIENTS) as threads:
        return [wait for found in threads.map(work, range(CLIENTS)) for wait in found]


def _booking(world: World, client: int, turn: int, number: int) -> Call:
    day, start = turn * 100 + number // 8, number % 8 * 2 * HOUR
    body = {
        "asset": world.rooms[client].pk,
        "organisation": world.bodies["police"].pk,
        "starts_at": at(day, start).isoformat(),
        "ends_at": at(day, start + HOUR).isoformat(),
        "purpose": "Briefing",
    }
    return world.api("/bookings", body)


def _question(world: World, client: int, turn: int, number: int) -> Call:
    day = turn * 100 + number // 8
    start, end = (at(day, minute).strftime("%Y-%m-%dT%H:%M:%SZ") for minute in (0, 600))
    return world.api(f"/assets?kind=room&free_from={start}&free_to={end}", method="GET")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/api/v1/organisations")
            return connection.getresponse().status == 401
        except (OSError, http.client.HTTPException):
            return False
