import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import default_task_backend

from optimizer.documents import DOCUMENT_BYTES_MAX
from optimizer.runs import actions
from optimizer.runs.actions import cancel_run
from optimizer.runs.executing import claim_run
from optimizer.runs.models import Run
from optimizer.runs.queries import visible_runs
from partners.models import AuditEntry
from partners.refusals import Refused
from tests.partners.people import Role, organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def empty_queue():
    default_task_backend.clear()


def waiting():
    return [result.kwargs["run_id"] for result in default_task_backend.results]


def test_a_run_freezes_its_problem_and_waits(queued, problem, fire, planner, settings):
    run = queued(label="June round", seed=4, workers=None)

    run.refresh_from_db()
    assert run.problem == problem and run.format == "booking-problem/1" and len(run.problem_sha256) == 64
    assert (run.status, run.seed, run.workers) == ("queued", 4, settings.RUN_WORKERS)
    assert str(run) == "June round" and waiting() == [run.pk]
    entry = AuditEntry.objects.get(action="run.queued")
    assert (entry.user, entry.organisation) == (planner, fire) and "problem" not in entry.after


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"seconds": 0}, "run_limit", "seconds"),
        ({"seconds": 10**6}, "run_limit", "seconds"),
        ({"workers": 99}, "run_limit", "workers"),
        ({"workers": 0}, "run_limit", "workers"),
        ({"seed": -1}, "run_limit", "seed"),
        ({"problem": {"format": "poem/1"}}, "unknown_format", "format"),
        ({"problem": {}}, "unknown_format", "format"),
    ],
)
def test_a_faulty_order_is_refused_and_nothing_is_stored(queued, change, code, field):
    with pytest.raises(Refused) as refusal:
        queued(**change)

    assert (refusal.value.code, refusal.value.field, refusal.value.status) == (code, field, 422)
    assert not Run.objects.exists() and not AuditEntry.objects.exists() and waiting() == []


def test_an_invalid_document_is_refused_with_places_and_remedies(queued, problem):
    problem["grid_minutes"] = "ten"

    with pytest.raises(Refused) as refusal:
        queued(problem=problem)

    assert refusal.value.code == "invalid_problem"
    assert "$.grid_minutes" in refusal.value.message
    [error] = refusal.value.details["errors"]
    assert error["path"] == "$.grid_minutes" and "whole number" in error["message"]


def test_a_zero_character_is_refused_because_postgresql_cannot_store_it(queued, problem):
    problem["organisations"][0]["id"] = "a\0b"

    with pytest.raises(Refused) as refusal:
        queued(problem=problem)

    assert refusal.value.code == "invalid_problem"


def test_a_document_that_is_too_large_is_refused(queued, problem):
    problem["organisations"][0]["id"] = "x" * DOCUMENT_BYTES_MAX

    with pytest.raises(Refused) as refusal:
        queued(problem=problem)

    assert refusal.value.code == "document_too_large"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.BOOKER, Role.FINANCE])
def test_planning_roles_order_and_stop_runs(queued, fire, role):
    other = person("Olu", fire, role)
    with pytest.raises(Refused) as refusal:
        queued(by=other)
    assert refusal.value.status == 403

    run = queued()
    with pytest.raises(Refused) as refusal:
        cancel_run(run=run, by=other)
    assert refusal.value.status == 403


def test_runs_are_seen_by_the_planning_roles_of_the_ordering_organisation(queued, fire, planner):
    run = queued()
    finance, booker = person("Fin", fire, Role.FINANCE), person("Bo", fire, Role.BOOKER)
    elsewhere = person("Else", organisation("Police"), Role.STATION_MANAGER)

    assert list(visible_runs(planner)) == list(visible_runs(finance)) == [run]
    assert not visible_runs(booker).exists() and not visible_runs(elsewhere).exists()


def test_a_waiting_run_is_stopped_at_once(queued, planner):
    run = cancel_run(run=queued(), by=planner)

    assert run.status == "cancelled" and run.finished_at == run.stopped_at == run.cancel_requested_at
    assert claim_run(run.pk) is None
    with pytest.raises(Refused) as refusal:
        cancel_run(run=run, by=planner)
    assert refusal.value.code == "run_finished"


def test_stopping_twice_asks_once(queued, planner):
    run = queued()
    claim_run(run.pk)

    first = cancel_run(run=run, by=planner).cancel_requested_at
    assert cancel_run(run=run, by=planner).cancel_requested_at == first
    assert AuditEntry.objects.filter(action="run.cancel_requested").count() == 1


def test_an_organisation_cannot_fill_the_queue(queued, monkeypatch):
    monkeypatch.setattr(actions, "UNFINISHED_MAX", 2)
    queued()
    second = queued()
    with pytest.raises(Refused) as refusal:
        queued()
    assert refusal.value.code == "too_many_runs"

    cancel_run(run=second, by=second.ordered_by)
    queued()


@pytest.mark.parametrize(
    "change",
    [
        {"status": "splendid"},
        {"format": "poem/1"},
        {"status": "optimal", "finished_at": "now"},
        {"solution": {"status": "feasible"}},
        {"status": "failed", "finished_at": "now", "error": ""},
        {"status": "cancelled"},
        {"status": "running"},
        {"seconds_limit": 0},
    ],
)
def test_the_database_refuses_a_run_that_contradicts_itself(queued, change):
    run = queued()
    change = {key: timezone.now() if value == "now" else value for key, value in change.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(**change)
