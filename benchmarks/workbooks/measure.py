"""Sends every kind of malformed file to every page and to the API of a running site, and judges what comes back."""

import html
import sys
from dataclasses import dataclass, field
from pathlib import Path

import django

MEMORY_BYTES, SECONDS = 512_000_000, 20
# What one upload may add to a server process while it is there: the file of 10 MB, its copies on the way to the
# child, and the cells that came back.
GROWTH_BYTES = 64_000_000
WARM_UP_TURNS = 4


@dataclass
class Told:
    """What became of one kind: the worst of all pages, and what was broken."""

    is_refused: bool
    outcome: str = ""
    pages: int = 0
    child_bytes: int = 0
    growth_bytes: int = 0
    seconds: float = 0
    broken: list[str] = field(default_factory=list)


def measure(folder: Path, only: str, most_pages: int) -> int:
    """Print a line for each kind; 1 if any broke the promise."""
    from django.core.management import call_command

    from benchmarks.operations.site import Site
    from benchmarks.workbooks.visitor import Visitor
    from benchmarks.workbooks.watch import resident_bytes, servers
    from benchmarks.workbooks.world import found_world

    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0)
    world, site = found_world(), Site(folder / "server.log")
    site.start()
    try:
        visitor, pids = Visitor(site.port, world), servers(site.pid)
        _warm_up(visitor, world)
        before = resident_bytes(pids)
        found = _all_kinds(visitor, world, site.pid, only, most_pages)
        lost, grown = set(pids) - set(servers(site.pid)), resident_bytes(pids) - before
    finally:
        site.stop()
    return _summary(found, lost, grown)


def _warm_up(visitor, world) -> None:
    """Have each process of the server load what it needs for uploads."""
    from benchmarks.workbooks.importers import PAGES

    for page in PAGES * WARM_UP_TURNS:
        visitor.send(page.address(world), page.fields, "file.csv", b"Nothing,that,is,known\n")


def _all_kinds(visitor, world, server: int, only: str, most_pages: int) -> list[Told]:
    from benchmarks.workbooks import kinds  # noqa: F401 (fills KINDS)
    from benchmarks.workbooks.catalogue import KINDS

    print(f"{'kind':52} {'outcome':44} {'pages':>5} {'child MB':>8} {'web +MB':>7} {'seconds':>7}")
    found = []
    for number, kind in enumerate(KINDS.values()):
        if only in kind.name:
            found.append(_told(number, kind, visitor, world, server, most_pages))
            print(_line(kind.name, found[-1]), flush=True)
    return found


def _told(number: int, kind, visitor, world, server: int, most_pages: int) -> Told:
    from benchmarks.workbooks.importers import PAGES
    from benchmarks.workbooks.watch import Watch
    from benchmarks.workbooks.world import rows_stored

    told = Told(kind.is_refused)
    pages = [page for page in PAGES if kind.is_refused or not page.stores_at_once]
    for place in range(len(pages)):
        page = pages[(number + place) % len(pages)]
        data = _made(kind, page.subjects, number)
        if data is None or told.pages == most_pages:
            continue
        before = rows_stored()
        with Watch(server) as watch:
            reply = visitor.send(page.address(world), page.fields, f"file.{kind.ending}", data)
        _judge(told, kind, page.name, reply, watch, rows_stored() - before)
        if place == 0:
            refused = visitor.call(number, data)
            if not 400 <= refused.status < 500 or rows_stored() != before:
                told.broken.append(f"{visitor.calls[number % len(visitor.calls)]} answered {refused.status}")
    if not visitor.answers():
        told.broken.append("the site no longer answers")
    return told


def _made(kind, subjects, number: int) -> bytes | None:
    from benchmarks.workbooks.subjects import NoSuchColumn

    for place in range(len(subjects)):
        try:
            return kind.make(subjects[(number + place) % len(subjects)])
        except NoSuchColumn:
            continue
    return None


def _judge(told: Told, kind, page: str, reply, watch, stored: int) -> None:
    told.pages += 1
    told.child_bytes = max(told.child_bytes, watch.child_bytes)
    told.growth_bytes = max(told.growth_bytes, watch.growth_bytes)
    told.seconds = max(told.seconds, reply.seconds)
    said = html.unescape(reply.content.decode(errors="replace"))
    if not kind.is_refused:
        told.outcome = "read as it is meant"
        rules = {"was not read": reply.status != 200 or "What will change" not in said}
    else:
        words = next((words for words in kind.says.split("|") if words in said), "")
        told.outcome = told.outcome or f"{reply.status}: {words}"
        rules = {
            f"was answered by {reply.status}": not 400 <= reply.status < 500,
            "did not name the cause": not words,
            f"changed the number of rows by {stored}": bool(stored),
        }
    rules |= {
        f"took {told.seconds:.1f} s": told.seconds > SECONDS,
        f"took {watch.child_bytes / 1e6:.0f} MB": watch.child_bytes > MEMORY_BYTES,
        f"let the server grow by {watch.growth_bytes / 1e6:.0f} MB": watch.growth_bytes > GROWTH_BYTES,
    }
    told.broken += [f"{page}: {rule}" for rule, is_broken in rules.items() if is_broken]


def _line(name: str, told: Told) -> str:
    figures = (
        f"{told.pages:5} {told.child_bytes / 1e6:8.0f} {told.growth_bytes / 1e6:7.0f} {told.seconds:7.1f}"
    )
    return "\n    ".join([f"{name[:52]:52} {told.outcome[:44]:44} {figures}", *told.broken])


def _summary(found: list[Told], lost: set[int], grown: int) -> int:
    broken = sum(bool(told.broken) for told in found)
    sent = [told for told in found if told.pages]
    refused = sum(told.is_refused for told in sent)
    print(
        f"\n{len(sent)} kinds, {refused} of them to be refused, {sum(told.pages for told in sent)} files sent; "
        f"{broken} kinds broke the promise; "
        f"{len(lost)} server processes lost.\nAt most {max(told.child_bytes for told in found) / 1e6:.0f} MB in a child "
        f"(limit {MEMORY_BYTES / 1e6:.0f}), {max(told.growth_bytes for told in found) / 1e6:.0f} MB more in a server "
        f"process while it worked (limit {GROWTH_BYTES / 1e6:.0f}), {max(told.seconds for told in found):.1f} s "
        f"(limit {SECONDS}). All server processes together hold {grown / 1e6:.0f} MB more than before the first file."
    )
    return 1 if broken or lost else 0


if __name__ == "__main__":
    django.setup()
    sys.exit(measure(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
