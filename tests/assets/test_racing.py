"""Many people after the same slot at the same moment: one gets it, the others are refused, nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from assets.actions.bookings import create_booking
from assets.models import Booking
from partners.refusals import Refused
from tests.assets.county import at

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

RACERS = 6


def race(attempt) -> list[str]:
    """Run the attempt in RACERS threads at once; its outcomes, sorted."""
    barrier = Barrier(RACERS)

    def run(number: int) -> str:
        try:
            barrier.wait()
            attempt(number)
            return "booked"
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(RACERS) as pool:
        return sorted(pool.map(run, range(RACERS)))


def test_one_slot_goes_to_one(world):
    def attempt(number: int) -> None:
        # Some want the whole hall, some one half: all are in each other's way.
        asset = world.hall if number % 2 else world.halves[0]
        create_booking(
            asset=asset,
            organisation=world.fire,
            starts_at=at(9 + number / 12),
            ends_at=at(10 + number / 12),
            purpose=f"Racer {number}",
            by=world.manager,
        )

    outcomes = race(attempt)
    assert outcomes == ["asset_not_free"] * (RACERS - 1) + ["booked"]
    assert Booking.objects.count() == 1


def test_one_cap_is_not_passed_on_different_assets(world):
    world.rooms.cap_minutes, world.rooms.cap_period = 60, "week"
    world.rooms.save()
    rooms = [world.lecture, world.hall]

    def attempt(number: int) -> None:
        create_booking(
            asset=rooms[number % 2],
            organisation=world.police,
            starts_at=at(number * 2),
            ends_at=at(number * 2 + 1),
            purpose=f"Racer {number}",
            by=world.constable,
        )

    assert race(attempt) == ["booked"] + ["cap_used"] * (RACERS - 1)
