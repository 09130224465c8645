"""The site with its server and workers that solve, on a database of its own.

Workers(folder)      .start() .kill_one() .stop()
ordered(world, kind, seconds) -> Run        queued by the ordinary action
until(condition, seconds)                   waits; raises Late
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.batches.generate import batch_problem
from benchmarks.bookings.generate import county
from benchmarks.limits import bookings
from benchmarks.races.world import World
from optimizer.runs.actions import queue_run
from optimizer.runs.models import Run

ROOT = Path(__file__).resolve().parents[2]
LOOK_SECONDS = 0.05


class Late(Exception):
    """Something that was to happen did not."""


class Workers:
    """`manage.py work`, as many times as asked, each in a session of its own."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "work.log"
        self.running: list[subprocess.Popen] = []

    def start(self) -> None:
        """One more."""
        with self._log.open("ab") as log:
            self.running.append(
                subprocess.Popen(
                    [sys.executable, "manage.py", "work"],
                    cwd=ROOT,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            )

    def kill_one(self) -> None:
        """As the kernel does when memory runs short: the worker alone, in the middle of whatever it does."""
        worker = self.running.pop()
        worker.kill()
        worker.wait()

    def stop(self) -> float:
        """Ask all to end; the seconds that took."""
        began = time.monotonic()
        for worker in self.running:
            worker.send_signal(signal.SIGTERM)
        for worker in self.running:
            try:
                worker.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(worker.pid, signal.SIGKILL)
                worker.wait()
        self.running.clear()
        return time.monotonic() - began


@cache
def document(kind: str) -> dict[str, Any]:
    """A problem that keeps a solver busy for minutes: an ordinary one, or a hostile one by its name."""
    if kind == "round":
        return county(requests=1_000, seed=3).as_document()
    if kind == "purchase":
        return batch_problem("medium", 3).as_document()
    return getattr(bookings, kind.replace(" ", "_"))()


def ordered(world: World, kind: str, seconds: int) -> Run:
    """A queued run."""
    return queue_run(
        problem=document(kind), organisation=world.bodies["fire"], by=world.keeper, seconds=seconds
    )


def fresh(run: Run) -> Run:
    """The run as it is stored now, without its documents."""
    return Run.objects.defer("problem", "solution").get(pk=run.pk)


def until(condition: Callable[[], bool], seconds: float) -> None:
    """Wait for the condition; raises Late."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise Late(f"nothing happened in {seconds} seconds")
        time.sleep(LOOK_SECONDS)
