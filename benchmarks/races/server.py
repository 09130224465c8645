"""The site as it runs in production: granian, the queue worker and the database, as processes that can be killed.

Server(...)      .start() .kill(parts) .close()
clean_up_when_stopped()
"""

import contextlib
import http.client
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks.races.nursery import descendants, kill
from benchmarks.races.postgresql import Cluster, free_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


def clean_up_when_stopped() -> None:
    """Have SIGTERM and Ctrl-C end this program by an exception, once, so that what it started is ended too."""

    def stop(number: int, frame: FrameType | None) -> None:
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, signal.SIG_IGN)
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


class Server:
    """The parts "app", "worker" and "database" of a site whose settings are in the environment.

    Parameters:
        log: file for what they print.
        cluster: the database, if it is a process of its own.
        threads: of each of the app's two processes.
    """

    def __init__(self, log: Path, cluster: Cluster | None, threads: int) -> None:
        self.port = free_port()
        self.log = log
        self.cluster = cluster
        self.threads = threads
        self._pids: dict[str, int] = {}
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.races.nursery"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def start_database(self) -> None:
        """Start the database, if it is not running; returns when it takes connections."""
        if self.cluster is None or "database" in self._pids:
            return
        log = str(self.cluster.folder / "server.log")
        self._start("database", {"run": self.cluster.command, "user": self.cluster.user, "log": log})
        self._wait(self.cluster.is_ready, "database")

    def start(self) -> None:
        """Start what is not running; returns when the server answers."""
        self.start_database()
        if "app" not in self._pids:
            self._start("app", {"serve": self.port, "threads": self.threads})
        if "worker" not in self._pids:
            self._start("worker", {"work": True})
        self._wait(self._answers, "app")

    def kill(self, *parts: str) -> None:
        """SIGKILL the parts and all they have started; returns when they are gone."""
        pids = [self._pids.pop(part) for part in parts if part in self._pids]
        family = pids + [child for pid in pids for child in descendants(pid)]
        kill(family)
        while any(_lives(pid) for pid in family):
            time.sleep(0.002)

    def close(self) -> None:
        """End everything, the database too."""
        assert self._nursery.stdin is not None
        self._nursery.stdin.close()
        self._nursery.wait()
        if self.cluster is not None:
            self.cluster.remove()

    def _start(self, part: str, order: dict[str, Any]) -> None:
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write(json.dumps({"log": str(self.log), **order}) + "\n")
        self._nursery.stdin.flush()
        self._pids[part] = int(self._nursery.stdout.readline())

    def _wait(self, ready: Any, part: str) -> None:
        until = time.monotonic() + START_SECONDS
        while not ready():
            if time.monotonic() > until or not _lives(self._pids[part]):
                said = self.log.read_text()[-2000:] if self.log.exists() else ""
                raise RuntimeError(f"The {part} did not start:\n{said}")
            time.sleep(0.01)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.closing(connection):
            try:
                connection.request("GET", "/api/v1/organisations")
                return connection.getresponse().status == 401
            except (OSError, http.client.HTTPException):
                return False


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
