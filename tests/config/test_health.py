"""What monitors and load balancers ask without an account."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from config import health
from optimizer.runs.models import Run
from tests.optimizer.runs.conftest import fire, planner, problem, queued

__all__ = ["fire", "planner", "problem", "queued"]
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def get(client, name: str) -> tuple[int, dict]:
    answer = client.get(f"/health/{name}")
    assert answer.headers["Cache-Control"].startswith("max-age=0")
    return answer.status_code, answer.json()


@pytest.fixture
def no_database(monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("password=secret")

    monkeypatch.setattr(connection, "cursor", fail)


def waited(run: Run, **time: int) -> None:
    Run.objects.filter(pk=run.pk).update(created_at=timezone.now() - timedelta(**time))


def test_a_process_that_answers_is_live_even_without_its_database(client, no_database):
    assert get(client, "live") == (200, {"status": "ok"})


def test_a_migrated_database_is_ready(client):
    assert get(client, "ready") == (
        200,
        {"status": "ok", "database": "ok", "migrations": "ok", "queue": "ok"},
    )


def test_without_its_database_the_site_is_not_ready_and_says_no_secrets(client, no_database):
    assert get(client, "ready") == (503, {"status": "unwell", "database": "unreachable"})
    assert get(client, "queue") == (503, {"status": "unwell", "database": "unreachable"})


def test_a_migration_that_is_not_applied_makes_it_unready(client, monkeypatch):
    newer = health._known_migrations() | {("assets", "9999_newer")}
    monkeypatch.setattr(health, "_known_migrations", lambda: newer)
    status, said = get(client, "ready")
    assert (status, said["migrations"]) == (503, "1 to apply")


def test_readiness_costs_four_queries(client, django_assert_max_num_queries):
    health._known_migrations()
    with django_assert_max_num_queries(4):
        client.get("/health/ready")


def test_an_empty_queue_is_well(client):
    assert get(client, "queue") == (200, {"status": "ok", "waiting": 0, "oldest_seconds": 0, "working": 0})


def test_a_run_that_has_just_come_is_well(client, queued):
    queued()
    assert get(client, "queue")[0] == 200


def test_a_run_that_nobody_takes_is_stuck_but_takes_no_bookings_away(client, queued):
    waited(queued(), minutes=3)
    status, said = get(client, "queue")
    assert (status, said["status"], said["waiting"]) == (503, "unwell", 1)
    assert 180 <= said["oldest_seconds"] < 200
    assert get(client, "ready") == (
        200,
        {"status": "ok", "database": "ok", "migrations": "ok", "queue": "stuck"},
    )


@pytest.mark.parametrize(("beat_seconds_ago", "status"), [(5, 200), (60, 503)])
def test_waiting_behind_a_run_that_goes_on_is_well(client, queued, beat_seconds_ago, status):
    going, waiting = queued(), queued()
    waited(waiting, minutes=10)
    now = timezone.now()
    Run.objects.filter(pk=going.pk).update(
        status=Run.Status.RUNNING,
        claim="00000000-0000-0000-0000-000000000001",
        started_at=now - timedelta(minutes=2),
        heartbeat_at=now - timedelta(seconds=beat_seconds_ago),
    )
    assert get(client, "queue")[0] == status


def test_only_questions_are_answered(client):
    assert {client.post(f"/health/{name}").status_code for name in ("live", "ready", "queue")} == {405}
