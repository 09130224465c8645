"""Keeps a process and all it starts within limits of time and memory, from outside, whatever they are doing.

guarded(command, Limits(…)) -> Ending

The limits inside a solver are asked only between its steps; reading a document, building a model or one long call
pass them by. This parent does nothing but look at the clock and the memory, and ends the whole process group.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

OUT_OF_MEMORY_WORDS = "The memory that the solver may use ran out"
GRACE_SECONDS = 1.0
POLL_SECONDS = 0.05
MEMORY_POLL_SECONDS = 0.1
MEBIBYTE = 2**20


class Cut(StrEnum):
    """Why a process was ended before it ended by itself."""

    NONE = ""
    TIME = "time"
    MEMORY = "memory"


class Ending(NamedTuple):
    """Exit code (negative: the signal that ended it), why it was cut short if it was, and the most memory seen."""

    code: int
    cut: Cut
    peak_mebibytes: int


@dataclass(frozen=True)
class Limits:
    """Wall seconds after which the process is asked to end (GRACE_SECONDS later it is killed), and memory of the group."""

    seconds: float
    mebibytes: int


class Guard:
    """One guarded process. It leads a process group of its own, so that nothing it starts outlives it."""

    def __init__(self, command: list[str], limits: Limits, **options: object) -> None:
        self.limits, self.peak = limits, 0
        self._began = time.monotonic()
        self._kill_at = self._began + limits.seconds + GRACE_SECONDS
        self._asked = False
        self._process = subprocess.Popen(command, process_group=0, **options)  # type: ignore[call-overload]  # noqa: S603 (our own program)

    def ask_to_stop(self, *_: object) -> None:
        """Have the process end with what it has, within GRACE_SECONDS. May be a signal's handler."""
        if not self._asked:
            self._asked = True
            self._kill_at = min(self._kill_at, time.monotonic() + GRACE_SECONDS)
            self._process.send_signal(signal.SIGTERM)

    def wait(self) -> Ending:
        """Stay until the process has ended or had to be ended; nothing of its group is left then."""
        cut, look_at = Cut.NONE, 0.0
        try:
            while not self._has_ended() and cut is Cut.NONE:
                now = time.monotonic()
                if now >= self._began + self.limits.seconds:
                    self.ask_to_stop()
                if now >= self._kill_at:
                    cut = Cut.TIME
                elif now >= look_at:
                    look_at = now + MEMORY_POLL_SECONDS
                    cut = Cut.MEMORY if self._takes_too_much() else Cut.NONE
        finally:
            self._end_group()
        code = self._process.returncode
        if self._asked and code == -signal.SIGTERM:
            cut = Cut.TIME
        return Ending(code, cut, self.peak // MEBIBYTE)

    def _has_ended(self) -> bool:
        try:
            self._process.wait(POLL_SECONDS)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _takes_too_much(self) -> bool:
        self.peak = max(self.peak, group_bytes(self._process.pid))
        return self.peak > self.limits.mebibytes * MEBIBYTE

    def _end_group(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def group_bytes(group: int) -> int:
    """Memory of all processes of a group; what they share counts once. 0 where there is no /proc to ask."""
    return sum(_bytes_of(folder) for folder in _members(group))


def _members(group: int) -> Iterator[Path]:
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getpgid(int(folder.name)) == group:
                yield folder


def _bytes_of(folder: Path) -> int:
    """The process's proportional share of its pages in memory or swap."""
    with contextlib.suppress(OSError):
        lines = (folder / "smaps_rollup").read_text().splitlines()[1:]
        kibibytes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
        return 1024 * (kibibytes["Pss"] + kibibytes.get("SwapPss", 0))
    return 0
