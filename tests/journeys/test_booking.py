"""The station manager's two errands: a room in a minute on a phone, and a week planned for everybody."""

import re

import pytest
from playwright.sync_api import Page, expect

from assets.actions.bookings import create_booking
from assets.actions.requests import Need, request_booking
from assets.actions.rounds import create_round
from assets.models import Booking, BookingRequest
from optimizer.runs.executing import execute
from optimizer.runs.models import Run
from tests.assets.county import at, world
from tests.journeys.conftest import PHONE

__all__ = ["world"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_room_is_booked_on_a_phone_and_the_refusal_offers_what_is_free(
    signed_in_page, live_server, world, check_page
):
    page: Page = signed_in_page(world.constable, PHONE)
    page.goto(f"{live_server.url}/assets/book/")
    check_page(page)
    page.get_by_label("What do you need?").select_option("Room")
    page.get_by_label("Date").fill("2035-01-08")
    page.get_by_label("From").fill("09:00")
    page.get_by_label("Until").fill("11:00")
    page.get_by_label("Number of people").fill("12")
    page.get_by_label("Near").select_option("Ampthill")
    page.get_by_role("button", name="Find what is free").click()
    check_page(page)
    nearest = page.get_by_role("listitem").filter(has_text="on the spot")
    expect(nearest).to_contain_text("£24.00")
    nearest.get_by_role("button", name="Choose Lecture").click()
    check_page(page)
    expect(page.get_by_label("Number of people")).to_have_value("12")
    page.get_by_label("What is it for?").fill("Search adviser briefing")
    # Somebody else is faster.
    create_booking(
        asset=world.lecture, organisation=world.fire, starts_at=at(10), ends_at=at(12), purpose="Drill",
        by=world.manager,
    )  # fmt: skip
    page.get_by_role("button", name="Book it").click()
    expect(page.get_by_text("is taken at some time")).to_have_count(1)
    expect(page.get_by_label("What is it for?")).to_have_value("Search adviser briefing")
    expect(page.locator("body")).not_to_contain_text("Drill")
    check_page(page)
    alternatives = page.get_by_role("button", name=re.compile("^Book this"))
    # The same room before and after, and another room at the time that was asked for.
    expect(alternatives).to_have_count(3)
    alternatives.first.click()
    expect(page.get_by_role("alert")).to_contain_text("Booked: Lecture")
    check_page(page)
    booking = Booking.objects.get(organisation=world.police)
    assert (booking.purpose, booking.attendees) == ("Search adviser briefing", 12)
    page.get_by_role("button", name="Cancel the booking").click()
    check_page(page)
    page.get_by_role("button", name="Cancel the booking").click()
    page.get_by_role("button", name="Undo: book it again").click()
    expect(page.get_by_role("alert")).to_contain_text("Booked again")
    page.goto(f"{live_server.url}/assets/book/bookings/")
    expect(page.get_by_role("table")).to_contain_text("Search adviser briefing")
    check_page(page)


@pytest.fixture
def planned(world):
    found = create_round(
        lead=world.fire, participants=[world.police], name="Week 2", starts_at=at(0), ends_at=at(0, 7),
        by=world.manager,
    )  # fmt: skip
    for title, kind in (("Police briefing", "room"), ("Boat drill", "boat")):
        request_booking(
            request=BookingRequest(
                organisation=world.police, round=found, title=title, duration_minutes=120, repeat_days=[0]
            ),
            needs=[Need(kind)],
            windows=[(at(9, 1), at(11, 1))],
            by=world.constable,
        )
    return found


def make_a_request(page: Page) -> None:
    page.get_by_role("button", name="Make a request").click()
    page.get_by_label("What is it for?").fill("Breathing apparatus refresher")
    page.get_by_label("Date", exact=True).fill("2035-01-09")
    page.get_by_label("Earliest start").fill("09:00")
    page.get_by_label("Latest end").fill("12:00")
    page.get_by_role("button", name="Add another time").click()
    expect(page.get_by_label("What is it for?")).to_have_value("Breathing apparatus refresher")
    second = page.get_by_role("group", name="Time 2")
    second.get_by_label("Date", exact=True).fill("2035-01-10")
    second.get_by_label("Earliest start").fill("13:00")
    second.get_by_label("Latest end").fill("17:00")


def test_a_round_is_gathered_planned_reviewed_and_published(
    signed_in_page, live_server, world, planned, viewport, check_page
):
    page: Page = signed_in_page(world.manager, viewport)
    page.goto(f"{live_server.url}/assets/rounds/")
    page.get_by_role("link", name="Week 2").click()
    make_a_request(page)
    check_page(page)
    page.get_by_role("button", name="Submit to the round").click()
    expect(page.get_by_role("alert")).to_contain_text("Submitted to Week 2")
    check_page(page)
    page.get_by_role("link", name="Go to the round").click()
    expect(page.get_by_text("3 requests will be planned")).to_be_visible()
    check_page(page)
    page.get_by_label("15 seconds: a first look").check()
    page.get_by_role("button", name="Plan the round").click()
    expect(page.get_by_role("region", name="Progress of the planning run")).to_contain_text(
        "Waiting to start"
    )
    check_page(page)
    execute(Run.objects.get().pk)
    # The page learns by itself that the run has ended.
    expect(page.get_by_role("button", name="Publish the plan")).to_be_visible()
    expect(page.get_by_text("best plan there is")).to_be_visible()
    expect(page.get_by_role("heading", name="Declined: 1")).to_be_visible()
    expect(page.get_by_text("Boat drill")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Publish the plan").click()
    expect(page.get_by_text("2 requests get 2 bookings")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Publish the plan").click()
    expect(page.get_by_role("alert")).to_contain_text("Week 2 is published")
    check_page(page)
    assert Booking.objects.filter(round=planned, status="confirmed").count() == 2
    page.goto(f"{live_server.url}/assets/schedule/?date=2035-01-09&kind=room")
    expect(page.get_by_role("table").last).to_contain_text("Police briefing")
    check_page(page)


def test_every_page_is_accessible_and_fits_the_screen(
    signed_in_page, live_server, world, planned, viewport, check_page
):
    page: Page = signed_in_page(world.keeper, viewport)
    asked, lecture, site = planned.requests.first(), world.lecture.pk, world.ampthill.pk
    booking = create_booking(
        asset=world.lecture, organisation=world.fire, starts_at=at(9), ends_at=at(11), purpose="Drill",
        by=world.manager,
    )  # fmt: skip
    for path in (
        f"book/asset/{lecture}/?date=2035-01-08&start=12:00&end=13:00&organisation={world.fire.pk}",
        f"book/bookings/{booking.pk}/change/", "schedule/?date=2035-01-08&span=week", "requests/",
        f"requests/{asked.pk}/", "rounds/new/", f"rounds/{planned.pk}/import/", "catalogue/", "catalogue/new/",
        f"catalogue/{lecture}/?date=2035-01-08", f"catalogue/{lecture}/change/",
        f"catalogue/{lecture}/blockings/new/", "catalogue/sites/", "catalogue/sites/new/",
        f"catalogue/sites/{site}/", "catalogue/workbooks/", "catalogue/workbooks/sites/import/", "agreements/",
        "agreements/new/", f"agreements/{world.rooms.pk}/", f"agreements/{world.rooms.pk}/end/",
    ):  # fmt: skip
        assert page.goto(f"{live_server.url}/assets/{path}").ok, path
        check_page(page)
