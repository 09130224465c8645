"""Programs and browsers that call the site at the same moment, as raw connections served by one thread.

Call(...)                       what is to be sent
Reply                           what came back: status, code, granted, refused
Wire(port).run(*scripts)        scripts yield lists of calls and get lists of replies; the calls of a list go out at once
"""

import contextlib
import json
import re
import select
import selectors
import socket
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.cookie import MessageSerializer
from django.core import signing

PATIENCE_SECONDS = 120
SILENT = b"no answer within %d s" % PATIENCE_SECONDS
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
SAID = re.compile(rb"\r\nset-cookie: *messages=\"?([^;\"\r]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Call:
    """One request; headers hold the credentials."""

    path: str
    body: bytes = b""
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Its Idempotency-Key, or nothing."""
        return self.headers.get("Idempotency-Key", "")

    def as_bytes(self) -> bytes:
        """The request on the wire."""
        lines = [
            f"{self.method} {self.path} HTTP/1.1",
            "Host: 127.0.0.1",
            f"Content-Length: {len(self.body)}",
        ]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass(frozen=True)
class Reply:
    """What came back; status 0 if the connection failed before an answer."""

    status: int
    content: bytes = b""
    head: bytes = b""
    seconds: float = 0.0

    @property
    def document(self) -> dict[str, Any]:
        """The body of an answer of the API."""
        return json.loads(self.content)

    @cached_property
    def granted(self) -> bool:
        """Whether the act was done: said by the status in the API, by the message after a form."""
        if self.status == 302:
            said = SAID.search(self.head)
            return said is not None and _levels(said[1].decode()) == {SUCCESS}
        return self.status in {200, 201, 202} and b"application/json" in self.head

    @property
    def cut_off(self) -> bool:
        """Whether the one who asked cannot know if it was done: no answer, or one that the database was lost."""
        return self.status == 0 or (
            self.status == 503 and (b"text/html" in self.head or self.code == "database_unreachable")
        )

    @property
    def failed(self) -> bool:
        """No answer, or one that admits a fault."""
        return self.status == 0 or self.status >= 500

    @property
    def code(self) -> str:
        """Why it was refused: the code of a problem document, "form" for a page."""
        is_problem = b"application/problem+json" in self.head
        return self.document.get("code", "?") if is_problem else "form"


def _levels(cookie: str) -> set[int]:
    signer = signing.get_cookie_signer(salt="django.contrib.messages")
    found = signer.unsign_object(cookie, serializer=MessageSerializer)
    return {message.level for message in found if hasattr(message, "level")}


Script = Generator[list[Call], list[Reply], None]


@dataclass
class _Turn:
    """A script and the calls it waits for, each on the line of its number."""

    script: Script
    lines: list["_Line"]
    replies: list[Reply | None]


class _Line:
    """One connection."""

    def __init__(self) -> None:
        self.socket: socket.socket | None = None
        self.received = b""
        self.sent_at = 0.0

    def send(self, port: int, data: bytes) -> bool:
        self.received, self.sent_at = b"", time.perf_counter()
        try:
            # The server closes a connection that has been idle for half a minute.
            if self.socket is not None and select.select([self.socket], [], [], 0)[0]:
                self.close()
            if self.socket is None:
                self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.socket.sendall(data)
        except OSError:
            self.close()
            return False
        return True

    def receive(self) -> Reply | None:
        """The reply if it is whole."""
        assert self.socket is not None
        try:
            data = self.socket.recv(1 << 18)
        except OSError:
            data = b""
        if not data:
            self.close()
            return Reply(0, b"closed without an answer", b"", time.perf_counter() - self.sent_at)
        self.received += data
        head, blank, content = self.received.partition(b"\r\n\r\n")
        length = LENGTH.search(head + b"\r\n")
        if not blank or length is None or len(content) < int(length[1]):
            return None
        return Reply(int(head[9:12]), content, head + b"\r\n", time.perf_counter() - self.sent_at)

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None


class Wire:
    """The connections to one server, kept from one run to the next."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._idle: list[_Line] = []
        self._selector = selectors.DefaultSelector()
        self._heed: Callable[[Reply], None] = lambda reply: None

    def run(self, *scripts: Script, heed: Callable[[Reply], None] | None = None) -> None:
        """Serve the scripts until all have ended. heed: told of every reply."""
        self._heed = heed or (lambda reply: None)
        for script in scripts:
            self._next(_Turn(script, [], []), None)
        while self._selector.get_map():
            ready = self._selector.select(PATIENCE_SECONDS)
            if not ready:
                ready = [(key, 0) for key in list(self._selector.get_map().values())]
            for key, mask in ready:
                turn, number = key.data
                line = turn.lines[number]
                reply = line.receive() if mask else Reply(0, SILENT)
                if reply is not None:
                    self._selector.unregister(key.fileobj)
                    if reply.status == 0:
                        line.close()
                    self._take(turn, number, reply)

    def ask(self, *calls: Call) -> list[Reply]:
        """Send the calls at once; their replies in the same order."""
        found: list[Reply] = []

        def script() -> Script:
            found.extend((yield list(calls)))

        self.run(script())
        return found

    def drop(self) -> None:
        """Close all connections, since the server behind them is gone."""
        for line in self._idle:
            line.close()

    def _take(self, turn: _Turn, number: int, reply: Reply) -> None:
        turn.replies[number] = reply
        self._heed(reply)
        if all(one is not None for one in turn.replies):
            self._idle += turn.lines
            self._next(turn, [one for one in turn.replies if one is not None])

    def _next(self, turn: _Turn, replies: list[Reply] | None) -> None:
        with contextlib.suppress(StopIteration):
            calls = turn.script.send(replies) if replies is not None else next(turn.script)
            turn.lines = [self._idle.pop() if self._idle else _Line() for _ in calls]
            turn.replies = [None] * len(calls)
            for number, (line, call) in enumerate(zip(turn.lines, calls, strict=True)):
                if line.send(self.port, call.as_bytes()):
                    self._selector.register(line.socket, selectors.EVENT_READ, (turn, number))
                else:
                    turn.replies[number] = refused = Reply(0, b"no connection")
                    self._heed(refused)
            if None not in turn.replies:
                self._idle += turn.lines
                self._next(turn, turn.replies)
