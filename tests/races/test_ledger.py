"""The last look at the whole database finds what must not be, even where the database's own guards were off."""

import pytest
from django.db import connection

from assets.actions.bookings import cancel_booking, create_booking
from assets.models import Blocking, Booking, Hold
from benchmarks.races.ledger import closed
from tests.assets.county import at

pytestmark = pytest.mark.django_db


def found() -> dict[str, int]:
    return {what: count for what, count in closed().items() if count}


@pytest.fixture
def booking(world) -> Booking:
    return create_booking(
        asset=world.hall,
        organisation=world.police,
        starts_at=at(9),
        ends_at=at(10),
        purpose="Briefing",
        by=world.constable,
    )


def test_nothing_is_found_where_nothing_is_wrong(world, booking):
    assert found() == {}
    cancel_booking(booking=booking, by=world.constable)
    assert found() == {}


def test_what_no_guard_has_seen_is_found(world, booking):
    # Without its hold, nothing hinders a second booking of the same time.
    Hold.objects.all().delete()
    again = Booking.objects.get(pk=booking.pk)
    again.pk = None
    again.save()
    assert found() == {
        "double bookings": 1,
        "bookings without their holds": 1,
        "bookings without one audit entry": 1,
    }


def test_a_passed_cap_is_found(world, booking):
    world.rooms.cap_minutes, world.rooms.cap_period = 59, "week"
    world.rooms.save()
    assert found() == {"bookings over a cap": 1}


def test_a_booking_in_a_blocking_is_found(world, booking):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER assets_blocking_insert")
    Blocking.objects.create(
        asset=world.halves[0], starts_at=at(9.5), ends_at=at(12), kind=Blocking.Kind.MAINTENANCE
    )
    assert found() == {"bookings in a blocking": 1}
