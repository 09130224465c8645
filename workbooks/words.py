"""Cells that hold words: text, codes, yes or no, choices and lists.

Each function takes the raw cell (never blank) and its column, and returns the value or raises CannotRead.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

from workbooks.faults import CannotRead, shown

if TYPE_CHECKING:
    from workbooks.table import Column

EXCEL_DIGITS = 15
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
# Letters without width: spaces, joiners, marks of order. They come along from web pages and mean nothing here.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_ALIKE = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
_ERRORS = re.compile(
    r"#(REF|DIV/0|VALUE|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY|UNKNOWN)!|#N/A|#NAME\?|#GETTING_DATA"
)
_SHORTENED = re.compile(r"\d([.,]\d+)?E\+\d{2,3}")
_MOMENTS = (dt.date, dt.time, dt.timedelta)


def folded(words: str) -> str:
    """Words without the differences people do not see: case, letters without width, kinds of spaces, dashes, quotes."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", _UNSEEN.sub("", words))).translate(_ALIKE)
    return _SPACES.sub(" ", plain).strip().casefold()


def is_error(written: str) -> bool:
    """Whether a text is what Excel shows for an error; one of these stands in a CSV file where the formula was."""
    return written[:1] == "#" and _ERRORS.fullmatch(written.strip()) is not None


def heading_key(heading: str) -> str:
    """A heading folded, without the star or colon people put after it."""
    return folded(heading).rstrip("*: ")


def text(raw: object, column: Column) -> str:
    """Free text, spaces trimmed, line breaks kept."""
    if isinstance(raw, bool):
        raise CannotRead(
            f"This cell holds the truth value {shown(raw)}, not text.",
            "Format the cell as Text and write it again.",
        )
    if isinstance(raw, _MOMENTS):
        raise CannotRead(
            f"This cell holds a date or time ({shown(raw)}), not text.",
            "Excel may have changed what was typed: format the cell as Text and write it again.",
        )
    if isinstance(raw, int | float):
        return _number_as_text(raw)
    written = _UNSEEN.sub("", str(raw))
    lines = [_SPACES.sub(" ", line).strip() for line in re.split(r"\r\n|\r|\n", written)]
    words = unicodedata.normalize("NFC", "\n".join(lines).strip())
    if "\ufffd" in words:
        raise CannotRead(
            'A letter of this cell was lost when the file was converted: it shows as "\ufffd".',
            "Write the word again, or save the file again from where it came.",
        )
    if _CONTROL.search(written):
        raise CannotRead(
            "There is an invisible control character in this cell.", "Clear the cell and type it again."
        )
    if len(words) > column.max_length:
        raise CannotRead(
            f"This is {len(words)} characters long.",
            f"Shorten it to {column.max_length} characters or fewer.",
        )
    return words


def code(raw: object, column: Column) -> str:
    """An identifier kept letter for letter: 007 and 17-digit numbers stay as written; every dash is a hyphen."""
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta):
        raise CannotRead(
            f"Excel has changed this code into {shown(raw)}.",
            "Format the cell as Text and write the code again.",
        )
    if isinstance(raw, float) and not raw.is_integer():
        raise CannotRead(
            f"This code is kept as the number {shown(raw)}, so zeros at its end may be lost.",
            "Format the cell as Text and write the code again.",
        )
    if isinstance(raw, int | float):
        return _fits_pattern(_number_as_text(raw), column)
    words = _DASHES.sub("-", text(raw, column))
    if _SHORTENED.fullmatch(words):
        raise CannotRead(
            f"Excel has shortened this code to {words}, so its last digits are lost.",
            "Format the cell as Text and write the code again.",
        )
    return _fits_pattern(words, column)


def _fits_pattern(words: str, column: Column) -> str:
    if column.pattern and not re.fullmatch(column.pattern, words):
        example = f', such as "{column.example}"' if column.example else ""
        raise CannotRead(
            f'"{words}" is not written as a {column.heading} is{example}.', _pattern_remedy(column)
        )
    return words


def _pattern_remedy(column: Column) -> str:
    return (
        column.help or "Check it against the original and write it in full, as Text so that no zero is lost."
    )


def _number_as_text(number: int | float) -> str:
    """The digits of a number; refused where Excel has already lost some of them."""
    if isinstance(number, float) and not number.is_integer():
        return format(number, ".15g")
    digits = str(int(number))
    if len(digits.lstrip("-")) > EXCEL_DIGITS:
        raise CannotRead(
            f"Excel keeps {EXCEL_DIGITS} digits of a number, so the last digits of {digits} are lost.",
            "Format the cell as Text and write the number again.",
        )
    return digits


def yes_no(raw: object, column: Column) -> bool:
    """Yes or no (also Y, N, TRUE, FALSE)."""
    if isinstance(raw, bool):
        return raw
    answer = folded(raw) if isinstance(raw, str) else ""
    if answer in {"yes", "y", "true"}:
        return True
    if answer in {"no", "n", "false"}:
        return False
    raise CannotRead(f'"{shown(raw)}" is neither yes nor no.', "Write yes or no.")


def choice(raw: object, column: Column) -> str:
    """One of the column's choices, by its value or its label, whatever the case."""
    return _chosen(code(raw, column), column)


def _chosen(words: str, column: Column) -> str:
    known = {folded(name): value for value, label in column.choices for name in (value, label)}
    found = known.get(folded(words))
    if found is not None:
        return found
    labels = [label for _, label in column.choices]
    near = difflib.get_close_matches(folded(words), [folded(label) for label in labels], n=1, cutoff=0.75)
    if near:
        meant = next(label for label in labels if folded(label) == near[0])
        raise CannotRead(f'"{words}" is not one of the choices.', f'Did you mean "{meant}"?')
    raise CannotRead(f'"{words}" is not one of the choices.', f"Write one of: {', '.join(labels)}.")


def list_of_words(raw: object, column: Column) -> list[str]:
    """Words separated by semicolons, line breaks or (where there is neither) commas; no word twice."""
    if isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) >= 1000:
        raise CannotRead(
            f"This cell holds the single number {shown(raw)}: Excel may have joined numbers written with commas.",
            "Separate the entries with semicolons, such as 101; 102.",
        )
    words = code(raw, column)
    parts = re.split(r"[;\n]" if re.search(r"[;\n]", words) else ",", words)
    items = [part.strip() for part in parts if part.strip()]
    if column.choices:
        items = [_chosen(item, column) for item in items]
    for item in items:
        if items.count(item) > 1:
            raise CannotRead(f'"{item}" is in this list twice.', "Write each entry once.")
    return items
