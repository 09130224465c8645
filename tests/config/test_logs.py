"""The logs say who by number, where by the route's name, and how it ended: never a name, an address or a secret."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from config.logs import logging_settings
from optimizer.runs.executing import execute
from partners.models import Membership, User
from partners.permissions import roles_in
from tests.matrix.buying import buy
from tests.matrix.people import World, founded
from tests.matrix.routes import API, PAGES
from tests.matrix.sending import Bodies
from tests.matrix.sharing import share
from tests.matrix.visiting import Visitor
from tests.optimizer.runs.conftest import fire, planner, problem, queued, stand_in

__all__ = ["fire", "planner", "problem", "queued", "stand_in"]
pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SECRET_KEY_IN_PATH = "abc-7f3c9d"


class Logged(logging.Handler):
    """All that is logged, as the product writes it in production."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        formatter = logging_settings("INFO", "json", with_words=False)["formatters"]["chosen"]
        self.formatter = formatter.pop("()")(**formatter)
        self.written = io.StringIO()

    def emit(self, record: logging.LogRecord) -> None:
        self.written.write(self.format(record) + "\n")

    @property
    def text(self) -> str:
        return self.written.getvalue()

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def logged() -> Iterator[Logged]:
    handler, root = Logged(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def everything(db) -> World:
    world = founded()
    share(world)
    buy(world)
    return world


def test_no_route_has_a_name_an_address_or_a_secret_logged(everything, logged):
    bodies = Bodies(everything)
    visitors = [Visitor(everything, "A", Membership.Role.PARTNERSHIP_ADMINISTRATOR), Visitor(everything)]
    count = 0
    for visitor in visitors:
        for route in (*PAGES, *API):
            for method in [route.method] if route.is_call else ["GET", "POST"]:
                sent = bodies.of(route, "A") if method != "GET" and route.write is not None else None
                visitor.visit(route, method, sent, compare=False)
                count += 1
    client = Client()
    for user in everything.users.values():
        client.post("/account/sign-in/", {"login": user.email, "password": "kept from all!"})
        client.get("/assets/book/", {"q": user.name, "email": user.email})
        client.get(f"/{user.name}/{user.email}")
        count += 3
    client.get(f"/account/password/reset/{SECRET_KEY_IN_PATH}/")

    text, lines = logged.text, logged.lines
    assert len([line for line in lines if line["event"].startswith("request_f")]) >= count + 1
    people = {part for user in everything.users.values() for part in (user.email, user.name)}
    words = {word for word in everything.readers if not word.replace(".", "").isdigit()}
    secrets = {visitors[0]._secret, SECRET_KEY_IN_PATH, client.session.session_key or "-" * 9}
    found = {word for word in people | words | secrets if word in text}
    assert not found
    assert "@" not in text and "bp_" not in text and "kept from all" not in text
    assert "127.0.0.1" not in text


def test_a_line_says_who_where_how_it_ended_and_how_long_it_took(everything, logged):
    client = Client()
    user = everything.by("A")
    client.force_login(user, BACKEND)
    client.get(f"/assets/book/bookings/{everything.booking.pk}/?word=Juniper")
    client.get(f"/assets/book/bookings/{everything.booking_private.pk}/")
    Client().get("/health/live")

    seen, hidden, live = logged.lines
    assert seen.keys() == {
        "event", "level", "logger", "timestamp", "request_id",
        "method", "route", "status", "ms", "user", "organisations",
    }  # fmt: skip
    assert (seen["method"], seen["route"], seen["status"]) == ("GET", "assets:booking", 200)
    assert (seen["user"], seen["organisations"]) == (user.pk, [everything.org_a.pk])
    assert 0 < seen["ms"] < 60_000
    assert (hidden["status"], hidden["level"]) == (404, "info")
    assert len({line["request_id"] for line in (seen, hidden, live)}) == 3
    assert live.keys() & {"user", "organisations"} == set()


def test_a_fault_is_told_by_kind_and_place_without_its_words(everything, logged, monkeypatch):
    def fail(request):
        try:
            raise ValueError("joan.pereira@bfrs.example")
        except ValueError as error:
            raise IntegrityError("Key (name)=(Joan Pereira) exists") from error

    monkeypatch.setattr("assets.views.bookings.render", lambda request, *rest, **more: fail(request))
    client = Client(raise_request_exception=False)
    client.force_login(everything.by("A"), BACKEND)
    assert client.get("/assets/book/bookings/").status_code == 500

    [line] = logged.lines
    assert (line["event"], line["level"], line["status"]) == ("request_failed", "error", 500)
    assert line["fault"] == "IntegrityError from ValueError"
    assert line["at"][-1].endswith(" fail") and any(
        "assets/views/bookings.py" in place for place in line["at"]
    )
    assert "Joan" not in logged.text and "bfrs" not in logged.text


def test_what_looks_like_an_address_or_a_token_is_masked_wherever_it_stands(logged):
    logging.getLogger("some.library").warning("Mail to %s with %s", "a.b@c.example", "Bearer geheim")
    logging.getLogger("some.library").info("made bp_0123abc", extra={"owner": "a.b@c.example"})
    assert [line["event"] for line in logged.lines] == ["Mail to … with Bearer …", "made …"]
    assert logged.lines[1]["owner"] == "…"


def test_the_worker_tells_of_its_runs(queued, stand_in, logged):
    stand_in("answer(score=1)")
    run = queued(label="Drill of Joan Pereira")
    with transaction.atomic():
        execute(run.pk)
    started, ended = (line for line in logged.lines if line["event"].startswith("run_"))
    assert (started["event"], started["run"], started["attempt"]) == ("run_started", run.pk, 1)
    assert (ended["event"], ended["run"], ended["status"]) == ("run_ended", run.pk, "feasible")
    assert 0 <= ended["seconds"] < 600
    assert "Joan" not in logged.text


def test_known_organisations_are_told_without_asking_the_database(everything, django_assert_num_queries):
    from partners.permissions import organisation_ids_known

    user = User.objects.get(pk=everything.by("A").pk)
    with django_assert_num_queries(0):
        assert organisation_ids_known(user) == set()
    roles_in(user, 0)
    assert organisation_ids_known(user) == {everything.org_a.pk}


@pytest.mark.parametrize(("form", "begins"), [("json", "{"), ("line", "20")])
def test_json_or_a_line_to_read(form, begins):
    code = (
        "import logging, logging.config; from config.logs import logging_settings;"
        f"logging.config.dictConfig(logging_settings('INFO', '{form}', with_words=False));"
        "logging.getLogger('x').info('hello')"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr
    assert said.startswith(begins) and "hello" in said and said.count("\n") == 1
