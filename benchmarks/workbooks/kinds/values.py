"""Cells that hold a value which cannot be right, or can be right in two ways."""

import datetime as dt
import math

from benchmarks.workbooks.catalogue import read_as_plain, refused_at
from benchmarks.workbooks.kinds.cells import CODES, held, put
from benchmarks.workbooks.packing import Xml, packed, parts_of
from benchmarks.workbooks.subjects import ROWS, NoSuchColumn, Subject

AMOUNTS = ("money", "price_e4")
COUNTS = ("integer",)


@refused_at("Excel keeps 15 digits")
def code_of_17_digits_kept_as_a_number(subject: Subject) -> bytes:
    return put(subject, subject.column(*CODES), 12345678901234567)


@refused_at("Excel has shortened this code")
def code_that_Excel_has_shortened(subject: Subject) -> bytes:  # noqa: N802
    return put(subject, subject.column(*CODES), "1.23457E+16")


@refused_at("changed this code")
def code_that_Excel_has_made_a_date(subject: Subject) -> bytes:  # noqa: N802
    return put(subject, subject.column(*CODES), dt.date(2035, 3, 1))


@refused_at("zeros at its end may be lost")
def code_that_has_become_a_fraction(subject: Subject) -> bytes:
    return put(subject, subject.column(*CODES), 7.25)


@refused_at("less than")
def negative_number(subject: Subject) -> bytes:
    return put(subject, subject.column(*COUNTS, *AMOUNTS), -3)


@refused_at("less than")
def negative_number_of_an_accountant(subject: Subject) -> bytes:
    return put(subject, subject.column(*AMOUNTS), "(500.00)")


@refused_at("too many decimals")
def fraction_where_a_whole_number_is_due(subject: Subject) -> bytes:
    return put(subject, subject.column(*COUNTS), 2.5)


@refused_at("too large|more than")
def number_of_ninety_digits(subject: Subject) -> bytes:
    return put(subject, subject.column(*COUNTS, *AMOUNTS), "9" * 90)


@refused_at("too large|more than")
def number_of_three_hundred_digits(subject: Subject) -> bytes:
    return put(subject, subject.column(*COUNTS, *AMOUNTS), 1e300)


@refused_at("too many decimals")
def thousandths_of_a_penny(subject: Subject) -> bytes:
    return put(subject, subject.column(*AMOUNTS), 10.12345)


@refused_at("in another currency")
def price_in_euros(subject: Subject) -> bytes:
    return put(subject, subject.column(*AMOUNTS), "€1,250.00")


@refused_at("is not a number")
def amount_with_a_decimal_comma(subject: Subject) -> bytes:
    return put(subject, subject.column(*AMOUNTS), "1.250,50")


@refused_at("is not a number")
def number_with_its_unit(subject: Subject) -> bytes:
    return put(subject, subject.column(*COUNTS, *AMOUNTS), "12 each")


@refused_at("is not a number")
def number_with_a_gap(subject: Subject) -> bytes:
    """12 5 is perhaps 12.5, perhaps 125."""
    return put(subject, subject.column(*COUNTS, *AMOUNTS), "12 5")


@refused_at("is not a number")
def number_in_words(subject: Subject) -> bytes:
    return put(subject, subject.column(*COUNTS, *AMOUNTS), "a dozen")


@refused_at("is not a number")
def number_in_scientific_form(subject: Subject) -> bytes:
    return put(subject, subject.column(*COUNTS, *AMOUNTS), "1E5")


@refused_at("two ways|too many decimals")
def percentage_without_its_sign(subject: Subject) -> bytes:
    return put(subject, subject.column("percentage"), 0.155)


@refused_at("more than 100|more than")
def percentage_above_a_hundred(subject: Subject) -> bytes:
    return put(subject, subject.column("percentage"), "250%")


@refused_at("is not one of the choices")
def choice_that_there_is_not(subject: Subject) -> bytes:
    return put(subject, subject.column("choice"), "Helicopter carrier")


@refused_at("neither yes nor no")
def perhaps_where_yes_or_no_is_due(subject: Subject) -> bytes:
    return put(subject, subject.column("yes_no"), "perhaps")


@refused_at("lies between")
def easting_where_a_latitude_is_due(subject: Subject) -> bytes:
    return put(subject, subject.column("latitude"), 509_000)


@refused_at("is not a number")
def degrees_and_minutes(subject: Subject) -> bytes:
    return put(subject, subject.column("longitude"), "0° 29' W")


@refused_at("has the same")
def row_that_is_there_twice_over(subject: Subject) -> bytes:
    first = ROWS[subject.table.name][0]
    if not subject.table.unique or any(first.get(name) is None for name in subject.table.unique):
        raise NoSuchColumn(subject.table.name, "unique")
    headings, first, *others = subject.grid()
    return packed(parts_of({subject.title: [headings, first, *others, first]}))


@read_as_plain()
def amount_with_pound_sign_and_commas(subject: Subject) -> bytes:
    name = subject.column(*AMOUNTS)
    return put(subject, name, f"£ {held(subject, name):,}")


@read_as_plain()
def amount_off_by_a_hair(subject: Subject) -> bytes:
    """What a sum in Excel leaves behind: 841.7500000000001."""
    name = subject.column(*AMOUNTS)
    return put(subject, name, math.nextafter(held(subject, name), math.inf))


@read_as_plain()
def whole_number_with_a_point(subject: Subject) -> bytes:
    name = subject.column(*COUNTS)
    return put(subject, name, Xml(f'<c r="{{ref}}"><v>{held(subject, name)}.0</v></c>'))


@read_as_plain()
def percentage_as_a_formatted_fraction(subject: Subject) -> bytes:
    name = subject.column("percentage")
    share = float(held(subject, name).rstrip("%")) / 100
    return put(subject, name, Xml(f'<c r="{{ref}}" s="3"><v>{share!r}</v></c>'))


@read_as_plain()
def choice_in_other_letters(subject: Subject) -> bytes:
    name = subject.column("choice")
    return put(subject, name, f"\u00a0{held(subject, name).upper()}".replace("'", "\u2019"))
