"""Work on an uploaded workbook in a process of its own, with limits on memory and time.

A hostile or broken file can end the process that parses it; it must not be the one that serves people.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

from workbooks.container import Limits
from workbooks.faults import CannotRead

_ROOT = Path(__file__).resolve().parent.parent
_TOO_MUCH = CannotRead(
    "The workbook could not be read: it is damaged, or too large to open safely.",
    "Copy your data (values only) into a new workbook, or into the template, and upload that.",
)


def in_child(task: str, data: bytes, options: dict[str, Any], limits: Limits) -> bytes:
    """Run a task ("read" or "mark") on the data in a child process and return its answer.

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
        raise _TOO_MUCH from slow
    if ended.returncode != 0:
        raise _TOO_MUCH from RuntimeError(ended.stderr.decode(errors="replace")[-2000:])
    return ended.stdout


def _main() -> None:
    content = sys.stdin.buffer.read()
    (length,) = struct.unpack(">I", content[:4])
    header = json.loads(content[4 : 4 + length])
    memory, cpu = header["limits"]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(_done(header["task"], content[4 + length :], header["options"]))


def _done(task: str, data: bytes, options: dict[str, Any]) -> bytes:
    if task == "mark":
        from workbooks.marks import marked

        return marked(data, options)
    from workbooks.grid import grids, packed, refused

    try:
        return packed(grids(data, options["titles"], Limits(**options["limits"])))
    except CannotRead as wrong:
        return refused(wrong)


if __name__ == "__main__":
    _main()
