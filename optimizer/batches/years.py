"""Months of the horizon and the financial years, April to March, they fall in."""

import datetime
from functools import lru_cache

APRIL = 4


def calendar_month(first_month: str, month: int) -> tuple[int, int]:
    """Calendar year and month (1-12) of the month with this index from `first_month` ("2026-04")."""
    year, number = (int(part) for part in first_month.split("-"))
    index = year * 12 + number - 1 + month
    return index // 12, index % 12 + 1


@lru_cache(maxsize=4096)
def financial_year(first_month: str, month: int) -> str:
    """The financial year of a month by its index, such as "2026/27"."""
    year, number = calendar_month(first_month, month)
    return year_label(year if number >= APRIL else year - 1)


def year_label(starts_in: int) -> str:
    """ "2026/27" for the financial year that starts in April 2026."""
    return f"{starts_in}/{(starts_in + 1) % 100:02d}"


def month_name(first_month: str, month: int) -> str:
    """ "September 2026" for a month by its index."""
    year, number = calendar_month(first_month, month)
    return datetime.date(year, number, 1).strftime("%B %Y")
