"""Cells that hold a day or a moment which cannot be, or can be two."""

import datetime as dt

from benchmarks.workbooks.catalogue import read_as_plain, refused_at
from benchmarks.workbooks.kinds.cells import held, put
from benchmarks.workbooks.packing import WORKBOOK, Xml, packed
from benchmarks.workbooks.subjects import Subject

DATES = ("date",)
NOT_SURE = "is not a date we can be sure of"


@refused_at("can be read two ways|" + NOT_SURE)
def date_as_dd_mm_yyyy(subject: Subject) -> bytes:
    return put(subject, subject.column(*DATES), "03/04/2035")


@refused_at(NOT_SURE)
def American_date(subject: Subject) -> bytes:  # noqa: N802
    return put(subject, subject.column(*DATES), "12/25/2035")


@refused_at(NOT_SURE)
def date_with_two_digits_of_the_year(subject: Subject) -> bytes:
    return put(subject, subject.column(*DATES), "03.04.35")


@refused_at("no such day")
def thirty_first_of_April(subject: Subject) -> bytes:  # noqa: N802
    return put(subject, subject.column(*DATES), "31 April 2035")


@refused_at("no such day")
def leap_day_of_a_common_year(subject: Subject) -> bytes:
    return put(subject, subject.column(*DATES), "2035-02-29")


@refused_at("is a ")
def date_with_the_wrong_weekday(subject: Subject) -> bytes:
    return put(subject, subject.column(*DATES), "Monday 3 April 2035")


@refused_at("out of range")
def date_in_the_year_1900(subject: Subject) -> bytes:
    return put(subject, subject.column(*DATES), Xml('<c r="{ref}" s="1"><v>60</v></c>'))


@refused_at("is not a date|out of range")
def date_before_the_first_day_of_Excel(subject: Subject) -> bytes:  # noqa: N802
    return put(subject, subject.column(*DATES), Xml('<c r="{ref}" s="1"><v>-5</v></c>'))


@refused_at("is not a date|out of range")
def date_in_the_year_12000(subject: Subject) -> bytes:
    return put(subject, subject.column(*DATES), Xml('<c r="{ref}" s="1"><v>3690000</v></c>'))


@refused_at("time of day as well")
def date_with_a_time(subject: Subject) -> bytes:
    return put(subject, subject.column(*DATES), dt.datetime(2035, 4, 3, 9, 30))  # noqa: DTZ001


@refused_at("is not a date")
def date_that_is_a_plain_number(subject: Subject) -> bytes:
    return put(subject, subject.column(*DATES), 49_000)


@refused_at("is not a date")
def date_that_is_a_word(subject: Subject) -> bytes:
    return put(subject, subject.column(*DATES), "as soon as possible")


@refused_at("does not exist")
def time_that_the_clocks_skip(subject: Subject) -> bytes:
    return put(subject, subject.column("date_time"), "2035-03-25 01:30")


@refused_at("happens twice")
def time_that_the_clocks_show_twice(subject: Subject) -> bytes:
    return put(subject, subject.column("date_time"), "2035-10-28 01:30")


@refused_at("no such time")
def time_after_midnight_is_over(subject: Subject) -> bytes:
    return put(subject, subject.column("date_time"), "2035-01-09 24:30")


@read_as_plain()
def dates_of_the_1904_calendar(subject: Subject) -> bytes:
    name = subject.column(*DATES)
    day = dt.date.fromisoformat(held(subject, name)) - dt.timedelta(days=1462)
    parts = subject.parts(**{name: day})
    return packed(
        {**parts, WORKBOOK: parts[WORKBOOK].replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')}
    )


@read_as_plain()
def dates_as_date_cells(subject: Subject) -> bytes:
    name = subject.column(*DATES)
    return put(subject, name, dt.date.fromisoformat(held(subject, name)))


@read_as_plain()
def dates_in_the_form_of_ISO_8601(subject: Subject) -> bytes:  # noqa: N802
    name = subject.column(*DATES)
    return put(subject, name, Xml(f'<c r="{{ref}}" t="d"><v>{held(subject, name)}</v></c>'))
