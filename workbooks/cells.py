"""How a value stands in an Excel cell: the other direction of Column.parse, so that what is written can be read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from workbooks.moments import LOCAL
from workbooks.table import Column

LONGEST_TEXT = 32_767
_FORMATS = {
    "text": "General",
    "code": "@",
    "list": "@",
    "integer": "#,##0",
    "money": "£#,##0.00;[Red]-£#,##0.00",
    "price_e4": "£#,##0.00##;[Red]-£#,##0.00##",
    "percentage": "0.0%",
    "date": "dd mmm yyyy",
    "date_time": "ddd dd mmm yyyy hh:mm",
    "time_of_day": "[hh]:mm",
    "duration_minutes": "#,##0",
    "latitude": "0.000000",
    "longitude": "0.000000",
}
_DIVISORS = {"money": 100, "price_e4": 10_000, "percentage": 1000, "time_of_day": 24 * 60}


def number_format(column: Column) -> str:
    """The Excel number format of a column's cells."""
    if column.kind == "decimal":
        return "#,##0" + ("." + "0" * column.places if column.places else "")
    return _FORMATS.get(column.kind, "General")


def cell_value(column: Column, value: Any) -> Any:
    """What to put into the cell for a value in the column's own unit; None stays None.

    Pence become pounds by one correctly rounded division, so the cell shows the very amount. Instants become
    Europe/London wall time; one that the clocks show twice becomes text that says which.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return _label(column, value)[:LONGEST_TEXT]
    if isinstance(value, bool):
        return ("Yes" if value else "No") if column.kind == "yes_no" else value
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(_label(column, str(item)) for item in value)[:LONGEST_TEXT]
    if isinstance(value, dt.datetime):
        return _wall_time(value)
    if isinstance(value, dt.date | dt.time):
        return value
    if column.kind in _DIVISORS:
        return float(Decimal(value) / _DIVISORS[column.kind])
    return float(value) if isinstance(value, Decimal) else value


def _label(column: Column, value: str) -> str:
    return dict(column.choices).get(value, value)


def _wall_time(instant: dt.datetime) -> dt.datetime | str:
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone: workbooks take aware instants only")
    local = instant.astimezone(LOCAL)
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        return f"{local:%Y-%m-%d %H:%M %Z}"
    return local.replace(tzinfo=None)
