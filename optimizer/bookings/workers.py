"""Processes that each hold some parts of a problem and work on them when told to.

They are forked, so that the problem is there without being sent; each is told one thing at a time and answers it.
"""

import contextlib
import os
import pickle
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any

from optimizer.surroundings import end_with_parent

Work = Callable[..., Any]


@dataclass
class Worker:
    """A process and the line to it."""

    pid: int
    line: Connection


class Workers:
    """So many processes. Each runs `make()` once and calls what it gets with every task it is told."""

    def __init__(self, count: int, make: Callable[[], Work]) -> None:
        self._all = [self._forked(make) for _ in range(count)]

    def _forked(self, make: Callable[[], Work]) -> Worker:
        ours, theirs = Pipe()
        sys.stderr.flush()
        pid = os.fork()
        if pid:
            theirs.close()
            return Worker(pid, ours)
        ours.close()
        try:
            end_with_parent()
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)
            _serve(theirs, make())
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)

    def run(
        self,
        tasks: dict[int, list[Callable[[int], tuple[Any, ...]]]],
        on_answer: Callable[[Any], None],
        out_of_time: Callable[[], bool],
    ) -> bool:
        """Have each worker do its tasks in turn. False if they were not all done in time or a worker died.

        A task is made when it is given out, and told how many the worker has left with it.
        """
        queues = {worker: list(todo) for worker, todo in tasks.items() if todo}
        for worker in queues:
            self._tell_next(worker, queues)
        while queues:
            lines = {self._all[worker].line: worker for worker in queues}
            for line in wait(list(lines), timeout=0.1):
                worker = lines[line]  # type: ignore[index]
                try:
                    answer = self._all[worker].line.recv()
                except (EOFError, OSError, pickle.UnpicklingError, struct.error):
                    return False
                on_answer(answer)
                self._tell_next(worker, queues)
            if queues and out_of_time():
                return False
        return True

    def _tell_next(self, worker: int, queues: dict[int, list[Callable[[int], tuple[Any, ...]]]]) -> None:
        if not queues[worker]:
            del queues[worker]
            return
        with contextlib.suppress(OSError):
            self._all[worker].line.send(queues[worker].pop(0)(len(queues[worker]) + 1))

    def close(self) -> None:
        """End them all, whatever they are doing."""
        for worker in self._all:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(worker.pid, 0)
            worker.line.close()


def _serve(line: Connection, work: Work) -> None:
    while True:
        try:
            task = line.recv()
        except EOFError:
            return
        line.send(work(*task))
