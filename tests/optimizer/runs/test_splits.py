"""Runs that share the cost of a plan: what is queued, what the solver is given, what is kept."""

import json
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from optimizer.batches.problem import parse_problem
from optimizer.batches.solve import solve
from optimizer.runs import attending
from optimizer.runs.executing import _sharing, execute
from optimizer.runs.models import Run
from optimizer.runs.splits import faults_of_split
from partners.refusals import Refused
from tests.optimizer.runs.conftest import DATA

pytestmark = pytest.mark.django_db
TEXT = (DATA / "batch-problem.json").read_text()
RULES = ("batch-price", "proportional", "shapley", "nucleolus")


@pytest.fixture(scope="module")
def answer():
    """A plan of the example, worked out once."""
    return solve(parse_problem(TEXT), seconds=5, workers=1, seed=0).as_document()


@pytest.fixture
def plan(queued, answer):
    """A solved run of the example."""
    run = queued(problem=json.loads(TEXT))
    run.solution, run.status, run.finished_at = answer, answer["status"], timezone.now()
    run.save()
    return run


@pytest.fixture
def split(queued, plan):
    """A function that queues a split of the plan."""
    return lambda rule="shapley", **more: queued(
        **{"problem": plan.problem, "split_rule": rule, "split_of": plan, "seconds": 120, **more}
    )


def document(run, **changes):
    """A right split of the plan by the batch price, but for the changes."""
    bills = run.split_of.solution["authorities"]
    return {
        "format": "split/1",
        "problem_sha256": run.problem_sha256,
        "cost_pence": run.split_of.solution["cost_pence"],
        "rule": run.split_rule,
        "authorities": [
            {"id": bill["id"], "alone_pence": None, "pays_pence": bill["pays_pence"], "saves_pence": None}
            for bill in bills
        ],
        "coalitions": {"solved": 0, "pruned": 0},
        "core": {"in_core": True, "worst_coalition": [], "excess_pence": 0, "proven": True},
        "shapley_error_pence": None,
        **changes,
    }


@pytest.mark.parametrize("rule", RULES)
def test_a_plan_is_shared_to_the_penny_by_every_rule(split, plan, monkeypatch, rule):
    monkeypatch.setattr(attending, "REPORT_SECONDS", 0.1)
    run = split(rule)
    assert execute(run.pk) == "feasible", run.refresh_from_db() or run.error
    run.refresh_from_db()
    assert run.solution["rule"] == rule
    shares = run.solution["authorities"]
    assert sum(share["pays_pence"] for share in shares) == plan.solution["cost_pence"]
    assert (run.task, run.status_label) == ("split", "Finished: the cost is shared")
    assert run.progress["score"] == run.solution["coalitions"]["solved"] and run.progress["bound"] is None


def test_the_solver_is_given_the_rule_and_the_plan(split, stand_in):
    stand_in(
        'at = sys.argv.index("--split"); plan = json.load(open(sys.argv[sys.argv.index("--solution") + 1]));'
        ' print(sys.argv[at + 1], plan["cost_pence"], file=sys.stderr); sys.exit(2)'
    )
    run = split("nucleolus")
    assert execute(run.pk) == "failed"
    run.refresh_from_db()
    assert f"nucleolus {run.split_of.solution['cost_pence']}" in run.error


def test_a_right_split_has_no_faults(split):
    run = split("batch-price")
    assert faults_of_split(run, document(run)) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"problem_sha256": "0" * 64}, "another problem"),
        ({"rule": "nucleolus"}, "another rule"),
        ({"cost_pence": 1}, "not that of the plan"),
        ({"authorities": []}, "not those of the plan"),
        ({"core": None}, "core"),
    ],
)
def test_a_wrong_split_is_faulted(split, changes, fault):
    run = split("batch-price")
    assert any(fault in words for words in faults_of_split(run, document(run, **changes)))


def test_a_penny_too_much_is_never_stored(split, stand_in):
    run = split("batch-price")
    wrong = document(run)
    wrong["authorities"][0]["pays_pence"] += 1
    stand_in(f"open(sys.argv[4], 'w').write({json.dumps(wrong)!r})")
    assert execute(run.pk) == "failed"
    run.refresh_from_db()
    assert "do not add up" in run.error and run.solution is None


def test_what_cannot_be_split_is_refused(queued, split, plan, problem):
    for change in ({"split_rule": "fair"}, {"split_rule": None}, {"split_of": None}, {"problem": problem}):
        with pytest.raises(Refused) as refusal:
            split(**change)
        assert (refusal.value.code, refusal.value.status) == ("nothing_to_split", 422)
    waiting = queued(problem=plan.problem)
    with pytest.raises(Refused):
        split(split_of=waiting)
    assert Run.objects.filter(task="split").count() == 0


@pytest.mark.postgres
@pytest.mark.parametrize(
    "change", [{"split_rule": ""}, {"split_rule": "fair"}, {"split_of": None}, {"task": "solve"}]
)
def test_the_database_takes_no_half_split(split, change):
    run = split()
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(**change)


def test_what_earlier_splits_of_the_procurement_found_is_given_to_the_next(split, tmp_path):
    kept = document(split("batch-price", label="Other: scenario, sharing the cost"))
    for label in ("Other: a, sharing the cost", "Joint: a, sharing the cost"):
        run = split("batch-price", label=label)
        run.solution, run.status, run.finished_at = {**kept, "rule": label}, "feasible", timezone.now()
        run.save()
    arguments = _sharing(split("nucleolus", label="Joint: b, sharing the cost"), tmp_path)
    assert arguments[:2] == ["--split", "nucleolus"]
    (given,) = arguments[arguments.index("--earlier") + 1 :]
    assert json.loads(Path(given).read_text())["rule"] == "Joint: a, sharing the cost"
