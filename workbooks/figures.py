"""Cells that hold figures. Money and shares become integers; nothing passes through binary fractions.

Each function takes the raw cell (never blank) and its column, and returns the value or raises CannotRead.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, TypeVar

from workbooks.faults import CannotRead, shown

if TYPE_CHECKING:
    from workbooks.table import Column

Number = TypeVar("Number", int, Decimal)
_PLAIN = re.compile(r"[+-]?(\d{1,3}((,\d{3})+|( \d{3})+)|\d+)(\.\d+)?", re.ASCII)
_OTHER_CURRENCY = re.compile(r"[€$¥₹₽]|\b(EUR|USD|CHF)\b")
_LARGEST = Decimal(10) ** 15


def figure(raw: object, *, units: str = "", example: str = "12") -> Decimal:
    """A number exactly as it is shown: 15 significant digits of a stored number, all digits of a written one.

    units: characters that may stand before the figure, such as a pound sign.
    """
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta):
        raise CannotRead(
            f"This cell holds {shown(raw)}, not a number.",
            f"Write a number such as {example}; format the cell as General if Excel changes it.",
        )
    if isinstance(raw, int | float):
        number = Decimal(format(raw, ".15g"))
    else:
        written = _written(str(raw), units)
        if units and _OTHER_CURRENCY.search(written):
            raise CannotRead(
                f'"{shown(raw)}" is in another currency.', f"Write the amount in pounds, such as {example}."
            )
        if not _PLAIN.fullmatch(written):
            raise CannotRead(f'"{shown(raw)}" is not a number.', f"Write a number such as {example}.")
        number = Decimal(re.sub("[, ]", "", written))
    if not number.is_finite() or abs(number) >= _LARGEST:
        raise CannotRead(f"{shown(raw)} is too large.", f"Write a number such as {example}.")
    return number


def _written(words: str, units: str) -> str:
    """The words with single plain spaces, a hyphen as minus, brackets as accountants use them, and without a unit."""
    plain = re.sub(r"[\s\u200b-\u200f\u2060\ufeff]+", " ", words).strip().replace("\u2212", "-")
    in_brackets = plain.startswith("(") and plain.endswith(")")
    sign, bare = (
        ("-", plain[1:-1] if in_brackets else plain[1:]) if in_brackets or plain[:1] == "-" else ("", plain)
    )
    bare = bare.strip()
    return sign + (bare[1:].strip() if bare[:1] and bare[0] in units else bare)


def scaled(number: Decimal, places: int, *, what: str) -> int:
    """The number times ten to the power of places; refused when that is not whole."""
    times = number.scaleb(places)
    if times != times.to_integral_value():
        allowed = "no decimals" if places == 0 else f"at most {places} decimal{'s' if places > 1 else ''}"
        raise CannotRead(
            f"{number.normalize():f} has too many decimals: {what} has {allowed}.",
            f"Round it, for example to {number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}.",
        )
    return int(times)


def integer(raw: object, column: Column) -> int:
    """A whole number."""
    return _within(scaled(figure(raw), 0, what="a whole number"), column, 0)


def decimal(raw: object, column: Column) -> Decimal:
    """A number with at most column.places decimals, such as miles or hours."""
    number = figure(raw, example="12.5")
    scaled(number, column.places, what="this column")
    return _within(number, column, 0)


def money(raw: object, column: Column) -> int:
    """Pounds with at most two decimals, as integer pence."""
    pounds = figure(raw, units="£", example="1250.50")
    return _within(scaled(pounds, 2, what="an amount in pounds"), column, 2)


def price_e4(raw: object, column: Column) -> int:
    """A unit price in pounds with at most four decimals, as an integer: pounds times 10,000."""
    pounds = figure(raw, units="£", example="3.125")
    return _within(scaled(pounds, 4, what="a unit price in pounds"), column, 4)


def percentage(raw: object, column: Column) -> int:
    """A percentage with at most one decimal, as integer permille: 12.5% is 125."""
    percent = isinstance(raw, str) and raw.strip().endswith("%")
    bare = raw.strip()[:-1] if isinstance(raw, str) and percent else raw
    number = figure(bare, example="12.5%")
    if not percent and 0 < number <= 1:
        raise CannotRead(
            f"{number.normalize():f} can be read two ways: {number.normalize():f}% or {number * 100:f}%.",
            "Write it with the percent sign, such as 12.5%.",
        )
    return _within(scaled(number, 1, what="a percentage"), column, 1)


def latitude(raw: object, column: Column) -> float:
    """Degrees north, such as 52.0305 (WGS 84)."""
    return _degrees(raw, 90, "latitude", "52.0305")


def longitude(raw: object, column: Column) -> float:
    """Degrees east, negative to the west, such as -0.4871 (WGS 84)."""
    return _degrees(raw, 180, "longitude", "-0.4871")


def _degrees(raw: object, limit: int, name: str, example: str) -> float:
    number = figure(raw, example=example)
    if abs(number) > limit:
        raise CannotRead(
            f"A {name} lies between -{limit} and {limit}, and this is {number.normalize():f}.",
            f"Write decimal degrees such as {example}; an easting or northing does not belong here.",
        )
    return round(float(number), 7)


def _within(value: Number, column: Column, places: int) -> Number:
    """The value, if the column's limits allow it; limits are in the value's own unit."""
    low, high = column.limits
    if low is not None and value < low:
        raise CannotRead(_said(value, places, "less", low), _range(low, high, places))
    if high is not None and value > high:
        raise CannotRead(_said(value, places, "more", high), _range(low, high, places))
    return value


def _said(value: int | Decimal, places: int, how: str, limit: int) -> str:
    return f"{plain(value, places)} is {how} than {plain(limit, places)}."


def _range(low: int | None, high: int | None, places: int) -> str:
    if low is not None and high is not None:
        return f"Write a number from {plain(low, places)} to {plain(high, places)}."
    edge = f"{plain(low, places)} or more" if low is not None else f"{plain(high or 0, places)} or less"
    return f"Write a number that is {edge}."


def plain(value: int | Decimal, places: int) -> str:
    """A scaled integer as people write it: 1250 with two places is 12.50; whole numbers stay whole."""
    number = Decimal(value).scaleb(-places)
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,f}"
