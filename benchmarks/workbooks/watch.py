"""How much memory the server's processes take while they work on a file, as the kernel counts it.

with Watch(server_pid) as watch:
    ...                      # one upload
watch.child_bytes            # the largest of the children that read the file, at its peak
watch.growth_bytes           # by how much the server's own processes grew at their peak
"""

import contextlib
import threading
import time
from pathlib import Path

_PROCESSES = Path("/proc")
_EVERY_SECONDS = 0.004
_OURS = b"workbooks.child"


class Watch:
    """Watches the server's processes (all below `pid`) and their children."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.child_bytes = self.growth_bytes = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look_again_and_again)

    def __enter__(self) -> "Watch":
        self._servers = {pid: _bytes(pid, "VmRSS") for pid in servers(self.pid)}
        for pid in self._servers:
            (_PROCESSES / str(pid) / "clear_refs").write_text("5")  # the peak counts from here
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        grown = (_bytes(pid, "VmHWM") - before for pid, before in self._servers.items())
        self.growth_bytes = max(grown, default=0)

    def _look_again_and_again(self) -> None:
        while not self._ended.is_set():
            for server in self._servers:
                for pid in _children(server):
                    if _OURS in _command(pid):
                        self.child_bytes = max(self.child_bytes, _bytes(pid, "VmHWM"))
            time.sleep(_EVERY_SECONDS)


def servers(pid: int) -> list[int]:
    """The processes of a server: itself and those it started, without what reads files for them."""
    found = [pid]
    for child in _children(pid):
        if _OURS not in _command(child):
            found += servers(child)
    return found


def resident_bytes(pids: list[int]) -> int:
    """What these processes hold in memory, together."""
    return sum(_bytes(pid, "VmRSS") for pid in pids)


def _children(pid: int) -> list[int]:
    found = []
    with contextlib.suppress(OSError):
        for thread in (_PROCESSES / str(pid) / "task").iterdir():
            with contextlib.suppress(OSError):
                found += [int(child) for child in (thread / "children").read_text().split()]
    return found


def _command(pid: int) -> bytes:
    with contextlib.suppress(OSError):
        return (_PROCESSES / str(pid) / "cmdline").read_bytes()
    return b""


def _bytes(pid: int, what: str) -> int:
    with contextlib.suppress(OSError):
        for line in (_PROCESSES / str(pid) / "status").read_text().splitlines():
            if line.startswith(what + ":"):
                return int(line.split()[1]) * 1024
    return 0
