"""The one way into a calendar: what it refuses, in which words, and what it writes."""

from datetime import date, timedelta

import pytest

from assets.actions.bookings import cancel_booking, create_booking, move_booking
from assets.models import Blocking, Booking
from partners.models import AuditEntry
from partners.refusals import Refused
from tests.assets.county import MONDAY, agreement, at, room

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def book(asset, start, end, *, organisation, by, day=0, **facts) -> Booking:
    facts.setdefault("purpose", "Training")
    return create_booking(
        asset=asset, organisation=organisation, starts_at=at(start, day), ends_at=at(end, day), by=by, **facts
    )


def refused(code: str, *args, **facts) -> Refused:
    with pytest.raises(Refused) as refusal:
        book(*args, **facts)
    assert refusal.value.code == code
    assert not AuditEntry.objects.filter(
        action="booking.created", personal__label__icontains="Refusable"
    ).exists()
    return refusal.value


@pytest.fixture
def own(world):
    return {"organisation": world.fire, "by": world.manager}


@pytest.fixture
def police(world):
    return {"organisation": world.police, "by": world.constable}


def test_the_owner_books_without_an_agreement_and_pays_nothing(world, own):
    booking = book(world.lecture, 9, 10, **own)
    assert (booking.agreement, booking.charge_pence, booking.status) == (None, 0, "confirmed")
    entry = AuditEntry.objects.get(action="booking.created")
    assert (entry.user, entry.organisation, entry.state_after()["purpose"]) == (
        world.manager,
        world.fire,
        "Training",
    )


def test_a_partner_books_under_its_agreement_at_its_rate(world, police):
    booking = book(world.lecture, 9, 10.75, **police)
    assert (booking.agreement, booking.charge_pence) == (world.rooms, 2100)
    world.lecture.refresh_from_db()
    assert world.lecture.revision == 1


# lecture turns round in 15 minutes:   9    10
#   stands                            [####]--[
#   refused, then fits                      [x]  [ok


def test_turnaround_counts_whoever_comes_first(world, own, police):
    book(world.lecture, 9, 10, **own)
    refusal = refused("asset_not_free", world.lecture, 10, 11, **police)
    assert "15 minutes between bookings" in refusal.message
    assert "Training" not in str(refusal.details) + refusal.message
    refused("asset_not_free", world.lecture, 8, 9, **police)
    book(world.lecture, 10.25, 11, **police)
    book(world.lecture, 8, 8.75, **police)


def test_a_refusal_offers_the_nearest_other_times_and_assets(world, own, police):
    small = room(world.fire, world.bedford, "snug", capacity=6)
    small.features.add(world.projector)
    book(world.lecture, 9, 10, **own)
    offered = refused("asset_not_free", world.lecture, 9.25, 10.25, **police).details["alternatives"]
    assert [one["starts_at"] for one in offered if one["asset"] == world.lecture.pk] == [
        at(10.25).isoformat(),
        at(7.75).isoformat(),
    ]
    assert [one["asset"] for one in offered][2:] == [small.pk]
    assert {one["minutes_away"] for one in offered} == {0, 21}
    refusal = refused("asset_not_free", world.lecture, 9.25, 10.25, attendees=7, **police)
    assert small.pk not in {one["asset"] for one in refusal.details["alternatives"]}


def test_whole_and_part_are_in_each_others_way(world, own):
    book(world.halves[0], 9, 10, **own)
    book(world.halves[1], 9, 10, **own)
    refused("asset_not_free", world.hall, 9, 10, **own)
    book(world.hall, 10, 11, **own)
    refused("asset_not_free", world.halves[1], 10.5, 12, **own)


def test_only_with_an_agreement_that_covers_the_kind(world, police):
    refusal = refused("no_agreement", world.drone, 9, 10, **police)
    assert refusal.status == 403
    assert "County Police" in refusal.message
    agreement(world.fire, world.police, "DRAFT", kinds=["drone"], signed_on=None)
    refused("no_agreement", world.drone, 9, 10, **police)
    agreement(world.fire, world.police, "OVER", kinds=["drone"], valid_to=date(2034, 12, 31))
    refused("no_agreement", world.drone, 9, 10, **police)
    agreement(world.fire, world.police, "LIVE", kinds=["drone"], valid_to=date(2035, 1, 8))
    book(world.drone, 22, 24, **police)
    refused("no_agreement", world.drone, 23, 25, day=1, **police)


def test_the_cheapest_agreement_with_room_counts_then_the_lowest_id(world, police):
    cheap = agreement(
        world.fire, world.police, "CHEAP", rate_pence_per_hour=500, cap_minutes=90, cap_period="week"
    )
    equal = agreement(world.fire, world.police, "EQUAL", rate_pence_per_hour=1200)
    assert book(world.drone, 8, 9, **police).agreement == cheap
    assert book(world.lecture, 9, 10, **police).agreement == world.rooms
    assert book(world.drone, 9, 9.5, **police).agreement == cheap
    assert book(world.drone, 10, 10.5, **police).agreement == equal
    assert book(world.drone, 8, 9, day=7, **police).agreement == cheap


def test_a_cap_that_is_used_up_refuses_and_a_cancelled_booking_gives_back(world, police):
    terms = {"kinds": ["drone"], "cap_minutes": 120, "cap_period": "month"}
    agreement(world.fire, world.police, "CAPPED", **terms)
    first = book(world.drone, 8, 9.5, **police)
    refusal = refused("cap_used", world.drone, 10, 11, **police)
    assert "2 hours a month" in refusal.message
    move_booking(booking=first, ends_at=at(10), by=world.constable)
    cancel_booking(booking=first, by=world.constable)
    book(world.drone, 10, 12, **police)
    book(world.drone, 8, 10, day=28, **police)


def test_agreement_hours_and_notice_are_refused_in_words(world, police, monkeypatch):
    weekdays = [[day, 480, 1080] for day in range(5)]
    agreement(world.fire, world.police, "DAYTIME", kinds=["drone"], hours=weekdays, notice_hours=48)
    refusal = refused("outside_agreement_hours", world.drone, 17.5, 18.5, **police)
    assert "Mon–Fri 08:00–18:00" in refusal.message
    monkeypatch.setattr("assets.calendar.timezone.now", lambda: at(9, -2) + timedelta(minutes=1))
    refusal = refused("notice_too_short", world.drone, 9, 10, **police)
    assert "48 hours" in refusal.message
    monkeypatch.setattr("assets.calendar.timezone.now", lambda: at(9, -2))
    book(world.drone, 9, 10, **police)


def test_closed_says_when_it_is_open(world, own):
    world.ampthill.hours = [[0, 420, 1320]]
    world.ampthill.save()
    refusal = refused("closed", world.lecture, 21, 23, **own)
    assert "Mon 07:00–22:00" in refusal.message
    assert refusal.details["alternatives"][0]["starts_at"] == at(20).isoformat()
    book(world.lecture, 20, 22, **own)


def test_blocked_unless_the_person_may_override(world, own):
    blocking = Blocking.objects.create(
        asset=world.hall, starts_at=at(12), ends_at=at(14), kind="maintenance", reason="Boiler"
    )
    refusal = refused("blocked", world.halves[0], 13, 15, **own)
    assert "maintenance (Boiler)" in refusal.message
    blocking.may_override.add(world.manager)
    assert book(world.halves[0], 13, 15, **own).overrides_blocking
    refused("blocked", world.halves[1], 13, 15, organisation=world.fire, by=world.keeper)


def test_too_many_people_the_past_and_a_backward_time_are_refused(world, own):
    assert refused("too_small", world.lecture, 9, 10, attendees=21, **own).field == "attendees"
    book(world.lecture, 9, 10, attendees=20, **own)
    book(world.drone, 9, 10, attendees=5, **own)
    refused("in_the_past", world.lecture, 9, 10, day=-7000, **own)
    assert refused("ends_before_start", world.lecture, 10, 10, **own).field == "ends_at"
    assert refused("invalid", world.lecture, 10, 11, purpose="", **own).field == "purpose"


def test_who_may_book(world):
    assert (
        refused("not_allowed", world.lecture, 9, 10, organisation=world.police, by=world.reader).status == 403
    )
    refused("not_allowed", world.lecture, 9, 10, organisation=world.fire, by=world.constable)
    stranger = {"organisation": world.stranger, "by": world.outsider}
    assert refused("not_found", world.lecture, 9, 10, **stranger).status == 422
    world.lecture.listed = False
    world.lecture.save()
    refused("not_found", world.lecture, 9, 10, organisation=world.trust, by=world.medic)
    book(world.lecture, 9, 10, organisation=world.police, by=world.constable)


def test_a_booking_moves_within_its_own_time_and_changes_its_charge(world, police):
    booking = book(world.lecture, 9, 10, **police)
    moved = move_booking(booking=booking, starts_at=at(9.5), ends_at=at(11.5), by=world.constable, revision=0)
    assert (moved.charge_pence, moved.revision, moved.purpose) == (2400, 1, "Training")
    with pytest.raises(Refused) as refusal:
        move_booking(booking=booking, purpose="Other", by=world.constable, revision=0)
    assert (refusal.value.code, refusal.value.status) == ("changed_meanwhile", 412)
    entry = AuditEntry.objects.get(action="booking.moved")
    assert (entry.before["charge_pence"], entry.after["charge_pence"]) == (1200, 2400)


def test_a_cancelled_booking_frees_its_asset_and_stays_cancelled(world, police, own):
    booking = book(world.lecture, 9, 10, **police)
    cancelled = cancel_booking(booking=booking, by=world.manager, reason="Flooded")
    assert (cancelled.status, cancelled.cancel_reason) == ("cancelled", "Flooded")
    book(world.lecture, 9, 10, **own)
    with pytest.raises(Refused, match="cancelled"):
        move_booking(booking=booking, starts_at=at(11), ends_at=at(12), by=world.constable)
    with pytest.raises(Refused) as refusal:
        cancel_booking(booking=Booking.objects.get(asset=world.lecture, status="confirmed"), by=world.reader)
    assert refusal.value.code == "not_allowed"


def test_the_databases_guard_speaks_when_the_check_is_off(world, own, monkeypatch):
    book(world.lecture, 9, 10, **own)
    monkeypatch.setattr("assets.calendar.check", lambda *args, **kwargs: None)
    refusal = refused("asset_not_free", world.lecture, 9.5, 10.5, **own)
    assert "Choose another time or asset" in refusal.message
    assert Booking.objects.count() == 1


def test_times_need_an_offset_and_whole_minutes(world, own):
    facts = {"asset": world.lecture, "purpose": "x", **own}
    for start, code in (
        (MONDAY.replace(tzinfo=None), "offset_missing"),
        (MONDAY.replace(second=30), "not_a_whole_minute"),
    ):
        with pytest.raises(Refused) as refusal:
            create_booking(starts_at=start, ends_at=at(2), **facts)
        assert (refusal.value.code, refusal.value.field) == (code, "starts_at")
