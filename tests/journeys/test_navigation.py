"""Every page that the navigation leads to is accessible and fits a phone, before there is anything on it."""

import pytest

from partners.models import Membership, Organisation, User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def everybody():
    """Somebody who holds every role, so sees every place."""
    body = Organisation.objects.create(
        name="Ampthill Fire Service", short_name="Ampthill", kind="fire_service"
    )
    user = User.objects.create_user("ann@example.org", name="Ann Example")
    for role in Membership.Role.values:
        Membership.objects.create(user=user, organisation=body, role=role)
    return user


def test_every_place_in_the_navigation(everybody, signed_in_page, live_server, check_page, viewport):
    page = signed_in_page(everybody, viewport)
    page.goto(live_server.url)
    check_page(page)
    places = page.locator(".nhsuk-header__navigation a").evaluate_all("links => links.map(link => link.href)")
    assert places
    for place in places:
        answer = page.goto(place)
        assert answer.status == 200, place
        check_page(page)


def test_signing_in_with_the_keyboard_alone(live_server, page):
    User.objects.create_user("bo@example.org", "correct horse battery", name="Bo Example")
    page.goto(live_server.url)
    page.locator("#id_login").focus()
    page.keyboard.type("bo@example.org")
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.id") != "id_password":  # a link to the way back in comes first
        page.keyboard.press("Tab")
    page.keyboard.type("correct horse battery")
    page.keyboard.press("Enter")
    page.wait_for_url(live_server.url + "/")
    assert "Bo Example" in page.locator("header").inner_text()
