"""The marked copy: the user's own workbook, its faults coloured, explained and listed."""

import dataclasses
import io

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.workbooks.files import GOOD, HEADINGS, SITES, book, sites, strict
from workbooks.container import LIMITS
from workbooks.mark import marked_copy
from workbooks.read import read_workbook

BAD = ["=cmd|x", None, 1.234, "04/03/27", "1%"]
FAULTY = "FFF6B8AE"


def marked(data):
    """The marked copy's bytes, and the copy opened."""
    faults = read_workbook(data, [SITES]).faults
    assert faults
    copy = marked_copy(data, faults)
    return copy, openpyxl.load_workbook(io.BytesIO(copy))


def dress(made):
    page = made["Sites"]
    page["A1"].font = Font(bold=True, color="FF0000FF")
    page["C2"].number_format = "0.00"
    page.column_dimensions["B"].width = 41
    page["D3"].comment = Comment("Ask Ann", "Ann")
    page["H9"] = "=1+1"
    made.create_sheet("Diary")["A1"] = "mine"


def test_faulty_cells_are_coloured_and_explained_and_nothing_else():
    _, copy = marked(sites(GOOD, ["008", None, 1.234, "04/03/27"]))
    page = copy["Sites"]
    coloured = {
        cell.coordinate for row in page.iter_rows() for cell in row if cell.fill.fgColor.rgb == FAULTY
    }
    assert coloured == {"B3", "C3", "D3"}
    assert {cell.coordinate for row in page.iter_rows() for cell in row if cell.comment} == coloured
    assert "can be read two ways" in page["D3"].comment.text
    assert page["D3"].value == "04/03/27"


def test_the_first_sheet_lists_the_faults_with_links():
    _, copy = marked(sites(GOOD, ["008", None, 1.234, "04/03/27"]))
    assert copy.sheetnames[0] == "Faults"
    assert copy.active.title == "Faults"
    page = copy["Faults"]
    assert page["A1"].value == "3 faults found. Nothing has been stored."
    assert [cell.value for cell in page[3]] == [
        "Sheet", "Cell", "Column", "What was written", "What is wrong", "What to do",
    ]  # fmt: skip
    row = [cell.value for cell in page[6]]
    assert row[:4] == ["Sites", "D3", "Opened on", "04/03/27"]
    assert row[5].startswith("Write the date as 3 April 2027 or 2027-04-03")
    assert page["B6"].hyperlink.location == "'Sites'!D3"
    assert page.max_row == 6


def test_the_users_formats_sheets_comments_and_formulas_stay():
    _, copy = marked(sites(["007", "A"], ["008", "B", None, "04/03/27"], change=dress))
    page = copy["Sites"]
    assert page["A1"].font.color.rgb == "FF0000FF"
    assert page["C2"].number_format == "0.00"
    assert page.column_dimensions["B"].width == 41
    assert page["H9"].value == "=1+1"
    assert copy["Diary"]["A1"].value == "mine"
    assert page["D3"].comment.text.startswith("FAULT: ")
    assert page["D3"].comment.text.endswith("Earlier comment: Ask Ann")


def test_a_corrected_copy_uploaded_again_is_clean():
    _, opened = marked(sites(["007", "A"], ["008", None, None, "04/03/27"], change=dress))
    opened["Sites"]["B3"] = "Harrold"
    half = io.BytesIO()
    opened.save(half)
    _, again = marked(half.getvalue())
    assert again.sheetnames == ["Faults", "Sites", "Diary"]
    page = again["Sites"]
    assert (page["B3"].fill.fgColor.rgb, page["B3"].comment) != (FAULTY, None)
    assert page["B3"].comment is None
    assert page["B3"].fill.fgColor.rgb != FAULTY
    assert page["D3"].fill.fgColor.rgb == FAULTY
    assert page["D3"].comment.text.count("FAULT") == 1
    assert page["D3"].comment.text.endswith("Earlier comment: Ask Ann")
    again["Sites"]["D3"] = "4 March 2027"
    whole = io.BytesIO()
    again.save(whole)
    assert read_workbook(whole.getvalue(), [SITES]).ok


def test_the_users_own_sheet_called_faults_is_kept():
    _, copy = marked(book({"Faults": [["our vehicles' faults"]], "Sites": [HEADINGS, BAD]}))
    assert copy.sheetnames == ["Faults 2", "Faults", "Sites"]


def test_a_csv_file_comes_back_as_a_marked_workbook_without_formulas():
    copy, opened = marked(b"Site code,Name,Rent a year\r\n=1+1,,1.234\r\n007,Ampthill,2\r\n")
    page = opened["Sites"]
    assert [cell.value for cell in page[3]] == ["007", "Ampthill", "2"]
    assert (page["A2"].value, page["A2"].data_type) == ("=1+1", "s")
    assert {cell.coordinate for cell in page[2] if cell.fill.fgColor.rgb == FAULTY} == {"B2", "C2"}
    assert len(read_workbook(copy, [SITES]).faults) == 2


def test_what_was_written_is_never_a_formula_in_the_list():
    table_fault = read_workbook(sites(GOOD), [SITES])
    table_fault.fault("sites", 2, "name", "=1+1 is no name.")
    copy = openpyxl.load_workbook(io.BytesIO(marked_copy(sites(GOOD), table_fault.faults)))
    assert (copy["Faults"]["E4"].value, copy["Faults"]["E4"].data_type) == ("=1+1 is no name.", "s")


def test_a_strict_workbook_is_rebuilt_from_its_values():
    _, copy = marked(strict(sites(GOOD, ["008", None])))
    assert copy["Sites"]["B3"].fill.fgColor.rgb == FAULTY
    assert [cell.value for cell in copy["Sites"][2]] == ["007", "Ampthill", 1200, "3 April 2027", "12.5%"]


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"", sites(GOOD)[:-300]], ids=["pdf", "empty", "cut off"])
def test_a_file_that_cannot_be_opened_gives_the_list_alone(data):
    _, copy = marked(data)
    assert copy.sheetnames == ["Faults"]
    assert copy["Faults"]["A1"].value == "1 fault found. Nothing has been stored."
    assert copy["Faults"]["E4"].value


def test_a_fault_of_a_whole_row_links_to_the_row():
    def hide(made):
        made["Sites"].row_dimensions[3].hidden = True

    _, copy = marked(sites(GOOD, ["008", "Harrold"], change=hide))
    assert copy["Faults"]["B4"].value == "Row 3"
    assert copy["Faults"]["B4"].hyperlink.location == "'Sites'!A3"


def test_merged_cells_are_marked_where_they_can_be():
    _, copy = marked(sites(GOOD, ["008"], change=lambda made: made["Sites"].merge_cells("B2:B3")))
    assert copy["Sites"]["B2"].fill.fgColor.rgb == FAULTY
    assert "B2:B3 are merged" in copy["Faults"]["E4"].value


def test_a_copy_that_would_take_too_long_is_the_list_alone():
    data = sites(["=1+1", None, "a lot"])
    faults = read_workbook(data, [SITES]).faults
    copy = marked_copy(data, faults, limits=dataclasses.replace(LIMITS, marking_seconds=0.001))
    page = openpyxl.load_workbook(io.BytesIO(copy))["Faults"]
    assert page["A1"].value == f"{len(faults)} faults found. Nothing has been stored."
    assert [cell.value for cell in page[3]][:2] == ["Sheet", "Cell"]
    assert [page.cell(row, 2).value for row in range(4, 4 + len(faults))] == [fault.cell for fault in faults]
