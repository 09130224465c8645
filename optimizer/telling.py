"""What passes between a solver's process and the one that judges its answers."""

import os
import select
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

# Telling may take this part of a solver's time, and is not done more often than this.
SHARE, LEAST_SECONDS = 0.05, 0.5


class Answer(Protocol):
    """A solution document."""

    def model_dump_json(self, *, indent: int) -> str: ...


class Tell:
    """Leaves answers in a folder for the judge and says so through a pipe. Threads may tell at once."""

    NAME = "told.json"

    def __init__(self, folder: Path, pipe: int) -> None:
        self._folder, self._pipe = folder, pipe
        os.set_blocking(pipe, False)
        self._lock = threading.Lock()
        self._next, self._last = 0.0, object()

    def now(self, answer: Answer) -> None:
        """Leave this answer, in place of one that was not taken yet."""
        with self._lock:
            self._leave(answer)

    def sometimes(self, score: object, make: Callable[[], Answer | None], *, urgent: bool = False) -> None:
        """Make and leave an answer if its score is new and the last time is long enough ago, or it is urgent."""
        with self._lock:
            began = time.monotonic()
            if score == self._last or (began < self._next and not urgent):
                return
            answer = make()
            if answer is not None:
                self._leave(answer)
                self._last = score
            ended = time.monotonic()
            self._next = ended + max(LEAST_SECONDS, (ended - began) / SHARE)

    def _leave(self, answer: Answer) -> None:
        unfinished = self._folder / "unfinished.json"
        text = answer.model_dump_json(indent=1) + "\n"
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(self._folder / self.NAME)
        try:
            os.write(self._pipe, b".")
        except BlockingIOError:
            return  # The judge has plenty of calls waiting and looks at the newest answer at each.


def stop_wish() -> Callable[[], bool]:
    """Whether somebody asked this process to stop (SIGTERM, SIGINT). To be called in the main thread.

    The kernel's own note is asked: a handler would not run while the main thread is inside a solver's library.
    """
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    return lambda: bool(select.select([reader], [], [], 0)[0])
