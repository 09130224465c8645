"""The zip file that a workbook is: opened in the child process once it is known to be whole and of bearable size."""

from __future__ import annotations

import io
import zipfile
import zlib

from workbooks.container import SAVE_AGAIN, SAVE_AS_XLSX, UPLOAD_A_WORKBOOK, Limits
from workbooks.faults import CannotRead

_CHUNK = 1 << 20
_DOCUMENTS = (
    ("word/", "This is a Word document, not a workbook.", UPLOAD_A_WORKBOOK),
    ("ppt/", "This is a PowerPoint presentation, not a workbook.", UPLOAD_A_WORKBOOK),
    ("xl/workbook.bin", "This is a binary Excel workbook (.xlsb).", SAVE_AS_XLSX),
)
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip


def opened(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive; raises CannotRead for zip files that are no Excel workbook, are damaged, or unpack to too much."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _refuse_too_large(archive, limits)
        _refuse_other_packages(archive)
        _refuse_odd_names(archive)
        _unpack_once(archive)
    except _DAMAGES as wrong:
        raise CannotRead(
            "The workbook is damaged or was not uploaded completely.", "Save it again and upload it."
        ) from wrong
    return archive


def _refuse_too_large(archive: zipfile.ZipFile, limits: Limits) -> None:
    parts = archive.infolist()
    if len(parts) > limits.parts:
        raise CannotRead(
            f"The workbook holds too many parts ({len(parts):,}; at most {limits.parts:,}).",
            "Remove pictures, charts and sheets that are not needed.",
        )
    if sum(part.file_size for part in parts) > limits.unzipped_bytes:
        raise CannotRead(
            "The workbook is too large once unpacked.",
            "Delete the empty rows and columns that are formatted, pictures, and sheets that are not needed.",
        )


def _refuse_other_packages(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        kind = archive.read("mimetype").decode(errors="replace")
        if kind.startswith("application/vnd.oasis.opendocument."):
            ods = kind.endswith(".spreadsheet")
            raise CannotRead(
                f"This is an OpenDocument {'spreadsheet (.ods)' if ods else 'file, not a workbook'}.",
                SAVE_AS_XLSX if ods else UPLOAD_A_WORKBOOK,
            )
    for start, message, remedy in _DOCUMENTS:
        if any(name.startswith(start) for name in names):
            raise CannotRead(message, remedy)
    if any(name.endswith(".iwa") for name in names):
        raise CannotRead(
            "This is a Numbers document.", "In Numbers, choose File > Export To > Excel, and upload that."
        )
    if not any(name == "[Content_Types].xml" or name.startswith("xl/") for name in names):
        raise CannotRead(
            "This is a zip file, not a workbook.", "Unpack it and upload the workbook that is in it."
        )
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise CannotRead(
            "The workbook is protected with a password.", "Save it without a password and upload it."
        )


def _refuse_odd_names(archive: zipfile.ZipFile) -> None:
    """Two readers may take different ones of two equal names; Excel writes neither these nor paths that lead out."""
    names = [name.replace("\\", "/").casefold() for name in archive.namelist()]
    if len(set(names)) < len(names):
        raise CannotRead("The workbook holds one of its parts twice.", SAVE_AGAIN)
    if any(name.startswith("/") or ".." in name.split("/") or ":" in name for name in names):
        raise CannotRead("The workbook names files outside itself.", SAVE_AGAIN)


def _unpack_once(archive: zipfile.ZipFile) -> None:
    """Unpack every part piece by piece: one that lies about its size fails its checksum."""
    for part in archive.infolist():
        with archive.open(part) as stream:
            while stream.read(_CHUNK):
                pass
