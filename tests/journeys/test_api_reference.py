"""The reference page of the API is a page like all others, for people who have not signed in too."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_reference_page_reads_well_at_every_width(page, live_server, check_page, viewport):
    page.set_viewport_size(viewport)
    page.goto(f"{live_server.url}/api/v1/docs")

    check_page(page)
    page.get_by_role("link", name="Bookings", exact=True).first.click()
    assert page.url.endswith("#group-3")
    assert page.get_by_role("heading", name="Book an asset", exact=True).is_visible()
