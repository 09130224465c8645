"""The worker with the queue it has in production."""

import threading

import pytest
from django.core.management import call_command

from optimizer.runs.management.commands import work
from optimizer.runs.models import Run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def database_queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def no_signals(monkeypatch):
    monkeypatch.setattr(work.GracefulWorker, "configure_signals", lambda self: None)


def test_the_worker_carries_out_what_waits(queued, stand_in, database_queue, no_signals):
    stand_in("answer(score=1)")
    first, second = queued(), queued()

    call_command("work", "--until-empty")

    assert [Run.objects.get(pk=run.pk).status for run in (first, second)] == ["feasible", "feasible"]


def test_a_task_is_queued_only_if_the_run_is_committed(queued, stand_in, database_queue, no_signals):
    from django.db import transaction
    from django_tasks_db.models import DBTaskResult

    with pytest.raises(RuntimeError), transaction.atomic():
        queued()
        raise RuntimeError

    assert not Run.objects.exists() and not DBTaskResult.objects.exists()


def test_asking_the_worker_to_stop_tells_the_run_it_is_solving(monkeypatch):
    stopping = threading.Event()
    monkeypatch.setattr(work, "shutting_down", stopping)
    worker = work.GracefulWorker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    worker.running_task = True

    worker.shutdown(15, None)
    worker.shutdown(2, None)  # Ctrl-C reaches a worker twice: from the terminal and from what started it

    assert stopping.is_set() and not worker.running
