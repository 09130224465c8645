"""Files that are no workbook, whatever they are called."""

import gzip
import io
import zipfile

from benchmarks.workbooks.catalogue import refused
from benchmarks.workbooks.packing import TYPES, packed
from benchmarks.workbooks.subjects import Subject

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _directory(*streams: str) -> bytes:
    """A compound file whose directory names these streams."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in streams)
    return COMPOUND + names + bytes(512)


@refused("is empty", alike=True)
def no_bytes_at_all(subject: Subject) -> bytes:
    return b""


@refused("is empty", ending="csv", alike=True)
def only_blank_lines(subject: Subject) -> bytes:
    return b"\r\n \r\n\t\r\n"


@refused("at most 10 MB|larger than 10 MB", ending="csv", alike=True)
def larger_than_any_upload_may_be(subject: Subject) -> bytes:
    return b"a,b\r\n" * 2_100_000


@refused("protected with a password", alike=True)
def encrypted_by_Excel(subject: Subject) -> bytes:  # noqa: N802
    return _directory("Root Entry", "EncryptionInfo", "EncryptedPackage")


@refused("older Excel (.xls)", alike=True)
def old_xls_named_xlsx(subject: Subject) -> bytes:
    return _directory("Root Entry", "Workbook")


@refused("Word document", alike=True)
def old_Word_document(subject: Subject) -> bytes:  # noqa: N802
    return _directory("Root Entry", "WordDocument")


@refused("PowerPoint presentation", alike=True)
def old_PowerPoint_presentation(subject: Subject) -> bytes:  # noqa: N802
    return _directory("Root Entry", "PowerPoint Document")


@refused("an e-mail", alike=True)
def Outlook_message(subject: Subject) -> bytes:  # noqa: N802
    return _directory("Root Entry", "__properties_version1.0", "__nameid_version1.0")


@refused("OpenDocument spreadsheet (.ods)", alike=True)
def ods_named_xlsx(subject: Subject) -> bytes:
    return packed(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"},
        zipfile.ZIP_STORED,
    )


@refused("OpenDocument", alike=True)
def odt_named_xlsx(subject: Subject) -> bytes:
    return packed(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}, zipfile.ZIP_STORED
    )


@refused("binary Excel workbook (.xlsb)", alike=True)
def xlsb_named_xlsx(subject: Subject) -> bytes:
    return packed({TYPES: b"<Types/>", "xl/workbook.bin": b"\x83\x01\x00"})


@refused("Word document", alike=True)
def docx_named_xlsx(subject: Subject) -> bytes:
    return packed({TYPES: b"<Types/>", "word/document.xml": b"<document/>"})


@refused("PowerPoint presentation", alike=True)
def pptx_named_xlsx(subject: Subject) -> bytes:
    return packed({TYPES: b"<Types/>", "ppt/presentation.xml": b"<presentation/>"})


@refused("Numbers document", alike=True)
def Numbers_document(subject: Subject) -> bytes:  # noqa: N802
    return packed({"Index/Document.iwa": b"\x00", "Metadata/Properties.plist": b"x"})


@refused("zip file, not a workbook")
def zip_file_that_holds_the_workbook(subject: Subject) -> bytes:
    return packed({"sites.xlsx": packed(subject.parts())})


@refused("compressed file", alike=True)
def gzip_file(subject: Subject) -> bytes:
    return gzip.compress(b"Code,Name\nAMP,Ampthill\n", mtime=0)


@refused("compressed file", alike=True)
def seven_zip_file(subject: Subject) -> bytes:
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(range(256))


@refused("web page", ending="xls")
def web_page_named_xls(subject: Subject) -> bytes:
    cells = "".join(f"<td>{heading}</td>" for heading in subject.headings)
    return f"<html><body><table><tr>{cells}</tr></table></body></html>".encode()


@refused("web page", ending="xls", alike=True)
def web_archive_named_xls(subject: Subject) -> bytes:
    return b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n--a\r\n<html></html>\r\n"


@refused("XML file", ending="xls", alike=True)
def spreadsheet_of_Excel_2003_in_XML(subject: Subject) -> bytes:  # noqa: N802
    return b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'


@refused("PDF document", alike=True)
def PDF_named_xlsx(subject: Subject) -> bytes:  # noqa: N802
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


@refused("picture", alike=True)
def PNG_named_xlsx(subject: Subject) -> bytes:  # noqa: N802
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(20)


@refused("picture", alike=True)
def photograph_named_xlsx(subject: Subject) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20)


@refused("JSON file", ending="csv", alike=True)
def JSON_named_csv(subject: Subject) -> bytes:  # noqa: N802
    return b'{"sites": [{"code": "AMP"}]}'


@refused("rich text", ending="csv", alike=True)
def rich_text_named_csv(subject: Subject) -> bytes:
    return rb"{\rtf1\ansi Code, Name\par}"


@refused("a program", alike=True)
def program_named_xlsx(subject: Subject) -> bytes:
    return b"MZ\x90\x00\x03" + bytes(100)


@refused("a program", alike=True)
def self_extracting_archive(subject: Subject) -> bytes:
    data = io.BytesIO(b"MZ\x90\x00\x03" + bytes(100))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("a.txt", b"a")
    return data.getvalue()


@refused("neither an Excel workbook nor a CSV", alike=True)
def noise(subject: Subject) -> bytes:
    return bytes((n * n + 7 * n) % 256 for n in range(4000))
