"""How long a stop takes, and how long until a killed worker's run goes on or ends.

left_alone(world, seconds) -> Iterator[Kept]    heavy runs, against their limit
stops(world, times) -> Iterator[Stop]            from the wish to the stored ending
kills(world, workers) -> Iterator[Kill]          from the kill to what is stored next
"""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from benchmarks.limits.site import Workers, fresh, ordered, until
from benchmarks.races.world import World
from optimizer.runs.actions import cancel_run
from optimizer.runs.models import Run

KINDS = ("round", "purchase", "minutes of a year")
STOPS_WITHIN, TAKEN_BACK_WITHIN = 2.0, 60.0
PATIENCE_SECONDS = 120.0
HEAVY = ("one asset for all", "all in conflict", "chopped openings")


@dataclass(frozen=True)
class Stop:
    """One stopped run: seconds from the wish to the stored ending, and its status."""

    kind: str
    seconds: float
    status: str


@dataclass(frozen=True)
class Kept:
    """A run left alone: seconds from its start to its stored ending beyond its limit."""

    kind: str
    over_seconds: float
    status: str
    words: str


@dataclass(frozen=True)
class Kill:
    """One killed worker: seconds until its run was running again, or had failed."""

    seconds: float
    status: str
    attempts: int
    words: str


def stops(world: World, times: int) -> Iterator[Stop]:
    """Stop so many runs of each kind at a moment drawn by lot; a worker is running."""
    chance = random.Random(1)
    for turn in range(times * len(KINDS)):
        kind = KINDS[turn % len(KINDS)]
        run = ordered(world, kind, 300)
        until(lambda run=run: fresh(run).status == Run.Status.RUNNING, PATIENCE_SECONDS)
        time.sleep(chance.uniform(0, 6))
        if fresh(run).is_finished:
            continue
        cancel_run(run=run, by=world.keeper)
        until(lambda run=run: fresh(run).is_finished, PATIENCE_SECONDS)
        ended = fresh(run)
        yield Stop(kind, (ended.finished_at - ended.cancel_requested_at).total_seconds(), ended.status)


def left_alone(world: World, seconds: int) -> Iterator[Kept]:
    """Runs of the heaviest documents that may be queued, from the worker's first act to its last."""
    for kind in KINDS[1:] + HEAVY:
        run = ordered(world, kind, seconds)
        until(lambda run=run: fresh(run).is_finished, PATIENCE_SECONDS)
        ended = fresh(run)
        took = (ended.finished_at - ended.started_at).total_seconds()
        yield Kept(kind, took - seconds, ended.status, ended.error)


def kills(world: World, workers: Workers) -> Iterator[Kill]:
    """Kill the worker of one run twice, with another started at once, as a service manager would."""
    run = ordered(world, "round", 300)
    until(lambda: fresh(run).status == Run.Status.RUNNING, PATIENCE_SECONDS)
    for _ in range(2):
        time.sleep(2)
        attempts, killed = fresh(run).attempts, timezone.now()
        workers.kill_one()
        workers.start()
        until(
            lambda before=attempts: fresh(run).is_finished or fresh(run).attempts > before, PATIENCE_SECONDS
        )
        now = fresh(run)
        at = now.finished_at or now.started_at
        yield Kill((at - killed).total_seconds(), now.status, now.attempts, now.error)
