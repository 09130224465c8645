"""The site as it runs in production: granian and the queue worker, as processes that can be killed.

Server(...)      .start() .stop() .kill()     address: host and port
"""

import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.races.postgresql import free_port

ROOT = Path(__file__).resolve().parents[2]
# As in the Makefile's `serve`.
SERVING = ("--workers", "2", "--blocking-threads", "2")
START_SECONDS = 60


class Server:
    """A server of the database that the environment names, on a free port of the loopback interface."""

    def __init__(self, log: Path) -> None:
        self.port = free_port()
        self.log = log
        self.processes: list[subprocess.Popen] = []

    def start(self) -> None:
        """Start server and worker; returns when the server answers."""
        granian = [Path(sys.executable).parent / "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        site = [
            *granian,
            "--port",
            str(self.port),
            "--log-level",
            "warning",
            *SERVING,
            "config.wsgi:application",
        ]
        with self.log.open("ab") as log:
            # A session of its own each, so that a kill reaches the children too.
            self.processes = [
                subprocess.Popen(  # noqa: S603 (our own programs)
                    command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
                )
                for command in (site, [sys.executable, ROOT / "manage.py", "work"])
            ]
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > until or self.processes[0].poll() is not None:
                self.kill()
                raise RuntimeError(f"The server did not start:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Ask both to end and wait for it."""
        self._signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                self._signal(signal.SIGKILL)
                process.wait()

    def kill(self) -> None:
        """End both in the middle of whatever they do, as a power cut would."""
        self._signal(signal.SIGKILL)
        for process in self.processes:
            process.wait()

    def _signal(self, number: signal.Signals) -> None:
        for process in self.processes:
            try:
                os.killpg(process.pid, number)
            except ProcessLookupError:
                continue

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/api/v1/organisations")
            return connection.getresponse().status == 401
        except OSError:
            return False
        finally:
            connection.close()
