"""One small problem of each format, from the queue to the stored answer, with nothing pretended."""

import json

import pytest

from optimizer.runs import attending
from optimizer.runs.executing import execute
from tests.optimizer.runs.conftest import DATA

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "format_", "objective"),
    [
        ("booking-problem.json", "booking-solution/1", "score"),
        ("batch-problem.json", "batch-solution/1", "cost_pence"),
    ],
)
def test_a_queued_problem_becomes_a_judged_and_stored_answer(queued, monkeypatch, name, format_, objective):
    monkeypatch.setattr(attending, "REPORT_SECONDS", 0.1)
    run = queued(problem=json.loads((DATA / name).read_text()), seconds=120)

    assert execute(run.pk) in ("optimal", "feasible"), run.refresh_from_db() or run.error

    run.refresh_from_db()
    assert run.solution["format"] == format_
    assert run.solution["problem_sha256"] == run.problem_sha256
    assert run.progress["score"] == run.solution[objective]
    assert run.progress["bound"] is not None and run.progress_history
