"""The solver's process against the real operating system."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR

KILLED_WORKER = """
import os, signal, sys
from pathlib import Path
from optimizer.runs.child import Child
child = Child(["problem.json"], root=Path(sys.argv[1]))
while not child.words: pass
print(child.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_the_solver_dies_with_a_killed_worker(stand_in, settings, tmp_path):
    code = "from optimizer.surroundings import end_with_parent; end_with_parent()"
    stand_in(f'{code}\nprint("ready", file=sys.stderr, flush=True); time.sleep(600)')
    shutil.copy(ROOT / "optimizer" / "surroundings.py", tmp_path / "optimizer")

    worker = subprocess.run(
        [sys.executable, "-c", KILLED_WORKER, str(tmp_path)], cwd=ROOT, capture_output=True, timeout=60
    )

    assert worker.returncode == -signal.SIGKILL, worker.stderr
    pid = int(worker.stdout)
    for _ in range(100):
        if not alive(pid):
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the solver outlived its worker")


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
