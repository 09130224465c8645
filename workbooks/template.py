"""Empty workbooks to fill in: instructions, headings with help, drop-downs and an example row."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from workbooks.cells import cell_value, number_format
from workbooks.sheet import column_letter, quoted, tab_title
from workbooks.table import Column, Table

AUTHOR = "Bluepool"
INSTRUCTIONS = "Instructions"
CHOICES = "Choices"
ROWS_TO_FILL = 2000
_HEADING = PatternFill("solid", fgColor="003087")
_OPTIONAL = PatternFill("solid", fgColor="4C6272")
_WHITE, _GREY = Font(bold=True, color="FFFFFF"), Font(italic=True, color="505A5F")
HOW_TO_WRITE = {
    "text": "Text",
    "code": "A code, kept exactly as written (007 stays 007)",
    "integer": "A whole number",
    "decimal": "A number",
    "money": "Pounds and pence, such as 1250.50",
    "price_e4": "A price in pounds, at most four decimals, such as 3.125",
    "percentage": "A percentage with the percent sign, such as 12.5%",
    "date": "A date, such as 3 April 2027 or 2027-04-03",
    "date_time": "A date and UK clock time, such as 2027-04-03 14:30",
    "time_of_day": "A time on the 24-hour clock, such as 09:00",
    "duration_minutes": "Minutes, such as 90, or 1 h 30 min",
    "yes_no": "Yes or No",
    "choice": "One of",
    "list": "Entries separated by semicolons",
    "latitude": "Decimal degrees, such as 52.0305",
    "longitude": "Decimal degrees, such as -0.4871",
}


def template_workbook(tables: Sequence[Table]) -> bytes:
    """An .xlsx file with instructions and a sheet to fill in for each table.

    The example row is ignored on reading as long as nobody changes it.
    """
    book = Workbook()
    book.properties.creator = AUTHOR
    book.properties.title = "Template: " + ", ".join(table.title for table in tables)
    first = book.active
    assert isinstance(first, Worksheet)
    _write_instructions(first, tables)
    choices = book.create_sheet(CHOICES)
    choices.sheet_state = "hidden"
    for table in tables:
        _write_table(book.create_sheet(tab_title(table.title)), table, choices)
    book.move_sheet(choices, offset=len(tables))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def described(column: Column) -> str:
    """How to fill in a column, in a few words."""
    words = HOW_TO_WRITE[column.kind]
    if column.choices:
        among = ", ".join(label for _, label in column.choices)
        words = f"{words}: {among}" if column.kind == "choice" else f"{words}, each one of: {among}"
    return f"{words}. {column.help}".strip() if column.help else f"{words}."


def _write_instructions(page: Worksheet, tables: Sequence[Table]) -> None:
    page.title = INSTRUCTIONS
    lines = [
        "How to fill in this workbook",
        "Fill in one row for each entry. Columns marked Required must not be empty.",
        "Leave the headings as they are. The example row is ignored as long as it is not changed.",
    ]
    for number, line in enumerate(lines, start=1):
        page.cell(number, 1, line).font = Font(bold=number == 1, size=14 if number == 1 else 11)
    for index, heading in enumerate(("Sheet", "Column", "Required", "How to write it"), start=1):
        _paint_heading(page.cell(5, index, heading), _HEADING)
    row = 6
    for table in tables:
        for column in table.columns:
            needed = "Required" if column.required else "Optional"
            for index, words in enumerate((table.title, column.heading, needed, described(column)), start=1):
                page.cell(row, index, words).alignment = Alignment(wrap_text=True, vertical="top")
            row += 1
    for letter, width in zip("ABCD", (20, 28, 12, 90), strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A6"


def _write_table(page: Worksheet, table: Table, choices: Worksheet) -> None:
    for index, column in enumerate(table.columns):
        letter = column_letter(index)
        heading = page.cell(1, index + 1, column.heading)
        _paint_heading(heading, _HEADING if column.required else _OPTIONAL)
        heading.comment = _comment(("Required. " if column.required else "Optional. ") + described(column))
        page.column_dimensions[letter].width = column.characters
        page.column_dimensions[letter].number_format = number_format(column)
        _write_example(page.cell(2, index + 1), column)
        validation = _validation(column, choices)
        if validation:
            validation.showErrorMessage = column.kind != "text"
            validation.add(f"{letter}2:{letter}{ROWS_TO_FILL}")
            page.add_data_validation(validation)
    page.freeze_panes = "A2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"


def _write_example(cell: Any, column: Column) -> None:
    cell.number_format = number_format(column)
    if column.example is None:
        return
    value = cell_value(column, column.parse(column.example))
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.number_format = number_format(column)
    cell.font = _GREY


def _validation(column: Column, choices: Worksheet) -> DataValidation | None:
    if column.kind in {"choice", "yes_no"}:
        labels = [label for _, label in column.choices] or ["Yes", "No"]
        return DataValidation(type="list", formula1=_listed(labels, choices), allow_blank=True,
                              errorTitle=column.heading[:32], error="Choose one of the list.")  # fmt: skip
    if column.kind == "date":
        return DataValidation(type="date", operator="between", formula1="DATE(1950,1,1)", formula2="DATE(2100,12,31)",
                              allow_blank=True, errorTitle=column.heading[:32],
                              error="Write the date as 3 April 2027 or 2027-04-03.")  # fmt: skip
    if column.kind == "integer":
        low, high = column.limits
        return DataValidation(type="whole", operator="between", formula1=str(-(10**9) if low is None else low),
                              formula2=str(10**9 if high is None else high), allow_blank=True,
                              errorTitle=column.heading[:32], error="Write a whole number.")  # fmt: skip
    return None


def _listed(labels: list[str], choices: Worksheet) -> str:
    """Write the labels to the hidden sheet and return the range that holds them (no limit of 255 characters)."""
    index = choices.max_column + (1 if choices.cell(1, 1).value is not None else 0)
    for row, label in enumerate(labels, start=1):
        choices.cell(row, index, label).data_type = "s"
    letter = column_letter(index - 1)
    return f"{quoted(CHOICES)}!${letter}$1:${letter}${len(labels)}"


def _paint_heading(cell: Any, fill: PatternFill) -> None:
    cell.font, cell.fill = _WHITE, fill
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _comment(words: str) -> Comment:
    return Comment(words, AUTHOR, width=300, height=60 + 18 * (len(words) // 40))
