"""Small workbooks for the tests, well formed and not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
import xlsxwriter

from workbooks.table import Column, Table

SITES = Table(
    "sites",
    (
        Column("code", "Site code", "code", required=True),
        Column("name", "Name", required=True),
        Column("rent", "Rent a year", "money"),
        Column("opened", "Opened on", "date"),
        Column("share", "Share", "percentage"),
    ),
    unique=("code",),
)
ASSETS = Table(
    "assets", (Column("site", "Site code", "code", required=True), Column("seats", "Seats", "integer"))
)
HEADINGS = ["Site code", "Name", "Rent a year", "Opened on", "Share"]
GOOD = ["007", "Ampthill", 1200, "3 April 2027", "12.5%"]


def book(sheets: Mapping[str, list[list]], change: Callable | None = None) -> bytes:
    """A workbook made by openpyxl; change(book) may alter it before it is saved."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(row)
    if change:
        change(made)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def sites(*rows: list, change: Callable | None = None) -> bytes:
    """A workbook with one sheet of sites under the right headings."""
    return book({"Sites": [HEADINGS, *rows]}, change)


def excel(write: Callable) -> bytes:
    """A workbook made by XlsxWriter, which can store what openpyxl cannot: write(book, page) fills "Sites"."""
    data = io.BytesIO()
    made = xlsxwriter.Workbook(data, {"in_memory": True})
    page = made.add_worksheet("Sites")
    page.write_row(0, 0, HEADINGS)
    write(made, page)
    made.close()
    return data.getvalue()


def repacked(
    data: bytes, change: Callable[[str, bytes], bytes | None], extra: Mapping[str, bytes] | None = None
) -> bytes:
    """The same zip file with each part passed through change(name, content); None drops the part."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return packed.getvalue()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def strict(data: bytes) -> bytes:
    """The workbook as Excel's "Strict Open XML" writes it: other namespaces."""
    return repacked(
        data,
        lambda _, content: content.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
