"""Calling addresses as somebody, and finding out what was shown and what was stored. Nothing that is sent in stays."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, transaction
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse

from partners.models import User
from tests.api.calling import ROOT, token
from tests.matrix.people import World
from tests.matrix.routes import Route

# Signing in and using a token leave traces that are no business of the organisations.
TRACES = re.compile(r'"(django_session|partners_apitoken|partners_cache)"')
NOT_KEPT = {"sessions", "contenttypes"}
PASSING = {"last_used_at", "last_login"}
# Any short name comes up by chance in one of the many thousand tokens.
BY_CHANCE = re.compile(r'(?<=csrfmiddlewaretoken" value=")\w+')


@dataclass
class Visit:
    """What came back. writes: statements that changed the database. stored: whether the rows differ afterwards."""

    status: int
    text: str
    location: str
    writes: list[str] = field(default_factory=list)
    stored: bool = False


class Visitor:
    """A person with a browser and a token of their own; nobody in particular without a user."""

    def __init__(self, world: World, letter: str = "", role: str = "") -> None:
        self.letter, self.role = letter, role
        self.world = world
        self._secret = ""
        client = Client()
        if letter:
            user: User = world.by(letter, role)
            client.force_login(user)
            self._secret = token(user, getattr(world, f"org_{letter.lower()}"))
        # The client itself would copy the context of every template for the test to look at.
        self._answer, self._requests = ClientHandler(enforce_csrf_checks=False), RequestFactory()
        self._requests.cookies = client.cookies
        self._before = fingerprint()

    def visit(
        self, route: Route, method: str, sent: dict[str, Any] | None = None, *, compare: bool = True
    ) -> Visit:
        """Call the address, with a body or form where one is sent; whatever it stored is taken back.

        compare: whether to find out if what was written left any row another than before.
        """
        return self.call(address_of(self.world, route), method, sent, is_call=route.is_call, compare=compare)

    def call(
        self,
        address: str,
        method: str,
        sent: dict[str, Any] | None = None,
        *,
        is_call: bool = False,
        compare: bool = True,
    ) -> Visit:
        """The same for any address."""
        with transaction.atomic():
            with watched() as writes:
                answer = self._answer(self._request(address, method, sent, is_call).environ)
                shown = text_of(answer)
                if "file" in (sent or {}) and 'name="confirm"' in shown:
                    # A workbook is shown first and stored when that is confirmed.
                    answer = self._answer(self._request(address, method, {"confirm": "yes"}, is_call).environ)
                    shown += text_of(answer)
            # Looking at every row takes long.
            stored = bool(writes) and compare and fingerprint() != self._before
            transaction.set_rollback(True)
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        return Visit(
            answer.status_code, f"{shown}\n{headers}", answer.headers.get("Location", ""), writes, stored
        )

    def _request(self, address: str, method: str, sent: dict[str, Any] | None, is_call: bool) -> WSGIRequest:
        how: dict[str, Any] = {}
        if sent is not None:
            how["data"] = {
                name: SimpleUploadedFile("sent.csv", value) if isinstance(value, bytes) else value
                for name, value in sent.items()
            }
        if is_call:
            how["headers"] = {"If-Match": '"0"'}
            if self._secret:
                how["headers"]["Authorization"] = f"Bearer {self._secret}"
            if sent is not None:
                how["content_type"] = "application/json"
        return getattr(self._requests, method.lower())(address, **how)


def address_of(world: World, route: Route) -> str:
    """The address with the keys of what it is about, and its query."""
    keys = [word[1:] if word.startswith("=") else getattr(world, word).pk for word in route.about.split()]
    path = route.name.partition(" ")[2]
    if path:
        address = ROOT + re.sub(r"{\w+}", lambda _: str(keys.pop(0)), path)
    elif route.name == "account_reset_password_from_key":
        address = reverse(route.name, kwargs={"uidb36": keys[0], "key": keys[1]})
    else:
        address = reverse(route.name, args=keys)
    return f"{address}?{route.query}" if route.query else address


def text_of(answer: HttpResponse) -> str:
    """All that an answer says but tokens drawn by chance, with the parts of a workbook unpacked."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"\n".join(parts.read(name) for name in parts.namelist())
    return BY_CHANCE.sub("#", content.decode(errors="replace"))


@contextmanager
def watched() -> Iterator[list[str]]:
    """The statements that write, but for those that only note a session or the use of a token."""
    writes: list[str] = []

    def note(execute, sql, parameters, many, context):
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")) and not TRACES.search(sql):
            writes.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        yield writes


def fingerprint() -> int:
    """Changes when any row of the product's tables does."""
    rows = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in NOT_KEPT:
            names = [one.attname for one in model._meta.concrete_fields if one.name not in PASSING]
            rows.append(repr(list(model.objects.order_by("pk").values_list(*names))))
    return hash("\n".join(rows))


def asked_for(visitor: Visitor, route: Route) -> set[str]:
    """The names of the parameters in its address that a page looks for, whether they are there or not."""
    names: set[str] = set()

    class Noted(QueryDict):
        def __getitem__(self, name):
            names.add(name)
            return super().__getitem__(name)

        def __contains__(self, name):
            names.add(name)
            return super().__contains__(name)

        def get(self, name, default=None):
            names.add(name)
            return super().get(name, default)

        def getlist(self, name, default=None):
            names.add(name)
            return super().getlist(name, default)

    # Filters look at nothing when there is nothing at all.
    address = f"{address_of(visitor.world, route)}{'&' if route.query else '?'}something=1"
    with patch.object(WSGIRequest, "GET", property(lambda request: Noted(request.environ["QUERY_STRING"]))):
        visitor.call(address, "GET")
    return names
