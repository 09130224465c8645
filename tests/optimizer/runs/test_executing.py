"""What becomes of a run, whatever the solver's process does."""

import json
import threading
import uuid

import pytest

from optimizer.runs import attending, executing
from optimizer.runs.actions import cancel_run
from optimizer.runs.executing import claim_run, execute
from optimizer.runs.models import Run
from partners.models import AuditEntry
from tests.optimizer.runs.conftest import DATA

pytestmark = pytest.mark.django_db


def outcome(run):
    run.refresh_from_db()
    return run


def after_claim(monkeypatch, act):
    """Have `act(run)` happen to the run just after a worker has claimed it."""

    def claim_then_act(run_id):
        run = claim_run(run_id)
        act(Run.objects.get(pk=run_id))
        return run

    monkeypatch.setattr(executing, "claim_run", claim_then_act)


def test_an_answer_the_judge_accepts_is_stored(queued, stand_in):
    stand_in('answer(status="optimal", score=7)')
    run = queued()

    assert execute(run.pk) == "optimal"

    run = outcome(run)
    assert (run.solution["score"], run.attempts, run.claim, run.error) == (7, 1, None, "")
    assert run.started_at <= run.finished_at and run.solver_version.startswith("ortools 9")
    entry = AuditEntry.objects.get(action="run.finished")
    assert (entry.before["status"], entry.after["status"]) == ("running", "optimal")


def test_the_solver_gets_the_limits_and_none_of_the_sites_secrets(queued, stand_in, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for the solver")
    stand_in(
        'answer(arguments=sys.argv[4:], secret=os.environ.get("SECRET_KEY"), group=os.getpgrp() == os.getpid())'
    )
    run = queued(seconds=9, seed=3)

    execute(run.pk)

    told = outcome(run).solution
    given = dict(zip(told["arguments"][1::2], told["arguments"][2::2], strict=False))
    assert 0 < float(given.pop("--seconds")) <= 9
    assert given == {"--workers": "1", "--seed": "3", "--mebibytes": "6144", "--progress": "--background"}
    assert told["secret"] is None and told["group"] is True


def test_proven_infeasible_keeps_the_document_that_names_the_conflict(queued, stand_in):
    stand_in('answer(status="infeasible", conflict=["a"]); sys.exit(1)')
    run = queued()

    assert execute(run.pk) == "infeasible"
    assert outcome(run).solution["conflict"] == ["a"]


@pytest.mark.parametrize(
    ("solve", "words"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", "ended from outside (SIGKILL)"),
        ("sys.exit(3)", "found no answer within 5 seconds"),
        ('print("$.grid: too small", file=sys.stderr); sys.exit(2)', "$.grid: too small"),
        ("raise RuntimeError", "failed and gave no answer"),
        ("pass", "failed and gave no answer"),
        ('open(sys.argv[4], "w").write("{")', "failed and gave no answer"),
        ('answer(status="splendid")', "failed and gave no answer"),
        ("sys.exit(4)", "more than the 6144 MiB of memory"),
        (
            'print("room 1 is double booked"); print("room 1 is double booked", file=sys.stderr); sys.exit(6)',
            "broke a rule when it was checked, so it was not kept: room 1 is double booked",
        ),
    ],
)
def test_a_solver_that_fails_is_told_in_words(queued, stand_in, solve, words):
    stand_in(solve)
    run = queued()

    assert execute(run.pk) == "failed"
    assert words in outcome(run).error and run.solution is None and run.finished_at


def test_an_answer_found_before_memory_ran_out_is_kept_and_says_so(queued, stand_in):
    stand_in('answer(); print("The memory that the solver may use ran out: 6144 MiB.", file=sys.stderr)')
    run = queued()

    assert execute(run.pk) == "feasible"
    assert "the 6144 MiB of memory" in outcome(run).error


def test_time_is_limited_even_for_a_solver_that_does_not_listen(queued, stand_in, monkeypatch):
    monkeypatch.setattr(executing, "GRACE_SECONDS", -0.8)
    stand_in("signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: time.sleep(1)")
    run = queued(seconds=1)

    assert execute(run.pk) == "failed"
    assert "had 1 seconds and did not end" in outcome(run).error


LISTENS = """
def stop(*_):
    answer(score=3)
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
report(seconds=0.1, score=3, bound=9, gap=0.67)
while True: time.sleep(1)
"""


def when_it_reports(monkeypatch, act):
    """Have `act(run)` happen at the first heartbeat after the solver's first report."""
    beat, done = attending._beat, []

    def beat_then_act(run, child):
        if child.progress and not done:
            done.append(act(Run.objects.get(pk=run.pk)))
        return beat(run, child)

    monkeypatch.setattr(attending, "_beat", beat_then_act)


def test_a_stopped_run_keeps_the_best_so_far(queued, stand_in, planner, monkeypatch):
    stand_in(LISTENS)
    when_it_reports(monkeypatch, lambda run: cancel_run(run=run, by=planner))
    run = queued(seconds=60)

    assert execute(run.pk) == "feasible"

    run = outcome(run)
    assert run.solution["score"] == 3 and run.stopped_at == run.finished_at
    assert run.progress == {"seconds": 0.1, "score": 3, "bound": 9, "gap": 0.67}


def test_helpers_of_the_solver_are_left_to_the_solver(queued, stand_in, planner, monkeypatch):
    stand_in(
        """
import subprocess
helper = subprocess.Popen(["sleep", "600"])
def stop(*_):
    answer(helper_runs=helper.poll() is None)
    helper.kill()
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
report(seconds=0.1, score=3, bound=9, gap=0.67)
while True: time.sleep(1)
"""
    )
    when_it_reports(monkeypatch, lambda run: cancel_run(run=run, by=planner))
    run = queued(seconds=60)

    execute(run.pk)

    assert outcome(run).solution["helper_runs"] is True


def test_a_stopped_run_without_an_answer_is_cancelled(queued, stand_in, planner, monkeypatch):
    stand_in("while True: time.sleep(1)")
    after_claim(monkeypatch, lambda run: cancel_run(run=run, by=planner))
    run = queued(seconds=60)

    assert execute(run.pk) == "cancelled"
    assert outcome(run).solution is None and run.stopped_at and run.error == ""


def test_a_run_that_ends_by_itself_was_not_stopped_early(queued, stand_in, planner, monkeypatch):
    stand_in('answer(status="optimal")')
    monkeypatch.setattr(attending, "LOOK_SECONDS", 86_400)
    after_claim(monkeypatch, lambda run: cancel_run(run=run, by=planner))
    run = queued()

    assert execute(run.pk) == "optimal"
    assert outcome(run).stopped_at is None


def test_a_worker_that_lost_its_run_kills_the_solver_and_writes_nothing(queued, stand_in, monkeypatch):
    other = uuid.uuid4()
    stand_in("while True: time.sleep(1)")
    after_claim(monkeypatch, lambda run: Run.objects.filter(pk=run.pk).update(claim=other))
    run = queued(seconds=60)

    assert execute(run.pk) == "another worker has this run"
    assert (outcome(run).status, run.claim) == ("running", other)


def test_a_worker_that_stops_puts_its_run_back(queued, stand_in, monkeypatch):
    stopping = threading.Event()
    stopping.set()
    monkeypatch.setattr(attending, "shutting_down", stopping)
    stand_in("while True: time.sleep(1)")
    run = queued(seconds=60)

    assert execute(run.pk) == "put back in the queue"
    assert (outcome(run).status, run.attempts, run.claim, run.started_at) == ("queued", 0, None, None)


def test_a_run_that_was_to_stop_anyway_ends_with_its_worker(queued, stand_in, planner, monkeypatch):
    stopping = threading.Event()
    stopping.set()
    monkeypatch.setattr(attending, "shutting_down", stopping)
    stand_in("while True: time.sleep(1)")
    after_claim(monkeypatch, lambda run: cancel_run(run=run, by=planner))
    run = queued(seconds=60)

    execute(run.pk)
    assert (outcome(run).status, run.attempts) == ("cancelled", 1)


def test_a_run_is_executed_once(queued, stand_in):
    stand_in("answer()")
    run = queued()
    execute(run.pk)

    assert execute(run.pk) == "not waiting"
    assert outcome(run).attempts == 1


def test_a_purchase_begins_from_the_newest_answer_of_the_same_procurement(queued, stand_in):
    stand_in(
        "path = sys.argv[sys.argv.index('--start') + 1] if '--start' in sys.argv else os.devnull\n"
        "answer(start=open(path).read())"
    )
    problem = json.loads((DATA / "batch-problem.json").read_text())
    labels = ("Kit: cheapest", "Vans: cheapest", "Kit: two suppliers")
    first, other, second = (queued(problem=problem, label=label) for label in labels)
    for run in (first, other, second):
        execute(run.pk)

    assert outcome(first).solution["start"] == outcome(other).solution["start"] == ""
    assert json.loads(outcome(second).solution["start"]) == outcome(first).solution
