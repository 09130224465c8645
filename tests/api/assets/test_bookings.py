"""Bookings by hand over the API."""

import pytest

from assets.models import Booking
from tests.api.calling import Caller, refused


def wanted(world, **changes):
    body = {
        "asset": world.lecture.pk,
        "organisation": world.police.pk,
        "starts_at": "2035-01-08T09:00:00+00:00",
        "ends_at": "2035-01-08T10:30:00+00:00",
        "purpose": "Briefing",
        "attendees": 12,
    }
    return body | changes


@pytest.fixture
def made(world, police):
    return police.post("/bookings", wanted(world)).json()


def test_a_booking_is_made_under_its_agreement(world, police):
    response = police.post("/bookings", wanted(world))

    shown = response.json()
    assert response.status_code == 201
    assert (shown["agreement"], shown["charge"]) == (world.rooms.pk, {"amount": "18.00", "currency": "GBP"})
    assert (shown["starts_at"], shown["busy_until"]) == ("2035-01-08T09:00:00Z", "2035-01-08T10:45:00Z")
    assert (shown["status"], shown["organisation"], shown["booked_by"]) == (
        "confirmed",
        world.police.pk,
        "Constable",
    )
    assert response.headers["Location"] == f"/api/v1/bookings/{shown['id']}"
    assert police.get(f"/bookings/{shown['id']}").json() == shown


def test_what_is_taken_is_refused_with_alternatives_and_without_a_word_on_whose_it_is(world, police, made):
    response = Caller(world.manager, world.fire).post(
        "/bookings", wanted(world, organisation=world.fire.pk, purpose="Other")
    )

    problem = refused(response, 409, "asset_not_free")
    assert 1 <= len(problem["alternatives"]) <= 3
    first = problem["alternatives"][0]
    assert {"asset", "asset_name", "site", "starts_at", "ends_at", "when"} <= first.keys()
    assert "Briefing" not in response.content.decode()
    assert "Police" not in response.content.decode()
    again = Caller(world.manager, world.fire).post(
        "/bookings",
        wanted(
            world,
            organisation=world.fire.pk,
            asset=first["asset"],
            starts_at=first["starts_at"],
            ends_at=first["ends_at"],
        ),
    )
    assert again.status_code == 201


def test_without_an_agreement_there_is_no_booking(world):
    trust = Caller(world.medic, world.trust)

    refused(trust.post("/bookings", wanted(world, organisation=world.trust.pk)), 403, "no_agreement")


def test_nobody_books_for_others(world, police):
    refused(
        police.post("/bookings", wanted(world, organisation=world.fire.pk)),
        403,
        "not_allowed",
        "organisation",
    )


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"starts_at": "2035-01-08T09:00:00"}, "starts_at"),
        ({"ends_at": 2051865000}, "ends_at"),
        ({"ends_at": "2051865000"}, "ends_at"),
        ({"colour": "red"}, "colour"),
        ({"attendees": "12"}, "attendees"),
        ({"attendees": 0}, "attendees"),
        ({"attendees": True}, "attendees"),
        ({"asset": 1.5}, "asset"),
        ({"asset": 2**63}, "asset"),
        ({"purpose": " "}, "purpose"),
        ({"purpose": "x" * 161}, "purpose"),
        ({"purpose": "a\x00b"}, "purpose"),
    ],
)
def test_what_is_malformed_is_refused_at_its_place(world, police, changes, path):
    refused(police.post("/bookings", wanted(world, **changes)), 422, "malformed", path)
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"starts_at": "2035-01-08T11:00:00Z"}, "ends_before_start", "ends_at"),
        (
            {"starts_at": "2020-01-08T09:00:00Z", "ends_at": "2020-01-08T10:00:00Z"},
            "in_the_past",
            "starts_at",
        ),
        ({"starts_at": "2035-01-08T09:00:30Z"}, "not_a_whole_minute", "starts_at"),
        ({"asset": 999_999}, "not_found", "asset"),
        ({"organisation": 999_999}, "not_found", "organisation"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(world, police, changes, code, path):
    refused(police.post("/bookings", wanted(world, **changes)), 422, code, path)


def test_an_asset_of_strangers_is_as_if_it_were_not_there(world, outsider):
    refused(
        outsider.post("/bookings", wanted(world, organisation=world.stranger.pk)), 422, "not_found", "asset"
    )


def test_bookings_of_others_are_busy_and_nothing_more(world, made):
    trust = Caller(world.medic, world.trust)

    shown = trust.get(f"/bookings/{made['id']}").json()
    (listed,) = trust.get("/bookings", **{"from": "2035-01-08T00:00:00Z"}).json()["items"]

    assert listed == shown
    assert (shown["asset"], shown["starts_at"], shown["details"]) == (made["asset"], made["starts_at"], False)
    hidden = ("purpose", "organisation", "organisation_name", "attendees", "booked_by", "agreement", "charge")
    assert {shown[name] for name in hidden} == {None}


def test_bookings_are_listed_by_period_asset_and_organisation(world, police, made):
    def count(**query):
        day = {"from": "2035-01-08T00:00:00Z", "to": "2035-01-09T00:00:00Z"} | query
        return police.get("/bookings", **day).json()["count"]

    assert count() == count(asset=world.lecture.pk) == count(organisation=world.police.pk) == 1
    assert count(asset=world.hall.pk) == count(organisation=world.fire.pk) == 0
    assert count(**{"from": "2035-01-08T10:30:00Z"}) == 0
    assert police.get("/bookings").json()["count"] == 0
    refused(police.get("/bookings", **{"from": "2035-01-08"}), 422, "malformed", "from")
    refused(
        police.get("/bookings", **{"from": "2035-01-08T00:00Z", "to": "2036-02-08T00:00Z"}),
        422,
        "invalid",
        "to",
    )
    refused(police.get("/bookings", asset=999_999), 422, "not_found", "asset")


def test_a_booking_of_strangers_is_404(world, outsider, made):
    refused(outsider.get(f"/bookings/{made['id']}"), 404, "not_found")
    refused(outsider.post(f"/bookings/{made['id']}/cancel"), 404, "not_found")
    refused(outsider.patch(f"/bookings/{made['id']}", {"purpose": "x"}, If_Match='"0"'), 404, "not_found")


def test_a_change_names_what_was_read(world, police, made):
    address = f"/bookings/{made['id']}"
    tag = police.get(address).headers["ETag"]

    moved = police.patch(address, {"starts_at": "2035-01-08T09:30:00Z", "attendees": None}, If_Match=tag)

    assert moved.status_code == 200
    assert (moved.json()["starts_at"], moved.json()["attendees"]) == ("2035-01-08T09:30:00Z", None)
    assert moved.json()["purpose"] == "Briefing"
    assert moved.headers["ETag"] != tag
    refused(police.patch(address, {"purpose": "Late"}, If_Match=tag), 412, "changed_meanwhile")
    refused(police.patch(address, {"purpose": "Late"}), 428, "if_match_missing", "If-Match")
    for wrong in ("*", "0", 'W/"1"', '"x"', '"1", "2"'):
        refused(police.patch(address, {"purpose": "Late"}, If_Match=wrong), 422, "malformed", "If-Match")
    assert police.get(address).json()["purpose"] == "Briefing"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({}, ""),
        ({"purpose": None}, "purpose"),
        ({"status": "cancelled"}, "status"),
        ({"organisation": 1}, "organisation"),
        ({"starts_at": "2035-01-08T09:30:00"}, "starts_at"),
    ],
)
def test_only_what_may_change_changes(world, police, made, change, path):
    refused(police.patch(f"/bookings/{made['id']}", change, If_Match='"0"'), 422, "malformed", path)


def test_a_move_onto_what_is_taken_is_refused_and_changes_nothing(world, police, made):
    later = {"starts_at": "2035-01-08T12:00:00Z", "ends_at": "2035-01-08T13:00:00Z"}
    police.post("/bookings", wanted(world, **later))

    response = police.patch(f"/bookings/{made['id']}", later, If_Match='"0"')

    assert refused(response, 409, "asset_not_free")["alternatives"]
    assert police.get(f"/bookings/{made['id']}").json() == made


def test_a_cancelled_booking_frees_its_asset_and_stays_cancelled(world, police, made):
    cancelled = police.post(f"/bookings/{made['id']}/cancel", {"reason": "No longer needed"})

    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")
    assert Booking.objects.get().cancel_reason == "No longer needed"
    refused(police.post(f"/bookings/{made['id']}/cancel"), 409, "booking_cancelled")
    refused(
        police.patch(f"/bookings/{made['id']}", {"purpose": "x"}, If_Match='"1"'), 409, "booking_cancelled"
    )
    assert police.post("/bookings", wanted(world)).status_code == 201


def test_only_those_who_may_change_a_booking_cancel_it(world, made):
    refused(Caller(world.medic, world.trust).post(f"/bookings/{made['id']}/cancel"), 403, "not_allowed")
    refused(Caller(world.reader, world.police).post(f"/bookings/{made['id']}/cancel"), 403, "not_allowed")


def test_a_series_is_booked_whole_or_not_at_all(world, police):
    body = wanted(world, repeat_days=[0, 7])

    booked = police.post("/series", body)

    assert booked.status_code == 201
    assert [one["starts_at"] for one in booked.json()["bookings"]] == [
        "2035-01-08T09:00:00Z",
        "2035-01-15T09:00:00Z",
    ]
    assert {one["bundle"] for one in booked.json()["bookings"]} == {booked.json()["bundle"]}
    problem = refused(police.post("/series", wanted(world, repeat_days=[0, 3])), 409, "asset_not_free")
    assert problem["occurrence"] == 0
    second = wanted(
        world, repeat_days=[0, 7], starts_at="2035-01-01T09:00:00Z", ends_at="2035-01-01T10:00:00Z"
    )
    assert refused(police.post("/series", second), 409, "asset_not_free")["occurrence"] == 1
    assert Booking.objects.count() == 2


@pytest.mark.parametrize("days", [[], [7], ["0"], [0, -1], [0, 400]])
def test_the_days_of_a_series_are_checked(world, police, days):
    response = police.post("/series", wanted(world, repeat_days=days))

    assert response.status_code == 422
    assert not Booking.objects.exists()
