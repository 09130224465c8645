"""Months and financial years."""

from datetime import date

import pytest

from procurement import months


@pytest.mark.parametrize(
    ("day", "year"), [(date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027), (date(2028, 1, 1), 2027)]
)
def test_financial_years_start_in_april(day: date, year: int) -> None:
    assert months.financial_year_of(day) == year


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert months.months_after(date(2027, 11, 1), 3) == date(2028, 2, 1)
    assert months.months_after(date(2027, 1, 1), -1) == date(2026, 12, 1)
    assert months.months_between(date(2027, 11, 30), date(2028, 2, 1)) == 3


def test_years_and_months_are_written_as_people_write_them() -> None:
    assert months.year_label(2027) == "2027/28"
    assert months.year_label(2099) == "2099/00"
    assert months.month_label(date(2027, 4, 1)) == "April 2027"
    assert months.month_from_code(months.month_code(date(2027, 4, 9))) == date(2027, 4, 1)
