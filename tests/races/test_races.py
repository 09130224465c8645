"""A short run of every race and of two kills over the real server, on both databases: nothing goes wrong."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.races.contests import CONTESTS
from benchmarks.races.nursery import descendants

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-m", "benchmarks.races"]


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_nothing_is_double_booked_or_lost(database):
    sizes = ["--rounds", str(len(CONTESTS)), "--kills", "2", "--bookings", "0", "--lanes", "1"]
    run = subprocess.run(
        [*PROGRAM, "--database", database, *sizes],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    if "not measured" in run.stdout:
        pytest.skip(run.stdout)
    for name in [*CONTESTS, "app killed", "everything killed"]:
        assert any(line.startswith(name) for line in run.stdout.splitlines()), run.stdout


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_measure_that_is_stopped_leaves_nothing(number, tmp_path):
    run = subprocess.Popen(
        [*PROGRAM, "--database", "sqlite"],
        cwd=ROOT,
        env={**environment(), "TMPDIR": str(tmp_path)},
        start_new_session=True,
    )
    family: list[int] = []
    # The measure, and the parent of the site's processes.
    while len(family) < 2:
        assert run.poll() is None
        family = descendants(run.pid)
        time.sleep(0.02)
    if number == signal.SIGINT:
        os.killpg(run.pid, number)
    else:
        run.send_signal(number)
    assert run.wait(30) == 128 + number
    assert not [pid for pid in family if Path(f"/proc/{pid}").exists()]
    assert not list(tmp_path.iterdir())
