"""A browser for the journeys: Debian's Chromium, signed-in pages, and what every page must fulfil."""

import os
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, Request

# Playwright keeps an event loop in this thread, in which Django would refuse the ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 640}

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("Chromium is not installed: `apt-get install chromium` adds it")
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_OPTIONS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "viewport": WIDE, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def viewport(request: pytest.FixtureRequest) -> dict:
    """The test runs once on a wide screen and once on a phone."""
    return request.param


@pytest.fixture
def page(page: Page, live_server) -> Iterator[Page]:
    """A page that fails the test for any complaint of the browser, breach of the CSP or call to another host."""
    complaints: list[str] = []
    host = urlsplit(live_server.url).netloc

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            complaints.append(message.text)

    def watch(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc != host:
            complaints.append(f"The page asked for {request.url}")

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", watch)
    page.set_default_timeout(15_000)
    yield page
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def signed_in_page(page: Page, live_server) -> Callable[..., Page]:
    """`signed_in_page(user)` is the page with that user's session; `viewport=PHONE` makes it narrow."""

    def sign_in(user, viewport: dict = WIDE) -> Page:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        page.set_viewport_size(viewport)
        return page

    return sign_in


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with every breach of WCAG 2.2 AA that axe finds."""

    def check(page: Page) -> None:
        # A click returns once the next page begins to arrive; before its styles and the menu's script there is no page.
        page.wait_for_load_state("load")
        page.evaluate(Axe().axe_script)
        # The whole result is large, and carrying it over takes as long as the check.
        violations = page.evaluate(
            "async options => (await axe.run(options)).violations",
            {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]},
        )
        faults = [
            f"{fault['id']}: {fault['help']}\n  " + "\n  ".join(node["html"] for node in fault["nodes"])
            for fault in violations
        ]
        assert not faults, f"{page.url}\n" + "\n".join(faults)

    return check


@pytest.fixture
def check_page(axe: Callable[[Page], None]) -> Callable[[Page], None]:
    """`check_page(page)`: accessible, one main heading, a title, and no scrolling sideways at its width."""

    def check(page: Page) -> None:
        axe(page)
        assert page.locator("h1").count() == 1, f"{page.url} has {page.locator('h1').count()} main headings"
        assert page.title().removesuffix(" - Bluepool").strip(), f"{page.url} has no title"
        sideways = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert sideways <= 0, f"{page.url} is {sideways} pixels wider than the screen"

    return check
