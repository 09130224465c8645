"""Runs something in a process of its own and says what it and its children took: time, processor time, memory."""

import contextlib
import os
import pickle
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from optimizer.guard import group_bytes

LOOK_SECONDS = 0.25


class Measured(NamedTuple):
    """What came of it, wall seconds, processor seconds (what others leave of a shared machine differs), and the most
    memory seen (MiB)."""

    result: Any
    seconds: float
    processor_seconds: float
    peak_mebibytes: int


def measured(work: Callable[[], Any]) -> Measured:
    """Do the work in a process group of its own. Raises RuntimeError if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        path, began = Path(folder, "result"), time.monotonic()
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            _end_with(work, path)
        peak, used = 0, dict[str, int]()
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            peak = max(peak, group_bytes(child))
            used |= _ticks(child)
            time.sleep(LOOK_SECONDS)
        _end_group(child)
        if not path.exists():
            raise RuntimeError("the work failed: see above")
        result, ended = pickle.loads(path.read_bytes())  # noqa: S301 (written by our own child)
    processor = sum(used.values()) / os.sysconf("SC_CLK_TCK")
    return Measured(result, ended - began, processor, peak // 2**20)


def _ticks(group: int) -> dict[str, int]:
    """Processor time of each process of the group so far."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                found[stat.parent.name] = int(fields[11]) + int(fields[12])
    return found


def _end_with(work: Callable[[], Any], path: Path) -> None:
    """Be the child: never returns."""
    try:
        result = work()
        ended = time.monotonic()
        path.write_bytes(pickle.dumps((result, ended)))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(0)


def _end_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
