"""Text files (CSV): encodings, quotes, separators and rows that do not fit."""

import csv
import io
from typing import Any

from benchmarks.workbooks.catalogue import read_as_plain, refused
from benchmarks.workbooks.subjects import Subject


def _text(subject: Subject, separator: str = ",", end: str = "\r\n", **changed: Any) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(subject.grid(**changed))
    return text.getvalue()


def _of_text(subject: Subject) -> str:
    return subject.column("text")


@read_as_plain(ending="csv")
def plain_text(subject: Subject) -> bytes:
    return _text(subject).encode()


@read_as_plain(ending="csv")
def text_with_a_mark_of_UTF_8(subject: Subject) -> bytes:  # noqa: N802
    return _text(subject).encode("utf-8-sig")


@read_as_plain(ending="csv")
def text_in_UTF_16(subject: Subject) -> bytes:  # noqa: N802
    return _text(subject, "\t").encode("utf-16")


@read_as_plain(ending="csv")
def text_in_the_code_page_of_Windows(subject: Subject) -> bytes:  # noqa: N802
    return ("Liste caf\u00e9\r\n" + _text(subject)).encode("cp1252")


@read_as_plain(ending="csv")
def text_with_semicolons(subject: Subject) -> bytes:
    return _text(subject, ";").encode()


@read_as_plain(ending="csv")
def text_that_names_its_separator(subject: Subject) -> bytes:
    return ("sep=;\r\n" + _text(subject, ";")).encode()


@read_as_plain(ending="csv")
def text_with_the_line_ends_of_old_Macs(subject: Subject) -> bytes:  # noqa: N802
    return _text(subject, end="\r").encode()


@read_as_plain(ending="csv", alike=True)
def text_with_blank_rows_to_the_end(subject: Subject) -> bytes:
    return (_text(subject) + (",," + "\r\n") * 1_000_000).encode()


@refused("UTF-16", ending="csv")
def UTF_16_without_its_mark(subject: Subject) -> bytes:  # noqa: N802
    return _text(subject).encode("utf-16-le")


@refused("UTF-16", ending="csv")
def UTF_16_that_breaks_off(subject: Subject) -> bytes:  # noqa: N802
    return _text(subject).encode("utf-16")[:-1]


@refused("cannot be read", ending="csv")
def bytes_of_no_encoding(subject: Subject) -> bytes:
    return _text(subject).encode() + b"\x81\x8d\x8f,\x90\r\n"


@refused("neither an Excel workbook nor a CSV", ending="csv")
def zero_bytes_in_the_text(subject: Subject) -> bytes:
    return _text(subject).encode().replace(b"FIRE", b"FI\x00RE").replace(b"NORTH", b"NO\x00RTH").replace(
        b"Fen Council", b"Fen\x00Council"
    ).replace(b"AED-2", b"AED\x002").replace(b"Fenland", b"Fen\x00land").replace(b"Ann Ash", b"Ann\x00")  # fmt: skip


@refused("quotation mark", ending="csv")
def quotation_mark_that_stays_open(subject: Subject) -> bytes:
    return (_text(subject) + '"left open,1,2\r\n').encode()


@refused("quotation mark", ending="csv")
def letters_after_a_closing_quotation_mark(subject: Subject) -> bytes:
    return (_text(subject) + '"Luton" Station,1,2\r\n').encode()


@refused("more cells than", ending="csv")
def row_longer_than_the_headings(subject: Subject) -> bytes:
    """A comma that was not quoted moves every cell after it."""
    lines = _text(subject).split("\r\n")
    lines[1] = "Luton, North," + lines[1] + ",x,y,z"
    return "\r\n".join(lines).encode()


@refused("is missing", ending="csv")
def row_that_breaks_off(subject: Subject) -> bytes:
    headings, *_ = _text(subject).split("\r\n")
    required = next(n for n, column in enumerate(subject.table.columns) if column.required)
    return "\r\n".join([headings, ",".join([""] * required) + ",,x" if required else ",x"]).encode()


@refused("no row of headings", ending="csv")
def columns_separated_by_bars(subject: Subject) -> bytes:
    return _text(subject, "|").encode()


@refused("more than 200 columns", ending="csv")
def thousand_columns(subject: Subject) -> bytes:
    return (_text(subject) + "x," * 1_000 + "\r\n").encode()


@refused("more than 50,000 rows|more than 1,000 rows", ending="csv", alike=True)
def sixty_thousand_rows(subject: Subject) -> bytes:
    return (_text(subject) + "x\r\n" * 60_000).encode()


@refused("characters", ending="csv", alike=True)
def cell_of_a_million_letters(subject: Subject) -> bytes:
    return _text(subject, **{_of_text(subject): "x" * 1_000_000}).encode()


@refused("more than 200 columns", ending="csv", alike=True)
def one_line_of_nine_million_commas(subject: Subject) -> bytes:
    return b"," * 9_000_000


@refused("more than 50,000 rows|more than 1,000 rows", ending="csv", alike=True)
def four_million_rows_of_a_letter(subject: Subject) -> bytes:
    return b"x\n" * 4_500_000


@refused("lost", ending="csv")
def text_that_lost_its_letters(subject: Subject) -> bytes:
    return _text(subject, **{_of_text(subject): "Caf\ufffd"}).encode()


@refused("shows the error #N/A", ending="csv")
def error_that_Excel_has_written(subject: Subject) -> bytes:  # noqa: N802
    return _text(subject, **{_of_text(subject): "#N/A"}).encode()
