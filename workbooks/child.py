"""Work on an uploaded file in a process of its own, with limits on memory and time.

A hostile or broken file can end the process that parses it; it must not be the one that serves people. Nothing of an
upload is unpacked or parsed anywhere else.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

from workbooks.container import Limits
from workbooks.faults import CannotRead

_ROOT = Path(__file__).resolve().parent.parent
_COPY = "Copy your data (values only) into a new workbook, or into the template, and upload that."
_OUT_OF_MEMORY = 3


def in_child(task: str, data: bytes, options: dict[str, Any], limits: Limits) -> bytes:
    """Run a task of `done` on the data in a child process and return its answer.

    Raises CannotRead when the child dies, runs out of memory or takes too long.
    """
    header = json.dumps(
        {"task": task, "options": options, "limits": [limits.memory_bytes, limits.cpu_seconds]}
    ).encode()
    environment = {"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "workbooks.child"],
            input=struct.pack(">I", len(header)) + header + data,
            capture_output=True,
            timeout=limits.wall_seconds,
            env=environment,
            cwd=_ROOT,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise _too_slow(limits) from slow
    if ended.returncode == 0:
        return ended.stdout
    why = RuntimeError(f"{ended.returncode}: {ended.stderr.decode(errors='replace')[-2000:]}")
    if ended.returncode == -signal.SIGXCPU or ended.returncode == -signal.SIGKILL:
        raise _too_slow(limits) from why
    if ended.returncode in (_OUT_OF_MEMORY, -signal.SIGABRT):
        message = f"Reading this file would take more than {limits.memory_bytes / 1e6:,.0f} MB of memory."
        raise CannotRead(message, _COPY) from why
    raise CannotRead("The file could not be read: it is damaged.", _COPY) from why


def _too_slow(limits: Limits) -> CannotRead:
    return CannotRead(f"Reading this file would take longer than {limits.wall_seconds:g} seconds.", _COPY)


def _main() -> None:
    content = sys.stdin.buffer.read()
    (length,) = struct.unpack(">I", content[:4])
    header = json.loads(content[4 : 4 + length])
    memory, cpu = header["limits"]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = done(header["task"], content[4 + length :], header["options"])
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    sys.stdout.buffer.write(answer)


def done(task: str, data: bytes, options: dict[str, Any]) -> bytes:
    """The answer of a task: "workbook" or "text" gives the cells, "mark" a marked copy.

    Imports what the task needs and nothing else: what the other tasks need takes longer than most files.
    """
    limits = Limits(**options["limits"])
    if task == "mark":
        from workbooks.marks import marked

        return marked(data, options, limits)
    from workbooks.grid import grids, packed, refused, text_grid

    try:
        if task == "text":
            return packed([text_grid(data, options["headings"], limits)], limits)
        return packed(grids(data, options["titles"], limits), limits)
    except CannotRead as wrong:
        return refused(wrong)


if __name__ == "__main__":
    _main()
