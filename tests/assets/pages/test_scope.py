"""Every page answers those it is for, and tells nobody else that what it is about exists."""

import pytest
from django.urls import reverse

from assets.actions.bookings import create_booking
from assets.actions.rounds import create_round
from assets.models import BookingRequest
from tests.assets.county import at

LISTS = ["book", "bookings", "schedule", "requests", "rounds", "assets", "sites", "agreements", "workbooks"]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_opens_for_everybody_who_is_signed_in(page_of, world, name):
    for user in (world.manager, world.reader, world.outsider):
        assert page_of(user).get(reverse(f"assets:{name}")).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_a_list_sends_strangers_to_the_sign_in(client, db, name):
    answer = client.get(reverse(f"assets:{name}"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


@pytest.fixture
def things(world):
    """The address names of pages about one thing each, with that thing's key."""
    booking = create_booking(
        asset=world.lecture, organisation=world.police, starts_at=at(9), ends_at=at(11), purpose="Briefing",
        by=world.constable,
    )  # fmt: skip
    planned = create_round(
        lead=world.fire, participants=[world.police], name="Week 2", starts_at=at(0), ends_at=at(0, 7),
        by=world.manager,
    )  # fmt: skip
    asked = BookingRequest.objects.create(
        organisation=world.police, round=planned, title="Drill", duration_minutes=60, repeat_days=[0]
    )
    return [
        ("asset", world.lecture.pk),
        ("book_asset", world.lecture.pk),
        ("site", world.ampthill.pk),
        ("agreement", world.rooms.pk),
        ("booking", booking.pk),
        ("booking_change", booking.pk),
        ("booking_cancel", booking.pk),
        ("request", asked.pk),
        ("request_change", asked.pk),
        ("request_withdraw", asked.pk),
        ("round", planned.pk),
        ("round_requests", planned.pk),
        ("round_import", planned.pk),
    ]


def test_the_pages_of_a_thing_open_for_its_booker_and_are_not_there_for_an_outsider(page_of, world, things):
    booker, outsider = page_of(world.constable), page_of(world.outsider)
    for name, key in things:
        address = reverse(f"assets:{name}", args=[key])
        assert booker.get(address).status_code == 200, name
        assert outsider.get(address).status_code == 404, name


@pytest.mark.parametrize(
    "name", ["asset_change", "blocking_new", "site_change", "agreement_change", "agreement_end"]
)
def test_who_may_look_but_not_keep_is_refused_in_words(page_of, world, name):
    about = {"site": world.ampthill, "agreement": world.rooms}.get(name.split("_")[0], world.lecture)
    answer = page_of(world.constable).get(reverse(f"assets:{name}", args=[about.pk]))
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()


def test_buttons_are_shown_to_those_alone_who_may_press_them(page_of, world):
    address = reverse("assets:asset", args=[world.lecture.pk])
    keeper, booker, reader = (
        page_of(user).get(address).content.decode() for user in (world.manager, world.constable, world.reader)
    )
    assert "Take it out of use" in keeper and "Take it out of use" not in booker
    assert "Book it" in booker and "Book it" not in reader


def test_a_timeline_feed_masks_what_others_booked(page_of, world):
    create_booking(
        asset=world.lecture, organisation=world.fire, starts_at=at(9), ends_at=at(11), purpose="Secret drill",
        by=world.manager,
    )  # fmt: skip
    address = f"{reverse('assets:schedule_feed')}?from=2035-01-08&to=2035-01-09"
    own = page_of(world.manager).get(address).json()["events"]
    others = page_of(world.constable).get(address).json()["events"]
    assert [event["title"] for event in own] == ["Secret drill"]
    assert [event["title"] for event in others] == ["Busy"]
    assert others[0]["url"] is None
    assert page_of(world.outsider).get(address).json() == {"resources": [], "events": []}
