"""The raw cells of a workbook's sheets, read by calamine inside the child process, and their way to the parent."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import Any

from workbooks.container import Limits
from workbooks.faults import CannotRead, Unreadable
from workbooks.package import Facts, Package
from workbooks.sheet import column_letter
from workbooks.words import folded

MOST_SHEETS = 60
_UNSTORED = (
    "The result of this formula is not stored in the file.",
    "Open the workbook in Excel, save it and upload it again, or write the value instead of the formula.",
)


@dataclass
class Grid:
    """One sheet: raw cells from A1, and the rows (numbers as in Excel) that are hidden.

    merged: first and last row and column of merged ranges, from 0. read: whether the cells were read.
    """

    title: str
    cells: list[list[Any]] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    read: bool = True


def grids(data: bytes, titles: list[str], limits: Limits) -> list[Grid]:
    """All sheets of an .xlsx file; cells are read of those with the given titles, or of all if none has one."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = Package(archive)
        parts = package.sheet_parts()
        book = load_workbook(io.BytesIO(data))
        pages = [page for page in book.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet][:MOST_SHEETS]
        wanted = {folded(title) for title in titles}
        if not any(folded(page.name) in wanted for page in pages):
            wanted = {folded(page.name) for page in pages}
        found = []
        for page in pages:
            hidden = page.visible != SheetVisibleEnum.Visible
            if folded(page.name) not in wanted or page.name not in parts:
                found.append(Grid(page.name, hidden=hidden, read=False))
                continue
            facts = package.facts(parts[page.name], page.name, limits)
            sheet = book.get_sheet_by_name(page.name)
            cells = [] if facts.last_row < 0 else sheet.to_python(skip_empty_area=False)
            merged = tuple(
                (top, bottom, left, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            )
            shown = _as_shown(cells, facts)
            found.append(Grid(page.name, shown, hidden, frozenset(r + 1 for r in facts.hidden_rows), merged))
        return found


def _as_shown(cells: list[list[Any]], facts: Facts) -> list[list[Any]]:
    """The cells with what only the file's parts tell put back into them."""
    while len(cells) <= facts.last_row:
        cells.append([])
    for line in cells:
        line.extend([""] * (facts.last_column + 1 - len(line)))
    for (row, column), error in facts.errors.items():
        cells[row][column] = Unreadable(
            error, f"This cell shows the error {error}.", "Correct the formula or write the value."
        )
    for row, column in facts.unstored:
        cells[row][column] = Unreadable("(formula)", *_UNSTORED)
    for row, column in facts.percent:
        held = cells[row][column]
        if isinstance(held, int | float) and not isinstance(held, bool):
            cells[row][column] = format(held * 100, ".13g") + "%"
    for (row, column), digits in facts.padded.items():
        held = cells[row][column]
        if isinstance(held, int | float) and float(held).is_integer():
            cells[row][column] = str(int(held)).zfill(digits)
    for row, column in facts.timed:
        held = cells[row][column]
        if isinstance(held, dt.date) and not isinstance(held, dt.datetime):
            cells[row][column] = dt.datetime.combine(held, dt.time(0))
    return cells


def packed(found: list[Grid]) -> bytes:
    """The grids as JSON, for the pipe between the processes."""
    return json.dumps(
        [
            {
                "title": grid.title, "hidden": grid.hidden, "read": grid.read, "merged": grid.merged,
                "hidden_rows": sorted(grid.hidden_rows), "cells": grid.cells,
            }
            for grid in found
        ],
        default=_encoded,
    ).encode()  # fmt: skip


def unpacked(content: bytes) -> list[Grid]:
    """The grids from JSON, or the CannotRead that the child answered."""
    answer = json.loads(content, object_hook=_decoded)
    if isinstance(answer, CannotRead):
        raise answer
    return answer


def refused(wrong: CannotRead) -> bytes:
    """A refusal as JSON, for the pipe."""
    return json.dumps({"refused": [wrong.message, wrong.remedy]}).encode()


def _encoded(value: Any) -> Any:
    if isinstance(value, Unreadable):
        return {"unreadable": [value.shown, value.message, value.remedy]}
    if isinstance(value, dt.timedelta):
        return {"timedelta": value.total_seconds()}
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return {type(value).__name__: value.isoformat()}
    raise TypeError(f"a cell cannot hold {type(value).__name__}")


def _decoded(found: dict[str, Any]) -> Any:
    if "title" in found:
        return Grid(
            found["title"], found["cells"], found["hidden"], frozenset(found["hidden_rows"]),
            tuple(tuple(span) for span in found["merged"]), found["read"],
        )  # fmt: skip
    (kind, value), *_ = found.items()
    makers: dict[str, Any] = {
        "refused": lambda said: CannotRead(*said),
        "unreadable": lambda said: Unreadable(*said),
        "timedelta": lambda seconds: dt.timedelta(seconds=seconds),
        "datetime": dt.datetime.fromisoformat,
        "date": dt.date.fromisoformat,
        "time": dt.time.fromisoformat,
    }
    return makers[kind](value)


def address(row: int, column: int) -> str:
    """A cell's address; row and column from 0."""
    return f"{column_letter(column)}{row + 1}"
