"""What each kind of column accepts, what it refuses, and what it tells the user to do instead."""

import datetime as dt
import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbooks.cells import cell_value
from workbooks.table import CannotRead, Column, Table, Unreadable

UTC = dt.UTC
CHOICES = (("room", "Meeting room"), ("car", "Car"))

ACCEPTED = [
    ("text", "  Ampthill\u00a0 Fire\tStation ", "Ampthill Fire Station"),
    ("text", 12.0, "12"),
    ("text", "=1+1", "=1+1"),
    ("code", "007", "007"),
    ("code", "12345678901234567", "12345678901234567"),
    ("code", "1E5", "1E5"),
    ("code", 7.0, "7"),
    ("integer", "1,200", 1200),
    ("integer", 12.0, 12),
    ("integer", "-3", -3),
    ("decimal", "12.50", Decimal("12.50")),
    ("money", "£1,234.50", 123450),
    ("money", " 12 ", 1200),
    ("money", 176.28000000000003, 17628),
    ("money", 0.1 + 0.2, 30),
    ("price_e4", 0.1234, 1234),
    ("price_e4", "£3", 30000),
    ("percentage", "12.5%", 125),
    ("percentage", "20 %", 200),
    ("percentage", 20, 200),
    ("percentage", 0, 0),
    ("date", "3 April 2027", dt.date(2027, 4, 3)),
    ("date", "Sat 3rd Apr 2027", dt.date(2027, 4, 3)),
    ("date", "2027-04-03", dt.date(2027, 4, 3)),
    ("date", "1 Sept 2027", dt.date(2027, 9, 1)),
    ("date", dt.date(2027, 4, 3), dt.date(2027, 4, 3)),
    ("date_time", "2026-07-01 09:30", dt.datetime(2026, 7, 1, 8, 30, tzinfo=UTC)),
    ("date_time", "1 January 2026 at 9:30", dt.datetime(2026, 1, 1, 9, 30, tzinfo=UTC)),
    ("date_time", "2026-10-25 01:30 BST", dt.datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ("date_time", "2026-10-25T01:30Z", dt.datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ("date_time", "2026-03-29 02:00", dt.datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
    ("date_time", "2026-03-29 00:59", dt.datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
    ("date_time", "2026-05-01T10:00+02:00", dt.datetime(2026, 5, 1, 8, 0, tzinfo=UTC)),
    ("date_time", dt.datetime(2026, 7, 1, 9, 29, 59, 999_999), dt.datetime(2026, 7, 1, 8, 30, tzinfo=UTC)),  # noqa: DTZ001
    ("time_of_day", "09:00", 540),
    ("time_of_day", "24:00", 1440),
    ("time_of_day", dt.time(18, 30), 1110),
    ("duration_minutes", 90, 90),
    ("duration_minutes", "1:30", 90),
    ("duration_minutes", "1 h 30 min", 90),
    ("duration_minutes", "1.5 hours", 90),
    ("duration_minutes", dt.time(1, 30), 90),
    ("duration_minutes", dt.timedelta(hours=36), 2160),
    ("yes_no", "Yes", True),
    ("yes_no", False, False),
    ("choice", " meeting ROOM", "room"),
    ("choice", "car", "car"),
    ("list", "projector; hearing loop;", ["projector", "hearing loop"]),
    ("list", "007, 008", ["007", "008"]),
    ("list", "a\nb", ["a", "b"]),
    ("latitude", "52.0305", 52.0305),
    ("longitude", -0.4871, -0.4871),
]

REFUSED = [
    ("text", dt.date(2026, 4, 3), "Text", "date"),
    ("text", "a\x07b", "again", "control"),
    ("text", "x" * 501, "500", "501"),
    ("code", 12345678901234567.0, "Text", "15 digits"),
    ("code", dt.date(2026, 3, 1), "Text", "changed"),
    ("integer", "12.5", "Round", "decimals"),
    ("integer", "twelve", "such as 12", "not a number"),
    ("integer", True, "number", "TRUE"),
    ("integer", float("inf"), "number", "large"),
    ("decimal", "1.255", "1.26", "decimals"),
    ("money", 33.333, "33.33", "at most 2 decimals"),
    ("money", "1.234,50", "1250.50", "not a number"),
    ("money", "12,34", "1250.50", "not a number"),
    ("money", "-4", "0 or more", "less than 0"),
    ("money", "1e5", "1250.50", "not a number"),
    ("price_e4", "0.12345", "0.1235", "at most 4 decimals"),
    ("percentage", 0.2, "percent sign", "two ways"),
    ("percentage", "101%", "from 0 to 100", "more than 100"),
    ("percentage", "12.55%", "12.6", "decimals"),
    ("date", "04/03/27", '3 April 2027 or 2027-04-03; "04/03/27" can be read two ways', "sure"),
    ("date", "25/12/2026", "2027-04-03", "sure"),
    ("date", "31 June 2027", "2027-04-03", "no such day"),
    ("date", "Sunday 3 April 2027", "Correct the day", "is a Saturday"),
    ("date", 46000, "format the cell as a date", "46000"),
    ("date", "3 April 1027", "four digits", "1027"),
    ("date", dt.datetime(2026, 4, 3, 9), "without a time", "time of day"),  # noqa: DTZ001
    ("date", "soon", "2027-04-03", "not a date"),
    ("date_time", "2026-03-29 01:30", "02:30", "does not exist"),
    ("date_time", dt.datetime(2026, 3, 29, 1, 0), "02:00", "does not exist"),  # noqa: DTZ001
    ("date_time", "25 October 2026 01:30", '"2026-10-25 01:30 BST" for the first', "happens twice"),
    ("date_time", dt.datetime(1905, 5, 1, 9), "four digits", "1905"),  # noqa: DTZ001
    ("date_time", dt.date(2026, 5, 1), "14:30", "no time of day"),
    ("date_time", "2026-05-01", "14:30", "not a date and time"),
    ("date_time", "2026-05-01 25:00", "23:59", "no such time"),
    ("date_time", "04/03/27 10:00", "14:30", "sure"),
    ("date_time", "2026-05-01 10:00+99:00", "+01:00", "no such offset"),
    ("date_time", 46000.5, "14:30", "not a date and time"),
    ("time_of_day", "24:01", "24-hour", "not a time"),
    ("time_of_day", "9am", "24-hour", "not a time"),
    ("duration_minutes", 0.5, "such as 90", "whole minutes"),
    ("duration_minutes", "a while", "such as 90", "whole minutes"),
    ("duration_minutes", -10, "at least 0", "out of range"),
    ("yes_no", 1, "yes or no", "neither"),
    ("choice", "meetin room", 'Did you mean "Meeting room"?', "not one of"),
    ("choice", "boat", "Meeting room, Car", "not one of"),
    ("list", 101102, "semicolons", "joined"),
    ("list", "a, a", "once", "twice"),
    ("latitude", 233445, "easting", "between -90 and 90"),
    ("longitude", "0° 29' W", "-0.4871", "not a number"),
]


def column(kind, **more):
    return Column("x", "The heading", kind, choices=CHOICES if kind == "choice" else (), **more)


@pytest.mark.parametrize(("kind", "raw", "value"), ACCEPTED)
def test_accepted(kind, raw, value):
    read = column(kind).parse(raw)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(("kind", "raw", "remedy", "message"), REFUSED)
def test_refused_with_a_remedy(kind, raw, remedy, message):
    with pytest.raises(CannotRead) as refused:
        column(kind).parse(raw)
    assert message in refused.value.message
    assert remedy in refused.value.remedy
    assert refused.value.message.endswith((".", "?"))
    assert refused.value.remedy.endswith((".", "?"))


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0", "\u200b"])
def test_a_blank_cell_is_nothing_unless_required(blank):
    assert column("money").parse(blank) is None
    assert column("list").parse(blank) == []
    assert column("yes_no", default=False).parse(blank) is False
    with pytest.raises(CannotRead, match="The heading is missing"):
        column("money", required=True).parse(blank)


def test_limits_are_in_the_values_own_unit():
    cost = column("money", minimum=-500, maximum=1000)
    assert [cost.parse("-5"), cost.parse("10")] == [-500, 1000]
    with pytest.raises(CannotRead, match=r"10\.01 is more than 10\."):
        cost.parse("10.01")
    with pytest.raises(CannotRead, match=r"-5\.01 is less than -5\."):
        cost.parse("-5.01")


def test_a_code_can_have_a_pattern():
    ons = column("code", pattern=r"E\d{8}", example="E31000002")
    assert ons.parse("E31000002") == "E31000002"
    with pytest.raises(CannotRead, match='such as "E31000002"'):
        ons.parse("E3100002")


def test_a_row_gives_its_values_its_number_and_its_faults():
    table = Table("sites", (Column("code", "Code", "code", required=True), Column("rent", "Rent", "money")))
    values, faults = table.parse_row(
        {"code": "007", "rent": "1,5"}, row=5, sheet="Sites", letters={"rent": "C"}
    )
    assert values == {"row": 5, "code": "007", "rent": None}
    (fault,) = faults
    assert (fault.sheet, fault.row, fault.column, fault.cell, fault.written) == (
        "Sites",
        5,
        "rent",
        "C5",
        "1,5",
    )
    assert str(fault) == 'Sites C5 (Rent): "1,5" is not a number. Write a number such as 1250.50.'


def test_an_unreadable_cell_says_why():
    table = Table("sites", (Column("rent", "Rent", "money"),))
    _, (fault,) = table.parse_row({"rent": Unreadable("#REF!", "Broken.", "Mend it.")}, row=2)
    assert (fault.message, fault.remedy, fault.written) == ("Broken.", "Mend it.", "#REF!")


def test_headings_match_whatever_their_case_spaces_and_stars():
    table = Table("sites", (Column("rent", "Rent a year", "money", aliases=("annual rent",)),))
    for heading in ("RENT A\u00a0YEAR", " rent  a\nyear *", "Rent a year:", "rent", "Annual Rent"):
        assert table.column_for(heading) is table.columns[0], heading
    assert table.column_for("rents") is None


def test_a_heading_goes_before_another_columns_name():
    table = Table("t", (Column("site", "Site code"), Column("name", "Site")))
    assert table.column_for("site").name == "name"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Column("x", "X", "colour"),
        lambda: Column("row", "Row"),
        lambda: Column("x", "X", "choice"),
        lambda: Table("t", (Column("x", "X"), Column("x", "Y"))),
        lambda: Table("t", (Column("x", "X"), Column("y", " x "))),
        lambda: Table("t", (Column("x", "X"),), unique=("y",)),
    ],
)
def test_a_description_that_cannot_work_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()


@given(st.integers(min_value=0, max_value=10**14))
def test_every_amount_written_reads_back(pence):
    money = column("money")
    assert money.parse(cell_value(money, pence)) == pence
    assert money.parse(f"£{pence // 100:,}.{pence % 100:02}") == pence


@given(st.datetimes(min_value=dt.datetime(1990, 1, 1), max_value=dt.datetime(2090, 1, 1)))  # noqa: DTZ001
def test_every_minute_written_reads_back(moment):
    instant = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    start = column("date_time")
    assert start.parse(cell_value(start, instant)) == instant


@given(
    st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.times(), st.timedeltas())
)
def test_any_cell_gives_a_value_or_a_refusal(raw):
    for kind in sorted({kind for kind, *_ in ACCEPTED}):
        try:
            column(kind).parse(raw)
        except CannotRead as refused:
            assert refused.message


def test_tables_are_described_without_loading_pandas_or_openpyxl():
    code = "import sys, workbooks.table; print(sorted({'pandas','openpyxl','xlsxwriter','numpy','django'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
