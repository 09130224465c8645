"""Setting up a second factor and signing in with it, in a browser, under the content security policy."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse

from tests.partners.people import Role, organisation, person

pytestmark = pytest.mark.django_db(transaction=True)


def code_of(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def test_a_second_factor_from_setting_it_up_to_signing_in(
    page, live_server, check_page, viewport, settings, request
) -> None:
    request.addfinalizer(cache.clear)
    settings.MFA_REQUIRED = ["on"]
    person("Ada", organisation("Fire"), Role.PARTNERSHIP_ADMINISTRATOR)
    page.set_viewport_size(viewport)

    def sign_in() -> None:
        page.goto(live_server.url + reverse("account_login"))
        page.get_by_label("Email").fill("ada@example.org")
        page.get_by_label("Password", exact=True).fill("a-long-password")
        page.get_by_role("button", name="Sign in").click()

    sign_in()
    page.get_by_role("heading", name="Set up a second factor").wait_for()
    check_page(page)
    drawn = page.locator(".bp-qr").evaluate("picture => picture.complete && picture.naturalWidth > 0")
    assert drawn, "the picture to scan is not shown"
    secret = page.get_by_label("Key, if you cannot scan").input_value()
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()

    page.get_by_role("heading", name="Your recovery codes").wait_for()
    check_page(page)
    codes = page.locator("main code").all_inner_texts()
    assert len(codes) == 10
    for link, heading in (
        ("Make new codes", "Do you want to make new recovery codes?"),
        ("Go back without doing this", "Second factor"),
        ("Remove the second factor", "Do you want to remove your second factor?"),
    ):
        page.get_by_role("link", name=link).click()
        page.get_by_role("heading", name=heading).wait_for()
        check_page(page)

    page.goto(live_server.url + reverse("home"))
    page.get_by_role("link", name="Second factor").wait_for()
    page.get_by_role("button", name="Sign out").click()
    sign_in()
    page.get_by_role("heading", name="Enter your code").wait_for()
    check_page(page)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Welcome").wait_for()
