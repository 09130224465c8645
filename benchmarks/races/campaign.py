"""Races, kills and the measure of speed on one database, and the tables of what came of them.

campaign(kind, server, rounds, kills, bookings, lanes) -> number of faults
"""

import time

from benchmarks.races.contests import CLIENTS, arenas
from benchmarks.races.judge import FAULTS
from benchmarks.races.running import Tallies, Tally, raced
from benchmarks.races.server import Server
from benchmarks.races.speed import measured
from benchmarks.races.wire import Wire
from benchmarks.races.world import World, found_world

FAULTS_SHOWN = 40


def campaign(kind: str, server: Server, rounds: int, kills: int, bookings: int, lanes: int) -> int:
    """Run what is asked for, print a table of each."""
    world = found_world()
    wire = Wire(server.port)
    faults = 0
    if rounds:
        faults += _races(kind, world, server, wire, rounds, lanes)
    if kills:
        pass
    if bookings:
        server.start()
        speed = measured(wire, world, bookings)
        print(f"{kind}: {speed.per_second:.0f} bookings/s, p95 {speed.p95_ms:.0f} ms, {CLIENTS} clients")
        faults += speed.failed
    return faults


def _races(kind: str, world: World, server: Server, wire: Wire, rounds: int, lanes: int) -> int:
    found = arenas(world, lanes)
    server.start()
    said = Said(server)
    started = time.monotonic()
    tallies = raced(wire, found, rounds, said)
    seconds = time.monotonic() - started
    _print_races(kind, tallies, seconds)
    return sum(tally.faults.total() for tally in tallies.values())


class Said:
    """Prints faults as they are found, but not without end."""

    def __init__(self, server: Server) -> None:
        self.count = 0
        self.server = server

    def __call__(self, words: str) -> None:
        """Print one, the first time with what the server had logged."""
        self.count += 1
        if self.count <= FAULTS_SHOWN:
            print(words, flush=True)
        if self.count == 1 and self.server.log.exists():
            print(self.server.log.read_text()[-3000:], flush=True)


def _print_races(kind: str, tallies: Tallies, seconds: float) -> None:
    print(row(kind, "rounds", "attempts", "won", "refused", *FAULTS))
    together = Tally()
    for name, tally in tallies.items():
        if tally.rounds:
            print(_cells(name, tally))
        together.rounds += tally.rounds
        together.attempts += tally.attempts
        together.won += tally.won
        together.refused += tally.refused
        together.faults += tally.faults
    print(_cells("all", together))
    print("refused: " + (", ".join(f"{code} {n}" for code, n in together.refused.most_common()) or "none"))
    print(
        f"{kind}: {together.rounds / seconds:.1f} rounds/s, {together.attempts / seconds:.0f} attempts/s, "
        f"{seconds:.0f} s",
        flush=True,
    )


def _cells(name: str, tally: Tally) -> str:
    counts = (tally.rounds, tally.attempts, tally.won, tally.refused.total())
    return row(name, *counts, *(tally.faults[fault] for fault in FAULTS))


def row(name: str, *cells: object) -> str:
    """A line of a table."""
    return f"{name:18}" + "".join(f"{cell!s:>{max(9, len(str(cell)) + 2)}}" for cell in cells)
