"""Races, kills and the measure of speed on one database, and the tables of what came of them.

campaign(kind, server, rounds, kills, bookings, lanes) -> number of faults
"""

import time
from collections import Counter

from benchmarks.races.contests import CLIENTS
from benchmarks.races.judge import FAULTS
from benchmarks.races.ledger import closed
from benchmarks.races.running import Tallies, Tally, raced
from benchmarks.races.server import Server
from benchmarks.races.speed import measured
from benchmarks.races.storms.buying import found_purchase
from benchmarks.races.storms.calendar import STORMS_MAX
from benchmarks.races.storms.kills import Killing, Outcome
from benchmarks.races.wire import Wire
from benchmarks.races.world import World, found_world

FAULTS_SHOWN = 40
KILL_FAULTS = ("lost", "half", "double", "other replays", "5xx", "unforeseen")


def campaign(kind: str, server: Server, rounds: int, kills: int, bookings: int, lanes: int) -> int:
    """Run what is asked for, print a table of each."""
    world = found_world()
    world.furnish()
    wire = Wire(server.port)
    faults = 0
    if rounds:
        faults += _races(kind, world, server, wire, rounds, lanes)
    if kills:
        faults += _kills(kind, world, server, wire, kills)
    if bookings:
        server.start()
        speed = measured(wire, world, bookings)
        print(f"{kind}: {speed.per_second:.0f} bookings/s, p95 {speed.p95_ms:.0f} ms, {CLIENTS} clients")
        faults += speed.failed
    found = closed()
    print(f"{kind}, in the end: " + ", ".join(f"{count} {what}" for what, count in found.items()), flush=True)
    return faults + sum(found.values())


def _races(kind: str, world: World, server: Server, wire: Wire, rounds: int, lanes: int) -> int:
    server.start()
    said = Said(server)
    started = time.monotonic()
    tallies = raced(wire, world, lanes, rounds, said)
    seconds = time.monotonic() - started
    _print_races(kind, tallies, seconds)
    return sum(tally.faults.total() for tally in tallies.values())


def _kills(kind: str, world: World, server: Server, wire: Wire, kills: int) -> int:
    said = Said(server)
    started = time.monotonic()
    outcomes = []
    purchase = found_purchase(world)
    for number in range(kills):
        if number % STORMS_MAX == 0:
            world.furnish()
            killing = Killing(server, wire, world, purchase, number // STORMS_MAX)
            server.start()
        outcomes.append(killing.kill(number))
        for fault in outcomes[-1].faults:
            said(f"{outcomes[-1].kind} killed, {number}: {fault.name}: {fault.words}")
    _print_kills(kind, outcomes, time.monotonic() - started)
    return sum(len(outcome.faults) for outcome in outcomes)


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


def _print_kills(kind: str, outcomes: list[Outcome], seconds: float) -> None:
    print(row(kind, "kills", "acknowledged", "unanswered", "refused", "replayed", *KILL_FAULTS, "down s"))
    for what in dict.fromkeys(outcome.kind for outcome in outcomes):
        some = [outcome for outcome in outcomes if outcome.kind == what]
        faults = Counter(fault.name for outcome in some for fault in outcome.faults)
        counts = (
            len(some),
            sum(outcome.acknowledged.total() for outcome in some),
            sum(outcome.unanswered for outcome in some),
            sum(outcome.refused for outcome in some),
            sum(outcome.replayed for outcome in some),
        )
        down = sum(outcome.down_seconds for outcome in some) / len(some)
        print(row(f"{what} killed", *counts, *(faults[name] for name in KILL_FAULTS), f"{down:.2f}"))
    acts: Counter[str] = sum((outcome.acknowledged for outcome in outcomes), Counter())
    print("acknowledged: " + ", ".join(f"{act} {n}" for act, n in acts.most_common()))
    print(
        f"{kind}: {len(outcomes)} kills in {seconds:.0f} s, {seconds / len(outcomes):.1f} s each", flush=True
    )


def row(name: str, *cells: object) -> str:
    """A line of a table."""
    return f"{name:18}" + "".join(f"{cell!s:>{max(9, len(str(cell)) + 2)}}" for cell in cells)
