"""Which sheet of a workbook holds which table. Where two could be meant, the user is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbooks.faults import CellFault
from workbooks.found import best_match
from workbooks.grid import Grid
from workbooks.table import Table
from workbooks.words import folded

if TYPE_CHECKING:
    from workbooks.read import Reading

NAMES_SHOWN = 12


def sheets_for(reading: Reading, tables: list[Table], found: list[Grid]) -> list[tuple[Table, Grid]]:
    """Each table with its sheet, by name; a single table may stand in any sheet that has its headings."""
    pairs = []
    for table in tables:
        candidates = _named_like(table, found) or (_with_headings(table, found) if len(tables) == 1 else [])
        if len(candidates) > 1:
            names = " and ".join(f'"{grid.title}"' for grid in candidates)
            message = f"The sheets {names} both hold {table.title}, as it seems."
            reading.add(
                [CellFault(None, "", message, "Keep one of them: move its rows, then delete the other.")]
            )
        elif candidates and candidates[0].hidden:
            title = candidates[0].title
            remedy = "Right-click on any tab, choose Unhide, check what it holds and save."
            reading.add([CellFault(None, "", f'Sheet "{title}" is hidden.', remedy, title)])
        elif candidates:
            pairs.append((table, candidates[0]))
        elif table.required:
            reading.add([_missing(table, found)])
    return pairs


def _named_like(table: Table, found: list[Grid]) -> list[Grid]:
    """Sheets of the table's name, and if there is one, visible ones whose name Excel gives to its copy: "Sites (2)"."""
    title = folded(table.title)
    named = [grid for grid in found if folded(grid.title) == title]
    copy = re.compile(re.escape(title) + r" ?\(\d+\)")
    return named and named + [
        grid for grid in found if copy.fullmatch(folded(grid.title)) and not grid.hidden
    ]


def _with_headings(table: Table, found: list[Grid]) -> list[Grid]:
    """The visible sheets with most of the table's headings; the only sheet, whatever it has."""
    visible = [grid for grid in found if grid.read and not grid.hidden]
    scores = [best_match(grid.cells, table) for grid in visible]
    best = max(scores, default=0)
    if not best:
        return visible if len(visible) == 1 else []
    return [grid for grid, score in zip(visible, scores, strict=True) if score == best]


def _missing(table: Table, found: list[Grid]) -> CellFault:
    names = ", ".join(f'"{grid.title}"' for grid in found[:NAMES_SHOWN])
    more = f" and {len(found) - NAMES_SHOWN} more" if len(found) > NAMES_SHOWN else ""
    return CellFault(
        None, "", f'There is no sheet called "{table.title}". Sheets in this workbook: {names}{more}.',
        f'Rename the sheet that holds it to "{table.title}".',
    )  # fmt: skip
