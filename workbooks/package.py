"""The parts of an .xlsx file and how they hang together, read strictly: what Excel never writes is refused.

Two readers look at every sheet, calamine for the values and `workbooks.facts` for the rest. They agree only about
files that can be read in one way, so a part must be proper XML in UTF-8 without definitions, comments or CDATA.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from workbooks.container import LIMITS, SAVE_AGAIN, Limits
from workbooks.faults import CannotRead

_BUILT_IN_PERCENT, _BUILT_IN_TIMED = {9, 10}, {18, 19, 20, 21, 22, 45, 46, 47}
_ENCODINGS = {"utf-8", "us-ascii"}
_TEXT = re.compile(rb"<(?:\w+:)?si\s*/>|<(?:\w+:)?si(?=[\s>]).*?</(?:\w+:)?si>", re.DOTALL)


@dataclass(frozen=True)
class Styles:
    """How many cell styles there are; which show a percentage, a time, or zeros before the number (style: digits)."""

    count: int = 1
    percent: frozenset[int] = frozenset()
    timed: frozenset[int] = frozenset()
    padded: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetPart:
    """A sheet of cells and the path of its part."""

    title: str
    part: str
    hidden: bool


class Package:
    """The parts of an opened archive. Raises CannotRead for a part that is missing or not proper XML."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits = LIMITS) -> None:
        self.archive = archive
        self._names = set(archive.namelist())
        self.content("[Content_Types].xml")
        self.workbook = self._target_of_type("", "officeDocument")
        self.sheets = self._sheets(limits)
        self.styles = self._styles()

    def _sheets(self, limits: Limits) -> list[SheetPart]:
        """The sheets of cells, charts left out."""
        targets = self._relations(self.workbook)
        listed = self._parsed(self.workbook, "workbook").findall("./{*}sheets/{*}sheet")
        if len(listed) > limits.sheets:
            message = f"The workbook has more than {limits.sheets} sheets ({len(listed):,})."
            raise CannotRead(message, "Remove the sheets that are not needed.")
        sheets = []
        for sheet in listed:
            title, hidden = sheet.get("name", ""), sheet.get("state", "visible") != "visible"
            relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            kind, part = targets.get(relation, ("", ""))
            if part not in self._names:
                raise self._lacks(part or f'sheet "{title}"')
            if kind.endswith("/worksheet"):
                sheets.append(SheetPart(title, part, hidden))
        if len({sheet.part for sheet in sheets}) < len(sheets):
            raise CannotRead(
                "The workbook is damaged: two of its sheets are the same part of the file.", SAVE_AGAIN
            )
        if len({sheet.title for sheet in sheets}) < len(sheets):
            raise CannotRead("Two sheets of the workbook have the same name.", SAVE_AGAIN)
        if not sheets:
            raise CannotRead("The workbook has no sheets of cells.", "Upload one that holds your data.")
        return sheets

    def text_lengths(self) -> list[int]:
        """The length of each shared text, in bytes."""
        part = self._target_of_type(self.workbook, "sharedStrings")
        if not part:
            return []
        return [
            max(0, found.end() - found.start() - len("<si><t></t></si>"))
            for found in _TEXT.finditer(self.content(part, "sst"))
        ]

    def with_parts(self, changed: dict[str, bytes]) -> bytes:
        """The archive with other contents of some parts."""
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as copy:
            for name in self.archive.namelist():
                copy.writestr(name, changed[name] if name in changed else self.archive.read(name))
        return data.getvalue()

    def content(self, part: str, root: str = "") -> bytes:
        """A part that must be there and be proper XML; root: what its first element must be called."""
        if part not in self._names:
            raise self._lacks(part)
        content = self.archive.read(part)
        _check_xml(content, part, root)
        return content

    def _styles(self) -> Styles:
        part = self._target_of_type(self.workbook, "styles")
        if not part:
            return Styles()
        root = self._parsed(part, "styleSheet")
        try:
            codes = {
                int(f.get("numFmtId", 0)): f.get("formatCode", "")
                for f in root.iterfind(".//{*}numFmts/{*}numFmt")
            }
            formats = [int(xf.get("numFmtId", 0)) for xf in root.iterfind("./{*}cellXfs/{*}xf")]
        except ValueError as wrong:
            raise CannotRead("The workbook's list of number formats is damaged.", SAVE_AGAIN) from wrong
        bare = {number: re.sub(r'"[^"]*"|\\.', "", code) for number, code in codes.items()}
        percent = {number for number, code in bare.items() if "%" in code} | _BUILT_IN_PERCENT
        timed = {
            number for number, code in bare.items() if re.search(r"h", code, re.IGNORECASE)
        } | _BUILT_IN_TIMED
        padded = {number: len(code) for number, code in bare.items() if re.fullmatch(r"0{2,}", code)}
        return Styles(
            len(formats),
            frozenset(style for style, number in enumerate(formats) if number in percent),
            frozenset(style for style, number in enumerate(formats) if number in timed),
            {style: padded[number] for style, number in enumerate(formats) if number in padded},
        )

    def _target_of_type(self, part: str, kind: str) -> str:
        return next(
            (path for type_, path in self._relations(part).values() if type_.endswith("/" + kind)), ""
        )

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Type and path of what a part refers to within the workbook, by the reference's name."""
        folder, name = posixpath.split(part)
        return {
            relation.get("Id", ""): (
                relation.get("Type", ""),
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in self._parsed(posixpath.join(folder, "_rels", f"{name}.rels"), "Relationships")
            if relation.get("TargetMode") != "External"
        }

    def _parsed(self, part: str, root: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.content(part, root))  # noqa: S314 - definitions are refused

    def _lacks(self, part: str) -> CannotRead:
        return CannotRead(f"The workbook is damaged: it lacks a part, {part}.", SAVE_AGAIN)


def _check_xml(content: bytes, part: str, root: str) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: object) -> None:
        raise CannotRead("The workbook holds definitions that Excel never writes.", SAVE_AGAIN)

    def declared(version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in _ENCODINGS:
            raise _odd_encoding()

    def first(name: str, attributes: object) -> None:
        parser.StartElementHandler = None
        if root and name.rpartition(" ")[2] != root:
            what = "a sheet of cells" if root == "worksheet" else f"a {root}"
            raise CannotRead(
                f"The workbook is damaged: its part {part} is not {what}, though it should be.", SAVE_AGAIN
            )

    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content[:4]:
        raise _odd_encoding()
    parser.XmlDeclHandler, parser.StartElementHandler = declared, first
    parser.StartDoctypeDeclHandler = parser.CommentHandler = parser.StartCdataSectionHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as wrong:
        raise CannotRead(
            f"The workbook is damaged: its part {part} is not proper XML.", SAVE_AGAIN
        ) from wrong


def _odd_encoding() -> CannotRead:
    return CannotRead("The workbook is written in an encoding that Excel never writes.", SAVE_AGAIN)
