"""CSV uploads: every cell is text, as written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from workbooks.container import LIMITS, Limits
from workbooks.faults import CannotRead

_SEPARATORS = (",", ";", "\t")
# As many as Excel can hold.
MOST_ROWS, LONGEST_CELL = 1_048_576, 32_767
_SAVE_AS_CSV = 'In Excel, choose "Save as" and pick "CSV UTF-8 (comma delimited)".'


def csv_rows(
    data: bytes, score: Callable[[list[list[str]]], int], limits: Limits = LIMITS
) -> list[list[str]]:
    """The rows of a CSV file (UTF-8, UTF-16 with a mark, or Windows-1252; comma, semicolon or tab).

    score: how many headings the first rows hold; the separator with the best score is taken.
    Raises CannotRead when the text cannot be decoded, a quote stays open, or there are too many rows or columns.
    """
    text = decoded(data)

    def fit(separator: str) -> int:
        try:
            return score(_split(text, separator, limits, first=25))
        except CannotRead:  # not its separator, or at fault: then the whole is read with it below
            return 0

    return _split(text, max(_SEPARATORS, key=fit), limits)


def decoded(data: bytes) -> str:
    """The text of a file, whichever of the usual encodings it has."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as wrong:
            raise CannotRead("The file is damaged: its text (UTF-16) breaks off.", _SAVE_AS_CSV) from wrong
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotRead("The text of the file cannot be read.", _SAVE_AS_CSV)


def _split(text: str, separator: str, limits: Limits, *, first: int = 0) -> list[list[str]]:
    """The rows to the last that holds something, or the first few of them."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    used = 0
    try:
        for number, row in enumerate(reader, start=1):
            holds_something = any(row)
            used = number if holds_something else used
            _refuse_too_much(used, row, limits)
            rows.append(row if holds_something else [])
            if number in (first, MOST_ROWS):
                break
    except csv.Error as wrong:
        raise _improper(reader.line_num, str(wrong)) from wrong
    return rows[:used]


def _refuse_too_much(used: int, row: list[str], limits: Limits) -> None:
    if used > limits.rows:
        raise CannotRead(
            f"The file has more than {limits.rows:,} rows.",
            "Split it into smaller files and upload them one by one.",
        )
    if len(row) > limits.columns:
        raise CannotRead(
            f"The file has more than {limits.columns} columns.", "Remove the columns that are not needed."
        )


def _improper(line: int, why: str) -> CannotRead:
    if "field limit" in why:
        return CannotRead(
            f"Line {line} of the file holds a cell of more than {LONGEST_CELL:,} characters.",
            "Shorten it; a quotation mark may be left open there.",
        )
    return CannotRead(
        f"Line {line} of the file is not proper CSV.",
        "A quotation mark may be left open there; save the file again from Excel as CSV UTF-8.",
    )
