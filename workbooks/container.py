"""What kind of file an upload is, by its first bytes, and how large it may be. Nothing is unpacked here."""

from __future__ import annotations

from dataclasses import dataclass

from workbooks.faults import CannotRead

SAVE_AS_XLSX = 'Open it in Excel, choose "Save as", pick "Excel Workbook (*.xlsx)", and upload that file.'
SAVE_AGAIN = "Open it in Excel, save it again and upload that."
UPLOAD_A_WORKBOOK = "Upload an Excel workbook (.xlsx) or a CSV file."
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BINARY: tuple[tuple[tuple[bytes, ...], str, str], ...] = (
    ((b"%PDF",), "This is a PDF document.", "Upload the workbook it was made from."),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*"), "This is a picture.", UPLOAD_A_WORKBOOK),
    ((b"\x1f\x8b\x08", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ"), "This is a compressed file.",
     "Unpack it and upload the workbook that is in it."),
    ((b"MZ\x90\x00", b"\x7fELF"), "This is a program.", UPLOAD_A_WORKBOOK),
)  # fmt: skip
_WRITTEN: tuple[tuple[tuple[bytes, ...], str, str], ...] = (
    ((b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta", b"mime-version:"),
     "This is a web page, though it may be named .xls or .csv.", SAVE_AS_XLSX),
    ((b"<?xml",), "This is an XML file, not an Excel workbook.", SAVE_AS_XLSX),
    ((b"{\\rtf",), "This is a rich text document, not a workbook.", UPLOAD_A_WORKBOOK),
    ((b"{", b"["), "This is a JSON file, not a workbook.", UPLOAD_A_WORKBOOK),
)  # fmt: skip
_COMPOUND_HOLDS = (
    ("EncryptedPackage", "The workbook is protected with a password.",
     "Open it in Excel, choose File > Info > Protect Workbook > Encrypt with Password, "
     "clear the password, save it and upload it again."),
    ("WordDocument", "This is a Word document, not a workbook.", UPLOAD_A_WORKBOOK),
    ("PowerPoint Document", "This is a PowerPoint presentation, not a workbook.", UPLOAD_A_WORKBOOK),
    ("__properties_version1.0", "This is an e-mail, not a workbook.", "Save its attachment and upload that."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an upload may hold, and what reading it may cost.

    text_bytes: of all cells together. merged: cells in merged ranges. memory_bytes, cpu_seconds: of one child process. wall_seconds: of the one that
    reads; marking_seconds: of the one that marks, so that an answer comes within 20 seconds.
    """

    upload_bytes: int = 10_000_000
    unzipped_bytes: int = 100_000_000
    text_bytes: int = 20_000_000
    parts: int = 2_000
    sheets: int = 60
    rows: int = 50_000
    columns: int = 200
    cells: int = 1_000_000
    merged: int = 200_000
    memory_bytes: int = 512_000_000
    cpu_seconds: int = 9
    wall_seconds: float = 12
    marking_seconds: float = 6
    faults: int = 500


LIMITS = Limits()


def kind_of(data: bytes, limits: Limits = LIMITS) -> str:
    """Whether an upload is "xlsx" (or another zip file) or "csv"; raises CannotRead for what is neither."""
    if len(data) > limits.upload_bytes:
        raise CannotRead(
            f"The file is {len(data) / 1e6:,.1f} MB.",
            f"Upload at most {limits.upload_bytes / 1e6:,.0f} MB; remove pictures and sheets that are not needed.",
        )
    if not data.strip(b"\x00 \r\n\t"):
        raise CannotRead("The file is empty.", "Save the workbook again and upload it.")
    if data.startswith(_COMPOUND):
        raise _older_or_locked(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "xlsx"
    _refuse_other_files(data)
    return "csv"


def _older_or_locked(data: bytes) -> CannotRead:
    for stream, message, remedy in _COMPOUND_HOLDS:
        if stream.encode("utf-16-le") in data:
            return CannotRead(message, remedy)
    return CannotRead("This is a workbook of an older Excel (.xls).", SAVE_AS_XLSX)


def _refuse_other_files(data: bytes) -> None:
    written = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    for starts, message, remedy in _BINARY:
        if written.startswith(starts):
            raise CannotRead(message, remedy)
    for starts, message, remedy in _WRITTEN:
        if written.lower().startswith(starts):
            raise CannotRead(message, remedy)
    if b"\x00" in data and not data.startswith(_UTF_16_MARKS):
        if data[1:20:2].count(0) > 5 or data[:20:2].count(0) > 5:
            raise CannotRead(
                "This text is in the encoding UTF-16, without the mark that says so.",
                'In Excel, choose "Save as" and pick "CSV UTF-8 (comma delimited)".',
            )
        raise CannotRead("This is neither an Excel workbook nor a CSV file.", SAVE_AS_XLSX)
