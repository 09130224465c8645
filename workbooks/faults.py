"""What is wrong with a cell, in words that say where it is and how to put it right."""

from __future__ import annotations

from dataclasses import dataclass


class CannotRead(Exception):
    """A cell does not hold what its column asks for.

    message: what is wrong, a full sentence. remedy: what to write instead, a full sentence.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell the file itself holds no usable value for: an error such as #REF!, an unstored formula, a merge."""

    shown: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CellFault:
    """One fault of an uploaded workbook.

    row: row number as Excel shows it, or None when the whole sheet or file is at fault.
    column: the column's name in its table, or "" when no single column is at fault.
    cell: the address, such as "C7", or "" when there is no single cell.
    written: what the user wrote, as text.
    """

    row: int | None
    column: str
    message: str
    remedy: str = ""
    sheet: str = ""
    cell: str = ""
    heading: str = ""
    written: str = ""

    @property
    def place(self) -> str:
        """Where in its sheet it is: "C7", "Row 7" or "" for the whole of it."""
        return self.cell or (f"Row {self.row}" if self.row else "")

    @property
    def told(self) -> tuple[str, ...]:
        """What a list of faults says of it, under the headings of `workbooks.listed`."""
        return (self.sheet, self.place, self.heading, self.written, self.message, self.remedy)

    def __str__(self) -> str:
        """The fault as one line: place, what is wrong, remedy."""
        place = self.sheet
        if self.cell:
            place = f"{place} {self.cell}".strip()
        elif self.row is not None:
            place = f"{place} row {self.row}".strip()
        heading = f" ({self.heading})" if self.heading else ""
        said = f"{self.message} {self.remedy}".strip()
        return f"{place}{heading}: {said}" if place else said


def shown(raw: object) -> str:
    """What a raw cell holds, written as its user would know it."""
    if raw is None:
        return ""
    if isinstance(raw, Unreadable):
        return raw.shown
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return format(raw, ".15g")
    return str(raw)
