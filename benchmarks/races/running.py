"""Rounds, many lanes of them at the same time, and what came of them.

raced(wire, world, lanes, rounds, said) -> Tallies
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from benchmarks.races.contests import CONTESTS, Arena, arenas
from benchmarks.races.contests.arena import ROUNDS_MAX
from benchmarks.races.judge import Fault, faults_of, last_booking
from benchmarks.races.wire import Reply, Script, Wire
from benchmarks.races.world import World

TOLD_EVERY = 500


@dataclass
class Tally:
    """What came of the rounds of one kind."""

    rounds: int = 0
    attempts: int = 0
    won: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, replies: list[Reply], faults: list[Fault]) -> None:
        """Count one round."""
        self.rounds += 1
        self.attempts += len(replies)
        self.won += sum(reply.granted for reply in replies)
        self.refused.update(reply.code for reply in replies if not reply.granted and not reply.failed)
        self.faults.update(fault.name for fault in faults)


Tallies = dict[str, Tally]


def raced(wire: Wire, world: World, lanes: int, rounds: int, said: Callable[[str], None]) -> Tallies:
    """Run so many rounds, all kinds in turn, each lane with an arena of its own.

    said: told of every fault.
    """
    tallies: Tallies = {name: Tally() for name in CONTESTS}
    for first in range(0, rounds, ROUNDS_MAX):
        if first:
            world.furnish()
        numbers = iter(range(first, min(rounds, first + ROUNDS_MAX)))
        wire.run(*(_lane(arena, numbers, tallies, said) for arena in arenas(world, lanes)))
        if first:
            print(
                f"… {first} rounds, {sum(tally.faults.total() for tally in tallies.values())} faults",
                flush=True,
            )
    return tallies


def _lane(arena: Arena, numbers: Iterator[int], tallies: Tallies, said: Callable[[str], None]) -> Script:
    names = list(CONTESTS)
    for number in numbers:
        name = names[number % len(names)]
        since, started = last_booking(), time.monotonic()
        contest = yield from CONTESTS[name](arena, number)
        replies = yield [attempt.call for attempt in contest.attempts]
        faults = faults_of(contest, replies, since)
        tallies[name].add(replies, faults)
        for fault in faults:
            said(f"{name}, round {number}: {fault.name}: {fault.words}")
        if contest.after is not None:
            contest.after()
        tallies[name].seconds += time.monotonic() - started
        if number and number % TOLD_EVERY == 0:
            found = sum(tally.faults.total() for tally in tallies.values())
            print(f"… {number} rounds, {found} faults", flush=True)
