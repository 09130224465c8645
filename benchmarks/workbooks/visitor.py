"""The running site as somebody with a browser and somebody with a program meet it."""

import contextlib
import http.client
import secrets
import time
from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from django.utils import timezone

from api.main import api
from benchmarks.workbooks.world import World
from partners.actions.tokens import create_token
from partners.models import Membership, Scope

TIMEOUT_SECONDS = 120


@dataclass(frozen=True)
class Reply:
    """What came back; status 0 if the connection broke."""

    status: int
    content: bytes
    seconds: float


class Visitor:
    """A signed-in keeper with a token of every scope, at a server that runs."""

    def __init__(self, port: int, world: World) -> None:
        self.port = port
        browser = Client()
        browser.force_login(world.keeper)
        self._session = browser.cookies[settings.SESSION_COOKIE_NAME].value
        self._csrf = secrets.token_hex(16)
        _, self._token = create_token(
            organisation=world.keeper.memberships.get(role=Membership.Role.BOOKER).organisation,
            name="Benchmark",
            scopes=Scope.values,
            roles=Membership.Role.values,
            expires_at=timezone.now() + timezone.timedelta(days=2),
            by=world.keeper,
        )
        self.calls = [
            (method.upper(), path)
            for path, methods in api.get_openapi_schema()["paths"].items()
            for method, operation in methods.items()
            if "requestBody" in operation
        ]

    def send(self, address: str, fields: dict[str, str], name: str, data: bytes) -> Reply:
        """Send a file by a form."""
        boundary = secrets.token_hex(16)
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
            for field, value in fields.items()
        ]
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = b"".join([*parts, head.encode(), data, f"\r\n--{boundary}--\r\n".encode()])
        cookies = {settings.SESSION_COOKIE_NAME: self._session, settings.CSRF_COOKIE_NAME: self._csrf}
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Cookie": "; ".join(f"{cookie}={value}" for cookie, value in cookies.items()),
            "X-CSRFToken": self._csrf,
        }
        return self._ask("POST", address, body, headers)

    def call(self, number: int, data: bytes) -> Reply:
        """Send a file as the body of one of the API's operations that take one."""
        method, path = self.calls[number % len(self.calls)]
        filled = "/".join("1" if "{" in piece else piece for piece in path.split("/"))
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        return self._ask(method, filled, data, headers)

    def answers(self) -> bool:
        """Whether the site still serves others."""
        return self._ask("GET", "/api/v1/organisations", b"", {}).status == 401

    def _ask(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        started = time.perf_counter()
        try:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                # A server that refuses a body by its size answers before it has read the whole.
                connection.request(method, address, body, headers)
            response = connection.getresponse()
            status, content = response.status, response.read()
        except (OSError, http.client.HTTPException):
            status, content = 0, b""
        finally:
            connection.close()
        return Reply(status, content, time.perf_counter() - started)
