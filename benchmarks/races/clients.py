"""Sixteen programs that call the API at the same moment.

Call(...)                       what is to be sent
Clients(port, secrets).race(calls) -> list[Reply]     all at once; one reply each, in their order
"""

import http.client
import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier, local
from typing import Any

CLIENTS = 16
TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class Call:
    """One request to the API."""

    path: str
    body: dict[str, Any] | None = None
    method: str = "POST"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """What came back; status 0 if the connection failed before an answer."""

    status: int
    content: bytes
    seconds: float

    @property
    def document(self) -> dict[str, Any]:
        """The body."""
        return json.loads(self.content)


class Clients:
    """CLIENTS threads, each with a connection that it keeps."""

    def __init__(self, port: int, secret: str) -> None:
        self._port, self._secret = port, secret
        self._pool = ThreadPoolExecutor(CLIENTS)
        self._own = local()

    def race(self, calls: Sequence[Call]) -> list[Reply]:
        """Send at most CLIENTS calls at once."""
        barrier = Barrier(len(calls))

        def run(call: Call) -> Reply:
            barrier.wait()
            return self.send(call)

        return list(self._pool.map(run, calls))

    def each(self, work: Callable[[int], Any]) -> list[Any]:
        """Run work(0) … work(CLIENTS - 1), each in a thread of its own."""
        return list(self._pool.map(work, range(CLIENTS)))

    def send(self, call: Call) -> Reply:
        """Send one call over this thread's connection."""
        started = time.perf_counter()
        try:
            status, content = self._answer(call)
        except (OSError, http.client.HTTPException):
            self._connection().close()
            status, content = 0, b""
        return Reply(status, content, time.perf_counter() - started)

    def reconnect(self) -> None:
        """Have this thread open a new connection, since the server behind the old one is gone."""
        self._connection().close()

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()

    def _answer(self, call: Call) -> tuple[int, bytes]:
        connection = self._connection()
        headers = {"Authorization": f"Bearer {self._secret}", "Content-Type": "application/json"}
        body = None if call.body is None else json.dumps(call.body)
        connection.request(call.method, f"/api/v1{call.path}", body, headers | call.headers)
        response = connection.getresponse()
        return response.status, response.read()

    def _connection(self) -> http.client.HTTPConnection:
        if not hasattr(self._own, "connection"):
            self._own.connection = http.client.HTTPConnection(
                "127.0.0.1", self._port, timeout=TIMEOUT_SECONDS
            )
        return self._own.connection
