"""Times need an offset, money is exact, text can be printed."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from api.schemas.base import Instant, Money, MoneyIn, Month, UnitPrice, text

INSTANT, MONTH = TypeAdapter(Instant), TypeAdapter(Month)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2027-03-04T09:00:00Z", datetime(2027, 3, 4, 9, tzinfo=UTC)),
        ("2027-07-04T09:00+01:00", datetime(2027, 7, 4, 8, tzinfo=UTC)),
        ("2027-03-04T09:00:30.5-05:00", datetime(2027, 3, 4, 14, 0, 30, 500_000, tzinfo=UTC)),
        # both 01:30 of the night the clocks go back, told apart by their offsets
        ("2026-10-25T01:30:00+01:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T01:30:00+00:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_time_with_an_offset_is_read(said, meant):
    assert INSTANT.validate_python(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "2027-03-04T09:00:00",
        "2027-03-04 09:00",
        "2027-03-04",
        "2026-03-29T01:30:00",
        "2027-03-04T09:00:00 00:00",
        1_800_000_000,
        1_800_000_000.5,
        "1800000000",
        True,
        None,
        "",
        "2027-W10-4T09:00:00Z",
        "20270304T090000Z",
        "2027-02-30T09:00:00Z",
        "2027-03-04T25:00:00Z",
        "2027-03-04T09:00:00+24:00",
        "1999-12-31T09:00:00Z",
        "9999-12-31T23:59:00-12:00",
        "٢٠٢٧-03-04T09:00:00Z",
    ],
)
def test_what_is_no_exact_time_is_refused(said):
    with pytest.raises(ValidationError):
        INSTANT.validate_python(said)


def test_a_time_without_offset_is_told_how_to_get_one():
    with pytest.raises(ValidationError, match=r"Write it as 2027-03-04T09:00\+00:00"):
        INSTANT.validate_python("2027-03-04T09:00:00")


@given(st.integers(0, 3_000_000_000))
def test_a_time_is_written_as_it_is_read(seconds):
    whole = datetime(2001, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)

    assert INSTANT.validate_python(json.loads(INSTANT.dump_json(whole))) == whole


@given(st.integers(-(10**15), 10**15))
def test_money_is_exact(pence):
    shown = Money.of(pence)

    assert round(float(shown.amount) * 100) == pence if abs(pence) < 10**12 else True
    assert shown.amount.partition(".")[2].isdigit()
    if 0 <= pence < 10**14:
        assert MoneyIn(amount=shown.amount, currency="GBP").pence == pence


@given(st.integers(0, 10**12 - 1))
def test_a_unit_price_is_exact_to_a_hundredth_of_a_penny(price_e4):
    assert UnitPrice.of(price_e4).e4 == price_e4


@pytest.mark.parametrize(
    "amount", ["-1.00", "1.005", "1,000.00", "£5", "1e3", "", ".5", "٣.00", 5, 5.0, None]
)
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises(ValidationError):
        MoneyIn.model_validate({"amount": amount, "currency": "GBP"})


def test_money_is_in_pounds():
    with pytest.raises(ValidationError):
        MoneyIn.model_validate({"amount": "5.00", "currency": "EUR"})


@pytest.mark.parametrize("said", ["2027-13", "2027-00", "2027-4", "2027-04-01", "1927-04", 202704, None])
def test_what_is_no_month_is_refused(said):
    with pytest.raises(ValidationError):
        MONTH.validate_python(said)


def test_a_month_is_written_as_it_is_read():
    assert MONTH.validate_python("2027-04") == date(2027, 4, 1)
    assert MONTH.dump_json(date(2027, 4, 1)) == b'"2027-04"'


@pytest.mark.parametrize("said", ["", "   ", "x" * 11, "a\x00b", "a\x1bb", "\ud800", 5, None])
def test_text_can_be_printed_and_stored(said):
    with pytest.raises(ValidationError):
        TypeAdapter(text(10)).validate_python(said)
