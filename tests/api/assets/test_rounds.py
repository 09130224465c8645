"""Requests, rounds and their runs: gather, plan, review, publish."""

import io

import pytest
from openpyxl import load_workbook

from assets.models import Booking, BookingRequest
from optimizer.runs.models import Run
from tests.api.calling import Caller, refused
from tests.assets.county import at
from tests.assets.planning.rounds import placement, planned_by_hand, week, wish


@pytest.fixture
def planned(world):
    return week(world)


@pytest.fixture
def course(world, planned):
    """A wish of the police for a room on Monday morning."""
    return wish(planned, world.police, world.constable, title="First aid", windows=[(at(9), at(12))])


@pytest.fixture
def reviewed(world, planned, course):
    """The round with the course planned in the lecture room."""
    cited = f"{world.rooms.pk:010d}"
    run = planned_by_hand(
        planned, [placement(course, 9 * 60, world.lecture, agreements=[cited])], by=world.manager
    )
    planned.refresh_from_db()
    return run


def asked(world, planned, **changes):
    body = {
        "organisation": world.police.pk,
        "round": planned.pk,
        "title": "Drone training",
        "duration_minutes": 90,
        "needs": [{"kind": "room", "features": ["projector"], "capacity_min": 10}],
        "windows": [{"starts_at": "2035-01-08T09:00:00Z", "ends_at": "2035-01-08T17:00:00Z"}],
        "preferred_start": "2035-01-08T10:00:00Z",
        "preferred_assets": [world.lecture.pk],
        "near_site": world.ampthill.pk,
        "max_travel_minutes": 30,
        "repeat_days": [0, 2],
        "weight": 4,
    }
    return body | changes


def test_a_request_is_handed_in_and_read_back(world, planned, police):
    made = police.post("/requests", asked(world, planned))

    shown = made.json()
    assert made.status_code == 201
    assert made.headers["Location"] == f"/api/v1/requests/{shown['id']}"
    assert (shown["status"], shown["repeat_days"], shown["preferred_assets"]) == (
        "submitted",
        [0, 2],
        [world.lecture.pk],
    )
    assert shown["needs"] == [{"kind": "room", "features": ["projector"], "capacity_min": 10, "count": 1}]
    assert shown["windows"] == [{"starts_at": "2035-01-08T09:00:00Z", "ends_at": "2035-01-08T17:00:00Z"}]
    assert police.get(f"/requests/{shown['id']}").json() == shown
    assert police.get("/requests", round=planned.pk, status="submitted").json()["items"] == [shown]
    assert police.get("/requests", status="draft").json()["count"] == 0


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"preferred_start": "2035-01-08T10:00:00"}, "preferred_start"),
        (
            {"windows": [{"starts_at": "2035-01-08T09:00:00", "ends_at": "2035-01-08T17:00:00Z"}]},
            "windows.0.starts_at",
        ),
        ({"windows": []}, "windows"),
        ({"needs": []}, "needs"),
        ({"needs": [{"kind": "room", "colour": "red"}]}, "needs.0.colour"),
        ({"priority": 1}, "priority"),
        ({"weight": 0}, "weight"),
    ],
)
def test_a_malformed_request_is_refused_at_its_place(world, planned, police, changes, path):
    refused(police.post("/requests", asked(world, planned, **changes)), 422, "malformed", path)
    assert not BookingRequest.objects.exists()


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"round": 999_999}, "round"),
        ({"near_site": 999_999}, "near_site"),
        ({"preferred_assets": [999_999]}, "preferred_assets"),
        ({"organisation": 999_999}, "organisation"),
        ({"needs": [{"kind": "room", "features": ["jacuzzi"]}]}, "needs.0.features"),
    ],
)
def test_what_a_request_refers_to_must_be_there(world, planned, police, changes, path):
    refused(police.post("/requests", asked(world, planned, **changes)), 422, "not_found", path)


def test_a_request_outside_its_round_is_refused(world, planned, police):
    late = [{"starts_at": "2036-01-08T09:00:00Z", "ends_at": "2036-01-08T17:00:00Z"}]

    refused(police.post("/requests", asked(world, planned, windows=late)), 422, "invalid", "windows")
    assert not BookingRequest.objects.exists()


def test_requests_are_seen_by_those_who_ask_and_by_the_lead(world, course, fire, outsider):
    assert fire.get(f"/requests/{course.pk}").json()["title"] == "First aid"
    refused(Caller(world.medic, world.trust).get(f"/requests/{course.pk}"), 404, "not_found")
    refused(outsider.get(f"/requests/{course.pk}"), 404, "not_found")


def opened(world, **changes):
    body = {
        "lead": world.fire.pk,
        "participants": [world.police.pk],
        "name": "Week 3",
        "starts_at": "2035-01-15T00:00:00Z",
        "ends_at": "2035-01-22T00:00:00Z",
        "weights": {"moved": 500},
    }
    return body | changes


def test_a_round_is_opened_and_read_back(world, fire, police):
    made = fire.post("/rounds", opened(world))

    shown = made.json()
    assert (made.status_code, shown["state"], shown["weights"]) == (201, "gathering", {"moved": 500})
    assert shown["participants"] == sorted([world.fire.pk, world.police.pk])
    assert fire.get("/rounds").json()["items"][0]["name"] == "Week 3"
    assert fire.get(f"/rounds/{shown['id']}").json() == shown
    assert shown["requests"]["submitted"] == 0
    assert police.get(f"/rounds/{shown['id']}").json() == shown | {"requests": None}
    assert police.get("/rounds", state="published").json()["count"] == 0


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"starts_at": "2035-01-15T00:00:00"}, "starts_at"),
        ({"weights": {"glory": 1}}, "weights.glory"),
        ({"weights": {"moved": -1}}, "weights.moved"),
        ({"grid_minutes": 7}, "grid_minutes"),
        ({"state": "published"}, "state"),
    ],
)
def test_a_malformed_round_is_refused_at_its_place(world, fire, changes, path):
    refused(fire.post("/rounds", opened(world, **changes)), 422, "malformed", path)


def test_only_the_lead_opens_plans_and_publishes(world, planned, course, police, outsider):
    refused(police.post("/rounds", opened(world)), 403, "not_allowed", "lead")
    refused(police.post(f"/rounds/{planned.pk}/plan"), 403, "not_allowed")
    refused(police.post(f"/rounds/{planned.pk}/publish"), 403, "not_allowed")
    for path in ("plan", "publish"):
        refused(outsider.post(f"/rounds/{planned.pk}/{path}"), 404, "not_found")
    refused(outsider.get(f"/rounds/{planned.pk}"), 404, "not_found")
    refused(outsider.get(f"/rounds/{planned.pk}/workbook.xlsx"), 404, "not_found")


def test_planning_answers_with_a_run_to_follow(world, planned, course, fire, police, outsider):
    ordered = fire.post(f"/rounds/{planned.pk}/plan", {"seconds": 5, "seed": 7})

    run = ordered.json()
    assert (ordered.status_code, run["status"]) == (202, "queued")
    assert (run["format"], run["seconds_limit"], run["seed"]) == ("booking-problem/1", 5, 7)
    address = ordered.headers["Location"].removeprefix("/api/v1")
    assert fire.get(address).json() == run
    assert fire.get(f"/rounds/{planned.pk}").json()["state"] == "planning"
    assert fire.get(f"{address}/problem").json()["format"] == "booking-problem/1"
    refused(fire.get(f"{address}/solution"), 404, "no_solution")
    for path in ("", "/problem", "/solution"):
        refused(outsider.get(address + path), 404, "not_found")
        refused(police.get(address + path), 404, "not_found")
    refused(outsider.post(f"{address}/cancel"), 404, "not_found")
    assert fire.post(f"{address}/cancel").json()["status"] == "cancelled"
    refused(fire.post(f"{address}/cancel"), 409, "run_finished")


def test_a_run_belongs_to_the_scopes_of_its_kind(world, planned, course, fire):
    address = f"/runs/{fire.post(f'/rounds/{planned.pk}/plan').json()['id']}"

    buying = Caller(world.manager, world.fire, "procurement:read", "procurement:write")

    refused(buying.get(address), 404, "not_found")
    refused(buying.get(f"{address}/problem"), 404, "not_found")
    refused(buying.post(f"{address}/cancel"), 404, "not_found")
    assert Run.objects.get().status == "queued"


@pytest.mark.parametrize("limits", [{"seconds": 0}, {"seconds": 10**6}, {"seed": -1}, {"workers": 4}])
def test_the_limits_of_a_run_have_limits(planned, course, fire, limits):
    response = fire.post(f"/rounds/{planned.pk}/plan", limits)

    assert response.status_code == 422
    assert not Run.objects.exists()


def test_planning_twice_with_one_key_orders_one_run(planned, course, fire):
    first = fire.post(f"/rounds/{planned.pk}/plan", key="plan-1")
    again = fire.post(f"/rounds/{planned.pk}/plan", key="plan-1")

    assert first.content == again.content
    assert Run.objects.count() == 1
    refused(fire.post(f"/rounds/{planned.pk}/plan", key="plan-2"), 409, "round_state")


def test_an_empty_round_cannot_be_planned(planned, fire):
    refused(fire.post(f"/rounds/{planned.pk}/plan"), 409, "nothing_to_plan")


def test_publishing_writes_the_bookings_of_the_plan(world, planned, course, reviewed, fire, police):
    published = fire.post(f"/rounds/{planned.pk}/publish", {"run": reviewed.pk})

    assert (published.status_code, published.json()["state"]) == (200, "published")
    assert published.json()["published_run"] == reviewed.pk
    shown = police.get(f"/requests/{course.pk}").json()
    assert (shown["status"], shown["bookings"]) == ("placed", [Booking.objects.get().pk])
    assert police.get(f"/bookings/{shown['bookings'][0]}").json()["round"] == planned.pk
    assert fire.get(f"/runs/{reviewed.pk}/solution").json()["format"] == "booking-solution/1"
    refused(fire.post(f"/rounds/{planned.pk}/publish"), 409, "round_state")


def test_a_plan_that_no_longer_holds_is_not_published(world, planned, course, reviewed, fire):
    taken = {"asset": world.lecture.pk, "organisation": world.fire.pk, "purpose": "In between"}
    taken |= {"starts_at": "2035-01-08T09:00:00Z", "ends_at": "2035-01-08T10:00:00Z"}
    assert fire.post("/bookings", taken).status_code == 201

    refused(fire.post(f"/rounds/{planned.pk}/publish"), 409, "out_of_date")
    assert Booking.objects.count() == 1


def test_a_run_that_is_not_there_is_not_published(planned, course, reviewed, fire):
    refused(fire.post(f"/rounds/{planned.pk}/publish", {"run": 999_999}), 422, "not_found", "run")


def test_a_round_is_a_workbook(planned, course, reviewed, fire):
    response = fire.get(f"/rounds/{planned.pk}/workbook.xlsx")

    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == f'attachment; filename="round-{planned.pk}.xlsx"'
    assert load_workbook(io.BytesIO(response.content)).sheetnames
