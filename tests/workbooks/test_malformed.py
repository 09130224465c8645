"""Every kind of malformed workbook, through every way in: refused in plain words with nothing stored, or read right.

Here the work of the child process is done in the test's own, which is what makes so many files bearable; the real
child, its limits and the running server have tests below and `python -m benchmarks.workbooks`.
"""

import ast
import html
import io
import itertools
import re
from datetime import timedelta
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from api.main import api
from benchmarks.workbooks import kinds
from benchmarks.workbooks.catalogue import KINDS, Kind
from benchmarks.workbooks.importers import COMMANDS, PAGES, Importer
from benchmarks.workbooks.packing import packed, parts_of
from benchmarks.workbooks.subjects import ROWS, SUBJECTS, NoSuchColumn, Subject
from benchmarks.workbooks.world import found_world, rows_stored
from partners.actions.tokens import create_token
from partners.models import Membership, Organisation, Scope
from workbooks import child, mark, read
from workbooks.read import read_workbook

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("api", "assets", "config", "optimizer", "partners", "procurement", "workbooks")
MODULES = [getattr(kinds, name) for name in kinds.__all__]
SUBJECTS_OF_A_KIND = 2
# Those that take long to make or to read are read once here, and sent to the pages by the benchmark.
QUICK = [kind for kind in KINDS.values() if not kind.alike or kind.make.__module__ == kinds.files.__name__]


@pytest.fixture
def in_this_process(monkeypatch):
    """The child's work without the child."""

    def done(task, data, options, limits):
        return child.done(task, data, options)

    for module in (read, mark):
        monkeypatch.setattr(module, "in_child", done)


def tried(kind: Kind, subjects: list[Subject]):
    """The files of a kind with the subjects that it concerns."""
    for subject in subjects:
        try:
            yield subject, _made_once(kind.name, subject.table.name) if kind.alike else kind.make(subject)
        except NoSuchColumn:
            continue
        if kind.alike:
            return


@cache
def _made_once(kind: str, table: str) -> bytes:
    """Those of which one will do are those that take long to make."""
    return KINDS[kind].make(SUBJECTS[table])


def turned(things: list, number: int) -> list:
    """The same list, begun elsewhere, so that each kind begins with another."""
    at = number % len(things)
    return things[at:] + things[:at]


def complaint(kind: Kind, faults) -> str:
    """What is wrong with how a refusal was told, "" if nothing."""
    said = " / ".join(str(fault) for fault in faults)
    if not any(words in said for words in kind.says.split("|")):
        return f"{kind.name}: {said[:300]}"
    if kind.at_cell and not any(fault.cell for fault in faults):
        return f"{kind.name} names no cell: {said[:300]}"
    silent = [str(fault) for fault in faults if not fault.message]
    return f"{kind.name} says nothing: {silent}" if silent else ""


def without_numbers(rows):
    return [{name: value for name, value in row.items() if name != "row"} for row in rows]


def test_there_are_many_kinds():
    assert sum(kind.is_refused for kind in KINDS.values()) >= 60


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_a_kind_is_told_in_plain_words_or_read_right(module, in_this_process):
    wrong = []
    own = [kind for kind in KINDS.values() if kind.make.__module__ == module.__name__]
    for number, kind in enumerate(own):
        made = tried(kind, turned(list(SUBJECTS.values()), 4 * number))
        for subject, data in itertools.islice(made, SUBJECTS_OF_A_KIND):
            name = subject.table.name
            reading = read_workbook(data, [subject.table])
            if not kind.is_refused:
                plain = read_workbook(packed(subject.parts()), [subject.table])
                if not reading.ok or without_numbers(reading.rows[name]) != without_numbers(plain.rows[name]):
                    wrong.append((kind.name, name, [str(fault) for fault in reading.faults]))
            elif reading.ok and "nothing to read" in kind.says:
                wrong += [(kind.name, name)] * bool(reading.rows[name])
            elif said := complaint(kind, reading.faults):
                wrong.append((name, said))
    assert own and not wrong


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(len(PAGES)), ids=[page.name for page in PAGES])
def test_a_page_stores_nothing_of_a_malformed_file(number, in_this_process):
    """Each page gets every sixth kind of each sort here; the benchmark sends all kinds to all pages."""
    importer, world = PAGES[number], found_world()
    client = Client()
    client.force_login(world.keeper)
    before, wrong, tries = rows_stored(), [], 0
    for kind in QUICK[number :: len(PAGES)]:
        for _, data in itertools.islice(tried(kind, turned(importer.subjects, number)), 1):
            tries += 1
            with transaction.atomic():
                said = _sent(client, importer, world, kind, data)
                if kind.is_refused and rows_stored() != before:
                    said = f"{kind.name} stored {rows_stored() - before} rows"
                wrong += [said] * bool(said)
                transaction.set_rollback(True)
    assert tries > 20 and not wrong


def _sent(client, importer: Importer, world, kind: Kind, data: bytes) -> str:
    file = SimpleUploadedFile(f"file.{kind.ending}", data)
    answer = client.post(importer.address(world), {"file": file, **importer.fields})
    page = html.unescape(answer.content.decode())
    if not kind.is_refused:
        expected = "Everything is stored" if importer.stores_at_once else "What will change"
        return "" if expected in page else f"{kind.name}: {answer.status_code} instead of {expected}"
    if answer.status_code != 422:
        return f"{kind.name}: {answer.status_code}"
    if not any(words in page for words in kind.says.split("|")):
        return f"{kind.name}: the page does not say {kind.says}"
    return ""


@pytest.mark.django_db
@pytest.mark.parametrize("importer", COMMANDS, ids=lambda importer: importer.name)
def test_the_command_line_stores_nothing_of_a_malformed_file(importer, in_this_process):
    found_world()
    before, wrong = rows_stored(), []
    for kind in QUICK[COMMANDS.index(importer) :: 7]:
        for _, data in tried(kind, importer.subjects):
            with transaction.atomic():
                reading = importer.load(data)
                if kind.is_refused:
                    wrong += [kind.name] * (rows_stored() != before)
                elif not reading.ok or rows_stored() == before:
                    wrong.append((kind.name, [str(fault) for fault in reading.faults]))
                transaction.set_rollback(True)
    assert not wrong


@pytest.mark.django_db
@pytest.mark.parametrize("importer", [*PAGES, *COMMANDS], ids=lambda importer: importer.name)
def test_the_same_files_would_be_stored_if_nothing_were_wrong(importer, in_this_process):
    """Otherwise that nothing is stored would prove nothing."""
    world = found_world()
    client = Client()
    client.force_login(world.keeper)
    for subject in importer.subjects:
        before = rows_stored()
        with transaction.atomic():
            data = packed(subject.parts())
            if importer.load:
                assert importer.load(data).ok
            else:
                address = importer.address(world)
                answer = client.post(address, {"file": SimpleUploadedFile("a.xlsx", data), **importer.fields})
                page = html.unescape(answer.content.decode())
                assert answer.status_code == 200, re.findall(r"<th scope=.row.*", page)
                if not importer.stores_at_once:
                    client.post(address, {"confirm": "1"})
            assert rows_stored() > before, subject.table.name
            transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(len(PAGES)), ids=[page.name for page in PAGES])
def test_more_rows_than_can_be_stored_while_somebody_waits_are_refused(number, in_this_process):
    importer, world = PAGES[number], found_world()
    subject = importer.subjects[0]
    if subject.table.name == "prices":
        pytest.skip("prices are stored in bulk")
    headings, first, *_ = subject.grid()
    data = packed(
        parts_of({subject.title: [headings, *[_numbered(subject, first, n) for n in range(1_001)]]})
    )
    client, before = Client(), rows_stored()
    client.force_login(world.keeper)
    answer = client.post(
        importer.address(world), {"file": SimpleUploadedFile("a.xlsx", data), **importer.fields}
    )
    assert answer.status_code == 422
    page = html.unescape(answer.content.decode())
    assert "1,000 rows can be read" in page or "Items 1,001" in page
    assert rows_stored() == before


def _numbered(subject: Subject, row: list, number: int) -> list:
    """The row under another name."""
    at = subject.place(subject.column("code"))
    return [f"N-{number}" if index == at else held for index, held in enumerate(row)]


@pytest.mark.django_db
def test_the_api_takes_no_files_and_refuses_their_bytes():
    """Each operation that takes a body takes JSON alone; it gets every kind of file in turn."""
    world, client, wrong = found_world(), Client(), []
    _, token = create_token(
        organisation=Organisation.objects.get(short_name="FIRE"), name="Test", scopes=Scope.values,
        roles=Membership.Role.values, expires_at=timezone.now() + timedelta(days=2), by=world.keeper,
    )  # fmt: skip
    calls = [
        (method, "/".join("1" if "{" in piece else piece for piece in path.split("/")))
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
        if "requestBody" in operation and _takes_json_alone(operation)
    ]
    before = rows_stored()
    for number, kind in enumerate(kind for kind in KINDS.values() if not kind.alike):
        for _, data in itertools.islice(tried(kind, list(SUBJECTS.values())), 1):
            method, path = calls[number % len(calls)]
            answer = client.generic(
                method, path, data, "application/json", headers={"Authorization": f"Bearer {token}"}
            )
            if not 400 <= answer.status_code < 500 or rows_stored() != before:
                wrong.append((kind.name, method, path, answer.status_code))
    assert len(calls) > 10 and not wrong


def _takes_json_alone(operation) -> bool:
    assert set(operation["requestBody"]["content"]) == {"application/json"}
    return True


@cache
def _used() -> dict[str, set[str]]:
    """Which of the product's modules call a function or read an attribute, by its name."""
    found: dict[str, set[str]] = {}
    for path in (path for room in PRODUCT for path in (ROOT / room).rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else getattr(node, "attr", "")
            found.setdefault(name, set()).add(module)
    return found


def test_no_other_way_in_is_left_out():
    """A new caller of read_workbook, or a new page that takes files, belongs into benchmarks.workbooks.importers."""
    assert _used().get("read_workbook", set()) == {
        "assets.sheets.imports",
        "procurement.sheets.imports",
        "config.founding",
    }
    assert _used().get("FILES", set()) == {"assets.views.workbooks", "procurement.views.imports"}
    assert _used().get("UploadedFile", set()) | _used().get("get_uploaded", set()) | _used().get(
        "load_workbook", set()
    ) <= {
        "workbooks.grid",
        "workbooks.marks",
    }
    read_by_them = {table.name for importer in [*PAGES, *COMMANDS] for table in importer.tables}
    assert read_by_them == set(SUBJECTS) == set(ROWS)


def test_nothing_is_unpacked_or_parsed_outside_the_child():
    """The web process imports neither the readers of archives and sheets nor anything that calls them."""
    child_only = {"workbooks.archive", "workbooks.package", "workbooks.facts", "workbooks.delimited"}
    assert _used().get("ZipFile", set()) <= child_only
    assert _used().get("csv_rows", set()) <= {"workbooks.grid", "workbooks.marks"}
    assert _used().get("grids", set()) | _used().get("text_grid", set()) <= {
        "workbooks.child",
        "workbooks.marks",
    }


@pytest.mark.parametrize(
    "name",
    [
        "one long text in every cell",
        "merged cells in the data",
        "shared text with a negative number",
        "error newer than our reader",
        "row longer than the headings",
        "checksum that does not match",
    ],
)
def test_the_real_child_says_the_same_and_the_copy_opens(name):
    kind, subject = KINDS[name], SUBJECTS["sites"]
    data = kind.make(subject)
    reading = read_workbook(data, [subject.table])
    assert not complaint(kind, reading.faults)
    copy = openpyxl.load_workbook(io.BytesIO(mark.marked_copy(data, reading.faults)))
    assert any(words in str(copy["Faults"]["E4"].value) for words in kind.says.split("|"))
