"""Many people after the same slot at the same moment: one gets it, the others are refused, nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from assets import bookable, calendar
from assets.actions import rounds
from assets.actions.agreements import end_agreement
from assets.actions.bookings import create_booking, move_booking
from assets.models import Booking
from assets.planning.names import agreement_id
from partners.refusals import Refused
from tests.assets.county import at
from tests.assets.planning.rounds import placement, planned_by_hand, week, wish

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


class Meanwhile:
    """An act in a thread of its own, begun in the middle of another one and given time to come in between."""

    def __init__(self, act) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._act = act
        self._begun = False
        self._outcome = None

    def begin(self) -> None:
        if not self._begun:
            self._begun = True
            self._outcome = self._pool.submit(self._run)
            wait([self._outcome], timeout=0.7)

    def _run(self) -> str:
        try:
            self._act()
            return "done"
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    def outcome(self) -> str:
        with self._pool:
            return self._outcome.result()


def book(world, asset, start: datetime, **facts) -> Booking:
    facts = {"organisation": world.police, "purpose": "Briefing", "by": world.constable} | facts
    return create_booking(asset=asset, starts_at=start, ends_at=start + timedelta(hours=1), **facts)


def test_of_two_moves_to_different_assets_one_is_refused(world, monkeypatch):
    booking = book(world, world.halves[0], at(9))

    def moved_to(asset) -> None:
        move_booking(booking=booking, asset=asset, revision=0, by=world.constable)

    other = Meanwhile(lambda: moved_to(world.lecture))
    read = calendar._unchanged

    def read_slowly(row: Booking) -> Booking:
        stored = read(row)
        other.begin()
        return stored

    monkeypatch.setattr(calendar, "_unchanged", read_slowly)
    moved_to(world.hall)
    assert other.outcome() == "changed_meanwhile"
    booking.refresh_from_db()
    assert (booking.asset, booking.revision) == (world.hall, 1)


def test_a_publication_and_a_booking_do_not_pass_a_cap_together(world, monkeypatch):
    world.rooms.cap_minutes, world.rooms.cap_period = 60, "week"
    world.rooms.save()
    planned = week(world)
    request = wish(planned, world.police, world.constable, windows=[(at(9), at(10))])
    placed = placement(request, 9 * 60, world.lecture, agreements=[agreement_id(world.rooms)])
    planned_by_hand(planned, [placed], by=world.manager)
    other = Meanwhile(lambda: book(world, world.hall, at(12)))
    judged = rounds.fresh_plan

    def judged_slowly(*args):
        plan = judged(*args)
        other.begin()
        return plan

    monkeypatch.setattr(rounds, "fresh_plan", judged_slowly)
    rounds.publish_round(planned=planned, by=world.manager)
    assert other.outcome() == "cap_used"
    assert Booking.objects.count() == 1


def test_an_agreement_does_not_end_before_a_booking_that_is_being_made(world, monkeypatch):
    def end() -> None:
        end_agreement(agreement=world.rooms, last_day=at(0).date(), by=world.keeper)

    other = Meanwhile(end)
    allowed = bookable.agreement_that_allows

    def allowed_slowly(**facts):
        agreement = allowed(**facts)
        other.begin()
        return agreement

    monkeypatch.setattr(bookable, "agreement_that_allows", allowed_slowly)
    book(world, world.lecture, at(9, day=1))
    assert other.outcome() == "bookings_stand"


def test_a_publication_is_taken_back_with_a_booking_that_is_moved_meanwhile(world, monkeypatch):
    planned = week(world)
    request = wish(planned, world.fire, world.manager, windows=[(at(9), at(10))])
    planned_by_hand(planned, [placement(request, 9 * 60, world.lecture)], by=world.manager)
    rounds.publish_round(planned=planned, by=world.manager)
    booking = Booking.objects.get()
    other = Meanwhile(lambda: move_booking(booking=booking, asset=world.halves[0], by=world.manager))
    locked = calendar.lock

    def locked_late(assets):
        found = list(assets)
        other.begin()
        return locked(found)

    monkeypatch.setattr(calendar, "lock", locked_late)
    rounds.unpublish_round(planned=planned, by=world.manager)
    # On SQLite the move waits and finds the booking cancelled; on PostgreSQL it comes first and is cancelled with it.
    assert other.outcome() in {"done", "booking_cancelled", "changed_meanwhile"}
    assert Booking.objects.get().status == Booking.Status.CANCELLED
