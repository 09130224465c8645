"""What a solver's process asks of the system it runs on. What a system does not know is left out."""

import contextlib
import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
NICER = 10
RESERVED_MEBIBYTES = 1024
FIRST_TO_GO = "1000"


def limit_address_space(mebibytes: int) -> None:
    """Bound what this process and each it starts may allocate, and let a crash leave no core file.

    The guard counts what they take together; this stops a single great leap between two of its looks. What the
    libraries reserve and never touch is granted on top, or they would end in ways of their own.
    """
    most = (mebibytes + RESERVED_MEBIBYTES) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def give_way() -> None:
    """Leave processor and disk to whoever else wants them, and be the first to go when memory runs short."""
    os.nice(NICER)
    # Where the kernel shares the processor out by session, the nicety of the session counts.
    for name, value in (("autogroup", str(NICER)), ("oom_score_adj", FIRST_TO_GO)):
        with contextlib.suppress(OSError):
            Path("/proc/self", name).write_text(value)


def end_with_parent() -> None:
    """On Linux, have the kernel end this process when its parent is killed, so that it never works for nobody."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
