"""A short run of the races and of one kill, over the real server, on both databases: nothing goes wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHORT = ["--rounds", "8", "--kills", "1", "--bookings", "0"]
KINDS = ["the same slot", "shifted slots", "whole and parts", "moves", "series", "the same key", "publishing"]


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_nothing_is_double_booked_or_lost(database):
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.races", "--database", database, *SHORT],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    if "not measured" in run.stdout:
        pytest.skip(run.stdout)
    for name in [*KINDS, "server killed"]:
        assert any(line.startswith(name) for line in run.stdout.splitlines()), run.stdout
