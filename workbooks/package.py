"""What the parts of an .xlsx file say that its cell values alone do not.

Calamine turns #REF! and formulas without a stored result into blanks, does not tell hidden rows, and drops number
formats: a percentage, a zero-padded number and a midnight would be misread. One pass over the sheet's XML finds them.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree

from workbooks.container import Limits
from workbooks.faults import CannotRead
from workbooks.sheet import column_letter

_TOKEN = re.compile(
    rb"<(?:\w+:)?row\b([^>]*)>|<(?:\w+:)?c(?=[\s/>])([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL
)
_ATTRIBUTE = re.compile(rb"\b(r|s|t|hidden)\s*=\s*[\"']([^\"']*)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
_BUILT_IN_PERCENT, _BUILT_IN_TIMED = {9, 10}, {18, 19, 20, 21, 22, 45, 46, 47}


@dataclass
class Facts:
    """Facts about one sheet; positions are (row, column), from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unstored: set[tuple[int, int]] = field(default_factory=set)
    percent: set[tuple[int, int]] = field(default_factory=set)
    timed: set[tuple[int, int]] = field(default_factory=set)
    padded: dict[tuple[int, int], int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    last_row: int = -1
    last_column: int = -1


@dataclass(frozen=True)
class Styles:
    """Which cell styles show a percentage, a time, or zeros before the number (style: digits)."""

    percent: frozenset[int] = frozenset()
    timed: frozenset[int] = frozenset()
    padded: dict[int, int] = field(default_factory=dict)


class Package:
    """The parts of an opened .xlsx file."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.workbook = self._target_of_type("", "officeDocument") or "xl/workbook.xml"
        self.styles = self._styles()

    def sheet_parts(self) -> dict[str, str]:
        """Path of each sheet's part, by the sheet's name."""
        targets = self._relations(self.workbook)
        parts = {}
        for sheet in self._parsed(self.workbook).iterfind(".//{*}sheet"):
            relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            if relation in targets:
                parts[sheet.get("name", "")] = targets[relation][1]
        return parts

    def facts(self, part: str, title: str, limits: Limits) -> Facts:
        """One pass over a sheet's XML. Raises CannotRead when its content reaches too far."""
        facts = Facts()
        row, column = -1, -1
        for token in _TOKEN.finditer(self._read(part)):
            attributes = dict(_ATTRIBUTE.findall(token[1] if token[1] is not None else token[2]))
            if token[1] is not None:
                row, column = int(attributes.get(b"r", row + 2)) - 1, -1
                if attributes.get(b"hidden") in {b"1", b"true"}:
                    facts.hidden_rows.add(row)
            else:
                row, column = _place(attributes.get(b"r"), row, column)
                self._note(facts, (row, column), attributes, token[3] or b"")
        _refuse_far_cells(facts, title, limits)
        return facts

    def _note(
        self, facts: Facts, place: tuple[int, int], attributes: dict[bytes, bytes], body: bytes
    ) -> None:
        value = _VALUE.search(body)
        kind = attributes.get(b"t", b"n")
        has_formula = b"<f" in body or b":f" in body
        if not value and not has_formula and kind != b"inlineStr":
            return
        facts.last_row, facts.last_column = max(facts.last_row, place[0]), max(facts.last_column, place[1])
        if kind == b"e":
            facts.errors[place] = value[1].decode(errors="replace") if value else "#ERROR"
        elif has_formula and not value and kind != b"str":
            facts.unstored.add(place)
        elif kind == b"n":
            style = int(attributes.get(b"s", b"0") or 0)
            if style in self.styles.percent:
                facts.percent.add(place)
            if style in self.styles.timed:
                facts.timed.add(place)
            if style in self.styles.padded:
                facts.padded[place] = self.styles.padded[style]

    def _styles(self) -> Styles:
        part = self._target_of_type(self.workbook, "styles")
        if not part:
            return Styles()
        root = self._parsed(part)
        codes = {
            int(f.get("numFmtId", 0)): f.get("formatCode", "")
            for f in root.iterfind(".//{*}numFmts/{*}numFmt")
        }
        formats = [int(xf.get("numFmtId", 0)) for xf in root.iterfind("./{*}cellXfs/{*}xf")]
        bare = {number: re.sub(r'"[^"]*"|\\.', "", code) for number, code in codes.items()}
        percent = {number for number, code in bare.items() if "%" in code} | _BUILT_IN_PERCENT
        timed = {
            number for number, code in bare.items() if re.search(r"h", code, re.IGNORECASE)
        } | _BUILT_IN_TIMED
        padded = {number: len(code) for number, code in bare.items() if re.fullmatch(r"0{2,}", code)}
        return Styles(
            frozenset(style for style, number in enumerate(formats) if number in percent),
            frozenset(style for style, number in enumerate(formats) if number in timed),
            {style: padded[number] for style, number in enumerate(formats) if number in padded},
        )

    def _target_of_type(self, part: str, kind: str) -> str:
        return next(
            (path for type_, path in self._relations(part).values() if type_.endswith("/" + kind)), ""
        )

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self.archive.namelist():
            return {}
        return {
            relation.get("Id", ""): (
                relation.get("Type", ""),
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in self._parsed(path)
        }

    def _parsed(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._read(part))  # noqa: S314 - parts with a DOCTYPE are refused

    def _read(self, part: str) -> bytes:
        content = self.archive.read(part)
        if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
            raise CannotRead(
                "The workbook holds definitions that Excel never writes.", "Save it again from Excel."
            )
        return content


def _place(reference: bytes | None, row: int, column: int) -> tuple[int, int]:
    """A cell's position from its reference, or the next one in the row when it has none."""
    if not reference:
        return row, column + 1
    letters = reference.rstrip(b"0123456789")
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return int(reference[len(letters) :] or row + 1) - 1, number - 1


def _refuse_far_cells(facts: Facts, title: str, limits: Limits) -> None:
    rows, columns = facts.last_row + 1, facts.last_column + 1
    if rows > limits.rows or columns > limits.columns or rows * columns > limits.cells:
        raise CannotRead(
            f'Sheet "{title}" reaches as far as column {column_letter(facts.last_column)} and row {rows:,}; '
            f"at most {limits.columns} columns and {limits.rows:,} rows can be read.",
            "Delete the columns and rows beyond your data (select them, right-click, Delete) or split the sheet.",
        )
