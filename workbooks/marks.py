"""Marking a workbook up, with openpyxl, inside the child process: colour, comments and a sheet of faults."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from workbooks.container import Limits
from workbooks.delimited import csv_rows
from workbooks.faults import CellFault, Unreadable
from workbooks.grid import grids
from workbooks.listed import HEADINGS, LIST_TITLE, WIDTHS, found_in_words
from workbooks.sheet import quoted, tab_title

AUTHOR = "Bluepool"
MARK = "FAULT: "
EARLIER = "\n\nEarlier comment: "
FAULTY = "FFF6B8AE"


def marked(data: bytes, options: dict[str, Any], limits: Limits) -> bytes:
    """The workbook with the faults of options["faults"] marked; options["kind"] is "xlsx" or "csv"."""
    faults = [CellFault(**fault) for fault in options["faults"]]
    book = _from_csv(data, faults, limits) if options["kind"] == "csv" else _opened(data, faults, limits)
    _remove_earlier_marks(book)
    _mark_cells(book, faults)
    _list_faults(book, faults)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _opened(data: bytes, faults: list[CellFault], limits: Limits) -> Workbook:
    """The user's workbook; rebuilt from its values where openpyxl cannot show all its sheets (strict Open XML)."""
    named = {fault.sheet for fault in faults if fault.sheet}
    try:
        book = load_workbook(io.BytesIO(data))
        if book.worksheets and named <= set(book.sheetnames):
            return book
    except Exception:  # noqa: S110 - openpyxl raises anything for files it does not understand
        pass
    return _from_values({grid.title: grid.cells for grid in grids(data, sorted(named), limits)})


def _from_csv(data: bytes, faults: list[CellFault], limits: Limits) -> Workbook:
    title = next((fault.sheet for fault in faults if fault.sheet), "Data")
    return _from_values({tab_title(title): csv_rows(data, lambda rows: len(rows[0]) if rows else 0, limits)})


def _from_values(sheets: dict[str, list[list[Any]]]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row, cells in enumerate(rows, start=1):
            for column, held in enumerate(cells, start=1):
                if held not in (None, ""):
                    _write(page, row, column, held.shown if isinstance(held, Unreadable) else held)
    return book


def _write(page: Worksheet, row: int, column: int, value: Any) -> Any:
    """Write a value; text is never a formula."""
    cell = page.cell(row, column)
    cell.value = (
        ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value
    )
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
    return cell


def _remove_earlier_marks(book: Workbook) -> None:
    """Take away the marks of an earlier copy, so that what was put right stands clean."""
    for page in list(book.worksheets):
        if (
            page.title.startswith(LIST_TITLE)
            and tuple(cell.value for cell in page[3][: len(HEADINGS)]) == HEADINGS
        ):
            book.remove(page)
            continue
        for row in page.iter_rows():
            for cell in row:
                if cell.comment and cell.comment.text.startswith(MARK):
                    _, _, earlier = cell.comment.text.partition(EARLIER)
                    cell.comment = Comment(earlier, AUTHOR) if earlier else None
                    if cell.fill.fgColor.rgb == FAULTY:
                        cell.fill = PatternFill()


def _mark_cells(book: Workbook, faults: list[CellFault]) -> None:
    by_cell: dict[tuple[str, str], list[CellFault]] = {}
    for fault in faults:
        if fault.cell and fault.sheet in book.sheetnames:
            by_cell.setdefault((fault.sheet, fault.cell), []).append(fault)
    for (sheet, address), of_cell in by_cell.items():
        cell = book[sheet][address]
        if isinstance(cell, MergedCell):
            continue
        words = "\n".join(f"{fault.message} {fault.remedy}".strip() for fault in of_cell)
        earlier = EARLIER + cell.comment.text if cell.comment else ""
        height = 50 + 18 * (len(words + earlier) // 40 + (words + earlier).count("\n"))
        cell.fill = PatternFill("solid", fgColor=FAULTY)
        cell.comment = Comment(MARK + _legal(words + earlier), AUTHOR, width=320, height=height)


def _list_faults(book: Workbook, faults: list[CellFault]) -> None:
    page = book.create_sheet(_free_title(book), 0)
    page["A1"], page["A1"].font = found_in_words(len(faults)), Font(bold=True, size=14)
    page["A2"] = (
        "Put right each cell below (they are coloured in your sheets) and upload this workbook again."
    )
    for index, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), start=1):
        cell = page.cell(3, index, heading)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="003087")
        page.column_dimensions[cell.column_letter].width = width
    for row, fault in enumerate(faults, start=4):
        for index, words in enumerate(fault.told, start=1):
            _write(page, row, index, words).alignment = Alignment(wrap_text=True, vertical="top")
        if fault.place and fault.sheet in book.sheetnames:
            target = fault.cell or f"A{fault.row}"
            link = page.cell(row, 2)
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"{quoted(fault.sheet)}!{target}")
            link.font = Font(color="005EB8", underline="single")
    page.freeze_panes = "A4"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "3:3"
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is page


def _free_title(book: Workbook) -> str:
    taken = {name.casefold() for name in book.sheetnames}
    return next(
        t for t in (LIST_TITLE, *(f"{LIST_TITLE} {n}" for n in range(2, 999))) if t.casefold() not in taken
    )


def _legal(words: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", words)
