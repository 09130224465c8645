"""Where a table's columns stand in a sheet: the row of headings, and what is wrong with it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import Any

from workbooks.faults import CellFault
from workbooks.sheet import column_letter
from workbooks.table import Column, Table, is_blank
from workbooks.words import heading_key

ROWS_SEARCHED = 25


@dataclass
class Headings:
    """The row of headings of a sheet. row: from 0, or -1 when there is none.

    columns: position of each column found, by name. ignored: headings that mean no column.
    """

    row: int = -1
    columns: dict[str, int] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)

    @property
    def letters(self) -> dict[str, str]:
        """The letter of each column found."""
        return {name: column_letter(index) for name, index in self.columns.items()}


def matches(cells: list[Any], table: Table) -> int:
    """How many of a table's columns a row of cells names."""
    return len({column.name for column in _columns_named(cells, table) if column})


def best_match(rows: list[list[Any]], table: Table) -> int:
    """The most columns named by any of the first rows of a sheet."""
    return max((matches(row, table) for row in rows[:ROWS_SEARCHED]), default=0)


def find_headings(rows: list[list[Any]], table: Table, sheet: str) -> Headings:
    """The first row that names most of the table's columns, with faults for missing, doubled and misspelt headings."""
    found = Headings()
    best = best_match(rows, table)
    if not best:
        expected = (
            ", ".join(column.heading for column in table.columns if column.required)
            or table.columns[0].heading
        )
        message = f'Sheet "{sheet}" has no row of headings that we know.'
        remedy = f"Write these headings in one row above your data: {expected}."
        found.faults.append(CellFault(None, "", message, remedy, sheet))
        return found
    found.row = next(index for index, row in enumerate(rows) if matches(row, table) == best)
    unknown = _place_columns(found, rows[found.row], table, sheet)
    _refuse_misspelt_and_missing(found, unknown, table, sheet)
    return found


def _refuse_misspelt_and_missing(
    found: Headings, unknown: list[tuple[int, str]], table: Table, sheet: str
) -> None:
    missing = [column for column in table.columns if column.name not in found.columns]
    for index, heading in unknown:
        meant = _nearest(heading, missing)
        if meant is None:
            found.ignored.append(heading)
            continue
        missing.remove(meant)
        message, remedy = f'There is no column "{heading}".', f'Did you mean "{meant.heading}"?'
        found.faults.append(_at(found.row, index, meant, sheet, message, remedy, heading))
    for column in missing:
        if column.required:
            message, remedy = f'The column "{column.heading}" is missing.', "Add it to the row of headings."
            found.faults.append(
                CellFault(found.row + 1, column.name, message, remedy, sheet, heading=column.heading)
            )


def _place_columns(found: Headings, cells: list[Any], table: Table, sheet: str) -> list[tuple[int, str]]:
    """Note where each column stands; return the headings that name none, with their positions."""
    unknown = []
    for index, (cell, column) in enumerate(zip(cells, _columns_named(cells, table), strict=True)):
        if column is None:
            if isinstance(cell, str) and not is_blank(cell):
                unknown.append((index, cell.strip()))
        elif column.name in found.columns:
            first = f"{column_letter(found.columns[column.name])}{found.row + 1}"
            found.faults.append(
                _at(found.row, index, column, sheet, f'The heading "{column.heading}" stands here and in {first}.',
                    "Keep one of the two columns.", str(cell))
            )  # fmt: skip
        else:
            found.columns[column.name] = index
    return unknown


def _at(
    row: int, index: int, column: Column, sheet: str, message: str, remedy: str, written: str
) -> CellFault:
    cell = f"{column_letter(index)}{row + 1}"
    return CellFault(row + 1, column.name, message, remedy, sheet, cell, column.heading, written)


def _columns_named(cells: list[Any], table: Table) -> list[Column | None]:
    return [
        table.column_for(cell) if isinstance(cell, str) and not is_blank(cell) else None for cell in cells
    ]


def _nearest(heading: str, missing: list[Column]) -> Column | None:
    keys = {heading_key(column.heading): column for column in missing}
    near = difflib.get_close_matches(heading_key(heading), list(keys), n=1, cutoff=0.8)
    return keys[near[0]] if near else None
