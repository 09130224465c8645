"""`python -m benchmarks.races.nursery`: starts the site's processes from one that has loaded the site already.

Reads a JSON document a line: {"serve": port, "threads": n, "log": path}, {"work": true, "log": path} or
{"run": [...], "user": name, "log": path}; answers each with the process id. All of them, with whatever they have
started, are killed when the input ends, however that came.
"""

import ctypes
import json
import os
import pwd
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PR_SET_CHILD_SUBREAPER = 36
SERVER_WORKERS = 2


def main() -> None:
    """Load the site, then start what is asked for until the input ends."""
    # Orphans become children of this process, and the kernel clears them away when they die.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    _load()
    try:
        for line in iter(sys.stdin.readline, ""):
            print(_started(json.loads(line)), flush=True)
    finally:
        while family := descendants(os.getpid()):
            kill(family)


def _started(order: dict[str, Any]) -> int:
    child = os.fork()
    if child:
        return child
    os.setsid()
    for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    try:
        _what(order)()
    finally:
        os._exit(1)


def _what(order: dict[str, Any]) -> Callable[[], None]:
    if "serve" in order:
        return lambda: _serve(order["serve"], order["threads"])
    return _work if "work" in order else lambda: _run(order["run"], order["user"])


def _load() -> None:
    """Everything that a server would load with its first requests; no connection to the database is made."""
    from config import wsgi  # noqa: F401 isort: skip (it sets Django up)
    from django.db import connections
    from django.test import Client

    Client(SERVER_NAME="127.0.0.1").get("/api/v1/organisations")
    connections.close_all()


def _serve(port: int, threads: int) -> None:
    """As `make serve` does, with workers that are copies of this process."""
    import multiprocessing

    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    multiprocessing.set_start_method("fork")
    Granian(
        "config.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=SERVER_WORKERS,
        blocking_threads=threads,
        log_level=LogLevels.warning,
    ).serve()


def _work() -> None:
    from django.core.management import call_command

    call_command("work")


def _run(command: list[str], user: str | None) -> None:
    if user:
        found = pwd.getpwnam(user)
        os.initgroups(user, found.pw_gid)
        os.setgid(found.pw_gid)
        os.setuid(found.pw_uid)
    os.execv(command[0], command)  # noqa: S606 (our own programs)


def descendants(pid: int) -> list[int]:
    """The living processes that the process has started, and those that they have."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state not in "ZX":
            parents.setdefault(int(parent), []).append(int(folder.name))
    found, new = [], parents.get(pid, [])
    while new:
        found += new
        new = [child for one in new for child in parents.get(one, [])]
    return found


def kill(pids: list[int]) -> None:
    """End them in the middle of whatever they do, as a power cut would."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


if __name__ == "__main__":
    main()
