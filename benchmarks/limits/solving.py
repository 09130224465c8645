"""What the command makes of each hostile document: `solve`, and `solve --split` for what is bought together.

rows(folder, seconds, mebibytes) -> Iterator[Row]
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.limits import batches, bookings, texts
from optimizer.guard import group_bytes

ROOT = Path(__file__).resolve().parents[2]
ENDINGS = {0: "answered", 1: "impossible", 2: "refused", 3: "no answer in time", 4: "no answer in memory"}
OVER_SECONDS = 2.0
LOOK_SECONDS = 0.1
LITTLE_MEBIBYTES = 150
# What may be taken between two looks at the memory.
BETWEEN_LOOKS_MEBIBYTES = 64


@dataclass(frozen=True)
class Row:
    """How one document ended: wall seconds beyond the limit (negative: before it), and the most memory seen."""

    name: str
    ending: str
    over_seconds: float
    peak_mebibytes: int
    words: str
    holds: bool


def rows(folder: Path, seconds: float, mebibytes: int) -> Iterator[Row]:
    """Every hostile document in turn; then the hungriest again with little memory."""
    path = folder / "problem.json"
    for kind, tasks in ((texts, ((),)), (bookings, ((),)), (batches, ((), ("--split", "nucleolus")))):
        for make in kind.DOCUMENTS:
            path.write_text(_text_of(make), encoding="utf-8")
            for task in tasks:
                name = f"{kind.__name__.rpartition('.')[2]} {make.__name__.replace('_', ' ')}"
                yield _row(f"{name} {' '.join(task[:1])}".strip(), path, task, seconds, mebibytes)

    for hungry in (bookings.long_series, bookings.greatest_numbers, batches.nothing_can_be_had):
        path.write_text(_text_of(hungry), encoding="utf-8")
        name = f"{LITTLE_MEBIBYTES} MiB for {hungry.__name__.replace('_', ' ')}"
        yield _row(name, path, (), 6 * seconds, LITTLE_MEBIBYTES)


def _text_of(make: Callable[[], Any]) -> str:
    made = make()
    return made if isinstance(made, str) else json.dumps(made)


def _row(name: str, path: Path, task: tuple[str, ...], seconds: float, mebibytes: int) -> Row:
    output = path.with_name("solution.json")
    output.unlink(missing_ok=True)
    limits = ["--seconds", str(seconds), "--mebibytes", str(mebibytes)]
    command = [sys.executable, "-m", "optimizer", "solve", str(path), "-o", str(output), *limits, *task]
    said, peak, began = path.with_name("words.txt"), 0, time.monotonic()
    with said.open("w") as words_file:
        process = subprocess.Popen(  # noqa: S603 (our own program)
            command, cwd=ROOT, stderr=words_file, start_new_session=True
        )
    while process.poll() is None:
        time.sleep(LOOK_SECONDS)
        peak = max(peak, sum(map(group_bytes, _groups(process.pid))))
    took = time.monotonic() - began
    words = said.read_text(encoding="utf-8").strip()
    over, told = took - seconds, ENDINGS.get(process.returncode, f"exit code {process.returncode}")
    holds = over <= OVER_SECONDS and process.returncode in ENDINGS
    holds = holds and peak <= (mebibytes + BETWEEN_LOOKS_MEBIBYTES) * 2**20
    holds = holds and (process.returncode < 2) == output.exists() and bool(words or output.exists())
    return Row(name, told, over, peak // 2**20, words.partition("\n")[0][:160], holds)


def _groups(session: int) -> set[int]:
    """The process groups of a session: the guard's own and the one it guards."""
    found = {session}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, group, own = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(own) == session:
            found.add(int(group))
    return found


def table(folder: Path, seconds: float, mebibytes: int) -> int:
    """Print a line for each document; how many broke a limit."""
    print(f"every document, limit {seconds:g} s and {mebibytes} MiB; over: wall seconds beyond the limit")
    print(f"{'document':56}{'ending':20}{'over':>8}{'MiB':>7}  first words")
    broken = 0
    for row in rows(folder, seconds, mebibytes):
        broken += not row.holds
        mark = "" if row.holds else "  BROKEN"
        line = f"{row.name:56}{row.ending:20}{row.over_seconds:>8.2f}{row.peak_mebibytes:>7}"
        print(f"{line}  {row.words}{mark}", flush=True)
    return broken
