"""The database's own last line, with the application's checks switched off: rows are written past them."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from assets.migrations import _guards
from assets.models import Asset, Blocking, Booking, Hold
from tests.assets.county import MONDAY, agreement, at, room

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def write(asset, start, end, *, organisation=None, by, **facts) -> Booking:
    """A booking written straight into its table."""
    facts.setdefault("purpose", "Training")
    return Booking.objects.create(
        asset=asset,
        organisation=organisation or asset.owner,
        starts_at=at(start),
        ends_at=at(end),
        booked_by=by,
        **facts,
    )


def refuses(write_it, code: str) -> None:
    with pytest.raises(IntegrityError, match=code), transaction.atomic():
        write_it()


OVERLAP = "asset_not_free|hold_no_overlap"

# lecture needs 15 minutes' turnaround:       9   10  10:15
#   stands                                    [####]--[
#   fits                                              [####]
#   does not                                        [####]
#   fits                                 [##]--[


@pytest.mark.parametrize(("start", "end"), [(10.25, 11), (8, 8.75), (12, 13)])
def test_a_booking_that_keeps_its_distance_is_written(world, start, end):
    write(world.lecture, 9, 10, by=world.manager)
    write(world.lecture, start, end, by=world.manager)
    assert Booking.objects.count() == 2


@pytest.mark.parametrize(
    ("start", "end"), [(9, 10), (9.5, 9.75), (8, 11), (10, 11), (10 + 14 / 60, 11), (8, 8.8)]
)
def test_one_that_does_not_is_refused_by_the_database(world, start, end):
    write(world.lecture, 9, 10, by=world.manager)
    refuses(lambda: write(world.lecture, start, end, by=world.manager), OVERLAP)
    assert Booking.objects.count() == 1


# hall [#########]      the whole excludes its parts and the reverse,
#  a       [###]  x     one half does not exclude the other
#  b       [###]  ok beside a


def test_the_whole_excludes_its_parts_and_the_reverse(world):
    first, second = world.halves
    write(first, 9, 10, by=world.manager)
    write(second, 9, 10, by=world.manager)
    refuses(lambda: write(world.hall, 9.5, 11, by=world.manager), OVERLAP)
    write(world.hall, 10, 11, by=world.manager)
    refuses(lambda: write(second, 10.5, 12, by=world.manager), OVERLAP)
    write(second, 11, 12, by=world.manager)


def test_a_move_onto_another_booking_is_refused(world):
    write(world.drone, 9, 10, by=world.manager)
    moved = write(world.drone, 11, 12, by=world.manager)
    refuses(lambda: Booking.objects.filter(pk=moved.pk).update(starts_at=at(9.5)), OVERLAP)
    Booking.objects.filter(pk=moved.pk).update(starts_at=at(10))
    other = write(world.lecture, 9, 10, by=world.manager)
    refuses(lambda: Booking.objects.filter(pk=other.pk).update(asset=world.drone), OVERLAP)


def test_a_cancelled_booking_holds_nothing_and_cannot_come_back_over_another(world):
    first = write(world.drone, 9, 10, by=world.manager)
    Booking.objects.filter(pk=first.pk).update(status="cancelled", cancelled_at=MONDAY)
    assert not Hold.objects.exists()
    write(world.drone, 9, 10, by=world.manager)
    refuses(
        lambda: Booking.objects.filter(pk=first.pk).update(status="confirmed", cancelled_at=None), OVERLAP
    )


def test_bulk_writes_are_guarded_too(world):
    rows = [
        Booking(
            asset=world.drone,
            organisation=world.fire,
            starts_at=at(9 + step / 2),
            ends_at=at(10 + step / 2),
            purpose="Exercise",
            booked_by=world.manager,
            bundle=uuid.uuid4(),
        )
        for step in range(2)
    ]
    refuses(lambda: Booking.objects.bulk_create(rows), OVERLAP)
    assert not Booking.objects.exists()


def test_a_blocked_asset_takes_no_booking_unless_it_overrides(world):
    blocked = Blocking.objects.create(asset=world.hall, starts_at=at(12), ends_at=at(14), kind="maintenance")
    refuses(lambda: write(world.halves[0], 13, 15, by=world.manager), "blocked")
    write(world.halves[0], 14, 15, by=world.manager)
    write(world.halves[0], 12, 13, by=world.manager, overrides_blocking=True)
    refuses(lambda: Blocking.objects.filter(pk=blocked.pk).update(ends_at=at(14.5)), "bookings_stand")


def test_a_blocking_over_a_standing_booking_is_refused(world):
    write(world.hall, 9, 10, by=world.manager)
    part = world.halves[1]
    refuses(
        lambda: Blocking.objects.create(asset=part, starts_at=at(9), ends_at=at(11), kind="standby"),
        "bookings_stand",
    )
    Blocking.objects.create(asset=part, starts_at=at(10), ends_at=at(11), kind="standby")


def test_a_booking_cites_an_agreement_between_its_parties_or_is_the_owners(world):
    police, fire = world.police, world.fire
    refuses(lambda: write(world.lecture, 9, 10, organisation=police, by=world.constable), "no_agreement")
    other = agreement(fire, world.trust, "MOU-2")
    refuses(
        lambda: write(world.lecture, 9, 10, organisation=police, by=world.constable, agreement=other),
        "no_agreement",
    )
    write(world.lecture, 9, 10, organisation=police, by=world.constable, agreement=world.rooms)


def test_seconds_are_refused(world):
    refuses(lambda: write(world.drone, 9 + 1 / 3600, 10, by=world.manager), "not_a_whole_minute")


def test_a_longer_turnaround_that_bookings_do_not_keep_is_refused(world):
    write(world.lecture, 9, 10, by=world.manager)
    write(world.lecture, 10.5, 11, by=world.manager)
    asset = Asset.objects.filter(pk=world.lecture.pk)
    refuses(lambda: asset.update(turnaround_minutes=31), OVERLAP)
    asset.update(turnaround_minutes=30)
    refuses(lambda: write(world.lecture, 11.25, 12, by=world.manager), OVERLAP)
    asset.update(turnaround_minutes=15)
    write(world.lecture, 11.25, 12, by=world.manager)


def test_a_part_cut_off_later_takes_over_what_its_whole_has_booked(world):
    write(world.lecture, 9, 10, by=world.manager)
    half = room(world.fire, world.ampthill, "lecture-a", part_of=world.lecture)
    refuses(lambda: write(half, 9.5, 11, by=world.manager), OVERLAP)
    Asset.objects.filter(pk=half.pk).update(part_of=None)
    write(half, 9.5, 11, by=world.manager)
    refuses(lambda: Asset.objects.filter(pk=half.pk).update(part_of=world.lecture), OVERLAP)


def test_a_part_is_not_divided_again(world):
    refuses(lambda: room(world.fire, world.bedford, "corner", part_of=world.halves[0]), "part_divided_again")
    refuses(
        lambda: Asset.objects.filter(pk=world.hall.pk).update(part_of=world.lecture), "part_divided_again"
    )


def test_holds_follow_their_booking(world):
    booking = write(world.hall, 9, 10, by=world.manager)
    held = dict(Hold.objects.values_list("asset", "busy_until"))
    assert held == dict.fromkeys([world.hall.pk, *(half.pk for half in world.halves)], at(10))
    Booking.objects.filter(pk=booking.pk).update(ends_at=at(11))
    assert set(Hold.objects.values_list("busy_until", flat=True)) == {at(11)}
    assert at(10) + timedelta(hours=1) == at(11)


def test_the_guards_are_in_place():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            assert set(_guards.SQLITE_TRIGGERS) <= {name for (name,) in cursor.fetchall()}
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
            assert set(_guards.POSTGRESQL_TRIGGERS) <= {name for (name,) in cursor.fetchall()}
            cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = 'hold_no_overlap'")
            assert cursor.fetchone()
