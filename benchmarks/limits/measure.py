# ruff: noqa: E402 (Django is set up before models are imported)
"""Stops, killed workers and the API beside solvers, on the database of the environment: `python -m benchmarks.limits` calls it."""

import statistics
import sys
from collections import Counter
from pathlib import Path

import django

django.setup()

from django.core.management import call_command

from benchmarks.limits.beside import serving, waits
from benchmarks.limits.site import Workers, fresh, ordered, until
from benchmarks.limits.solving import OVER_SECONDS
from benchmarks.limits.stops import (
    KINDS,
    PATIENCE_SECONDS,
    STOPS_WITHIN,
    TAKEN_BACK_WITHIN,
    kills,
    left_alone,
    stops,
)
from benchmarks.races.world import World, found_world
from optimizer.runs.actions import cancel_run
from optimizer.runs.models import Run

SECONDS = 10
SOLVES = 2
TURNS = 8


def main(folder: Path, times: int, calls: int) -> int:
    """Measure and print; how much was beyond its limit."""
    call_command("migrate", verbosity=0)
    world = found_world()
    world.furnish()
    workers = Workers(folder)
    workers.start()
    try:
        broken = print_left_alone(world) + print_stops(world, times) + print_kills(world, workers)
        workers.start()
        with serving(folder / "server.log") as port:
            print_beside(world, port, calls)
    finally:
        print(f"asked to end, two workers that were solving took {workers.stop():.1f} s")
    return broken


def print_left_alone(world: World) -> int:
    print(f"\nruns by a worker, limit {SECONDS} s: from start to stored ending, seconds beyond the limit")
    broken = 0
    for kept in left_alone(world, SECONDS):
        broken += kept.over_seconds > OVER_SECONDS
        print(f"{kept.kind:24}{kept.over_seconds:>8.2f}  {kept.status} {kept.words}", flush=True)
    return broken


def print_stops(world: World, times: int) -> int:
    found = list(stops(world, times))
    print(f"\nstop: from the wish to the stored ending, limit {STOPS_WITHIN:g} s")
    print(f"{'kind':24}{'stops':>8}{'median':>8}{'p95':>8}{'most':>8}  endings")
    for kind in KINDS:
        took = sorted(stop.seconds for stop in found if stop.kind == kind)
        if took:
            endings = Counter(str(stop.status) for stop in found if stop.kind == kind)
            figures = (statistics.median(took), took[int(0.95 * (len(took) - 1))], took[-1])
            print(
                f"{kind:24}{len(took):>8}" + "".join(f"{one:>8.2f}" for one in figures) + f"  {dict(endings)}"
            )
    return sum(stop.seconds > STOPS_WITHIN for stop in found)


def print_kills(world: World, workers: Workers) -> int:
    print(f"\nkilled worker: until its run goes on or has failed, limit {TAKEN_BACK_WITHIN:g} s")
    broken = 0
    for kill in kills(world, workers):
        broken += kill.seconds > TAKEN_BACK_WITHIN
        print(f"{kill.seconds:.1f} s: {kill.status}, attempt {kill.attempts} {kill.words}", flush=True)
    return broken


def print_beside(world: World, port: int, calls: int) -> None:
    """The API's waits without and with solvers at work, in turns, so that other loads fall on both."""
    found: dict[int, list[float]] = {0: [], SOLVES: []}
    waits(port, world, calls // 4, 2 * TURNS)
    for turn in range(2 * TURNS):
        solves = SOLVES * (turn % 2)
        runs = [ordered(world, kind, 600) for kind in ("round", "purchase")[:solves]]
        for run in runs:
            until(lambda run=run: fresh(run).status == Run.Status.RUNNING, PATIENCE_SECONDS)
        found[solves] += waits(port, world, calls // TURNS, turn)
        for run in runs:
            cancel_run(run=run, by=world.keeper)
            until(lambda run=run: fresh(run).is_finished, PATIENCE_SECONDS)
    print("\nAPI, 16 clients at a steady pace: milliseconds waited")
    print(f"{'solves going on':24}{'calls':>8}{'median':>8}{'p95':>8}")
    p95 = {}
    for solves, times in found.items():
        p95[solves] = statistics.quantiles(times, n=20)[-1]
        print(f"{solves:<24}{len(times):>8}{statistics.median(times):>8.1f}{p95[solves]:>8.1f}")
    print(f"p95 with {SOLVES} solves is {p95[SOLVES] / p95[0]:.2f} times that without")
    for run in [ordered(world, kind, 600) for kind in ("round", "purchase")]:
        until(lambda run=run: fresh(run).status == Run.Status.RUNNING, PATIENCE_SECONDS)


if __name__ == "__main__":
    given, *numbers = sys.argv[1:]
    sys.exit(min(main(Path(given), *map(int, numbers)), 1))
