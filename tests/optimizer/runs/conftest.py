"""Runs for tests, and a stand-in for the solver whose behaviour a test writes down in a few lines."""

import json
from pathlib import Path

import pytest

from optimizer.runs import attending, executing
from optimizer.runs.actions import queue_run
from tests.partners.people import Role, organisation, person

DATA = Path(__file__).parents[2] / "data"

MAIN = """
import json, os, signal, sys, time
problem = sys.argv[2]
def answer(**document):
    with open(sys.argv[sys.argv.index("-o") + 1], "w") as file:
        json.dump({"format": "booking-solution/1", "status": "feasible", **document}, file)
def report(**progress):
    print(json.dumps(progress), file=sys.stderr, flush=True)
SOLVE
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

    `solve` is lines of Python that may use `answer(**document)` and `report(**progress)`.
    """
    for name in ("LOOK_SECONDS", "REPORT_SECONDS", "BEAT_SECONDS"):
        monkeypatch.setattr(attending, name, 0.05)
    monkeypatch.setattr(attending, "STOP_PATIENCE_SECONDS", 30)
    monkeypatch.setattr(executing, "GRACE_SECONDS", 30)
    settings.BASE_DIR = tmp_path
    package = tmp_path / "optimizer"
    package.mkdir()
    (package / "__init__.py").touch()

    def write(solve):
        (package / "__main__.py").write_text(MAIN.replace("SOLVE", solve.strip()))

    return write
