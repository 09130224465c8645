"""CSV uploads: every cell is text, as written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from workbooks.container import LIMITS, Limits
from workbooks.faults import CannotRead

_SEPARATORS = (",", ";", "\t")


def csv_rows(
    data: bytes, score: Callable[[list[list[str]]], int], limits: Limits = LIMITS
) -> list[list[str]]:
    """The rows of a CSV file (UTF-8, UTF-16 with a mark, or Windows-1252; comma, semicolon or tab).

    score: how many headings the first rows hold; the separator with the best score is taken.
    Raises CannotRead when the text cannot be decoded, a quote stays open, or there are too many rows or columns.
    """
    text = decoded(data)
    best = max(_SEPARATORS, key=lambda separator: score(_split(text, separator, most=25)))
    rows = _split(text, best, most=limits.rows + 1)
    if len(rows) > limits.rows:
        raise CannotRead(
            f"The file has more than {limits.rows:,} rows.",
            "Split it into smaller files and upload them one by one.",
        )
    if any(len(row) > limits.columns for row in rows):
        raise CannotRead(
            f"The file has more than {limits.columns} columns.", "Remove the columns that are not needed."
        )
    return rows


def decoded(data: bytes) -> str:
    """The text of a file, whichever of the usual encodings it has."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotRead(
        "The text of the file cannot be read.",
        'In Excel, choose "Save as" and pick "CSV UTF-8 (comma delimited)".',
    )


def _split(text: str, separator: str, *, most: int) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) >= most:
                break
    except csv.Error as wrong:
        raise CannotRead(
            f"Line {reader.line_num} of the file is not proper CSV.",
            "A quotation mark may be left open there; save the file again from Excel as CSV UTF-8.",
        ) from wrong
    return rows
