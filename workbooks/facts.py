"""What a sheet's XML says that its cell values alone do not, and whether it can be read at all.

Calamine turns #REF! and formulas without a stored result into blanks, does not tell hidden rows, and drops number
formats: a percentage, a zero-padded number and a midnight would be misread. It stops at errors newer than itself and
takes another text where a cell names one that is not there. One pass over the sheet's XML finds all these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workbooks.container import SAVE_AGAIN, Limits
from workbooks.faults import CannotRead, Unreadable
from workbooks.package import Styles
from workbooks.sheet import column_letter

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
Place = tuple[int, int]
_TOKEN = re.compile(
    rb"<(?:\w+:)?(?:row(?=[\s/>])([^>]*)>|c(?=[\s/>])([^>]*)(?:(?<=/)>|>(.*?)</(?:\w+:)?c>))", re.DOTALL
)
_ATTRIBUTE = re.compile(rb"\b(r|s|t|hidden|min|max)\s*=\s*[\"']([^\"']*)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
_ADDRESS = re.compile(rb"([A-Za-z]{1,3})([0-9]{1,7})")
_NUMBER = re.compile(rb"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*?/>")
_RANGE = re.compile(rb"[\"'][A-Za-z]{1,3}[0-9]{1,7}(:[A-Za-z]{1,3}[0-9]{1,7})?[\"']")
_COLUMN = re.compile(rb"<(?:\w+:)?col(?=\s)([^>]*)>")
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?[\"']([A-Za-z]{1,3}[0-9]{1,7}):([A-Za-z]{1,3}[0-9]{1,7})[\"']"
)
_TRUTHS = {b"1", b"true"}
# The errors that calamine knows.
_OLD_ERRORS = {b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"}
_UNSTORED = (
    "The result of this formula is not stored in the file.",
    "Open the workbook in Excel, save it and upload it again, or write the value instead of the formula.",
)
_TWICE = "stands in the file twice"
_WRITE_AGAIN = "Clear the cell and write it again."


@dataclass
class Facts:
    """Facts about one sheet; positions are (row, column), from 0.

    unusable: cells without a value that could be used. texts: bytes of all its texts. out: spans of the XML that
    calamine stops at.
    """

    unusable: dict[Place, Unreadable] = field(default_factory=dict)
    percent: set[Place] = field(default_factory=set)
    timed: set[Place] = field(default_factory=set)
    padded: dict[Place, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last_row: int = -1
    last_column: int = -1
    texts: int = 0
    out: list[tuple[int, int]] = field(default_factory=list)


class SheetXml:
    """The XML of one sheet. text_lengths: of the workbook's shared texts."""

    def __init__(self, content: bytes, title: str, styles: Styles, text_lengths: list[int]) -> None:
        self.content, self.title, self.styles, self.text_lengths = content, title, styles, text_lengths

    def facts(self, limits: Limits) -> Facts:
        """One pass over the XML. Raises CannotRead when the content reaches too far or lies nowhere."""
        facts = Facts(hidden_columns=self._hidden_columns(limits))
        row, column, opened, is_new, skipped = -1, -1, b"", False, b""
        # Blank rows and cells may be millions: they are looked into only when a place is counted from them.
        for token in _TOKEN.finditer(self.content):
            of_row, of_cell, body = token.groups()
            if of_row is not None:
                if b"r=" not in of_row:
                    row = (self._row_of(opened, row) if is_new else row) + 1
                opened, is_new, column, skipped = of_row, b"r=" in of_row, -1, b""
            elif body is None and b"r=" in of_cell:
                skipped = of_cell
            else:
                if is_new:
                    row, is_new = self._row_of(opened, row), False
                attributes = dict(_ATTRIBUTE.findall(of_cell))
                if skipped and b"r" not in attributes:
                    column = self._place(dict(_ATTRIBUTE.findall(skipped)).get(b"r"), row, -1)[1]
                place = self._place(attributes.get(b"r"), row, column)
                if place[1] <= column:
                    raise self._damaged(place, _TWICE)
                column, skipped = place[1], b""
                if body and self._note(facts, place, attributes, body, token.span()) and _is_hidden(opened):
                    facts.hidden_rows.add(row)
        self._refuse_too_much(facts, limits)
        self._leave_out_odd_dimension(facts)
        return facts

    def readable(self, facts: Facts) -> bytes:
        """The XML without what calamine stops at."""
        kept, start = [], 0
        for first, last in sorted(facts.out):
            kept.append(self.content[start:first])
            start = last
        return b"".join([*kept, self.content[start:]])

    def _row_of(self, attributes: bytes, before: int) -> int:
        number = dict(_ATTRIBUTE.findall(attributes)).get(b"r", b"")
        if not number.isdigit() or not 1 <= int(number) <= MOST_ROWS:
            raise self._no_such("row " + number.decode(errors="replace"))
        if int(number) - 1 <= before:
            raise self._damaged((int(number) - 1, 0), _TWICE)
        return int(number) - 1

    def _place(self, reference: bytes | None, row: int, column: int) -> Place:
        """A cell's position from its address, or the next one in the row when it has none."""
        if reference is None:
            return row, column + 1
        found = _position(reference)
        if found[0] != row or not 0 <= found[1] < MOST_COLUMNS:
            raise self._no_such(reference.decode(errors="replace"))
        return found

    def _note(
        self, facts: Facts, place: Place, attributes: dict[bytes, bytes], body: bytes, span: tuple[int, int]
    ) -> bool:
        """Note what there is to say of a cell; whether it holds anything."""
        value = _VALUE.search(body)
        written = value[1].strip() if value else b""
        kind = attributes.get(b"t", b"n")
        has_formula = b"<f" in body or b":f" in body
        if not value and not has_formula and kind != b"inlineStr":
            return False
        facts.last_row, facts.last_column = max(facts.last_row, place[0]), max(facts.last_column, place[1])
        style = attributes.get(b"s", b"0")
        if not style.isdigit() or int(style) >= self.styles.count:
            raise self._damaged(place, "has a format that the workbook does not hold")
        wrong = self._wrong(kind, written, has_formula, facts)
        if wrong:
            facts.unusable[place] = wrong
            if kind != b"e" or written not in _OLD_ERRORS:
                facts.out.append(span)
        elif kind == b"n" and written:
            self._note_format(facts, place, int(style))
        elif kind != b"s":
            facts.texts += len(body)
        return True

    def _wrong(self, kind: bytes, written: bytes, has_formula: bool, facts: Facts) -> Unreadable | None:
        """What is wrong with a cell that holds a value or a formula."""
        shown = written.decode(errors="replace")
        if kind == b"e":
            error = shown or "#ERROR"
            return Unreadable(
                error, f"This cell shows the error {error}.", "Correct the formula or write the value."
            )
        if has_formula and not written and kind != b"str":
            return Unreadable("(formula)", *_UNSTORED)
        if kind == b"s":
            number = int(written) if written.isdigit() else -1
            if not 0 <= number < len(self.text_lengths):
                return Unreadable("", "This cell names a text that the workbook does not hold.", _WRITE_AGAIN)
            facts.texts += self.text_lengths[number]
        elif (
            kind == b"n"
            and written
            and (not _NUMBER.fullmatch(written) or abs(float(written)) == float("inf"))
        ):
            return Unreadable(shown, "This cell holds no number, though it is marked as one.", _WRITE_AGAIN)
        elif kind not in {b"n", b"b", b"str", b"inlineStr", b"d"}:
            return Unreadable(shown, "This is a cell of a kind that Excel never writes.", _WRITE_AGAIN)
        return None

    def _note_format(self, facts: Facts, place: Place, style: int) -> None:
        if style in self.styles.percent:
            facts.percent.add(place)
        if style in self.styles.timed:
            facts.timed.add(place)
        if style in self.styles.padded:
            facts.padded[place] = self.styles.padded[style]

    def _hidden_columns(self, limits: Limits) -> set[int]:
        hidden: set[int] = set()
        for found in _COLUMN.finditer(self.content):
            attributes = dict(_ATTRIBUTE.findall(found[1]))
            first, last = attributes.get(b"min", b""), attributes.get(b"max", b"")
            if attributes.get(b"hidden") in _TRUTHS and first.isdigit() and last.isdigit():
                hidden.update(range(int(first) - 1, min(int(last), limits.columns)))
        return hidden

    def _damaged(self, place: Place, how: str) -> CannotRead:
        address = f"{column_letter(place[1])}{place[0] + 1}"
        return CannotRead(f'Cell {address} of sheet "{self.title}" {how}.', SAVE_AGAIN)

    def _no_such(self, named: str) -> CannotRead:
        message = f'There is no such cell in Excel as "{named}", which sheet "{self.title}" names.'
        return CannotRead(message, SAVE_AGAIN)

    def _refuse_too_much(self, facts: Facts, limits: Limits) -> None:
        rows, columns = facts.last_row + 1, facts.last_column + 1
        if rows > limits.rows or columns > limits.columns or rows * columns > limits.cells:
            raise CannotRead(
                f'Sheet "{self.title}" reaches as far as column {column_letter(facts.last_column)} and row {rows:,}; '
                f"at most {limits.columns} columns and {limits.rows:,} rows can be read.",
                "Delete the columns and rows beyond your data (select them, right-click, Delete) or split the sheet.",
            )
        if facts.texts > limits.text_bytes:
            raise CannotRead(
                f'Sheet "{self.title}" holds too much text.', "Split the sheet, or shorten its texts."
            )
        merged = 0
        for found in _MERGED.finditer(self.content):
            (top, left), (bottom, right) = _position(found[1]), _position(found[2])
            merged += (bottom - top + 1) * (right - left + 1)
        if merged > limits.merged:
            raise CannotRead(
                f'Sheet "{self.title}" has too many merged cells.', "Unmerge them (Home > Merge & Center)."
            )

    def _leave_out_odd_dimension(self, facts: Facts) -> None:
        """Nobody needs what a sheet says of its own size, but calamine stops at what is no range."""
        for found in _DIMENSION.finditer(self.content):
            if not _RANGE.search(found[0]):
                facts.out.append(found.span())


def _position(address: bytes) -> Place:
    """Row and column of an address, from 0; -1 for what is none."""
    found = _ADDRESS.fullmatch(address)
    if not found:
        return -1, -1
    number = 0
    for letter in found[1].upper():
        number = number * 26 + letter - 64
    return int(found[2]) - 1, number - 1


def _is_hidden(row: bytes) -> bool:
    return b"hidden" in row and dict(_ATTRIBUTE.findall(row)).get(b"hidden") in _TRUTHS
