"""Every page there is, as the administrator of the leading organisation sees it, on a wide screen and on a phone."""

import pytest

from tests.matrix.buying import buy
from tests.matrix.people import Role, founded
from tests.matrix.routes import PAGES, Route, includes
from tests.matrix.sharing import share
from tests.matrix.visiting import address_of

pytestmark = pytest.mark.django_db(transaction=True)

# What is downloaded, read by a script, or only sends the browser on.
NO_PAGES = {
    "health_live",
    "health_ready",
    "health_queue",
    "mfa_download_recovery_codes",
    "assets:booking_file",
    "assets:schedule_feed",
    "assets:round_workbook",
    "assets:round_requests",
    "assets:workbook",
    "assets:workbook_template",
    "procurement:demand_export",
    "procurement:import_template",
    "procurement:import_marked",
    "procurement:import_review",
    "procurement:scenario_workbook",
    "runs:progress",
    "runs:problem",
    "runs:solution",
}
# Pages that look different for each of the things they are shown for; of the others one is enough.
VARIED = {"assets:booking", "assets:request", "assets:round", "procurement:procurement"}
# These are for people who have not signed in.
SIGNED_OUT = {route.name for route in PAGES if route.name.startswith("account_")} - {
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
}


def _shown() -> list[Route]:
    """The pages the administrator may open, those for signed-out people last."""
    found: dict[str, Route] = {}
    for route in PAGES:
        if route.name not in NO_PAGES and includes(route.see, "A", Role.PARTNERSHIP_ADMINISTRATOR):
            found.setdefault(f"{route.name} {route.about}" if route.name in VARIED else route.name, route)
    return sorted(found.values(), key=lambda route: route.name in SIGNED_OUT)


def test_every_page_is_accessible_and_fits_the_screen(
    signed_in_page, check_page, live_server, viewport
) -> None:
    world = founded()
    share(world)
    buy(world)
    page = signed_in_page(world.by("A"), viewport=viewport)
    faults = []
    for route in _shown():
        if route.name in SIGNED_OUT:
            page.context.clear_cookies()
        answer = page.goto(f"{live_server.url}{address_of(world, route)}")
        try:
            assert answer.status == 200, f"{page.url} answers {answer.status}"
            check_page(page)
        except AssertionError as fault:
            faults.append(f"{route.name} {route.about}: {fault}")
    assert not faults, "\n\n".join(faults)
