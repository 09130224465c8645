"""Workbooks out, by XlsxWriter: typed cells, formulas with their values stored, ready to print.

    write_workbook([Sheet(...), Sheet(...)], title="Award of March") -> bytes
    template_workbook([SITES, ASSETS]) -> bytes       an empty workbook to fill in, with drop-downs and help

Sheet, Cell, Formula and the references between sheets are described in workbooks.sheet. Text that begins with
=, +, - or @ is always written as text; the file names no person.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from workbooks.cells import cell_value, number_format
from workbooks.sheet import Cell, Formula, Sheet, tab_title, tab_titles
from workbooks.table import Column
from workbooks.template import template_workbook

__all__ = ["Cell", "Formula", "Sheet", "tab_title", "tab_titles", "template_workbook", "write_workbook"]

AUTHOR = "Bluepool"
LARGEST_ROWS = 1_048_576
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_TONES: dict[str, dict[str, Any]] = {
    "": {},
    "good": {"bg_color": "#CCE2D8", "font_color": "#005A30"},
    "warning": {"bg_color": "#FFF7BF", "font_color": "#594D00"},
    "bad": {"bg_color": "#F6D7D2", "font_color": "#942514"},
    "muted": {"font_color": "#505A5F", "italic": True},
    "strong": {"bold": True},
}
_HEADING = {"bold": True, "bg_color": "#003087", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter",
            "border": 1, "border_color": "#B1B4B6"}  # fmt: skip


class _Book:
    """An open workbook and the cell formats made so far."""

    def __init__(self, title: str, created: dt.datetime | None) -> None:
        self.data = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.data, {"in_memory": True})
        made = created or dt.datetime.now(dt.UTC)
        self.book.set_properties({"title": title, "author": AUTHOR, "created": made.replace(tzinfo=None)})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"valign": "top", **properties})
        return self._formats[key]


def write_workbook(sheets: Sequence[Sheet], *, title: str = "", created: dt.datetime | None = None) -> bytes:
    """The sheets as an .xlsx file.

    title: the document's title. created: instant written into the file, by default now; give it for files that
    must be the same byte for byte. Raises ValueError when two sheets share a title or a sheet has too many rows.
    """
    titles = [sheet.title.casefold() for sheet in sheets]
    if not sheets or len(set(titles)) < len(titles):
        raise ValueError("a workbook needs sheets with different titles (see tab_titles)")
    book = _Book(title or sheets[0].title, created)
    for sheet in sheets:
        if sheet.total_row > LARGEST_ROWS:
            raise ValueError(f"sheet {sheet.title} has more rows than Excel can hold")
        _write_sheet(book, sheet)
    book.book.close()
    return book.data.getvalue()


def _write_sheet(book: _Book, sheet: Sheet) -> None:
    page = book.book.add_worksheet(sheet.title)
    _write_above(book, page, sheet)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.characters)
        page.write_string(sheet.heading_row - 1, index, column.heading, book.format(**_HEADING))
        if column.help and sheet.comments:
            _comment(page, sheet.heading_row - 1, index, column.help)
    for offset, row in enumerate(sheet.rows):
        for index, column in enumerate(sheet.columns):
            _write_cell(book, page, sheet, sheet.first_row + offset, index, column, row.get(column.name))
    if sheet.has_totals:
        _write_totals(book, page, sheet)
    _set_up_page(page, sheet)


def _write_above(book: _Book, page: Any, sheet: Sheet) -> None:
    lines = [sheet.heading] if sheet.heading else []
    for number, line in enumerate([*lines, *sheet.notes]):
        first = number == 0 and sheet.heading
        page.write_string(number, 0, line, book.format(bold=True, font_size=14) if first else book.format())


def _write_cell(
    book: _Book, page: Any, sheet: Sheet, row: int, index: int, column: Column, held: Any, **style: Any
) -> None:
    """Write one cell: row as Excel counts, index from 0; style: format properties above those of the column."""
    cell = held if isinstance(held, Cell) else Cell(held)
    column = cell.column or column
    value = cell.value
    wrap = {"text_wrap": True} if column.kind in {"text", "list"} else {}
    link = {"font_color": "#005EB8", "underline": 1} if cell.link else {}
    properties = {"num_format": number_format(column), **wrap, **link, **_TONES[cell.tone], **style}
    if isinstance(value, Formula):
        stored = cell_value(column, value.value)
        formula = sheet.in_row(value.text, row)
        page.write_formula(
            row - 1, index, formula, book.format(**properties), "" if stored is None else stored
        )
    else:
        _write_value(book, page, row - 1, index, cell_value(column, value), properties, cell.link)
    if cell.comment:
        _comment(page, row - 1, index, cell.comment)


def _write_value(
    book: _Book, page: Any, row: int, index: int, value: Any, properties: dict[str, Any], link: str
) -> None:
    if isinstance(value, str):
        if value.startswith(_FORMULA_SIGNS):
            properties["quote_prefix"] = True
        if link:
            page.write_url(row, index, f"internal:{link}", book.format(**properties), string=value)
        else:
            page.write_string(row, index, value, book.format(**properties))
    elif value is None:
        page.write_blank(row, index, None, book.format(**properties))
    elif isinstance(value, bool):
        page.write_boolean(row, index, value, book.format(**properties))
    elif isinstance(value, dt.date | dt.time):
        page.write_datetime(row, index, value, book.format(**properties))
    else:
        page.write_number(row, index, value, book.format(**properties))


def _write_totals(book: _Book, page: Any, sheet: Sheet) -> None:
    labelled = False
    for index, column in enumerate(sheet.columns):
        held: Any = None
        if column.total:
            letter = sheet.letter(column.name)
            summed = f"SUM({letter}{sheet.first_row}:{letter}{sheet.last_row})"
            rounded = {"money": f"ROUND({summed},2)", "price_e4": f"ROUND({summed},4)"}.get(
                column.kind, summed
            )
            held = Formula(f"={rounded}", sheet.total_value(column))
        elif not labelled:
            held, labelled = Cell(sheet.total_label, column=Column("label", "Label")), True
        _write_cell(book, page, sheet, sheet.total_row, index, column, held, bold=True, top=1)


def _comment(page: Any, row: int, index: int, words: str) -> None:
    lines = 1 + len(words) // 38 + words.count("\n")
    page.write_comment(row, index, words, {"author": AUTHOR, "width": 260, "height": 18 * lines + 14})


def _set_up_page(page: Any, sheet: Sheet) -> None:
    page.freeze_panes(sheet.heading_row, min(sheet.freeze_columns, max(0, len(sheet.columns) - 1)))
    if sheet.rows:
        page.autofilter(sheet.heading_row - 1, 0, sheet.last_row - 1, len(sheet.columns) - 1)
    if sheet.landscape:
        page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(sheet.heading_row - 1)
    page.set_footer("&L&A&RPage &P of &N")
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
