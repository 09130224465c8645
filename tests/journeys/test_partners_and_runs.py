"""The organisation pages and the page of a run, as a person meets them in the browser."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from optimizer.runs.actions import queue_run
from optimizer.runs.models import Run
from tests.partners.actions.test_tokens import make
from tests.partners.people import Role, organisation, partnership, person

pytestmark = pytest.mark.django_db(transaction=True)

HISTORY = [
    {"seconds": 1.0, "score": 1000, "bound": 3000, "gap": 0.6667},
    {"seconds": 3.0, "score": 2000, "bound": 2500, "gap": 0.2},
    {"seconds": 9.0, "score": 2300, "bound": 2400, "gap": 0.0417},
]


@pytest.fixture
def fire():
    body = organisation("Fire")
    partnership(body, organisation("Police", "police_force"))
    return body


@pytest.fixture
def admin(fire):
    return person("Ada", fire, Role.PARTNERSHIP_ADMINISTRATOR, Role.BOOKER)


@pytest.fixture
def run(fire, admin):
    problem = json.loads((Path(__file__).parents[1] / "data" / "booking-problem.json").read_text())
    return queue_run(problem=problem, organisation=fire, by=admin, seconds=60, label="Round for June")


def end(run):
    Run.objects.filter(pk=run.pk).update(
        status="feasible",
        solution={"status": "feasible"},
        finished_at=timezone.now(),
        progress=HISTORY[-1],
        progress_history=HISTORY,
    )


def test_every_page_is_accessible(signed_in_page, check_page, live_server, viewport, fire, admin, run):
    token, _ = make(fire, admin)
    end(run)
    page = signed_in_page(admin, viewport=viewport)
    addresses = [
        reverse("home"),
        reverse("partners:organisations"),
        reverse("partners:organisation", args=[fire.pk]),
        reverse("partners:members", args=[fire.pk]),
        reverse("partners:member_add", args=[fire.pk]),
        reverse("partners:member_roles", args=[fire.pk, admin.pk]),
        reverse("partners:member_remove", args=[fire.pk, admin.pk]),
        reverse("partners:tokens", args=[fire.pk]),
        reverse("partners:token_create", args=[fire.pk]),
        reverse("partners:token_revoke", args=[fire.pk, token.pk]),
        reverse("partners:audit", args=[fire.pk]),
        reverse("runs:runs"),
        reverse("runs:run", args=[run.pk]),
    ]
    for address in addresses:
        page.goto(live_server.url + address)
        check_page(page)


def test_an_administrator_makes_a_token_and_sees_it_once(
    signed_in_page, check_page, live_server, fire, admin
):
    page = signed_in_page(admin)
    page.goto(live_server.url + reverse("partners:tokens", args=[fire.pk]))
    page.get_by_role("button", name="Make a token").click()
    page.get_by_role("button", name="Make the token").click()
    assert page.get_by_role(
        "link", name="Enter a name, such as the program that will use the token."
    ).is_visible()
    page.get_by_label("Name").fill("Control room")
    page.get_by_label("See organisations, sites").check()
    page.get_by_label("Booker").check()
    page.get_by_label("Last day of use").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="Make the token").click()
    assert page.get_by_label("Token “Control room”").input_value().startswith("bp_")
    check_page(page)
    page.get_by_role("link", name="Back to the tokens").click()
    assert page.get_by_role("row", name="Control room").is_visible()


def test_a_run_tells_how_far_it_is_until_it_ends(
    signed_in_page, check_page, live_server, viewport, admin, run
):
    page = signed_in_page(admin, viewport=viewport)
    page.goto(live_server.url + reverse("runs:run", args=[run.pk]))
    assert page.get_by_text("Waiting to start").is_visible()
    check_page(page)
    Run.objects.filter(pk=run.pk).update(progress=HISTORY[0])
    page.get_by_text("66.67%").wait_for()
    end(run)
    page.get_by_text("Finished: good answer").wait_for()
    page.get_by_role("img", name="Answer and limit").wait_for()
    assert page.get_by_role("button", name="Stop and keep the best so far").count() == 0


def test_a_run_is_stopped_by_its_button(signed_in_page, live_server, admin, run):
    page = signed_in_page(admin)
    page.goto(live_server.url + reverse("runs:run", args=[run.pk]))
    page.get_by_role("button", name="Stop and keep the best so far").click()
    page.get_by_text("The run was stopped before it began.").wait_for()
    assert page.get_by_text("Stopped without an answer").is_visible()
