"""`python -m optimizer.runs.limited MEBIBYTES solve …`: the solver's command inside limits of its own.

The limits are set by the child itself, before it imports the solver: the worker that starts it may
have threads, where code between fork and exec is not safe. Knows no Django.
"""

import ctypes
import resource
import runpy
import signal
import sys

PR_SET_PDEATHSIG = 1


def limit_memory(mebibytes: int) -> None:
    """Bound this process's address space and let a crash leave no core file."""
    resource.setrlimit(resource.RLIMIT_AS, (mebibytes * 2**20, mebibytes * 2**20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def die_with_the_worker() -> None:
    """On Linux, have the kernel end this process when the worker is killed, so that it never solves for nobody."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    die_with_the_worker()
    limit_memory(int(sys.argv[1]))
    sys.argv = ["optimizer", *sys.argv[2:]]
    runpy.run_module("optimizer", run_name="__main__", alter_sys=True)
