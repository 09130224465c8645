"""Weekly local hours: from words and back, and as instants when the clocks change."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from assets.hours import checked_hours, hours_in_words, open_intervals, parse_hours
from assets.local_time import local_instant, on_the_day_after
from partners.refusals import Refused


def utc(day: int, hour: int, minute: int = 0, *, month: int = 3, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("Mon-Fri 07:00-22:00", [[day, 420, 1320] for day in range(5)]),
        ("monday 9-17; Sat, Sun 10:00–12:00", [[0, 540, 1020], [5, 600, 720], [6, 600, 720]]),
        ("Daily 24 hours", [[day, 0, 1440] for day in range(7)]),
        ("Wed 08:00-12:00, 13:00-17:30", [[2, 480, 720], [2, 780, 1050]]),
        ("Fri 18:00-02:00", [[4, 1080, 1440], [5, 0, 120]]),
        ("Sun 22:00-24:00", [[6, 1320, 1440]]),
        ("Fri to Mon 08:00 to 09:00", [[day, 480, 540] for day in (0, 4, 5, 6)]),
        ("", None),
    ],
)
def test_hours_are_read_from_words(words, hours):
    assert parse_hours(words) == hours
    assert parse_hours(hours_in_words(hours)) == hours


@pytest.mark.parametrize(
    "words", ["sometimes", "Mon", "Mon 25:00-26:00", "Mon 9:75-10:00", "Mo 09:00-10:00", "09:00-10:00"]
)
def test_words_that_could_be_anything_are_refused(words):
    with pytest.raises(ValidationError):
        parse_hours(words)


@pytest.mark.parametrize(
    "hours",
    [
        [],
        [[7, 0, 60]],
        [[0, 60, 60]],
        [[0, 0, 1441]],
        [[0, 0, 120], [0, 60, 180]],
        [[0, "9", 60]],
        [[0, 60]],
        "Mon",
    ],
)
def test_hours_that_cannot_be_stored(hours):
    with pytest.raises(ValidationError):
        checked_hours(hours)


def test_hours_that_touch_are_fine():
    assert checked_hours([[0, 120, 180], [0, 60, 120]]) == [[0, 60, 120], [0, 120, 180]]


# Clocks go forward on Sunday 29 March 2026 at 01:00 UTC, and back on Sunday 25 October at 01:00 UTC.


def test_local_hours_shift_by_an_hour_in_utc_over_the_change():
    nine_to_five = [[day, 540, 1020] for day in range(7)]
    assert open_intervals(nine_to_five, utc(28, 0), utc(30, 0)) == [
        (utc(28, 9), utc(28, 17)),
        (utc(29, 8), utc(29, 16)),
    ]


def test_round_the_clock_has_no_seam_and_the_right_length():
    always = [[day, 0, 1440] for day in range(7)]
    assert open_intervals(always, utc(28, 0), utc(31, 0)) == [(utc(28, 0), utc(31, 0))]
    sunday = [[6, 0, 1440]]
    assert open_intervals(sunday, utc(28, 0), utc(31, 0)) == [(utc(29, 0), utc(29, 23))]
    october = {"month": 10}
    assert open_intervals(sunday, utc(24, 0, **october), utc(27, 0, **october)) == [
        (utc(24, 23, **october), utc(26, 0, **october))
    ]


def test_an_edge_that_is_skipped_becomes_the_moment_of_the_change():
    assert open_intervals([[6, 90, 300]], utc(29, 0), utc(30, 0)) == [(utc(29, 1), utc(29, 4))]
    assert open_intervals([[6, 0, 90]], utc(29, 0), utc(30, 0)) == [(utc(29, 0), utc(29, 1))]


def test_of_an_edge_that_happens_twice_the_first_opens_and_the_second_closes():
    october = {"month": 10}
    opens = open_intervals([[6, 90, 300]], utc(25, 0, **october), utc(26, 0, **october))
    assert opens == [(utc(25, 0, 30, **october), utc(25, 5, **october))]
    closes = open_intervals([[6, 0, 90]], utc(24, 12, **october), utc(26, 0, **october))
    assert closes == [(utc(24, 23, **october), utc(25, 1, 30, **october))]


def test_a_missing_time_is_an_error_and_an_unclear_one_a_question():
    assert local_instant(date(2026, 7, 1), time(9)) == utc(1, 8, month=7)
    for day, clock, code in (
        (None, time(9), "date_missing"),
        (date(2026, 7, 1), None, "time_missing"),
        (date(2026, 3, 29), time(1, 30), "time_unclear"),
        (date(2026, 10, 25), time(1, 30), "time_unclear"),
    ):
        with pytest.raises(Refused) as refusal:
            local_instant(day, clock, field="start")
        assert (refusal.value.code, refusal.value.field) == (code, "start")


def test_a_week_later_is_the_same_time_on_the_clock():
    assert on_the_day_after(utc(23, 18, 30), 7) == utc(30, 17, 30)
    assert on_the_day_after(utc(22, 1, 30), 7) == utc(29, 1, 30)
