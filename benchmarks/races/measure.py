# ruff: noqa: E402 (Django is set up before models are imported)
"""Measures the database that the environment names: `python -m benchmarks.races` calls it for each."""

import sys
import time
from collections import Counter
from pathlib import Path

import django

django.setup()

from django.core.management import call_command

from benchmarks.races.clients import CLIENTS, Clients
from benchmarks.races.contests import CONTESTS, DAYS
from benchmarks.races.judge import FAULTS, faults_of
from benchmarks.races.kills import killed
from benchmarks.races.server import Server
from benchmarks.races.speed import measured
from benchmarks.races.world import World, at, found_world

# Planning takes seconds, so a plan is published in one round of so many only.
PUBLISHED_EVERY = 20


def main(kind: str, folder: Path, rounds: int, kills: int, bookings: int) -> int:
    """Run it all, print the tables, return the number of faults."""
    call_command("migrate", verbosity=0)
    world = found_world()
    server = Server(folder / "server.log")
    server.start()
    clients = Clients(server.port, world.secret)
    try:
        faults = races(kind, world, clients, rounds)
        faults += storms(kind, world, clients, server, kills)
        if bookings:
            speed = measured(clients, world, bookings)
            print(f"{kind}: {speed.per_second:.0f} bookings/s, p95 {speed.p95_ms:.0f} ms, {CLIENTS} clients")
            faults += speed.failed
    finally:
        clients.close()
        server.stop()
    return faults


def races(kind: str, world: World, clients: Clients, rounds: int) -> int:
    """Race and print a row for each kind of race; the number of faults."""
    print(_row(kind, "rounds", "won", *FAULTS, "seconds"))
    total = 0
    turns = _turns(rounds)
    for name, contest in CONTESTS.items():
        counts: Counter[str] = Counter()
        started = time.monotonic()
        for number in [number for number, turn in enumerate(turns) if turn == name]:
            raced = contest(world, clients, number)
            replies = clients.race([attempt.call for attempt in raced.attempts])
            counts["rounds"] += 1
            counts["won"] += sum(reply.status in {200, 201} for reply in replies)
            counts += faults_of(raced, replies, at(number * DAYS, 0), at((number + 1) * DAYS, 0))
        seconds = f"{time.monotonic() - started:.1f}"
        print(
            _row(name, counts["rounds"], counts["won"], *(counts[fault] for fault in FAULTS), seconds),
            flush=True,
        )
        total += sum(counts[fault] for fault in FAULTS)
    return total


def storms(kind: str, world: World, clients: Clients, server: Server, kills: int) -> int:
    """Kill the server so many times and print one row; the number of faults."""
    counts: Counter[str] = Counter()
    started = time.monotonic()
    for number in range(kills):
        counts += killed(server, clients, world, number)
    seconds = f"{time.monotonic() - started:.1f}"
    found = [counts[fault] for fault in FAULTS]
    print(_row("server killed", kills, counts["acknowledged"], *found, seconds), flush=True)
    return sum(found)


def _turns(rounds: int) -> list[str]:
    """Which race each round is: all in turn, publishing less often, but at least once."""
    *quick, slow = CONTESTS
    turns = [quick[number % len(quick)] for number in range(rounds)]
    for number in range(0, rounds, PUBLISHED_EVERY):
        turns[number] = slow
    return turns


def _row(name: str, *cells: object) -> str:
    return (
        f"{name:16}"
        + "".join(f"{cell!s:>{max(8, len(str(cell)) + 2)}}" for cell in cells[:-1])
        + f"{cells[-1]:>10}"
    )


if __name__ == "__main__":
    kind, folder, *numbers = sys.argv[1:]
    sys.exit(min(main(kind, Path(folder), *map(int, numbers)), 1))
