"""Organisations, sites, assets, their calendars and agreements."""

import pytest

from assets.actions.bookings import create_booking
from assets.models import Blocking
from tests.api.calling import Caller, refused
from tests.assets.county import at

MORNING = {"free_from": "2035-01-08T09:00:00Z", "free_to": "2035-01-08T10:00:00Z"}


def names(response) -> list[str]:
    assert response.status_code == 200, response.content
    return [one["name"] for one in response.json()["items"]]


def test_organisations_are_ones_own_and_its_partners(world, police, outsider):
    assert names(police.get("/organisations")) == [
        "Ambulance Trust",
        "County Police",
        "Fire and Rescue Service",
    ]
    assert names(outsider.get("/organisations")) == ["Far Council"]


def test_sites_come_with_place_and_hours(world, fire, outsider):
    world.ampthill.hours = [[0, 420, 1440]]
    world.ampthill.save()

    shown = fire.get("/sites").json()

    assert shown["count"] == 2
    ampthill = shown["items"][0]
    assert (ampthill["name"], ampthill["latitude"]) == ("Ampthill", "52.026660")
    assert ampthill["hours"] == [{"day": "Mon", "opens": "07:00", "closes": "24:00"}]
    assert shown["items"][1]["hours"] is None
    assert fire.get("/sites", organisation=world.police.pk).json() == {"items": [], "count": 0}
    assert outsider.get("/sites").json()["count"] == 0


def test_assets_are_found_by_what_they_are(world, police):
    assert len(names(police.get("/assets"))) == 5
    assert names(police.get("/assets", kind="drone")) == ["Drone 1"]
    assert names(police.get("/assets", kind="room", features="projector")) == ["Lecture"]
    assert names(police.get("/assets", capacity_min=21)) == ["Hall"]
    assert names(police.get("/assets", site=world.ampthill.pk)) == ["Lecture"]
    assert names(police.get("/assets", owner=world.police.pk)) == []


def test_all_features_asked_for_are_needed(world, police):
    assert names(police.get("/assets?features=projector&features=hearing-loop")) == []
    refused(police.get("/assets", features="a b"), 422, "malformed", "features.0")
    refused(police.get("/assets", kind="zeppelin"), 422, "malformed", "kind")


def test_free_assets_come_with_what_booking_them_means(world, police):
    found = police.get("/assets", kind="room", near=world.ampthill.pk, **MORNING).json()

    assert found["items"][0]["name"] == "Lecture"
    assert found["items"][0]["if_booked"] == {
        "agreement": world.rooms.pk,
        "charge": {"amount": "12.00", "currency": "GBP"},
        "travel_minutes": 0,
    }
    assert found["items"][1]["if_booked"]["travel_minutes"] > 0
    create_booking(
        asset=world.lecture,
        organisation=world.fire,
        starts_at=at(9),
        ends_at=at(10),
        purpose="x",
        by=world.manager,
    )
    assert "Lecture" not in names(police.get("/assets", kind="room", **MORNING))
    assert names(police.get("/assets", kind="drone", **MORNING)) == []


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "room", "free_from": MORNING["free_from"]},
        MORNING,
        {"kind": "room", "near": 1},
        {"kind": "room", "free_from": MORNING["free_to"], "free_to": MORNING["free_from"]},
        {"kind": "room", **MORNING, "max_travel_minutes": 5},
        {"kind": "room", **MORNING, "owner": 1},
    ],
)
def test_a_search_for_free_assets_is_whole_or_refused(world, police, query):
    refused(police.get("/assets", **query), 422, "invalid")


def test_the_search_takes_no_time_without_offset_and_no_site_of_others(world, police, outsider):
    naive = {"kind": "room", "free_from": "2035-01-08T09:00:00", "free_to": "2035-01-08T10:00:00Z"}
    refused(police.get("/assets", **naive), 422, "malformed", "free_from")
    hidden = outsider.get("/assets", kind="room", near=world.ampthill.pk, **MORNING)
    refused(hidden, 422, "not_found", "near")


def test_one_asset_is_shown_to_those_who_may_see_it(world, police, outsider):
    shown = police.get(f"/assets/{world.lecture.pk}").json()

    assert (shown["owner"], shown["turnaround_minutes"], shown["features"]) == (
        world.fire.pk,
        15,
        ["projector"],
    )
    refused(outsider.get(f"/assets/{world.lecture.pk}"), 404, "not_found")
    refused(police.get("/assets/99999999999999999999999"), 404, "not_found")


def test_availability_has_no_gaps_and_tells_purposes_only_to_those_who_may_know(world, fire):
    create_booking(
        asset=world.lecture,
        organisation=world.fire,
        starts_at=at(9),
        ends_at=at(10),
        purpose="Secret",
        by=world.manager,
    )
    Blocking.objects.create(
        asset=world.lecture, starts_at=at(12), ends_at=at(13), kind="maintenance", reason="Paint"
    )
    trust = Caller(world.medic, world.trust)
    address = f"/assets/{world.lecture.pk}/availability"
    day = {"from": "2035-01-08T08:00:00Z", "to": "2035-01-08T14:00:00Z"}

    own = fire.get(address, **day).json()["intervals"]
    others = trust.get(address, **day).json()["intervals"]

    assert [one["state"] for one in own] == ["free", "busy", "free", "blocked", "free"]
    assert own[1]["purpose"] == "Secret"
    assert own[1]["ends_at"] == "2035-01-08T10:15:00Z"
    assert [one["state"] for one in others] == [one["state"] for one in own]
    assert {(one["purpose"], one["organisation"], one["booking"]) for one in others} == {(None, None, None)}


def test_availability_needs_a_period_that_is_one(world, police, outsider):
    address = f"/assets/{world.lecture.pk}/availability"
    day = {"from": "2035-01-08T08:00:00Z", "to": "2035-01-08T14:00:00Z"}

    refused(police.get(address), 422, "malformed")
    refused(police.get(address, **day | {"from": "2035-01-08T08:00:00"}), 422, "malformed", "from")
    refused(police.get(address, **day | {"to": "2035-01-08T08:00:00Z"}), 422, "ends_before_start", "to")
    refused(police.get(address, **day | {"to": "2036-01-08T08:00:00Z"}), 422, "period_too_long", "to")
    refused(outsider.get(address, **day), 404, "not_found")


def test_agreements_are_shown_to_their_parties(world, police, outsider):
    world.rooms.cap_minutes, world.rooms.cap_period = 600, "week"
    world.rooms.save()

    (shown,) = police.get("/agreements").json()["items"]

    assert (shown["reference"], shown["kinds"], shown["assets"]) == ("MOU-1", ["room"], None)
    assert shown["rate_per_hour"] == {"amount": "12.00", "currency": "GBP"}
    assert (shown["cap_minutes"], shown["cap_used_minutes"], shown["signed_on"]) == (600, 0, "2020-03-01")
    assert Caller(world.medic, world.trust).get("/agreements").json()["count"] == 0
    assert outsider.get("/agreements").json()["count"] == 0
    assert police.get("/agreements", owner=world.police.pk).json()["count"] == 0


def test_pages_of_a_list_do_not_overlap_and_count_the_whole(world, fire):
    whole = names(fire.get("/assets"))

    pages = [names(fire.get("/assets", limit=2, offset=offset)) for offset in (0, 2, 4, 6)]

    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert [name for page in pages for name in page] == whole
    assert fire.get("/assets", limit=2, offset=6).json()["count"] == 5
