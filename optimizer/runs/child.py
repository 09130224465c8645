"""The solver in a process of its own: started, listened to, asked to stop, killed. Knows no Django."""

import contextlib
import json
import math
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from pathlib import Path
from typing import Any

LINES_KEPT = 40
LINE_BYTES_MAX = 4096


class Child:
    """A running `python -m optimizer solve …` command, which keeps itself and its helpers within its limits.

    Parameters:
        arguments: of the command, as ["problem.json", "--seconds", "60"].
        root: folder in which the packages of the project lie.

    The child gets none of the parent's environment, which holds the site's secrets, gives way to the site's other
    processes, and ends with this one.
    """

    def __init__(self, arguments: list[str], *, root: Path) -> None:
        self.progress: dict[str, Any] = {}
        self.words: deque[str] = deque(maxlen=LINES_KEPT)
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and arguments, no shell)
            [sys.executable, "-m", "optimizer", "solve", *arguments, "--progress", "--background"],
            cwd=root,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Id of the process, which is also that of its process group."""
        return self._process.pid

    def wait(self, seconds: float) -> int | None:
        """The exit code (negative: the signal that ended it), or None if it still runs after `seconds`."""
        try:
            code = self._process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return None
        self._reader.join(timeout=5)
        return code

    def ask_to_stop(self) -> None:
        """Have the solver write the best answer it has and end within a second, its helpers too."""
        self._process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the child and everything it started, now; what leads a group of its own ends with its parent."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _listen(self) -> None:
        stream = self._process.stderr
        assert stream is not None
        for line in iter(lambda: stream.readline(LINE_BYTES_MAX), b""):
            text = line.decode("utf-8", "replace").strip()
            report = progress_in(text)
            if report is not None:
                self.progress = report
            elif text:
                self.words.append(text)


def progress_in(line: str) -> dict[str, Any] | None:
    """The progress report that a line of `--progress` holds, or None if it is something else.

    Numbers that JSON cannot store (infinities before the first bound) become None.
    """
    if not line.startswith("{"):
        return None
    try:
        report = json.loads(line)
    except ValueError:
        return None
    if "seconds" not in report:
        return None
    return {key: _finite(report.get(key)) for key in ("seconds", "score", "bound", "gap")}


def _finite(value: object) -> float | int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return value
