"""Runs for tests, and a stand-in for the solver whose behaviour a test writes down in a few lines."""

import json
import shutil
from pathlib import Path

import pytest

import optimizer.runs.limited
from optimizer.runs import attending, executing
from optimizer.runs.actions import queue_run
from tests.partners.people import Role, organisation, person

DATA = Path(__file__).parents[2] / "data"

MAIN = """
import json, os, signal, sys, time
command, problem = sys.argv[1:3]
def answer(**document):
    with open(sys.argv[sys.argv.index("-o") + 1], "w") as file:
        json.dump({"format": "booking-solution/1", "status": "feasible", **document}, file)
def report(**progress):
    print(json.dumps(progress), file=sys.stderr, flush=True)
if command == "solve":
    SOLVE
else:
    CHECK
"""


@pytest.fixture
def problem():
    return json.loads((DATA / "booking-problem.json").read_text())


@pytest.fixture
def fire(db):
    return organisation("Fire")


@pytest.fixture
def planner(fire):
    return person("Stan", fire, Role.STATION_MANAGER)


@pytest.fixture
def queued(problem, fire, planner):
    """A function that queues the example problem."""

    def queue(**change):
        given = {"problem": problem, "organisation": fire, "by": planner, "seconds": 5, "workers": 1}
        return queue_run(**{**given, **change})

    return queue


@pytest.fixture
def stand_in(tmp_path, settings, monkeypatch):
    """A function that puts a pretended solver in the place of the real one.

    `solve` and `check` are lines of Python, one statement a line, that may use `answer(**document)`
    and `report(**progress)`.
    """
    monkeypatch.setattr(attending, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr(attending, "STOP_PATIENCE_SECONDS", 2.0)
    monkeypatch.setattr(executing, "GRACE_SECONDS", 30)
    settings.BASE_DIR = tmp_path
    package = tmp_path / "optimizer"
    (package / "runs").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "runs" / "__init__.py").touch()
    shutil.copy(optimizer.runs.limited.__file__, package / "runs" / "limited.py")

    def write(solve, check="sys.exit(0)"):
        indented = [text.strip().replace("\n", "\n    ") for text in (solve, check)]
        (package / "__main__.py").write_text(MAIN.replace("SOLVE", indented[0]).replace("CHECK", indented[1]))

    return write
