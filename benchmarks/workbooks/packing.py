"""Small workbooks, part by part, so that any part can be made wrong.

parts = parts_of({"Sites": [["Code", "Name"], ["AMP", Xml('<c r="{ref}" t="e"><v>#REF!</v></c>')]]})
parts[SHEET] = parts[SHEET].replace(b"...", b"...")
data = packed(parts)
"""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from workbooks.sheet import column_letter

Parts = dict[str, bytes]
SHEET, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
STRINGS, STYLES, TYPES = "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"
ROOT_RELATIONS, RELATIONS = "_rels/.rels", "xl/_rels/workbook.xml.rels"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_FIRST_DAY = dt.datetime(1899, 12, 30)  # noqa: DTZ001 (Excel knows no zones)
# The cell styles of every workbook made here: 0 General, 1 a date, 2 a date and time, 3 a percentage, 4 "000".
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/><numFmt numFmtId="166" formatCode="000"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill>'
    '<patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">'
    + "".join(f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for n in (0, 164, 165, 10, 166))
    + "</cellXfs></styleSheet>"
)  # fmt: skip


@dataclass(frozen=True)
class Xml:
    """A cell as its part writes it; {ref} stands for its address."""

    text: str


def parts_of(sheets: Mapping[str, list[list[Any]]]) -> Parts:
    """The parts of a workbook with these sheets, in the order Excel writes them."""
    strings: dict[str, int] = {}
    pages = [_sheet(rows, strings).encode() for rows in sheets.values()]
    numbers = range(1, len(pages) + 1)
    related = [(f"worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    related += [("sharedStrings.xml", "sharedStrings"), ("styles.xml", "styles")]
    kinds = [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    kinds += [("/xl/workbook.xml", "sheet.main"), ("/xl/sharedStrings.xml", "sharedStrings")]
    kinds += [("/xl/styles.xml", "styles")]
    types = "".join(f'<Override PartName="{part}" ContentType="{_TYPE}{kind}+xml"/>' for part, kind in kinds)
    named = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="rId{n}"/>'
        for n, title in enumerate(sheets, start=1)
    )
    return {
        TYPES: f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{types}</Types>'.encode(),
        ROOT_RELATIONS: _relations([("xl/workbook.xml", "officeDocument")]),
        WORKBOOK: f'{_DECLARED}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr/>'
        f"<sheets>{named}</sheets></workbook>".encode(),
        RELATIONS: _relations(related),
        **{f"xl/worksheets/sheet{n}.xml": page for n, page in zip(numbers, pages, strict=True)},
        STRINGS: f'{_DECLARED}<sst xmlns="{_MAIN}" count="{len(strings)}" uniqueCount="{len(strings)}">'.encode()
        + "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings).encode()
        + b"</sst>",
        STYLES: (_DECLARED + _STYLES).encode(),
    }


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a zip file, the same byte for byte every time."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return data.getvalue()


def _relations(targets: list[tuple[str, str]]) -> bytes:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (target, kind) in enumerate(targets, start=1)
    )
    return f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'.encode()


def _sheet(rows: list[list[Any]], strings: dict[str, int]) -> str:
    width = max((len(row) for row in rows), default=1)
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(_cell(f"{column_letter(at)}{number}", held, strings) for at, held in enumerate(row))
        lines.append(f'<row r="{number}">{cells}</row>')
    return (
        f'{_DECLARED}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<dimension ref="A1:{column_letter(width - 1)}{max(1, len(rows))}"/>'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _cell(ref: str, held: Any, strings: dict[str, int]) -> str:
    if held is None or held == "":
        return ""
    if isinstance(held, Xml):
        return held.text.replace("{ref}", ref)
    if isinstance(held, bool):
        return f'<c r="{ref}" t="b"><v>{int(held)}</v></c>'
    if isinstance(held, str):
        return f'<c r="{ref}" t="s"><v>{strings.setdefault(held, len(strings))}</v></c>'
    if isinstance(held, dt.datetime):
        return f'<c r="{ref}" s="2"><v>{(held - _FIRST_DAY) / dt.timedelta(days=1)!r}</v></c>'
    if isinstance(held, dt.date):
        return f'<c r="{ref}" s="1"><v>{(held - _FIRST_DAY.date()).days}</v></c>'
    return f'<c r="{ref}"><v>{held!r}</v></c>'
