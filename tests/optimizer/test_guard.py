"""The limits of a process, whatever it does and starts."""

import os
import subprocess
import sys
import threading
import time

import pytest

from optimizer import guard
from optimizer.guard import Cut, Guard, Limits

MEBIBYTES = 2**20
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is counted on Linux only")


def guarded(code: str, seconds: float = 60, mebibytes: int = 1000) -> Guard:
    return Guard([sys.executable, "-c", code], Limits(seconds, mebibytes), stdout=subprocess.DEVNULL)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "GRACE_SECONDS", 0.05)


def is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_ends_by_itself_is_left_alone() -> None:
    assert guarded("raise SystemExit(7)").wait()[:2] == (7, Cut.NONE)


def test_at_its_time_a_process_is_asked_to_end() -> None:
    code = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(9)); time.sleep(600)"

    assert guarded(code, seconds=2).wait()[:2] == (9, Cut.NONE)


def test_one_that_does_not_listen_is_killed(impatient: None) -> None:
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"

    assert guarded(code, seconds=1).wait()[:2] == (-9, Cut.TIME)


def test_one_that_ends_by_being_asked_had_no_more_time() -> None:
    assert guarded("import time; time.sleep(600)", seconds=0.5).wait().cut is Cut.TIME


def test_nothing_it_started_is_left() -> None:
    one = guarded("import subprocess; subprocess.Popen(['sleep', '600'])")
    one.wait()

    until = time.monotonic() + 30
    while is_alive(one._process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(one._process.pid)


@linux
def test_memory_counts_for_the_whole_group() -> None:
    hog = "import time; held = bytearray(120 * 2**20); time.sleep(600)"
    code = f"import subprocess, sys, time; [subprocess.Popen([sys.executable, '-c', {hog!r}]) for _ in range(3)]; time.sleep(600)"

    ending = guarded(code, mebibytes=300).wait()

    assert ending.cut is Cut.MEMORY and ending.peak_mebibytes > 300


@linux
def test_memory_below_the_limit_is_no_reason() -> None:
    ending = guarded("held = bytearray(120 * 2**20); import time; time.sleep(1)", mebibytes=300).wait()

    assert ending[:2] == (0, Cut.NONE) and 100 < ending.peak_mebibytes < 300


def test_asked_to_stop_it_passes_the_wish_on() -> None:
    code = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(9)); time.sleep(600)"
    one = guarded(code)
    threading.Timer(1.5, one.ask_to_stop).start()

    assert one.wait().code == 9
