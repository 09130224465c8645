"""Booking by hand: what is free, booking it, being refused with a way out, changing, cancelling, taking back."""

import re

import pytest
from django.urls import reverse

from assets.actions.bookings import create_booking
from assets.models import Booking
from tests.assets.county import at

pytestmark = pytest.mark.django_db

WANTED = {"date": "2035-01-08", "start": "09:00", "end": "11:00"}


def wanted(world, **other) -> dict:
    return {**WANTED, "purpose": "Refresher", "attendees": "8", "organisation": world.police.pk, **other}


def taken(world, start=9, end=11) -> Booking:
    return create_booking(
        asset=world.lecture, organisation=world.fire, starts_at=at(start), ends_at=at(end), purpose="Drill",
        by=world.manager,
    )  # fmt: skip


def search(page, world, **other) -> str:
    query = {**WANTED, "kind": "room", "seats": "8", "organisation": world.police.pk, **other}
    return page.get(reverse("assets:book"), query).content.decode()


def test_the_search_shows_what_is_free_with_price_agreement_and_drive(page_of, world):
    html = search(page_of(world.constable), world, near=world.bedford.pk)
    assert "Lecture" in html and "£24.00" in html and "MOU-1" in html
    assert "minutes&#x27; drive" in html or "minutes' drive" in html


def test_what_is_taken_is_not_shown_and_nearby_times_are_when_nothing_is_left(page_of, world):
    taken(world)
    html = search(page_of(world.constable), world, features=world.projector.pk)
    assert "Nothing is free" in html
    assert "11:15 to 13:15" in html, "after the booking and its turnaround of 15 minutes"


def test_a_search_that_cannot_be_read_says_why_and_keeps_what_was_typed(page_of, world):
    html = search(page_of(world.constable), world, end="08:00", seats="many")
    assert "The end must come after the start." in html
    assert "Enter the number of people in digits" in html
    assert 'value="many"' in html


def test_the_hour_that_the_clocks_skip_is_asked_about(page_of, world):
    html = search(page_of(world.constable), world, date="2035-03-25", start="01:30")
    assert "There is a problem" in html


def test_booking_leads_to_the_booking_with_its_charge(page_of, world):
    page = page_of(world.constable)
    answer = page.post(reverse("assets:book_asset", args=[world.lecture.pk]), wanted(world), follow=True)
    booking = Booking.objects.get()
    assert answer.redirect_chain == [(reverse("assets:booking", args=[booking.pk]), 302)]
    html = answer.content.decode()
    assert "Booked: Lecture" in html and "£24.00" in html
    assert (booking.organisation, booking.attendees, booking.booked_by) == (world.police, 8, world.constable)


def test_the_alternative_of_a_refusal_books_at_the_press_of_its_button(page_of, world):
    taken(world)
    page = page_of(world.constable)
    answer = page.post(reverse("assets:book_asset", args=[world.lecture.pk]), wanted(world))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "is taken at some time" in html
    assert 'value="Refresher"' in html, "nothing typed is lost"
    forms = re.findall(r'<form method="post" action="([^"]+/book/asset/\d+/)">(.*?)</form>', html, re.S)
    assert 1 <= len(forms) <= 3
    address, fields = forms[0]
    answer = page.post(address, dict(re.findall(r'name="(\w+)" value="([^"]*)"', fields)))
    assert answer.status_code == 302
    assert Booking.objects.get(organisation=world.police).purpose == "Refresher"


def test_without_an_agreement_the_refusal_says_so(page_of, world):
    page = page_of(world.medic)
    answer = page.post(
        reverse("assets:book_asset", args=[world.lecture.pk]), wanted(world, organisation=world.trust.pk)
    )
    assert answer.status_code == 409
    assert "No signed agreement lets Ambulance Trust use" in answer.content.decode()
    assert not Booking.objects.exists()


def test_nobody_books_for_an_organisation_that_is_not_theirs(page_of, world):
    page = page_of(world.constable)
    answer = page.post(
        reverse("assets:book_asset", args=[world.lecture.pk]), wanted(world, organisation=world.fire.pk)
    )
    assert answer.status_code == 422
    assert not Booking.objects.exists()


def test_a_change_made_on_an_old_page_is_refused(page_of, world):
    booking = taken(world)
    page, address = page_of(world.manager), reverse("assets:booking_change", args=[booking.pk])
    change = {**WANTED, "purpose": "Longer drill", "revision": booking.revision, "end": "12:00"}
    assert page.post(address, change).status_code == 302
    answer = page.post(address, {**change, "end": "13:00"})
    assert answer.status_code == 409
    assert "Somebody changed this booking in the meantime" in answer.content.decode()
    booking.refresh_from_db()
    assert booking.ends_at == at(12)


def test_a_cancelled_booking_can_be_taken_back_while_nobody_has_the_time(page_of, world):
    booking, page = taken(world), page_of(world.manager)
    answer = page.post(reverse("assets:booking_cancel", args=[booking.pk]), {"reason": "Flood"}, follow=True)
    assert "Flood" in answer.content.decode()
    answer = page.post(reverse("assets:booking_rebook", args=[booking.pk]), follow=True)
    assert "Booked again" in answer.content.decode()
    assert Booking.objects.filter(status="confirmed", starts_at=at(9)).count() == 1
    answer = page.post(reverse("assets:booking_rebook", args=[booking.pk]), follow=True)
    assert "is taken at some time" in answer.content.decode()


def test_our_bookings_need_as_many_queries_for_three_as_for_one(
    page_of, world, django_assert_max_num_queries
):
    page, address = page_of(world.manager), reverse("assets:bookings")
    taken(world)
    with django_assert_max_num_queries(40) as one:
        assert "Drill" in page.get(address).content.decode()
    taken(world, 12, 13)
    taken(world, 14, 15)
    with django_assert_max_num_queries(len(one)):
        page.get(address)
