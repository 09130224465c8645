"""What is written can be read back, prints well, names no person, and its stored values are true."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from tests.workbooks.recalculated import needs_libreoffice, wrong_values
from workbooks.read import read_workbook
from workbooks.table import Column, Table
from workbooks.write import Cell, Formula, Sheet, tab_titles, template_workbook, write_workbook

CREATED = dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC)
EVERYTHING = Table(
    "things",
    (
        Column("code", "Code", "code", required=True),
        Column("name", "Name"),
        Column("kind", "Kind", "choice", choices=[("room", "Meeting room"), ("car", "Car")]),
        Column("number", "Number", "integer", minimum=-5),
        Column("miles", "Miles", "decimal", places=1),
        Column("rent", "Rent", "money", minimum=-(10**9)),
        Column("price", "Unit price", "price_e4"),
        Column("vat", "VAT", "percentage"),
        Column("day", "Day", "date"),
        Column("start", "Start", "date_time"),
        Column("opens", "Opens", "time_of_day"),
        Column("lasts", "Lasts", "duration_minutes"),
        Column("shared", "Shared", "yes_no"),
        Column("features", "Features", "list"),
        Column("latitude", "Latitude", "latitude"),
        Column("longitude", "Longitude", "longitude"),
    ),
    unique=("code",),
)


def thing(**values):
    return {column.name: [] if column.kind == "list" else None for column in EVERYTHING.columns} | values


@pytest.mark.parametrize("heading", ["", "A heading above"])
def test_every_kind_survives_the_round_trip(heading):
    from decimal import Decimal

    rows = [
        thing(
            code="007", name="Ampthill\nRoom 1", kind="room", number=-3, miles=Decimal("12.5"), rent=123456789012,
            price=31250, vat=125, day=dt.date(2027, 4, 3), start=dt.datetime(2026, 7, 1, 9, 30, tzinfo=dt.UTC),
            opens=0, lasts=2160, shared=True, features=["projector", "hearing loop"], latitude=52.0305,
            longitude=-0.4871,
        ),
        thing(code="12345678901234567", rent=-1, price=1, vat=1000, opens=1440, lasts=0, shared=False, number=0),
        thing(code="1E5", vat=1, rent=10, start=dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)),
        thing(code="3-4", start=dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC), opens=1),
        thing(code="x", start=dt.datetime(2026, 6, 30, 23, 0, tzinfo=dt.UTC), opens=1439),
    ]  # fmt: skip
    sheet = Sheet.of(EVERYTHING, rows, heading=heading)
    reading = read_workbook(write_workbook([sheet]), [EVERYTHING])
    assert [str(fault) for fault in reading.faults] == []
    assert [{k: v for k, v in row.items() if k != "row"} for row in reading.rows["things"]] == rows
    assert [row["row"] for row in reading.rows["things"]] == list(range(sheet.first_row, sheet.last_row + 1))


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 1234", "-5 and more", "@SUM(A1)", '=HYPERLINK("http://x","y")']
)
def test_text_is_never_a_formula(text):
    data = write_workbook([Sheet("A", [Column("a", "A")], [{"a": text}])])
    cell = openpyxl.load_workbook(io.BytesIO(data))["A"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_pence_become_exactly_the_pounds_that_are_read_back():
    pence = [1, 7, 10, 29, 57, 113, 17628, 99999999999999]
    data = write_workbook([Sheet("A", [Column("a", "A", "money")], [{"a": p} for p in pence])])
    table = Table("a", (Column("a", "A", "money"),))
    assert [row["a"] for row in read_workbook(data, [table]).rows["a"]] == pence


def batches_and_checks(*, claimed: int) -> list[Sheet]:
    money = {"kind": "money"}
    batches = Sheet(
        "Supplier's batches",
        [Column("supplier", "Supplier"), Column("quantity", "Quantity", "integer", total=True),
         Column("price", "Price", "price_e4"), Column("cost", "Cost", total=True, **money)],
        [{"supplier": "Acme", "quantity": 3, "price": 33333, "cost": Formula("=ROUND({quantity}*{price},2)", 1000)},
         {"supplier": "Bodmin", "quantity": 10, "price": 1, "cost": Cell(Formula("=ROUND({quantity}*{price},2)", 0))}],
        heading="Batches", notes=("Without VAT", "In pounds"),
    )  # fmt: skip
    checks = Sheet(
        "Checks",
        [Column("what", "What"), Column("amount", "Amount", **money), Column("same", "Same", "text")],
        [
            {"what": "Sum", "amount": Formula(f"=ROUND(SUM({batches.range('cost')}),2)", claimed),
             "same": Formula(f'=IF({{amount}}={batches.total("cost")},"Yes","No")', "Yes")},
            {"what": "First", "amount": Formula(f"={batches.cell('cost', 0)}", 1000)},
        ],
    )  # fmt: skip
    return [batches, checks]


@needs_libreoffice
def test_stored_values_are_what_libreoffice_calculates():
    assert wrong_values(write_workbook(batches_and_checks(claimed=1000))) == []


@needs_libreoffice
def test_a_wrong_stored_value_is_found():
    found = wrong_values(write_workbook(batches_and_checks(claimed=1001)))
    assert len(found) == 1
    assert found[0].startswith("Checks!B2")


def test_references_point_where_the_cells_stand():
    batches, _ = batches_and_checks(claimed=0)
    assert batches.range("cost") == "'Supplier''s batches'!$D$6:$D$7"
    assert batches.total("cost") == "'Supplier''s batches'!$D$8"
    page = openpyxl.load_workbook(io.BytesIO(write_workbook([batches])), data_only=True).worksheets[0]
    assert [page["D5"].value, page["D6"].value, page["D7"].value, page["D8"].value] == ["Cost", 10, 0, 10]
    assert page["A8"].value == "Total"


def test_a_sheet_without_rows_still_has_totals_and_references():
    sheet = Sheet("Empty", [Column("a", "A", "money", total=True), Column("b", "B")], [])
    page = openpyxl.load_workbook(io.BytesIO(write_workbook([sheet])))["Empty"]
    assert sheet.range("a") == "'Empty'!$A$2:$A$2"
    assert page["A3"].value == "=ROUND(SUM(A2:A2),2)"


def test_pages_are_ready_to_print_and_to_filter():
    batches, _ = batches_and_checks(claimed=0)
    page = openpyxl.load_workbook(io.BytesIO(write_workbook([batches]))).worksheets[0]
    assert page.freeze_panes == "B6"
    assert page.auto_filter.ref == "A5:D7"
    assert page.page_setup.orientation == "landscape"
    assert page.print_title_rows == "$5:$5"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)


def test_comments_links_and_tones_are_kept():
    row = {"a": Cell("x", comment="Why", tone="bad", link="'B'!A1")}
    data = write_workbook(
        [Sheet("A", [Column("a", "A", help="Help")], [row]), Sheet("B", [Column("a", "A")], [])]
    )
    page = openpyxl.load_workbook(io.BytesIO(data))["A"]
    assert page["A1"].comment.text == "Help"
    assert page["A2"].comment.text == "Why"
    assert page["A2"].hyperlink.location == "'B'!A1"
    assert page["A2"].fill.fgColor.rgb == "FFF6D7D2"


def test_the_file_names_no_person_and_is_the_same_each_time():
    sheets = batches_and_checks(claimed=1000)
    data = write_workbook(sheets, title="Award", created=CREATED)
    properties = openpyxl.load_workbook(io.BytesIO(data)).properties
    assert (properties.creator, properties.lastModifiedBy, properties.title) == (
        "Bluepool",
        "Bluepool",
        "Award",
    )
    parts = zipfile.ZipFile(io.BytesIO(data))
    again = zipfile.ZipFile(io.BytesIO(write_workbook(sheets, title="Award", created=CREATED)))
    assert {name: parts.read(name) for name in parts.namelist()} == {
        n: again.read(n) for n in again.namelist()
    }


def test_two_sheets_of_one_title_are_refused_and_titles_can_be_made_different():
    column = [Column("a", "A")]
    with pytest.raises(ValueError, match="different titles"):
        write_workbook([Sheet("Same", column, []), Sheet("same", column, [])])
    long = "East of England Ambulance Service NHS Trust"
    titles = tab_titles([long, long, "A/B: [c]", "History", ""])
    assert titles == [
        "East of England Ambulance Servi",
        "East of England Ambulance Ser 2",
        "A B   c",
        "History sheet",
        "Sheet",
    ]
    write_workbook([Sheet(title, column, []) for title in titles])


def test_a_row_with_an_unknown_key_is_refused():
    with pytest.raises(ValueError, match="no column cots"):
        Sheet("A", [Column("cost", "Cost", "money")], [{"cots": 1}])


def test_a_naive_time_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        write_workbook([Sheet("A", [Column("a", "A", "date_time")], [{"a": dt.datetime(2026, 1, 1)}])])  # noqa: DTZ001


def test_text_too_long_for_a_cell_is_cut_not_lost():
    data = write_workbook([Sheet("A", [Column("a", "A")], [{"a": "x" * 40_000}])])
    assert len(openpyxl.load_workbook(io.BytesIO(data))["A"]["A2"].value) == 32_767


FILL_IN = Table(
    "requests",
    (
        Column("code", "Code", "code", required=True, help="As on the label", example="007"),
        Column(
            "kind",
            "Kind",
            "choice",
            choices=[f"A kind with a long name {n}" for n in range(40)],
            example="A kind with a long name 3",
        ),
        Column("day", "Day", "date", example="3 April 2027"),
        Column("shared", "Shared", "yes_no", example="Yes"),
        Column("seats", "Seats", "integer", minimum=1, example="12"),
    ),
)


def test_a_template_has_headings_help_drop_downs_and_instructions():
    book = openpyxl.load_workbook(io.BytesIO(template_workbook([FILL_IN])))
    assert book.sheetnames == ["Instructions", "Requests", "Choices"]
    assert book["Choices"].sheet_state == "hidden"
    page = book["Requests"]
    assert [cell.value for cell in page[1]] == ["Code", "Kind", "Day", "Shared", "Seats"]
    assert "As on the label" in page["A1"].comment.text
    lists = {str(v.sqref): v.formula1 for v in page.data_validations.dataValidation if v.type == "list"}
    assert lists == {"B2:B2000": "'Choices'!$A$1:$A$40", "D2:D2000": "'Choices'!$B$1:$B$2"}
    assert [cell.value for cell in book["Choices"]["B"]][:2] == ["Yes", "No"]
    assert page.column_dimensions["A"].number_format == "@"
    told = [[cell.value for cell in row] for row in book["Instructions"].iter_rows(min_row=6)]
    assert told[0] == [
        "Requests",
        "Code",
        "Required",
        "A code, kept exactly as written (007 stays 007). As on the label",
    ]


def test_the_example_row_is_ignored_until_it_is_changed():
    data = template_workbook([FILL_IN])
    assert read_workbook(data, [FILL_IN]).rows["requests"] == []
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["Requests"]["A2"] = "008"
    changed = io.BytesIO()
    book.save(changed)
    (row,) = read_workbook(changed.getvalue(), [FILL_IN]).rows["requests"]
    assert row == {
        "row": 2,
        "code": "008",
        "kind": "A kind with a long name 3",
        "day": dt.date(2027, 4, 3),
        "shared": True,
        "seats": 12,
    }
