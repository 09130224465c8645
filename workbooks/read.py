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

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from workbooks.child import in_child
from workbooks.container import LIMITS, Limits, kind_of
from workbooks.faults import CannotRead, CellFault, shown
from workbooks.found import Headings, best_match, find_headings
from workbooks.grid import Grid, unpacked
from workbooks.oddities import hidden_columns, hidden_row, longer_rows, without_merged
from workbooks.selection import sheets_for
from workbooks.table import Table, is_blank

__all__ = ["LIMITS", "CannotRead", "CellFault", "Limits", "Reading", "Table", "read_workbook"]


@dataclass
class Reading:
    """What an upload holds.

    rows: the rows without faults, by table name; each a dict by column name, with its row number under "row".
    faults: what is wrong; of very many the first, and a last one that counts the rest. ignored: (sheet, heading)
    of columns that were not read. sheets: the sheet each table was found in. headings: where its columns stand there.
    """

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    ignored: list[tuple[str, str]] = field(default_factory=list)
    sheets: dict[str, str] = field(default_factory=dict)
    headings: dict[str, Headings] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    cells: dict[str, list[list[Any]]] = field(default_factory=dict, repr=False)
    most_faults: int = LIMITS.faults
    _more: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def is_full(self) -> bool:
        """Whether so much is wrong that looking for more helps nobody."""
        return len(self.faults) > self.most_faults

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
        self.add([fault])
        return fault

    def add(self, faults: Iterable[CellFault]) -> None:
        """Add faults with their places."""
        for fault in faults:
            if len(self.faults) < self.most_faults:
                self.faults.append(fault)
                continue
            self._more += 1
            message = f"There are {self._more:,} more faults; the first {self.most_faults} are listed."
            remedy = "Correct these first: the rest may have the same cause."
            self.faults[self.most_faults :] = [CellFault(None, "", message, remedy)]


def read_workbook(data: bytes, tables: list[Table], *, limits: Limits = LIMITS) -> Reading:
    """Read the tables from an uploaded .xlsx or .csv file.

    Never raises for what the file holds: a file that cannot be read at all gives one fault without a row.
    """
    reading = Reading(
        rows={table.name: [] for table in tables},
        tables={table.name: table for table in tables},
        most_faults=limits.faults,
    )
    try:
        if kind_of(data, limits) == "csv":
            _read_text(reading, data, tables, limits)
        else:
            options = {"titles": [table.title for table in tables], "limits": asdict(limits)}
            found = unpacked(in_child("workbook", data, options, limits))
            for table, grid in sheets_for(reading, tables, found):
                _read_table(reading, table, grid)
    except CannotRead as wrong:
        reading.add([CellFault(None, "", wrong.message, wrong.remedy)])
    return reading


def _read_text(reading: Reading, data: bytes, tables: list[Table], limits: Limits) -> None:
    options = {"headings": [list(table.by_heading) for table in tables], "limits": asdict(limits)}
    (grid,) = unpacked(in_child("text", data, options, limits))
    table = max(tables, key=lambda table: best_match(grid.cells, table))
    _read_table(reading, table, replace(grid, title=table.title), of_text=True)


def _read_table(reading: Reading, table: Table, grid: Grid, *, of_text: bool = False) -> None:
    headings = find_headings(grid.cells, table, grid.title)
    reading.headings[table.name], reading.sheets[table.name] = headings, grid.title
    reading.cells[table.name] = grid.cells
    reading.ignored.extend((grid.title, heading) for heading in headings.ignored)
    reading.add(headings.faults)
    if headings.faults:
        return
    first = without_merged(grid, headings)
    example = _example(table)
    reading.add(hidden_columns(grid, headings, table))
    moved = {fault.row: fault for fault in longer_rows(grid, headings.row)} if of_text else {}
    for index in range(first, len(grid.cells)):
        cells = _named(grid.cells[index], headings)
        if all(is_blank(cell) for cell in cells.values()):
            continue
        if index + 1 in moved:
            reading.add([moved[index + 1]])
            continue
        values, faults = table.parse_row(cells, row=index + 1, sheet=grid.title, letters=headings.letters)
        if index + 1 in grid.hidden_rows:
            faults.append(hidden_row(index + 1, grid.title))
        if not faults and example and values == {**example, "row": index + 1}:
            continue
        reading.add(faults)
        if not faults:
            reading.rows[table.name].append(values)
    _refuse_repeats(reading, table)


def _named(row: list[Any], headings: Headings) -> dict[str, Any]:
    return {name: row[index] if index < len(row) else None for name, index in headings.columns.items()}


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
