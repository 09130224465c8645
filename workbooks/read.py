"""Uploaded workbooks in: every cell read strictly, every fault told with its place and remedy, nothing guessed.

    reading = read_workbook(data, [SITES, ASSETS])
    for row in reading.rows["assets"]:                     # only rows without a fault
        if row["site"] not in known:
            reading.fault("assets", row["row"], "site", f'There is no site "{row["site"]}".', "Add it to Sites.")
    if not reading.ok:
        return marked_copy(data, reading.faults)           # workbooks.mark

An .xlsx file may hold several tables, a CSV file holds one. Files are opened in a child process with limits.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from workbooks.child import in_child
from workbooks.container import LIMITS, Limits, kind_of
from workbooks.delimited import csv_rows
from workbooks.faults import CannotRead, CellFault, Unreadable, shown
from workbooks.found import Headings, best_match, find_headings
from workbooks.grid import Grid, address, unpacked
from workbooks.table import Table, is_blank
from workbooks.words import folded

__all__ = ["LIMITS", "CannotRead", "CellFault", "Limits", "Reading", "Table", "read_workbook"]


@dataclass
class Reading:
    """What an upload holds.

    rows: the rows without faults, by table name; each a dict by column name, with its row number under "row".
    faults: everything that is wrong. ignored: (sheet, heading) of columns that were not read.
    sheets: the sheet each table was found in. headings: where its columns stand there.
    """

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    ignored: list[tuple[str, str]] = field(default_factory=list)
    sheets: dict[str, str] = field(default_factory=dict)
    headings: dict[str, Headings] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    cells: dict[str, list[list[Any]]] = field(default_factory=dict, repr=False)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def fault(self, table: str, row: int | None, column: str, message: str, remedy: str = "") -> CellFault:
        """Add a fault found later, such as a code that names nothing, at its place in the user's own file."""
        letter = self.headings[table].letters.get(column, "") if table in self.headings else ""
        cell, written = "", ""
        if letter and row is not None:
            cell = f"{letter}{row}"
            line = self.cells[table][row - 1]
            index = self.headings[table].columns[column]
            written = shown(line[index]) if index < len(line) else ""
        heading = self.tables[table].by_name[column].heading if column else ""
        fault = CellFault(row, column, message, remedy, self.sheets.get(table, ""), cell, heading, written)
        self.faults.append(fault)
        return fault


def read_workbook(data: bytes, tables: list[Table], *, limits: Limits = LIMITS) -> Reading:
    """Read the tables from an uploaded .xlsx or .csv file.

    Never raises for what the file holds: a file that cannot be read at all gives one fault without a row.
    """
    reading = Reading(
        rows={table.name: [] for table in tables}, tables={table.name: table for table in tables}
    )
    try:
        if kind_of(data, limits) == "csv":
            _read_csv(reading, data, tables, limits)
        else:
            options = {"titles": [table.title for table in tables], "limits": asdict(limits)}
            found = unpacked(in_child("read", data, options, limits))
            for table, grid in _sheets_for(reading, tables, found):
                _read_table(reading, table, grid)
    except CannotRead as wrong:
        reading.faults.append(CellFault(None, "", wrong.message, wrong.remedy))
    _keep_the_first(reading, limits.faults)
    return reading


def _read_csv(reading: Reading, data: bytes, tables: list[Table], limits: Limits) -> None:
    rows = csv_rows(data, lambda some: max(best_match(some, table) for table in tables), limits)
    table = max(tables, key=lambda table: best_match(rows, table))
    _read_table(reading, table, Grid(table.title, [list(row) for row in rows]))


def _sheets_for(reading: Reading, tables: list[Table], found: list[Grid]) -> list[tuple[Table, Grid]]:
    """Each table with its sheet, by name; a single table may stand in any sheet that has its headings."""
    by_title = {folded(grid.title): grid for grid in found}
    pairs = []
    for table in tables:
        grid = by_title.get(folded(table.title))
        if grid is None and len(tables) == 1:
            visible = [other for other in found if other.read and not other.hidden]
            grid = max(visible, key=lambda other: best_match(other.cells, table), default=None)
            if grid is not None and len(visible) > 1 and not best_match(grid.cells, table):
                grid = None
        if grid is not None and grid.hidden:
            reading.faults.append(
                CellFault(None, "", f'Sheet "{grid.title}" is hidden.',
                          "Right-click on any tab, choose Unhide, check what it holds and save.", grid.title)
            )  # fmt: skip
        elif grid is not None:
            pairs.append((table, grid))
        elif table.required:
            names = ", ".join(f'"{other.title}"' for other in found) or "none"
            reading.faults.append(
                CellFault(None, "", f'There is no sheet called "{table.title}". Sheets in this workbook: {names}.',
                          f'Rename the sheet that holds it to "{table.title}".')
            )  # fmt: skip
    return pairs


def _read_table(reading: Reading, table: Table, grid: Grid) -> None:
    headings = find_headings(grid.cells, table, grid.title)
    reading.headings[table.name], reading.sheets[table.name] = headings, grid.title
    reading.cells[table.name] = grid.cells
    reading.ignored.extend((grid.title, heading) for heading in headings.ignored)
    reading.faults.extend(headings.faults)
    if headings.faults:
        return
    first = _without_merged(grid, headings)
    example = _example(table)
    for index in range(first, len(grid.cells)):
        cells = _named(grid.cells[index], headings)
        if all(is_blank(cell) for cell in cells.values()):
            continue
        values, faults = table.parse_row(cells, row=index + 1, sheet=grid.title, letters=headings.letters)
        if index + 1 in grid.hidden_rows:
            faults.append(_hidden(index + 1, grid.title))
        if not faults and example and values == {**example, "row": index + 1}:
            continue
        reading.faults.extend(faults)
        if not faults:
            reading.rows[table.name].append(values)
    _refuse_repeats(reading, table)


def _named(row: list[Any], headings: Headings) -> dict[str, Any]:
    return {name: row[index] if index < len(row) else None for name, index in headings.columns.items()}


def _hidden(row: int, sheet: str) -> CellFault:
    return CellFault(
        row,
        "",
        f"Row {row} is hidden but holds data.",
        "Clear the filter or unhide the row, then keep or delete it.",
        sheet,
    )


def _without_merged(grid: Grid, headings: Headings) -> int:
    """Make the cells of merged ranges unreadable; return the first row (from 0) below the headings."""
    first = headings.row + 1
    wanted = set(headings.columns.values())
    for top, bottom, left, right in grid.merged:
        if top <= headings.row <= bottom:
            first = max(first, bottom + 1)
            continue
        rows, columns = range(top, min(bottom + 1, len(grid.cells))), wanted & set(range(left, right + 1))
        if top < headings.row or not rows or is_blank(_at(grid.cells, top, left)):
            continue
        span = f"{address(top, left)}:{address(bottom, right)}"
        for row in rows:
            for column in columns:
                held = shown(_at(grid.cells, row, column))
                grid.cells[row][column] = Unreadable(
                    held, f"Cells {span} are merged, so only the first of them holds a value.",
                    "Unmerge them (Home > Merge & Center) and write the value into every row.",
                )  # fmt: skip
    return first


def _at(cells: list[list[Any]], row: int, column: int) -> Any:
    return cells[row][column] if row < len(cells) and column < len(cells[row]) else None


def _example(table: Table) -> dict[str, Any]:
    """The template's example row as it is read, or nothing when the table has no examples."""
    if all(column.example is None for column in table.columns):
        return {}
    return table.parse_row({column.name: column.example for column in table.columns}, row=0)[0]


def _refuse_repeats(reading: Reading, table: Table) -> None:
    """Turn rows that repeat the table's unique columns into faults."""
    first_seen: dict[tuple[Any, ...], int] = {}
    kept = []
    for row in reading.rows[table.name]:
        key = tuple(v.casefold() if isinstance(v := row[name], str) else v for name in table.unique)
        if table.unique and None not in key and key in first_seen:
            headings = " and ".join(table.by_name[name].heading for name in table.unique)
            message = f"Row {first_seen[key]} has the same {headings}."
            reading.fault(table.name, row["row"], table.unique[0], message, "Keep one of the two rows.")
        else:
            first_seen[key] = row["row"]
            kept.append(row)
    reading.rows[table.name] = kept


def _keep_the_first(reading: Reading, most: int) -> None:
    if len(reading.faults) > most:
        left = len(reading.faults) - most
        del reading.faults[most:]
        reading.faults.append(
            CellFault(None, "", f"There are {left:,} more faults; the first {most} are listed.",
                      "Correct these first: the rest may have the same cause.")
        )  # fmt: skip
