"""Requests: rows that are added without scripts, drafts, handing in, what becomes of them."""

import pytest
from django.urls import reverse

from assets.actions.rounds import create_round
from assets.models import Booking, BookingRequest
from tests.assets.county import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(world):
    return create_round(
        lead=world.fire, participants=[world.police], name="Week 2", starts_at=at(0), ends_at=at(0, 7),
        by=world.manager,
    )  # fmt: skip


def typed(world, planned, **other) -> dict:
    """What a browser sends: one need, two times of which the second is blank."""
    return {
        "title": "Search drill", "organisation": world.police.pk, "duration_minutes": "120", "weight": "1",
        "round": planned.pk, "repeat": "",
        "needs-TOTAL_FORMS": "1", "needs-INITIAL_FORMS": "0",
        "needs-0-kind": "room", "needs-0-count": "1", "needs-0-capacity_min": "10",
        "windows-TOTAL_FORMS": "2", "windows-INITIAL_FORMS": "0",
        "windows-0-day": "2035-01-09", "windows-0-start": "08:00", "windows-0-end": "12:00",
        **other,
    }  # fmt: skip


def test_a_further_time_is_added_without_scripts_and_keeps_what_was_typed(page_of, world, planned):
    page, address = page_of(world.constable), reverse("assets:request_new")
    html = page.post(address, typed(world, planned, **{"add-windows": "1", "title": ""})).content.decode()
    assert 'name="windows-2-day"' in html
    assert 'value="2035-01-09"' in html and 'value="120"' in html
    assert "There is a problem" not in html
    assert not BookingRequest.objects.exists()


def test_a_time_can_be_taken_away_again(page_of, world, planned):
    page, address = page_of(world.constable), reverse("assets:request_new")
    html = page.post(address, typed(world, planned, **{"remove-windows": "0"})).content.decode()
    assert 'value="2035-01-09"' not in html
    assert 'name="windows-1-day"' not in html


def test_a_submitted_request_holds_what_was_typed_without_the_blank_rows(page_of, world, planned):
    data = typed(
        world, planned, submit="1", repeat="other", days="0, 2",
        preferred_day="2035-01-09", preferred_clock="09:00", preferred_1=world.lecture.pk,
    )  # fmt: skip
    answer = page_of(world.constable).post(reverse("assets:request_new"), data)
    asked = BookingRequest.objects.get()
    assert answer.url == reverse("assets:request", args=[asked.pk])
    assert (asked.status, asked.repeat_days, asked.preferred_start) == ("submitted", [0, 2], at(9, 1))
    assert [(one.starts_at, one.ends_at) for one in asked.windows.all()] == [(at(8, 1), at(12, 1))]
    assert [(need.kind, need.capacity_min) for need in asked.needs.all()] == [("room", 10)]
    assert list(asked.preferred_assets.all()) == [world.lecture]


def test_all_faults_show_at_once_each_at_its_field(page_of, world, planned):
    data = typed(
        world, planned, title="", repeat="weekly", max_travel_minutes="20",
        **{"needs-0-kind": "", "windows-0-end": "07:00"},
    )  # fmt: skip
    answer = page_of(world.constable).post(reverse("assets:request_new"), data)
    html = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "Enter what the booking is for.",
        "Enter how many times it takes place",
        "Name the site that the drive counts from.",
        "The end must come after the start.",
    ):
        assert words in html, words
    assert not BookingRequest.objects.exists()


def test_a_request_without_times_or_needs_is_refused(page_of, world, planned):
    data = typed(world, planned, **{"windows-TOTAL_FORMS": "0", "needs-TOTAL_FORMS": "0"})
    html = page_of(world.constable).post(reverse("assets:request_new"), data).content.decode()
    assert "Give at least one time" in html and "Say what you need" in html


def test_a_time_outside_the_round_is_refused_in_words(page_of, world, planned):
    data = typed(world, planned, **{"windows-0-day": "2035-02-09", "submit": "1"})
    answer = page_of(world.constable).post(reverse("assets:request_new"), data)
    assert answer.status_code == 409
    assert "leaves Week 2" in answer.content.decode()
    assert not BookingRequest.objects.exists()


def test_a_draft_is_changed_submitted_and_withdrawn(page_of, world, planned):
    page = page_of(world.constable)
    page.post(reverse("assets:request_new"), typed(world, planned, save="1"))
    asked = BookingRequest.objects.get()
    assert asked.status == "draft"
    html = page.get(reverse("assets:request_change", args=[asked.pk])).content.decode()
    assert 'value="Search drill"' in html and 'value="08:00"' in html
    page.post(
        reverse("assets:request_change", args=[asked.pk]),
        typed(world, planned, save="1", title="Night drill"),
    )
    page.post(reverse("assets:request_submit", args=[asked.pk]))
    asked.refresh_from_db()
    assert (asked.title, asked.status) == ("Night drill", "submitted")
    page.post(reverse("assets:request_withdraw", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.status == "withdrawn"


def test_a_declined_request_says_why_and_its_alternative_is_booked_whole(page_of, world, planned):
    asked = BookingRequest.objects.create(
        organisation=world.police, round=planned, title="Drill", duration_minutes=60, repeat_days=[0, 1],
        status="declined", decline_reason="closed", decline_text="It is closed then.",
        alternatives=[{
            "starts_at": at(9).isoformat(), "ends_at": at(10).isoformat(), "when": "Mon 8 Jan 2035, 09:00 to 10:00",
            "assets": [{"id": world.lecture.pk, "name": "Lecture", "site": "Ampthill"}],
        }],
    )  # fmt: skip
    page = page_of(world.constable)
    html = page.get(reverse("assets:request", args=[asked.pk])).content.decode()
    assert "It is closed then." in html and "Book this" in html
    page.post(reverse("assets:request_book", args=[asked.pk, 0]))
    assert list(Booking.objects.values_list("starts_at", flat=True)) == [at(9), at(9, 1)]
    again = page.post(reverse("assets:request_book", args=[asked.pk, 0]), follow=True)
    assert "is taken at some time" in again.content.decode()
    assert Booking.objects.count() == 2
