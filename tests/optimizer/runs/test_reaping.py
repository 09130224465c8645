"""A killed worker's run goes on or ends, and says so, without anybody doing anything."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks import default_task_backend
from django_tasks_db.models import DBTaskResult

from optimizer.runs.actions import cancel_run
from optimizer.runs.attending import BEAT_SECONDS
from optimizer.runs.executing import claim_run
from optimizer.runs.management.commands.work import REAP_SECONDS
from optimizer.runs.models import Run
from optimizer.runs.reaping import LOST_AFTER, STALE_AFTER, reap_run, reap_runs

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def empty_queue():
    default_task_backend.clear()


def waiting():
    return [result.kwargs["run_id"] for result in default_task_backend.results]


def silent(run, for_):
    claim_run(run.pk)
    Run.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() - for_)


def test_a_silent_run_is_tried_once_more_and_then_failed(queued):
    run = queued()
    silent(run, STALE_AFTER + timedelta(seconds=5))

    assert reap_runs() == [run]
    run.refresh_from_db()
    assert (run.status, run.attempts, run.claim) == ("queued", 1, None) and waiting() == [run.pk, run.pk]

    silent(run, STALE_AFTER + timedelta(seconds=5))
    assert reap_runs() == [run]
    run.refresh_from_db()
    assert (run.status, run.attempts) == ("failed", 2) and "stopped without an answer" in run.error
    assert reap_runs() == []


def test_a_run_with_a_heartbeat_is_left_alone(queued):
    run = queued()
    silent(run, STALE_AFTER - timedelta(seconds=5))

    assert reap_runs() == []


def test_a_silent_run_that_was_to_stop_is_not_tried_again(queued, planner):
    run = queued()
    silent(run, STALE_AFTER + timedelta(seconds=5))
    cancel_run(run=run, by=planner)

    reap_runs()

    run.refresh_from_db()
    assert run.status == "cancelled" and run.stopped_at


def test_a_run_whose_task_was_lost_is_queued_again(queued):
    run = queued()
    assert reap_runs() == []
    Run.objects.update(created_at=timezone.now() - LOST_AFTER - timedelta(seconds=5))

    assert reap_runs() == [run] and waiting() == [run.pk, run.pk]


@pytest.mark.django_db(transaction=True)
def test_a_run_that_only_waits_its_turn_is_left_alone(queued, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    first, _ = queued(), queued()
    Run.objects.update(created_at=timezone.now() - LOST_AFTER - timedelta(seconds=5))
    assert reap_runs() == [] and DBTaskResult.objects.count() == 2

    [taken] = [task for task in DBTaskResult.objects.all() if task.task_result.kwargs["run_id"] == first.pk]
    taken.claim("a worker that dies before it takes the run")

    assert reap_runs() == [first] and DBTaskResult.objects.ready().count() == 2
    assert reap_runs() == []


def test_a_page_that_shows_a_silent_run_takes_it_back(queued, planner, client):
    run = queued()
    silent(run, STALE_AFTER + timedelta(seconds=5))
    Run.objects.update(attempts=2)
    client.force_login(planner)

    page = client.get(reverse("runs:progress", args=[run.pk]), headers={"HX-Request": "true"})

    assert "stopped without an answer, 2 times" in page.content.decode()
    assert not reap_run(Run.objects.get(pk=run.pk))


def test_a_killed_worker_is_noticed_and_its_run_taken_back_within_a_minute():
    assert STALE_AFTER.total_seconds() >= BEAT_SECONDS * 3
    assert max(STALE_AFTER, LOST_AFTER).total_seconds() + BEAT_SECONDS + REAP_SECONDS < 60
