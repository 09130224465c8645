"""The site as `make serve` runs it: granian and a worker, ended by SIGTERM."""

import http.client
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.races.postgresql import free_port

ROOT = Path(__file__).resolve().parents[2]
SERVING = ("--workers", "2", "--blocking-threads", "2", "--workers-kill-timeout", "30")
START_SECONDS = 60


class Site:
    """A server and a worker on the database that the environment names."""

    def __init__(self, log: Path) -> None:
        self.port = free_port()
        self._log = log
        self._processes: list[subprocess.Popen] = []

    def start(self) -> None:
        """Return when it is ready."""
        granian = [Path(sys.executable).parent / "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        serving = [
            *granian,
            "--port",
            str(self.port),
            "--log-level",
            "warning",
            *SERVING,
            "config.wsgi:application",
        ]
        with self._log.open("ab") as log:
            self._processes = [
                subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)  # noqa: S603 (our own programs)
                for command in (serving, [sys.executable, ROOT / "manage.py", "work"])
            ]
        until = time.monotonic() + START_SECONDS
        while self.asked("/health/ready") != 200:
            if time.monotonic() > until:
                self.stop()
                raise RuntimeError(f"The server did not start:\n{self._log.read_text()[-2000:]}")
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        """The server's process, above its workers."""
        return self._processes[0].pid

    def stop(self) -> list[int]:
        """Ask both to end; their exit codes."""
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        return [process.wait(60) for process in self._processes]

    def asked(self, path: str) -> int:
        """The status of an answer, 0 if there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()
