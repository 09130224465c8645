"""Which assets a user sees, and which of them could be booked at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assets.actions.bookings import create_booking
from assets.queries.catalogue import free_assets, kept_assets, visible_assets, visible_sites
from tests.assets.county import agreement, at, room

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def names(query) -> set[str]:
    return {row.name for row in query}


def test_partners_see_what_is_listed_and_what_an_agreement_covers(world):
    room(world.fire, world.bedford, "vault", listed=False, kind="equipment")
    everything = {"Hall", "Hall A", "Hall B", "Lecture", "Drone 1"}
    assert names(visible_assets(world.manager)) == everything | {"Vault"}
    assert names(visible_assets(world.medic)) == everything
    agreement(world.fire, world.trust, "KIT", kinds=["equipment"])
    assert names(visible_assets(world.medic)) == everything | {"Vault"}
    assert names(visible_assets(world.constable)) == everything
    assert names(visible_assets(world.outsider)) == set()
    assert names(visible_sites(world.outsider)) == set()


def test_an_agreement_about_one_asset_shows_that_one_even_to_strangers(world):
    one = agreement(world.fire, world.stranger, "ONE", assets_limited=True)
    assert names(visible_assets(world.outsider)) == set()
    one.assets.add(world.lecture)
    assert names(visible_assets(world.outsider)) == {"Lecture"}
    one.signed_on = None
    one.save()
    assert names(visible_assets(world.outsider)) == set()


def test_the_operators_managers_keep_the_asset_too(world):
    world.drone.operator = world.stranger
    world.drone.save()
    assert names(kept_assets(world.outsider)) == {"Drone 1"}
    assert names(visible_assets(world.outsider)) == {"Drone 1"}
    assert names(kept_assets(world.constable)) == set()


def free(world, **wish):
    wish = {"organisation": world.police, "kind": "room", "starts_at": at(9), "ends_at": at(10)} | wish
    return free_assets(world.constable, **wish)


def test_free_assets_come_nearest_first_and_leave_out_what_is_not(world):
    assert [one.asset.name for one in free(world, near=world.ampthill)] == [
        "Lecture",
        "Hall A",
        "Hall B",
        "Hall",
    ]
    assert [one.asset.name for one in free(world, near=world.ampthill, max_travel_minutes=20)] == ["Lecture"]
    assert [one.asset.name for one in free(world, features=["projector"])] == ["Lecture"]
    assert [one.asset.name for one in free(world, capacity_min=21)] == ["Hall"]
    assert free(world, kind="drone") == []
    create_booking(
        asset=world.halves[0],
        organisation=world.fire,
        starts_at=at(8),
        ends_at=at(9.25),
        purpose="Drill",
        by=world.manager,
    )
    assert {one.asset.name for one in free(world)} == {"Hall B", "Lecture"}


def test_free_assets_say_what_they_cost_and_why_they_may_be_used(world):
    lecture = next(one for one in free(world) if one.asset == world.lecture)
    assert (lecture.agreement, lecture.charge_pence, lecture.minutes) == (world.rooms, 1200, None)
    own = free_assets(world.manager, organisation=world.fire, kind="drone", starts_at=at(9), ends_at=at(10))
    assert [(one.agreement, one.charge_pence) for one in own] == [(None, 0)]


def test_the_number_of_queries_does_not_grow_with_the_assets(world):
    world.rooms.cap_minutes, world.rooms.cap_period = 600, "week"
    world.rooms.save()
    free(world)  # the user's roles are read once
    with CaptureQueriesContext(connection) as before:
        assert len(free(world)) == 4
    for code in ("attic", "cellar", "annex"):
        room(world.fire, world.bedford, code)
    with CaptureQueriesContext(connection) as after:
        assert len(free(world)) == 7
    assert len(after) == len(before) <= 14
