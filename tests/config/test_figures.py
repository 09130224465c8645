"""What Prometheus is told: only with the token, right across processes and restarts."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from api.errors import problem_of
from optimizer.runs.models import Run
from partners.refusals import Refused
from tests.assets.county import at, world
from tests.optimizer.runs.conftest import fire, planner, problem, queued

__all__ = ["fire", "planner", "problem", "queued", "world"]
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

TOKEN = "only-for-prometheus"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def watched(settings) -> Client:
    """A client of a site that keeps figures."""
    settings.METRICS_TOKEN = TOKEN
    return Client()


def scraped(client) -> dict[tuple, float]:
    """(name, sorted labels…) and the figure."""
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    return parsed(answer.content.decode())


def parsed(text: str) -> dict[tuple, float]:
    families = text_string_to_metric_families(text)
    samples = [sample for family in families for sample in family.samples]
    return {(one.name, *sorted(one.labels.items())): one.value for one in samples}


def added(before: dict, after: dict) -> dict[tuple, float]:
    """What was counted between two scrapes, scraping apart."""
    return {
        key: value - before.get(key, 0)
        for key, value in after.items()
        if key[0] in {"bluepool_requests_total", "bluepool_refusals_total"}
        and value != before.get(key, 0)
        and ("route", "metrics") not in key
    }


def test_without_a_token_set_there_is_nothing_at_the_address(client):
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("sent", [None, "", "Bearer", "Bearer wrong", TOKEN, f"bearer {TOKEN}", "Bearer ü"])
def test_another_token_is_refused(watched, sent):
    answer = watched.get("/metrics", headers={} if sent is None else {"Authorization": sent})
    assert (answer.status_code, answer.content) == (401, b"")


def test_requests_are_counted_by_route_method_and_status(watched):
    before = scraped(watched)
    for address in ("/health/live", "/health/live", "/nowhere/maya@example.org", "/api/v1/bookings/7"):
        watched.get(address)
    watched.generic("BREW", "/health/live")
    after = scraped(watched)

    def requests(route: str, method: str, status: int) -> tuple:
        return "bluepool_requests_total", ("method", method), ("route", route), ("status", str(status))

    assert added(before, after) == {
        requests("health_live", "GET", 200): 2,
        requests("-", "GET", 404): 1,
        requests("api/v1/bookings/<int:booking_id>", "GET", 401): 1,
        requests("health_live", "other", 405): 1,
        ("bluepool_refusals_total", ("code", "token_missing")): 1,
    }
    count = ("bluepool_request_seconds_count", ("route", "health_live"))
    assert after[count] - before.get(count, 0) == 3


def test_refusals_are_counted_when_they_are_told_and_not_when_they_are_weighed(watched, world):
    before = scraped(watched)
    refusal = Refused("asset_not_free", "Somebody else has it.")
    after_weighing = scraped(watched)
    assert refusal.tell() == "Somebody else has it."
    problem_of(refusal)

    assert added(before, after_weighing) == {}
    assert added(before, scraped(watched)) == {("bluepool_refusals_total", ("code", "asset_not_free")): 2}


def test_a_refusal_on_a_form_is_counted(watched, world):
    taken = {"date": "2035-01-08", "start": "10:00", "end": "11:00", "purpose": "Drill"}
    watched.force_login(world.manager, "allauth.account.auth_backends.AuthenticationBackend")
    address = f"/assets/book/asset/{world.lecture.pk}/"
    before = scraped(watched)
    statuses = [watched.post(address, taken | {"organisation": world.fire.pk}).status_code for _ in range(2)]
    counted = {key: value for key, value in added(before, scraped(watched)).items() if "refusals" in key[0]}
    assert (statuses, counted) == (
        [302, 409],
        {("bluepool_refusals_total", ("code", "asset_not_free")): 1},
    )


def test_bookings_runs_and_the_queue_come_from_the_database(watched, queued):
    waiting, solved = queued(), queued()
    now = timezone.now()
    Run.objects.filter(pk=waiting.pk).update(created_at=now - timedelta(seconds=100))
    Run.objects.filter(pk=solved.pk).update(
        status=Run.Status.FEASIBLE,
        solution={"gap": 0.015, "score": 7},
        started_at=now - timedelta(seconds=12),
        finished_at=now,
    )
    found = scraped(watched)
    assert found["bluepool_runs", ("status", "queued")] == 1
    assert found["bluepool_runs", ("status", "feasible")] == 1
    assert found["bluepool_runs", ("status", "failed")] == 0
    assert found["bluepool_queue_length",] == 1
    assert 100 <= found["bluepool_queue_oldest_seconds",] < 130
    assert found["bluepool_last_run_gap", ("kind", "bookings")] == 0.015
    assert found["bluepool_last_run_seconds", ("kind", "bookings")] == 12
    assert ("bluepool_last_run_gap", ("kind", "batches")) not in found
    assert found["bluepool_bookings_made_total",] == 0
    assert found["bluepool_database_up",] == 1


def test_bookings_made_stay_made_when_they_are_cancelled(watched, world):
    from assets.actions.bookings import cancel_booking, create_booking

    made = [
        create_booking(
            asset=world.lecture, organisation=world.fire, starts_at=at(hour), ends_at=at(hour + 1),
            purpose="Drill", by=world.manager,
        )
        for hour in (9, 12)
    ]  # fmt: skip
    cancel_booking(booking=made[0], by=world.manager)
    found = scraped(watched)
    assert found["bluepool_bookings_made_total",] == 2
    assert found["bluepool_bookings", ("status", "cancelled")] == 1
    assert found["bluepool_bookings", ("status", "confirmed")] == 1


def test_without_its_database_the_site_still_tells_what_it_counted(watched, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", fail)
    found = scraped(watched)
    assert found["bluepool_database_up",] == 0
    assert ("bluepool_queue_length",) not in found


def test_no_figure_is_kept_where_no_token_is_set(client):
    before = list(REGISTRY.collect())
    client.get("/health/live")
    after = list(REGISTRY.collect())
    ours = [[one for one in family if one.name.startswith("bluepool")] for family in (before, after)]
    assert ours[0] == ours[1]


def test_several_processes_are_added_up_and_outlived(tmp_path):
    count = "from config.figures import REFUSALS; REFUSALS.labels('busy').inc()"
    tell = (
        "from prometheus_client import CollectorRegistry, generate_latest; from config import figures;"
        "registry = CollectorRegistry(); registry.register(type('All', (), {'collect': lambda s: figures.figures()})());"
        "print(generate_latest(registry).decode())"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "METRICS_TOKEN": TOKEN,
        "METRICS_FOLDER": str(tmp_path / "metrics"),
    }
    for code in (count, count, tell):
        said = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup(); {code}"],
            cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
    assert parsed(said)["bluepool_refusals_total", ("code", "busy")] == 2
