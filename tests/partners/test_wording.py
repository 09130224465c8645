from datetime import UTC, datetime

import pytest

from partners import wording


@pytest.mark.parametrize(
    ("pence", "words"),
    [(0, "£0.00"), (5, "£0.05"), (123456, "£1,234.56"), (-5, "-£0.05"), (9130000000, "£91,300,000.00")],
)
def test_pounds(pence, words):
    assert wording.pounds(pence) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (60, "1 hour"),
        (90, "1 hour 30 minutes"),
        (2161, "36 hours 1 minute"),
        (-61, "minus 1 hour 1 minute"),
    ],
)
def test_duration(minutes, words):
    assert wording.duration(minutes) == words


def test_summer_time_is_said_as_the_wall_clock_says_it():
    assert wording.local_time(datetime(2026, 7, 1, 8, 0, tzinfo=UTC)) == "Wed 1 Jul 2026, 09:00"


def test_the_hour_that_happens_twice_says_which_of_the_two_it_is():
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert wording.local_clock(first) == "01:30 BST"
    assert wording.local_clock(second) == "01:30 GMT"
    assert wording.local_clock(datetime(2026, 10, 25, 2, 0, tzinfo=UTC)) == "02:00"


def test_a_naive_time_is_refused():
    with pytest.raises(ValueError, match="has no time zone"):
        wording.local_time(datetime(2026, 7, 1, 8, 0))  # noqa: DTZ001


def test_a_period_says_the_day_once_unless_it_changes():
    start = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
    assert wording.period(start, start.replace(hour=11)) == "Tue 3 Nov 2026, 09:00 to 11:00"
    overnight = wording.period(start.replace(hour=22), start.replace(day=4, hour=6))
    assert overnight == "Tue 3 Nov 2026, 22:00 to Wed 4 Nov 2026, 06:00"
