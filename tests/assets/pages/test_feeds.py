"""Calendars for calendar programs: making an address, reading it, revoking it; and one booking as a file."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from assets.actions.bookings import cancel_booking, create_booking, move_booking
from assets.actions.feeds import FEEDS_MAX, create_feed
from assets.models import Blocking, Booking, CalendarFeed
from partners.actions.members import add_member, remove_member
from partners.models import AuditEntry
from tests.assets.county import agreement, at, person

pytestmark = pytest.mark.django_db


def booked(world, by, asset=None, hour=9, purpose="Drill", organisation=None) -> Booking:
    return create_booking(
        asset=asset or world.lecture,
        organisation=organisation or by.memberships.first().organisation,
        starts_at=at(hour),
        ends_at=at(hour + 1),
        purpose=purpose,
        by=by,
    )


def feed_of(by, asset=None) -> str:
    return reverse("assets:calendar_feed", args=[create_feed(asset=asset, by=by)[1]])


def events(address, **headers) -> dict:
    """The events at an address by summary, read as a program without a session would."""
    answer = Client().get(address, headers=headers)
    assert answer.status_code == 200, answer.content
    calendar = Calendar.from_ical(answer.content)
    found = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert len(found) == len(calendar.walk("VEVENT"))
    return found


def test_an_address_is_shown_once_and_only_its_hash_is_stored(page_of, world):
    page = page_of(world.constable)
    booked(world, world.constable)
    made = page.post(reverse("assets:calendar_new"))
    secret = re.search(r"calendars/(cal_[\w-]{43})\.ics", made.content.decode())[1]
    assert made.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert list(events(reverse("assets:calendar_feed", args=[secret]))) == ["Drill: Lecture"]
    listed = page.get(reverse("assets:calendars")).content.decode()
    assert secret[:8] in listed and secret not in listed
    stored = repr(list(CalendarFeed.objects.values())) + repr(list(AuditEntry.objects.values()))
    assert secret not in stored and secret[:12] not in stored
    assert AuditEntry.objects.get(action="calendar_feed.created").organisation == world.police


def test_a_revoked_address_is_gone_and_nobody_else_can_revoke_it(page_of, world):
    address = feed_of(world.constable)
    feed = CalendarFeed.objects.get()
    revoke = reverse("assets:calendar_revoke", args=[feed.pk])
    assert page_of(world.reader).post(revoke).status_code == 404
    assert Client().get(address).status_code == 200
    page_of(world.constable).post(revoke)
    assert Client().get(address).status_code == 404
    assert AuditEntry.objects.filter(action="calendar_feed.revoked").count() == 1


def test_there_is_a_limit_to_the_addresses_of_one_person(page_of, world):
    for _ in range(FEEDS_MAX):
        create_feed(by=world.constable)
    answer = page_of(world.constable).post(reverse("assets:calendar_new"), follow=True)
    assert f"You have {FEEDS_MAX} calendar addresses" in answer.content.decode()
    assert CalendarFeed.objects.count() == FEEDS_MAX


def test_own_bookings_are_those_made_by_hand_for_organisations_still_theirs(world):
    address = feed_of(world.constable)
    booked(world, world.constable, hour=9, purpose="Mine")
    booked(world, world.keeper, hour=11, purpose="Not mine")
    assert list(events(address)) == ["Mine: Lecture"]
    world.constable.memberships.create(organisation=world.fire, role="booker")
    assert list(events(address)) == ["Mine: Lecture"]
    world.constable.memberships.filter(organisation=world.police).delete()
    assert events(address) == {}, "made for an organisation they have left"


def test_a_change_is_the_same_event_with_a_higher_sequence_and_a_cancelled_one_says_so(world):
    address = feed_of(world.constable)
    made = booked(world, world.constable)
    first = events(address)["Drill: Lecture"]
    move_booking(booking=made, starts_at=at(12), ends_at=at(14), by=world.constable)
    moved = events(address)["Drill: Lecture"]
    cancel_booking(booking=made, by=world.constable)
    cancelled = events(address)["Drill: Lecture"]
    assert first["uid"] == moved["uid"] == cancelled["uid"] == f"booking-{made.pk}@testserver"
    assert [first["sequence"], moved["sequence"], cancelled["sequence"]] == [0, 1, 2]
    assert [first["status"], moved["status"], cancelled["status"]] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert (moved["dtstart"].dt, moved["dtend"].dt) == (at(12), at(14))
    assert first["last-modified"].dt <= moved["last-modified"].dt
    assert first["url"] == f"http://testserver{reverse('assets:booking', args=[made.pk])}"


def test_an_asset_shows_partners_busy_unless_the_agreement_shares_more(world):
    address = feed_of(world.medic, world.lecture)
    agreement(world.fire, world.trust, "MOU-2", kinds=["room"])
    booked(world, world.constable, purpose="Operation Heron")
    Blocking.objects.create(
        asset=world.lecture, starts_at=at(20), ends_at=at(21), kind="maintenance", reason="Roof leaks"
    )
    plain = Client().get(address).content.decode()
    found = events(address)
    assert set(found) == {"Busy", "Out of use: maintenance"}
    assert not {"description", "location", "url", "last-modified"} & set(map(str.lower, found["Busy"]))
    assert not any(word in plain for word in ("Heron", "Police", "Constable", "Roof"))
    world.fire.agreements_given.filter(reference="MOU-2").update(shares_details=True)
    assert "Operation Heron: Lecture" in events(address)
    assert "Roof leaks" in Client().get(feed_of(world.manager, world.lecture)).content.decode()


def test_an_asset_shows_the_bookings_of_its_whole_and_its_parts(world):
    left, right = world.halves
    booked(world, world.manager, asset=left, hour=9, purpose="Left")
    booked(world, world.manager, asset=world.hall, hour=11, purpose="Whole")
    assert set(events(feed_of(world.manager, world.hall))) == {f"Left: {left}", "Whole: Hall"}
    assert set(events(feed_of(world.manager, right))) == {"Whole: Hall"}


def test_an_asset_that_may_no_longer_be_seen_is_gone(world):
    address = feed_of(world.medic, world.lecture)
    assert Client().get(address).status_code == 200
    world.partnership.organisations.remove(world.trust)
    assert Client().get(address).status_code == 404


def test_an_address_does_not_come_back_with_who_left_and_returned(world):
    chief = person("chief", world.police, "partnership_administrator")
    address = feed_of(world.constable)
    remove_member(organisation=world.police, member=world.constable, by=chief)
    assert not CalendarFeed.objects.exists()
    assert AuditEntry.objects.get(action="calendar_feed.revoked").object_label.startswith(
        "Own bookings (cal_"
    )
    add_member(
        organisation=world.police, email=world.constable.email, name="Constable", roles=["booker"],
        by=chief,
    )  # fmt: skip
    assert Client().get(address).status_code == 404


def test_what_has_not_changed_is_not_sent_again(world):
    address = feed_of(world.constable)
    made = booked(world, world.constable)
    first = Client().get(address)
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.headers["Cache-Control"] == "private, no-cache"
    same = Client().get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    # What may be seen can change without a booking changing, so a date alone proves nothing.
    dated = Client().get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert dated.status_code == 200
    cancel_booking(booking=made, by=world.constable)
    assert Client().get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_address_opens_nothing_else_and_cannot_be_written_to(world):
    address = feed_of(world.constable)
    client = Client()
    assert client.post(address).status_code == 405
    answer = client.get(address)
    assert not answer.cookies and "Set-Cookie" not in answer.headers
    assert client.get(reverse("assets:bookings")).status_code == 302
    secret = address.rpartition("/")[2].removesuffix(".ics")
    assert client.get("/api/v1/bookings", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_the_secret_is_in_no_log_not_even_when_it_no_longer_works(world, caplog, settings):
    address = feed_of(world.constable)
    secret = address.rpartition("/")[2].removesuffix(".ics")
    world.constable.memberships.all().delete()
    assert Client().get(address).status_code == 404
    assert "assets:calendar_feed" in caplog.text and secret not in caplog.text
    assert settings.MIDDLEWARE[0] == "assets.middleware.SecretPathMiddleware", "what logs comes after it"
    settings.SECURE_SSL_REDIRECT = True
    assert secret not in Client().get(address).headers["Location"]


def test_what_people_write_cannot_break_the_file(page_of, world):
    purpose = 'Semi;colon, comma \\ "quote"\r\nEND:VEVENT\r\nBEGIN:VALARM\x07 née ' + "é" * 90
    made = booked(world, world.constable, purpose=purpose)
    answer = page_of(world.constable).get(reverse("assets:booking_file", args=[made.pk]))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="booking-{made.pk}.ics"'
    lines = answer.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines) and b"END:VEVENT" in lines
    assert lines.count(b"END:VEVENT") == 1 and b"BEGIN:VALARM" not in lines
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["summary"] == f"{purpose}: Lecture".replace("\r\n", "\n").replace("\x07", "")


def test_reading_is_noted_but_not_each_time(page_of, world):
    address = feed_of(world.constable)
    Client().get(address)
    noted = CalendarFeed.objects.get().last_used_at
    Client().get(address)
    assert noted is not None and CalendarFeed.objects.get().last_used_at == noted
    assert "Never" not in page_of(world.constable).get(reverse("assets:calendars")).content.decode()
