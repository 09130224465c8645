"""The same booking on several days, all or none."""

from datetime import UTC, datetime, timedelta

import pytest

from assets.actions.series import create_series
from assets.models import Booking
from partners.refusals import Refused
from tests.assets.conftest import world
from tests.assets.county import at

__all__ = ["world"]


def series(world, days, **changes):
    wanted = {
        "asset": world.lecture,
        "organisation": world.police,
        "starts_at": at(9),
        "ends_at": at(10),
        "repeat_days": days,
        "purpose": "Cadets",
        "by": world.constable,
    }
    return create_series(**wanted | changes).bookings


def test_every_occurrence_is_booked_and_shares_a_bundle(world):
    booked = series(world, [0, 7, 14])

    assert [one.starts_at for one in booked] == [at(9), at(9, day=7), at(9, day=14)]
    assert len({one.bundle for one in booked}) == 1
    assert {one.agreement for one in booked} == {world.rooms}


def test_the_wall_time_stays_when_the_clocks_change(world):
    #   Sunday 25 March 2035: clocks go forward, so 09:00 moves from 09:00 to 08:00 UTC
    start = datetime(2035, 3, 20, 9, tzinfo=UTC)

    booked = series(world, [0, 7], starts_at=start, ends_at=start + timedelta(hours=2))

    assert [one.starts_at for one in booked] == [start, datetime(2035, 3, 27, 8, tzinfo=UTC)]
    assert booked[1].ends_at == datetime(2035, 3, 27, 10, tzinfo=UTC)


def test_one_day_in_the_way_books_nothing_and_is_named(world):
    series(world, [0], starts_at=at(9.5, day=7), ends_at=at(11, day=7))

    with pytest.raises(Refused) as caught:
        series(world, [0, 7, 14])

    assert caught.value.code == "asset_not_free"
    assert caught.value.details["occurrence"] == 1
    assert caught.value.message.startswith("Mon 15 Jan 2035: ")
    assert caught.value.details["alternatives"]
    assert Booking.objects.count() == 1


def test_occurrences_may_not_overlap_each_other(world):
    with pytest.raises(Refused) as caught:
        series(world, [0, 1], ends_at=at(10, day=1))

    assert caught.value.code == "asset_not_free"
    assert not Booking.objects.exists()


@pytest.mark.parametrize("days", [[], [7], [0, 0], [7, 0], [0, 367], list(range(61))])
def test_days_that_do_not_rise_from_0_within_a_year_are_refused(world, days):
    with pytest.raises(Refused) as caught:
        series(world, days)

    assert (caught.value.code, caught.value.field) == ("invalid", "repeat_days")
