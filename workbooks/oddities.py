"""What people do not see in a sheet, or see otherwise than the file has it: hidden and merged cells, moved rows."""

from __future__ import annotations

from typing import Any

from workbooks.faults import CannotRead, CellFault, Unreadable, shown
from workbooks.found import Headings
from workbooks.grid import Grid, address
from workbooks.table import Table, is_blank

UNMERGE = "Unmerge them (Home > Merge & Center) and write the value into every row."


def hidden_row(row: int, sheet: str) -> CellFault:
    """The fault of a row that holds data and is hidden."""
    remedy = "Clear the filter or unhide the row, then keep or delete it."
    return CellFault(row, "", f"Row {row} is hidden but holds data.", remedy, sheet)


def hidden_columns(grid: Grid, headings: Headings, table: Table) -> list[CellFault]:
    """A fault at the heading of each of the table's columns that holds data and is hidden."""
    faults = []
    for name, index in headings.columns.items():
        held = any(
            not is_blank(_at(grid.cells, row, index)) for row in range(headings.row + 1, len(grid.cells))
        )
        if index in grid.hidden_columns and held:
            heading, cell = table.by_name[name].heading, address(headings.row, index)
            message = f'The column "{heading}" is hidden but holds data.'
            remedy = "Unhide it, check what it holds, then keep or delete it."
            faults.append(
                CellFault(headings.row + 1, name, message, remedy, grid.title, cell, heading, heading)
            )
    return faults


def without_merged(grid: Grid, headings: Headings) -> int:
    """Make the cells of merged ranges unreadable; return the first row (from 0) below the headings.

    Raises CannotRead when the ranges overlap, which no Excel writes and which would take long.
    """
    first, marked = headings.row + 1, 0
    for top, bottom, left, right in grid.merged:
        if top <= headings.row <= bottom:
            first = max(first, bottom + 1)
            continue
        rows = range(top, min(bottom + 1, len(grid.cells)))
        columns = [index for index in headings.columns.values() if left <= index <= right]
        if top < headings.row or not rows or is_blank(_at(grid.cells, top, left)):
            continue
        marked += len(rows) * len(columns)
        if marked > len(grid.cells) * len(headings.columns):
            raise CannotRead(f'Sheet "{grid.title}" has merged cells that overlap.', UNMERGE)
        span = f"{address(top, left)}:{address(bottom, right)}"
        for row in rows:
            for column in columns:
                held = shown(_at(grid.cells, row, column))
                message = f"Cells {span} are merged, so only the first of them holds a value."
                grid.cells[row][column] = Unreadable(held, message, UNMERGE)
    return first


def longer_rows(grid: Grid, headings: int) -> list[CellFault]:
    """Faults of the rows of a text file that have more cells than its row of headings (from 0).

    A separator within a text moves every cell after it. Rows that all end with the same blank cells are no fault.
    """
    width = len(grid.cells[headings])
    below = [(number, row) for number, row in enumerate(grid.cells, start=1) if number > headings + 1 and row]
    if len({len(row) for _, row in below}) == 1 and not any(any(row[width:]) for _, row in below):
        return []
    return [
        CellFault(
            number, "", f"Row {number} has more cells than the row of headings ({len(row)}, not {width}).",
            "A comma within a text moves what follows it: put the text between quotation marks.",
            grid.title, address(number - 1, width), written=shown(row[width]),
        )
        for number, row in below
        if len(row) > width
    ]  # fmt: skip


def _at(cells: list[list[Any]], row: int, column: int) -> Any:
    return cells[row][column] if row < len(cells) and column < len(cells[row]) else None
