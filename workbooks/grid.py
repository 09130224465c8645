"""The raw cells of a workbook's sheets, read by calamine inside the child process, and their way to the parent."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import dataclass, field
from typing import Any

from workbooks.archive import opened
from workbooks.container import Limits
from workbooks.delimited import csv_rows
from workbooks.facts import Facts, SheetXml
from workbooks.faults import CannotRead, Unreadable
from workbooks.package import Package, SheetPart
from workbooks.sheet import column_letter
from workbooks.words import folded, heading_key


@dataclass
class Grid:
    """One sheet: raw cells from A1, and the rows (numbers as in Excel) and columns (from 0) that are hidden.

    merged: first and last row and column of merged ranges, from 0. read: whether the cells were read.
    """

    title: str
    cells: list[list[Any]] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    read: bool = True


def grids(data: bytes, titles: list[str], limits: Limits) -> list[Grid]:
    """All sheets of an .xlsx file; cells are read of those with the given titles, or of all if none has one."""
    package = Package(opened(data, limits), limits)
    wanted = {folded(title) for title in titles} & {folded(sheet.title) for sheet in package.sheets}
    lengths = package.text_lengths()
    facts, cleaned = {}, {}
    for sheet in package.sheets:
        if not wanted or folded(sheet.title) in wanted:
            xml = SheetXml(package.content(sheet.part, "worksheet"), sheet.title, package.styles, lengths)
            facts[sheet.title] = xml.facts(limits)
            if facts[sheet.title].out:
                cleaned[sheet.part] = xml.readable(facts[sheet.title])
    book = _opened(package.with_parts(cleaned) if cleaned else data)
    return [_grid(sheet, book, facts.get(sheet.title)) for sheet in package.sheets]


def text_grid(data: bytes, headings: list[list[str]], limits: Limits) -> Grid:
    """A CSV file as one sheet without a title. headings: keys of each table's headings, to tell the separator by."""

    def known(rows: list[list[str]]) -> int:
        keys = [{heading_key(cell) for cell in row} for row in rows]
        return max((len(row & set(table)) for row in keys for table in headings), default=0)

    return Grid("", [list(row) for row in csv_rows(data, known, limits)])


def _opened(data: bytes) -> Any:
    from python_calamine import CalamineError, load_workbook

    try:
        return load_workbook(io.BytesIO(data))
    except CalamineError as wrong:
        raise _damaged() from wrong


def _grid(sheet: SheetPart, book: Any, facts: Facts | None) -> Grid:
    from python_calamine import CalamineError

    if facts is None:
        return Grid(sheet.title, hidden=sheet.hidden, read=False)
    try:
        page = book.get_sheet_by_name(sheet.title)
        cells = [] if facts.last_row < 0 else page.to_python(skip_empty_area=False)
    except CalamineError as wrong:
        raise _damaged() from wrong
    merged = tuple(
        (top, bottom, left, right) for (top, left), (bottom, right) in page.merged_cell_ranges or ()
    )
    rows, columns = frozenset(r + 1 for r in facts.hidden_rows), frozenset(facts.hidden_columns)
    return Grid(sheet.title, _as_shown(cells, facts), sheet.hidden, rows, columns, merged)


def _damaged() -> CannotRead:
    return CannotRead(
        "The workbook is damaged, so that its cells cannot be read.",
        "Copy your data (values only) into a new workbook, or into the template, and upload that.",
    )


def _as_shown(cells: list[list[Any]], facts: Facts) -> list[list[Any]]:
    """The cells with what only the file's parts tell put back into them."""
    while len(cells) <= facts.last_row:
        cells.append([])
    for line in cells:
        line.extend([""] * (facts.last_column + 1 - len(line)))
    for (row, column), unusable in facts.unusable.items():
        cells[row][column] = unusable
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


def packed(found: list[Grid], limits: Limits) -> bytes:
    """The grids as JSON, for the pipe between the processes; refused when it would burden the reader of the pipe."""
    content = json.dumps(
        [
            {
                "title": grid.title, "hidden": grid.hidden, "read": grid.read, "merged": grid.merged,
                "hidden_rows": sorted(grid.hidden_rows), "hidden_columns": sorted(grid.hidden_columns),
                "cells": grid.cells,
            }
            for grid in found
        ],
        default=_encoded, ensure_ascii=False,
    ).encode("utf-8", "surrogatepass")  # fmt: skip
    if len(content) > 2 * limits.text_bytes:
        raise CannotRead("The file holds too much text.", "Split it, or shorten its texts.")
    return content


def unpacked(content: bytes) -> list[Grid]:
    """The grids from JSON, or the CannotRead that the child answered."""
    answer = json.loads(content.decode("utf-8", "surrogatepass"), object_hook=_decoded)
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
            frozenset(found["hidden_columns"]), tuple(tuple(span) for span in found["merged"]), found["read"],
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
