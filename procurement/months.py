"""Calendar months as the first day of the month, and financial years (April to March) by their first year."""

import datetime as dt

APRIL = 4


def month_start(day: dt.date) -> dt.date:
    """The first day of the month of `day`."""
    return dt.date(day.year, day.month, 1)


def months_after(month: dt.date, count: int) -> dt.date:
    """The month `count` months after `month`; a negative count goes back."""
    index = month.year * 12 + month.month - 1 + count
    return dt.date(index // 12, index % 12 + 1, 1)


def months_between(first: dt.date, later: dt.date) -> int:
    """How many months `later` is after `first`; negative when it is before."""
    return (later.year - first.year) * 12 + later.month - first.month


def financial_year_of(month: dt.date) -> int:
    """The calendar year in which the financial year of `month` starts."""
    return month.year if month.month >= APRIL else month.year - 1


def year_label(starts_in: int) -> str:
    """ "2027/28" for the financial year that starts in April 2027."""
    return f"{starts_in}/{(starts_in + 1) % 100:02d}"


def month_label(month: dt.date) -> str:
    """ "April 2027"."""
    return f"{month:%B %Y}"


def month_code(month: dt.date) -> str:
    """ "2027-04", as documents and the API write a month."""
    return f"{month:%Y-%m}"


def month_from_code(code: str) -> dt.date:
    """The month written as "2027-04". Raises ValueError for anything else."""
    return dt.datetime.strptime(code, "%Y-%m").date()  # noqa: DTZ007  (a month has no zone)
