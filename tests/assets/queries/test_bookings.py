"""What a user sees of calendars: their own in full, those of others as busy, and always in as many queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assets.actions.bookings import create_booking
from assets.models import Blocking
from assets.queries.bookings import bookings_between, my_bookings, visible_booking
from assets.queries.schedule import availability, schedule, timeline
from partners.models import User
from partners.refusals import Refused
from tests.assets.county import agreement, at

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def book(world, asset, start, end, organisation=None, by=None, purpose="Secret briefing"):
    return create_booking(
        asset=asset,
        organisation=organisation or world.police,
        starts_at=at(start),
        ends_at=at(end),
        purpose=purpose,
        by=by or world.constable,
    )


def seen(user, **filters):
    return bookings_between(user, at(0), at(24), **filters)


def test_others_see_that_the_asset_is_busy_and_nothing_else(world):
    book(world, world.lecture, 9, 10)
    (line,) = seen(world.medic)
    assert (line.details, line.purpose, line.organisation, line.booked_by, line.charge_pence) == (
        False,
        "Busy",
        None,
        None,
        None,
    )
    assert (line.asset, line.starts_at, line.ends_at, line.busy_until) == (
        world.lecture,
        at(9),
        at(10),
        at(10.25),
    )
    assert not line.can_change


def test_the_party_and_the_owner_see_all_of_it(world):
    book(world, world.lecture, 9, 10)
    for user, can_change in ((world.reader, False), (world.constable, True), (world.manager, True)):
        (line,) = seen(user)
        assert (line.purpose, line.organisation, line.can_change) == (
            "Secret briefing",
            world.police,
            can_change,
        )


def test_an_agreement_that_shares_details_shows_them_to_its_user(world):
    book(world, world.lecture, 9, 10, world.fire, world.manager)
    assert [line.purpose for line in seen(world.constable)] == ["Busy"]
    agreement(world.fire, world.police, "DRONES", kinds=["drone"], shares_details=True)
    assert [line.purpose for line in seen(world.constable)] == ["Busy"]
    agreement(world.fire, world.police, "OPEN", kinds=["room"], shares_details=True)
    assert [line.purpose for line in seen(world.constable)] == ["Secret briefing"]
    assert [line.purpose for line in seen(world.medic)] == ["Busy"]


def test_a_filter_by_organisation_tells_nothing_about_hidden_ones(world):
    book(world, world.lecture, 9, 10)
    assert seen(world.medic, organisation=world.police) == []
    assert len(seen(world.constable, organisation=world.police)) == 1


def test_strangers_see_nothing_and_get_404(world):
    booking = book(world, world.lecture, 9, 10)
    assert seen(world.outsider) == []
    with pytest.raises(Refused) as refusal:
        visible_booking(world.outsider, booking.pk)
    assert refusal.value.status == 404
    assert visible_booking(world.medic, booking.pk).purpose == "Busy"


def test_my_bookings_are_those_of_my_organisations_still_to_come(world):
    book(world, world.lecture, 9, 10)
    book(world, world.hall, 9, 10, world.fire, world.manager)
    assert [line.asset for line in my_bookings(world.constable)] == [world.lecture]
    assert my_bookings(world.constable, past=True) == []
    assert my_bookings(world.medic) == []


def counted(query) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        query()
    return len(captured)


def fresh(user: User) -> User:
    """The user as a new request loads them: no roles remembered."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("name", ["constable", "medic", "manager"])
def test_the_number_of_queries_does_not_grow_with_the_rows(world, name):
    user = getattr(world, name)
    lists = [
        lambda: seen(fresh(user)),
        lambda: timeline(schedule(fresh(user), at(0), at(24))),
        lambda: availability(fresh(user), world.lecture, at(0), at(24)),
    ]
    book(world, world.lecture, 9, 10)
    Blocking.objects.create(asset=world.lecture, starts_at=at(20), ends_at=at(21), kind="standby")
    before = [counted(query) for query in lists]
    book(world, world.lecture, 11, 12)
    book(world, world.hall, 11, 12)
    Blocking.objects.create(asset=world.lecture, starts_at=at(22), ends_at=at(23), kind="standby")
    assert [counted(query) for query in lists] == before
    assert max(before) <= 14


def test_availability_has_no_gaps_and_says_why(world):
    world.ampthill.hours = [[0, 480, 1200]]
    world.ampthill.save()
    world.lecture.site.refresh_from_db()
    book(world, world.lecture, 9, 10)
    Blocking.objects.create(asset=world.lecture, starts_at=at(18), ends_at=at(21), kind="maintenance")
    stretches = availability(world.medic, world.lecture, at(0), at(24))
    assert [(one.starts_at, one.ends_at, one.state) for one in stretches] == [
        (at(0), at(8), "closed"),
        (at(8), at(9), "free"),
        (at(9), at(10.25), "busy"),
        (at(10.25), at(18), "free"),
        (at(18), at(21), "blocked"),
        (at(21), at(24), "closed"),
    ]
    assert stretches[2].line.purpose == "Busy"


def test_the_availability_of_a_whole_knows_its_parts(world):
    book(world, world.halves[0], 9, 10)
    states = [one.state for one in availability(world.medic, world.hall, at(8), at(11))]
    assert states == ["free", "busy", "free"]
    assert [one.state for one in availability(world.medic, world.halves[1], at(8), at(11))] == ["free"]


def test_the_timeline_gives_local_wall_time_and_hides_what_is_hidden(world):
    book(world, world.lecture, 9, 10)
    drawn = timeline(schedule(world.medic, at(0), at(24)), address=lambda line: f"/bookings/{line.id}")
    (event,) = drawn["events"]
    assert (event["start"], event["end"], event["title"], event["url"]) == (
        "2035-01-08T09:00:00",
        "2035-01-08T10:00:00",
        "Busy",
        None,
    )
    assert event["resources"] == [str(world.lecture.pk)]
    assert {"id": str(world.lecture.pk), "title": "Ampthill: Lecture"} in drawn["resources"]
