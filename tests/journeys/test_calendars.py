"""Making an address for a calendar program, in the browser."""

import pytest
from django.test import Client
from icalendar import Calendar

from tests.assets.county import world

__all__ = ["world"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_address_is_made_copied_and_revoked(signed_in_page, check_page, live_server, viewport, world):
    page = signed_in_page(world.constable, viewport)
    page.goto(f"{live_server.url}/assets/catalogue/{world.lecture.pk}/")
    page.get_by_role("link", name="Show it in a calendar program").click()
    check_page(page)
    page.get_by_role("button", name="Make the address").click()
    check_page(page)
    address = page.get_by_label("Address for Lecture").input_value()
    calendar = Calendar.from_ical(Client().get(address.removeprefix(live_server.url)).content)
    assert calendar["x-wr-calname"] == "Lecture"
    page.get_by_role("link", name="Your calendar addresses").click()
    check_page(page)
    page.get_by_role("link", name="Revoke").click()
    page.get_by_role("button", name="Revoke this address").click()
    page.get_by_text("The calendar address no longer works.").wait_for()
    assert Client().get(address.removeprefix(live_server.url)).status_code == 404
