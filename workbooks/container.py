"""What kind of file an upload is, decided by its content before anything opens it, and how large it may be."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from workbooks.faults import CannotRead

SAVE_AS_XLSX = 'Open it in Excel, choose "Save as", pick "Excel Workbook (*.xlsx)", and upload that file.'
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an upload may hold, and what reading it may cost."""

    upload_bytes: int = 10_000_000
    unzipped_bytes: int = 150_000_000
    parts: int = 2_000
    rows: int = 50_000
    columns: int = 200
    cells: int = 2_000_000
    memory_bytes: int = 2_000_000_000
    cpu_seconds: int = 60
    wall_seconds: int = 120
    faults: int = 500


LIMITS = Limits()


def kind_of(data: bytes, limits: Limits = LIMITS) -> str:
    """Whether an upload is "xlsx" or "csv"; raises CannotRead for everything else, saying what it is."""
    if not data.strip(b"\x00 \r\n\t"):
        raise CannotRead("The file is empty.", "Save the workbook again and upload it.")
    if len(data) > limits.upload_bytes:
        raise CannotRead(
            f"The file is {len(data) / 1e6:,.1f} MB.",
            f"Upload at most {limits.upload_bytes / 1e6:,.0f} MB; remove pictures and sheets that are not needed.",
        )
    if data.startswith(_OLE):
        raise _older_or_locked(data)
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        _refuse_other_zips(data, limits)
        return "xlsx"
    _refuse_other_text(data)
    return "csv"


def _older_or_locked(data: bytes) -> CannotRead:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return CannotRead(
            "The workbook is protected with a password.",
            "Open it in Excel, choose File > Info > Protect Workbook > Encrypt with Password, "
            "clear the password, save it and upload it again.",
        )
    if "WordDocument".encode("utf-16-le") in data:
        return CannotRead(
            "This is a Word document, not a workbook.", "Upload an Excel workbook (.xlsx) or a CSV file."
        )
    return CannotRead("This is a workbook of an older Excel (.xls).", SAVE_AS_XLSX)


def _refuse_other_zips(data: bytes, limits: Limits) -> None:
    """Refuse zip files that are no Excel workbook, are damaged, or unpack to too much."""
    damaged = CannotRead(
        "The workbook is damaged or was not uploaded completely.", "Save it again and upload it."
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse_other_packages(package)
            _refuse_too_large(package, limits)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as wrong:
        raise damaged from wrong
    except Exception as wrong:
        if type(wrong).__module__ in {"zlib", "lzma", "_lzma", "bz2"}:
            raise damaged from wrong
        raise


def _refuse_other_packages(package: zipfile.ZipFile) -> None:
    names = set(package.namelist())
    if "mimetype" in names and package.read("mimetype")[:100].startswith(_OPEN_DOCUMENT):
        raise CannotRead("This is an OpenDocument spreadsheet (.ods).", SAVE_AS_XLSX)
    if "xl/workbook.bin" in names:
        raise CannotRead("This is a binary Excel workbook (.xlsb).", SAVE_AS_XLSX)
    if any(name.startswith("word/") for name in names):
        raise CannotRead(
            "This is a Word document, not a workbook.", "Upload an Excel workbook (.xlsx) or a CSV file."
        )
    if any(name.endswith(".iwa") for name in names):
        raise CannotRead(
            "This is a Numbers document.", "In Numbers, choose File > Export To > Excel, and upload that."
        )
    if "[Content_Types].xml" not in names:
        raise CannotRead(
            "This is a zip file, not a workbook.", "Unpack it and upload the workbook that is in it."
        )
    if any(info.flag_bits & 1 for info in package.infolist()):
        raise CannotRead(
            "The workbook is protected with a password.", "Save it without a password and upload it."
        )


def _refuse_too_large(package: zipfile.ZipFile, limits: Limits) -> None:
    """Add up the sizes the parts declare, then unpack each once: a part that lies about its size fails its checksum."""
    parts = package.infolist()
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unzipped_bytes:
        raise CannotRead(
            "The workbook is too large once unpacked.",
            "Remove pictures, formatting and sheets that are not needed.",
        )
    for part in parts:
        with package.open(part) as stream:
            while stream.read(_CHUNK):
                pass


def _refuse_other_text(data: bytes) -> None:
    start = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(b"%pdf"):
        raise CannotRead("This is a PDF document.", "Upload the workbook it was made from.")
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta")):
        raise CannotRead("This is a web page, though it may be named .xls or .csv.", SAVE_AS_XLSX)
    if start.startswith(b"<?xml"):
        raise CannotRead("This is an XML file, not an Excel workbook.", SAVE_AS_XLSX)
    if start.startswith((b"{", b"[")):
        raise CannotRead(
            "This is a JSON file, not a workbook.", "Upload an Excel workbook (.xlsx) or a CSV file."
        )
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CannotRead("This is neither an Excel workbook nor a CSV file.", SAVE_AS_XLSX)
