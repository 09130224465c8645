"""The same key and body gives the same answer and does nothing twice."""

import pytest

from api.models import IdempotencyKey
from assets.models import Booking
from partners.models import AuditEntry
from tests.api.calling import Caller, refused

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.fixture
def police(county):
    return Caller(county.constable, county.police)


def booking(county, **changes):
    body = {
        "asset": county.lecture.pk,
        "organisation": county.police.pk,
        "starts_at": "2035-01-08T09:00:00+00:00",
        "ends_at": "2035-01-08T10:00:00+00:00",
        "purpose": "Briefing",
    }
    return body | changes


def test_the_same_request_is_carried_out_once_and_answered_alike(county, police):
    first = police.post("/bookings", booking(county), key="k-1")
    again = police.post("/bookings", dict(reversed(booking(county).items())), key="k-1")

    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    for header in ("Location", "ETag", "Content-Type"):
        assert first.headers[header] == again.headers[header]
    assert Booking.objects.count() == 1
    assert AuditEntry.objects.filter(action="booking.created").count() == 1


def test_the_answer_stays_even_when_the_booking_changed_since(county, police):
    first = police.post("/bookings", booking(county), key="k-1")
    police.post(f"/bookings/{first.json()['id']}/cancel")

    assert police.post("/bookings", booking(county), key="k-1").content == first.content


def test_the_key_with_another_body_or_address_is_refused(county, police):
    made = police.post("/bookings", booking(county), key="k-1").json()

    other = police.post("/bookings", booking(county, purpose="Something else"), key="k-1")
    elsewhere = police.post(f"/bookings/{made['id']}/cancel", booking(county), key="k-1")

    refused(other, 409, "idempotency_key_reused")
    assert elsewhere.status_code == 422
    refused(police.post(f"/bookings/{made['id']}/cancel", key="k-1"), 409, "idempotency_key_reused")
    assert Booking.objects.get().status == "confirmed"


def test_a_key_belongs_to_its_caller(county, police):
    fire = Caller(county.manager, county.fire)
    own = booking(
        county, organisation=county.fire.pk, starts_at="2035-01-08T12:00:00Z", ends_at="2035-01-08T13:00:00Z"
    )

    assert police.post("/bookings", booking(county), key="k-1").status_code == 201
    assert fire.post("/bookings", own, key="k-1").status_code == 201
    assert Booking.objects.count() == 2


def test_a_key_of_another_caller_brings_up_nothing_of_theirs(county, police):
    made = police.post("/bookings", booking(county), key="k-1")
    stranger = Caller(county.outsider, county.stranger)

    same = stranger.post("/bookings", booking(county), key="k-1")

    assert made.status_code == 201
    refused(same, 422, "not_found")
    assert "Briefing" not in same.content.decode()


def test_a_refusal_is_told_again_and_leaves_no_other_trace(county, police):
    police.post("/bookings", booking(county))
    entries = AuditEntry.objects.count()

    first = police.post("/bookings", booking(county), key="k-2")
    Booking.objects.all().delete()
    again = police.post("/bookings", booking(county), key="k-2")

    refused(first, 409, "asset_not_free")
    assert first.content == again.content
    assert AuditEntry.objects.count() == entries


def test_what_was_never_carried_out_does_not_use_up_its_key(county, police):
    refused(police.post("/bookings", booking(county, purpose=7), key="k-3"), 422, "malformed", "purpose")

    assert police.post("/bookings", booking(county), key="k-3").status_code == 201


def test_a_fault_of_ours_keeps_neither_key_nor_effect(county, police, monkeypatch):
    def fails(line):
        raise RuntimeError("after the effect")

    with monkeypatch.context() as broken:
        broken.setattr("api.routers.bookings.BookingOut.of", fails)
        refused(police.post("/bookings", booking(county), key="k-4"), 500, "internal_error")

    assert not Booking.objects.exists()
    assert not IdempotencyKey.objects.exists()
    assert police.post("/bookings", booking(county), key="k-4").status_code == 201


def test_without_a_key_each_post_counts(county, police):
    later = {"starts_at": "2035-01-08T12:00:00Z", "ends_at": "2035-01-08T13:00:00Z"}

    assert police.post("/bookings", booking(county)).status_code == 201
    assert police.post("/bookings", booking(county, **later)).status_code == 201
    assert not IdempotencyKey.objects.exists()


@pytest.mark.parametrize("key", ["k" * 201, "schlüssel", "tab\there"])
def test_a_key_has_a_form(county, police, key):
    response = police.post("/bookings", booking(county), key=key)

    refused(response, 422, "malformed", "Idempotency-Key")
    assert not Booking.objects.exists()
