"""Uploads: what is read, what is refused, and the words the user gets."""

import dataclasses
import datetime as dt
import io

import openpyxl
import pytest

from tests.workbooks.files import ASSETS, GOOD, HEADINGS, SITES, book, excel, repacked, sites, strict, zipped
from workbooks.container import LIMITS
from workbooks.read import read_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
SITES_AND_ASSETS = {"Sites": [HEADINGS, GOOD], "Assets": [["Site code", "Seats"], ["007", 12]]}
NO_PASSWORD, SAVE_AS = "password", "Excel Workbook (*.xlsx)"


def faults_of(data, tables=(SITES,), **limits):
    return [
        str(f) for f in read_workbook(data, list(tables), limits=dataclasses.replace(LIMITS, **limits)).faults
    ]


def far_cell(cell):
    """A few kilobytes whose one far cell would need gigabytes as a full grid."""
    data = sites(GOOD)
    far = f'<row r="1048576"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
    return repacked(data, lambda name, part: part.replace(b"</sheetData>", far) if "sheet1" in name else part)


def overwritten(data):
    start = data.index(b"xl/worksheets/sheet1.xml") + 40
    return data[:start] + b"\xff" * 60 + data[start + 60 :]


def understating(data):
    """The directory claims that the sheet unpacks to 10 bytes."""
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    return data[: entry + 24] + (10).to_bytes(4, "little") + data[entry + 28 :]


def error_cell(book_, page):
    page.write_row(1, 0, ["007", "Ampthill"])
    page.write_formula(1, 2, "=Other!A1", None, "#REF!")


def hide(title):
    def change(made):
        made.create_sheet("Other")
        made[title].sheet_state = "hidden"

    return change


def hide_row(made):
    made["Sites"].row_dimensions[2].hidden = True


def merge(cells):
    return lambda made: made["Sites"].merge_cells(cells)


REFUSED_FILES = {
    "empty file": (b"", "The file is empty."),
    "only blanks": (b"\r\n\r\n", "The file is empty."),
    "too many bytes": (b"x" * 10_000_001, "Upload at most 10 MB"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
    "old xls": (OLE + "Workbook".encode("utf-16-le"), SAVE_AS),
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), "Word document"),
    "ods": (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "(.ods)"),
    "xlsb": (zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b"\x83"}), "(.xlsb)"),
    "docx": (zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "Word document"),
    "Numbers": (zipped({"Index/Document.iwa": b"a"}), "Numbers document"),
    "zip of a workbook": (zipped({"sites.xlsx": sites(GOOD)}), "Unpack it"),
    "cut off": (sites(GOOD)[:-400], "not uploaded completely"),
    "bytes overwritten": (overwritten(sites(GOOD)), "not uploaded completely"),
    "part larger than it claims": (understating(sites(GOOD)), "not uploaded completely"),
    "html named xls": (b"<html><table><tr><td>Site code</td></tr></table></html>", "web page"),
    "XML spreadsheet": (b'<?xml version="1.0"?><Workbook/>', "XML file"),
    "PDF": (b"%PDF-1.7\n", "PDF document"),
    "JSON": (b'{"sites": []}', "JSON file"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "This is a picture"),
    "unpacks to too much": (repacked(sites(GOOD), lambda _, p: p, {"xl/media/a": b"\x00" * 151_000_000}), "too large once unpacked"),
    "too many parts": (repacked(sites(GOOD), lambda _, p: p, {f"a/{n}": b"" for n in range(2001)}), "too many parts"),
    "far cell": (far_cell("XFD1048576"), "reaches as far as column XFD and row 1,048,576"),
    "entity definitions": (
        repacked(sites(GOOD), lambda n, p: p.replace(b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook', 1) if n == "xl/workbook.xml" else p),
        "definitions that Excel never writes",
    ),
    "sheet is not XML": (repacked(sites(GOOD), lambda n, p: b"<<<" if "sheet1" in n else p), "not proper XML"),
    "workbook part is missing": (repacked(sites(GOOD), lambda n, p: None if n == "xl/workbook.xml" else p), "lacks a part"),
    "CSV with an open quote": (b'Site code,Name\n007,"Ampthill\n', "not proper CSV"),
    "CSV in no encoding": (b"Site code,Name\n007,\x81\x8d\n", "CSV UTF-8"),
    "CSV with too many columns": (b"Site code" + b"," * 300, "more than 200 columns"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED_FILES)
def test_a_file_that_cannot_be_read_gives_one_plain_fault(kind):
    data, words = REFUSED_FILES[kind]
    (fault,) = read_workbook(data, [SITES]).faults
    assert words in str(fault)
    assert fault.remedy
    assert (fault.row, fault.cell) == (None, "")


FAULTY_SHEETS = {
    "no such sheet": (
        book({"A": [["x"]], "B": [["y"]]}),
        'no sheet called "Sites". Sheets in this workbook: "A", "B"',
    ),
    "empty sheet": (book({"Sites": []}), "no row of headings that we know"),
    "no headings": (
        book({"Sites": [GOOD]}),
        "Write these headings in one row above your data: Site code, Name",
    ),
    "heading missing": (
        book({"Sites": [["Site code", "Share"], ["007", "1%"]]}),
        'The column "Name" is missing',
    ),
    "heading doubled": (
        book({"Sites": [[*HEADINGS, " NAME "], GOOD]}),
        'Sites F1 (Name): The heading "Name" stands here and in B1',
    ),
    "heading misspelt": (
        book({"Sites": [["Site code", "Name", "Rent per year"], GOOD[:3]]}),
        'Did you mean "Rent a year"?',
    ),
    "hidden sheet": (sites(GOOD, change=hide("Sites")), 'Sheet "Sites" is hidden'),
    "hidden row": (sites(GOOD, change=hide_row), "Row 2 is hidden but holds data"),
    "error value": (excel(error_cell), "Sites C2 (Rent a year): This cell shows the error #REF!."),
    "formula without a result": (
        sites(["007", "=A2", 1]),
        "Sites B2 (Name): The result of this formula is not stored",
    ),
    "merged cells": (sites(GOOD, ["008"], change=merge("B2:B3")), "Cells B2:B3 are merged"),
    "code twice": (sites(GOOD, ["007", "Other"]), "Sites A3 (Site code): Row 2 has the same Site code."),
    "required cell empty": (sites(["007", None, 1]), "Sites B2 (Name): Name is missing"),
    "ambiguous date": (sites(["007", "A", None, "04/03/27"]), "Sites D2 (Opened on)"),
    "long number": (sites([12345678901234567, "A"]), "Sites A2 (Site code): Excel keeps 15 digits"),
    "plain share": (sites(["007", "A", None, None, 0.2]), "Sites E2 (Share): 0.2 can be read two ways"),
}


@pytest.mark.parametrize("kind", FAULTY_SHEETS)
def test_a_fault_in_a_sheet_names_its_place(kind):
    data, words = FAULTY_SHEETS[kind]
    reading = read_workbook(data, [SITES])
    assert any(words in str(fault) for fault in reading.faults), [str(fault) for fault in reading.faults]
    assert all(fault.remedy for fault in reading.faults)
    assert not reading.ok


def test_good_rows_are_read_with_their_numbers():
    data = sites(GOOD, [None] * 5, ["008", "Harrold", 12.5, dt.datetime(2027, 4, 3), None])  # noqa: DTZ001
    reading = read_workbook(data, [SITES])
    assert reading.ok
    assert reading.rows["sites"] == [
        {
            "row": 2,
            "code": "007",
            "name": "Ampthill",
            "rent": 120000,
            "opened": dt.date(2027, 4, 3),
            "share": 125,
        },
        {
            "row": 4,
            "code": "008",
            "name": "Harrold",
            "rent": 1250,
            "opened": dt.date(2027, 4, 3),
            "share": None,
        },
    ]


def test_faulty_rows_are_left_out_and_the_others_kept():
    reading = read_workbook(sites(["007", None], GOOD), [SITES])
    assert [row["row"] for row in reading.rows["sites"]] == [3]
    assert len(reading.faults) == 1


def test_headings_may_stand_lower_in_another_order_and_be_written_loosely():
    rows = [
        ["Our sites"],
        [],
        ["NAME", "Notes", " site\u00a0 CODE*", None, "rent A\nyear:"],
        ["Ampthill", "x", "007", None, "£5"],
    ]
    reading = read_workbook(book({"sites ": rows}), [SITES])
    assert reading.rows["sites"] == [
        {"row": 4, "code": "007", "name": "Ampthill", "rent": 500, "opened": None, "share": None}
    ]
    assert reading.ignored == [("sites ", "Notes")]


def test_a_single_table_may_stand_in_a_sheet_of_any_name():
    assert read_workbook(book({"Sheet1": [HEADINGS, GOOD]}), [SITES]).rows["sites"]
    assert read_workbook(book({"Notes": [["x"]], "2026": [HEADINGS, GOOD]}), [SITES]).sheets == {
        "sites": "2026"
    }


def test_several_tables_are_found_by_the_names_of_their_sheets():
    reading = read_workbook(book(SITES_AND_ASSETS), [SITES, ASSETS])
    assert reading.ok
    assert reading.rows["assets"] == [{"row": 2, "site": "007", "seats": 12}]


def test_a_table_that_is_not_required_may_be_absent():
    assert "no sheet" in faults_of(book({"Sites": [HEADINGS, GOOD]}), (SITES, ASSETS))[0]
    assert (
        faults_of(book({"Sites": [HEADINGS, GOOD]}), (SITES, dataclasses.replace(ASSETS, required=False)))
        == []
    )


def test_number_formats_are_honoured():
    def write(made, page):
        page.write_string(1, 1, "Ampthill")
        page.write_number(1, 0, 7, made.add_format({"num_format": "000"}))
        page.write_number(1, 4, 0.125, made.add_format({"num_format": "0.0%"}))
        page.write_datetime(1, 3, dt.date(2027, 4, 3), made.add_format({"num_format": "dd/mm/yyyy"}))
        page.write_formula(1, 2, "=600*2", None, 1200)

    (row,) = read_workbook(excel(write), [SITES]).rows["sites"]
    assert row == {
        "row": 2,
        "code": "007",
        "name": "Ampthill",
        "rent": 120000,
        "opened": dt.date(2027, 4, 3),
        "share": 125,
    }


def test_a_date_shown_with_its_time_is_midnight_and_one_without_is_refused():
    from workbooks.table import Column, Table

    table = Table("sites", (Column("start", "Start", "date_time"),))
    for shown, wrong in (("dd mmm yyyy hh:mm", []), ("dd mmm yyyy", ["has no time of day"])):
        data = io.BytesIO()
        import xlsxwriter

        made = xlsxwriter.Workbook(data)
        page = made.add_worksheet("Sites")
        page.write(0, 0, "Start")
        page.write_datetime(1, 0, dt.datetime(2026, 1, 5), made.add_format({"num_format": shown}))  # noqa: DTZ001
        made.close()
        faults = faults_of(data.getvalue(), (table,))
        assert len(faults) == len(wrong)
        assert all(words in fault for words, fault in zip(wrong, faults, strict=True))


def test_the_1904_calendar_is_understood():
    def change(made):
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    data = sites(["007", "A", None, dt.datetime(2027, 4, 3)], change=change)  # noqa: DTZ001
    assert read_workbook(data, [SITES]).rows["sites"][0]["opened"] == dt.date(2027, 4, 3)


def test_strict_open_xml_and_an_understated_dimension_lose_nothing():
    data = sites(GOOD, ["008", "Harrold"])
    understated = repacked(data, lambda _, part: part.replace(b'ref="A1:E3"', b'ref="A1:A2"'))
    assert understated != data
    for odd in (strict(data), understated):
        assert [row["code"] for row in read_workbook(odd, [SITES]).rows["sites"]] == ["007", "008"]


def test_formats_far_down_without_content_do_no_harm():
    def change(made):
        made["Sites"]["A900000"].number_format = "0%"

    assert len(read_workbook(sites(GOOD, change=change), [SITES]).rows["sites"]) == 1


def test_a_merged_title_above_the_headings_does_no_harm():
    rows = [["Sites of the partnership"], HEADINGS, GOOD]
    assert faults_of(book({"Sites": rows}, merge("A1:E1"))) == []


def test_data_starts_below_headings_merged_over_two_rows():
    reading = read_workbook(book({"Sites": [HEADINGS, [], GOOD]}, merge("A1:A2")), [SITES])
    assert reading.ok
    assert [row["row"] for row in reading.rows["sites"]] == [3]


def test_more_rows_than_allowed_are_refused():
    data = sites(*([str(n), "A"] for n in range(30)))
    assert faults_of(data, rows=31) == []
    (fault,) = faults_of(data, rows=30)
    assert "row 31; at most 200 columns and 30 rows" in fault


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (sites(GOOD), {"memory_bytes": 20_000_000}),
        (far_cell("XFD1048576"), {"rows": 2**21, "columns": 2**15, "cells": 2**40}),
    ],
    ids=["little memory", "bomb that the first look let pass"],
)
def test_a_child_that_needs_too_much_memory_is_stopped(data, limits):
    (fault,) = faults_of(data, **limits)
    assert "of memory" in fault or "could not be read" in fault


def test_a_child_that_takes_too_long_is_stopped():
    (fault,) = faults_of(sites(GOOD), wall_seconds=0.001)
    assert "longer than 0.001 seconds" in fault


def test_only_the_first_faults_are_kept():
    faults = faults_of(sites(*([None, "A"] for _ in range(30))), faults=10)
    assert len(faults) == 11
    assert "20 more faults" in faults[-1]


CSV = 'Site code,Name,Rent a year,Opened on,Share\r\n007,Café,"1,200",2027-04-03,12.5%\r\n'


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("cp1252"),
        CSV.encode("utf-16"),
        CSV.replace('"1,200"', "1200").replace(",", ";").encode(),
        CSV.replace('"1,200"', "1200").replace(",", "\t").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "cp1252", "utf-16", "semicolons", "tabs"],
)
def test_a_csv_file_is_one_table(data):
    reading = read_workbook(data, [ASSETS, SITES])
    assert reading.rows["sites"] == [
        {"row": 2, "code": "007", "name": "Café", "rent": 120000, "opened": dt.date(2027, 4, 3), "share": 125}
    ]
    assert reading.ok


def test_a_csv_fault_names_the_cell():
    (fault,) = faults_of(CSV.replace("2027-04-03", "03/04/2027").encode())
    assert fault.startswith("Sites D2 (Opened on)")


def test_a_fault_found_later_gets_its_place_in_the_file():
    reading = read_workbook(book({"Sites": [["Name", "Site code"], ["Ampthill", "007"]]}), [SITES])
    fault = reading.fault("sites", 2, "code", "There is no such site.", "Add it.")
    assert (fault.cell, fault.written, fault.heading, fault.sheet) == ("B2", "007", "Site code", "Sites")
    assert not reading.ok
    assert reading.fault("sites", None, "", "Too few sites.").cell == ""
