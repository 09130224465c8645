"""Whatever goes wrong below /api/v1 is told as a problem document."""

import json
import sqlite3

import psycopg
import pytest
from django.db import OperationalError
from django.test import Client, override_settings

from api import errors
from partners.refusals import Refused
from tests.api.calling import ROOT, Caller, refused


@pytest.fixture
def fire(county):
    return Caller(county.manager, county.fire)


@pytest.mark.parametrize("path", ["/", "/nothing", "/bookings/", "/bookings/x", "/assets/-1", "/sites/1/2"])
def test_an_address_that_is_no_route(path, db):
    refused(Client().get(ROOT + path), 404, "not_found")


def test_a_method_that_a_route_does_not_have(db):
    response = Client().delete(f"{ROOT}/bookings")

    refused(response, 405, "method_not_allowed")
    assert set(response.headers["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "nothing",
        '{"a": 1,}',
        '{"asset": NaN}',
        '{"asset": 1, "asset": 2}',
        '{"asset": ' + "1" * 5000 + "}",
        "[" * 100_000,
        b"\xff\xfe",
        '{"asset": 1}'.encode("utf-16"),
    ],
)
def test_a_body_that_is_not_json(fire, body):
    response = fire.call("post", "/bookings", data=body, content_type="application/json")

    refused(response, 400, "bad_json")


@pytest.mark.parametrize("body", ["[]", '"text"', "7", "null", ""])
def test_a_body_that_is_json_but_no_document(fire, body):
    response = fire.call("post", "/bookings", data=body, content_type="application/json")

    refused(response, 422, "malformed")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/json5"])
def test_a_body_is_announced_as_what_it_is(fire, kind):
    refused(fire.call("post", "/bookings", data="{}", content_type=kind), 415, "not_json")


def test_a_parameter_is_given_once(fire):
    refused(fire.get("/sites?limit=1&limit=2"), 422, "malformed", "limit")


def test_three_and_three_point_nought_are_the_same_number(fire):
    for same in (999_999, 999_999.0):
        body = {"procurement": same, "name": "x"}
        refused(fire.post("/scenarios", body), 422, "not_found", "procurement")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_an_address_that_is_none_is_a_problem_for_every_method(fire, method):
    strict = Client(enforce_csrf_checks=True)
    for path in ("/nothing", "/runs/x/cancel"):
        refused(getattr(strict, method)(ROOT + path), 404, "not_found")


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_a_body_that_is_too_large(fire):
    refused(fire.post("/bookings", {"purpose": "x" * 200}), 413, "body_too_large")


def test_every_fault_of_a_body_is_named_with_its_place(fire):
    body = {"needs": [{"kind": "zeppelin", "wings": 2}], "windows": [{}], "title": 3}

    problem = refused(fire.post("/requests", body), 422, "malformed")

    places = {error["path"] for error in problem["errors"]}
    assert places == {
        "organisation",
        "round",
        "title",
        "duration_minutes",
        "needs.0.kind",
        "needs.0.wings",
        "windows.0.starts_at",
        "windows.0.ends_at",
    }
    assert all(error["message"].endswith((".", "?")) for error in problem["errors"])


@pytest.mark.parametrize("fault", [RuntimeError("secret words"), OperationalError("disk I/O error")])
def test_a_fault_of_ours_says_nothing_of_its_inside_and_is_recorded(fire, monkeypatch, caplog, fault):
    def fails(user):
        raise fault

    monkeypatch.setattr("api.routers.assets.visible_sites", fails)

    response = fire.get("/sites")

    refused(response, 500, "internal_error")
    assert str(fault) not in response.content.decode()
    assert str(fault) in caplog.text


def test_a_refusal_keeps_its_code_place_and_facts():
    refusal = Refused("asset_not_free", "Taken.", "asset", details={"alternatives": [1]})

    response = errors.problem_of(refusal)

    assert (response.status_code, response.headers["Content-Type"]) == (409, "application/problem+json")
    assert json.loads(response.content) == {
        "type": "urn:problem-type:bluepool:asset_not_free",
        "title": "Asset not free",
        "status": 409,
        "detail": "Taken.",
        "code": "asset_not_free",
        "errors": [{"path": "asset", "message": "Taken."}],
        "alternatives": [1],
    }


def test_a_busy_calendar_says_when_to_come_back():
    response = errors.problem_of(Refused("busy", "Busy.", status=503))

    assert response.headers["Retry-After"] == "2"


def test_a_parameter_that_is_not_known_is_an_error_not_a_filter_without_effect(fire):
    problem = refused(fire.get("/assets", kindd="room"), 422, "malformed")

    assert "'kindd'" in problem["detail"]
    assert "kind" in problem["detail"]


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 201}, {"offset": -1}, {"limit": "x"}, {"offset": 2**40}]
)
def test_a_list_has_limits(fire, query):
    refused(fire.get("/sites", **query), 422, "malformed", next(iter(query)))


@pytest.mark.parametrize("path", ["/assets/1", "/runs/1", "/rounds/1/workbook.xlsx"])
def test_a_route_without_parameters_takes_none(fire, path):
    assert "'verbose'" in refused(fire.get(path, verbose="1"), 422, "malformed")["detail"]


def test_a_database_that_is_locked_says_when_to_come_back(fire, monkeypatch):
    def waits(user):
        raise OperationalError("database is locked")

    monkeypatch.setattr("api.routers.assets.visible_sites", waits)

    response = fire.get("/sites")

    refused(response, 503, "busy")
    assert response.headers["Retry-After"] == "2"


@pytest.mark.parametrize(
    ("cause", "status", "code"),
    [
        (psycopg.OperationalError("connection failed"), 503, "database_unreachable"),
        (psycopg.errors.AdminShutdown("terminating connection"), 503, "database_unreachable"),
        (psycopg.errors.QueryCanceled("statement timeout"), 500, "internal_error"),
        (sqlite3.OperationalError("no such table: assets_site"), 500, "internal_error"),
    ],
)
def test_a_database_that_is_gone_is_told_apart_from_a_fault_of_ours(fire, monkeypatch, cause, status, code):
    def is_gone(user):
        raise OperationalError(str(cause)) from cause

    monkeypatch.setattr("api.routers.assets.visible_sites", is_gone)

    refused(fire.get("/sites"), status, code)


def test_a_write_cut_off_by_the_database_does_not_claim_that_nothing_was_changed(fire, monkeypatch):
    def is_gone(*args, **kwargs):
        raise OperationalError("server closed the connection") from psycopg.OperationalError("closed")

    monkeypatch.setattr("api.routers.bookings.visible_booking", is_gone)

    problem = refused(fire.post("/bookings/1/cancel", {"reason": "Moved."}), 503, "database_unreachable")

    assert "not known" in problem["detail"]


def test_answers_are_not_kept_by_caches(fire):
    assert fire.get("/sites").headers["Cache-Control"] == "no-store"
