"""The pieces that pages are made of: usable by keyboard, on a phone, without scripts, and within WCAG 2.2 AA."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.urls("tests.journeys.specimen"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def specimen(page, live_server, viewport):
    page.set_viewport_size(viewport)
    page.goto(f"{live_server.url}/specimen/")
    return page


def test_every_piece_is_accessible_and_fits_the_screen(specimen, check_page):
    check_page(specimen)


def test_errors_are_summed_up_take_the_focus_and_lead_to_their_fields(specimen, check_page):
    specimen.get_by_role("button", name="Save").click()
    summary = specimen.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    assert specimen.title().startswith("Error: ")
    check_page(specimen)
    summary.get_by_role("link").first.click()
    expect(specimen.locator("#id_purpose")).to_be_focused()


def test_the_narrowest_phone_does_not_scroll_sideways(page, live_server, check_page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{live_server.url}/specimen/")
    check_page(page)


def test_the_skip_link_is_first_and_leads_to_the_content(specimen):
    specimen.keyboard.press("Tab")
    skip = specimen.locator(".nhsuk-skip-link")
    expect(skip).to_be_focused()
    specimen.keyboard.press("Enter")
    expect(specimen.locator("#maincontent")).to_be_focused()


def test_a_wide_screen_shows_the_timeline_and_enter_opens_a_booking(page, live_server, check_page):
    page.goto(f"{live_server.url}/specimen/")
    booking = page.get_by_role("link", name="Training room one, Tue 3 Nov 2026, 09:00 to 11:00: Training")
    expect(booking).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(2)
    check_page(page)
    page.get_by_role("button", name="Week").click()
    expect(booking).to_be_visible()
    check_page(page)
    booking.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("opened=1"))


def test_a_phone_downloads_no_calendar(page, live_server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/specimen/")
    page.wait_for_load_state("networkidle")
    assert any("timeline.js" in url for url in asked)
    assert not any("calendar" in url or "schedule.json" in url for url in asked)
    expect(page.locator("[data-timeline]")).to_be_hidden()


def test_a_stacked_table_keeps_its_rows_and_columns_for_a_screen_reader(specimen):
    table = specimen.get_by_role("table", name="Bookings")
    expect(table.get_by_role("row")).to_have_count(3)
    expect(table.get_by_role("rowheader").first).to_contain_text("Ampthill")


def test_everything_is_there_without_scripts(browser, live_server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server.url}/specimen/")
    for place in ("Place number 1", "Place number 9"):
        expect(page.get_by_role("link", name=place)).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    context.close()


@pytest.mark.parametrize("address", ["/account/sign-in/", "/account/password/reset/", "/no-such-page/"])
def test_pages_for_everyone(page, live_server, check_page, viewport, address):
    page.set_viewport_size(viewport)
    page.goto(live_server.url + address)
    check_page(page)
