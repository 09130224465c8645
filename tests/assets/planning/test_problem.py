"""A round becomes a valid problem document that says what the rows say."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assets.actions.bookings import create_booking
from assets.actions.requests import Need
from assets.models import Blocking
from assets.planning import booking_problem
from optimizer.bookings.problem import parse_problem
from optimizer.documents import canonical_json
from tests.assets.county import MONDAY, agreement, at, room
from tests.assets.planning.rounds import week, wish

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

HOUR = 60
DAY = 1440


def document(planned, **facts):
    """The round's problem, which must be valid."""
    facts.setdefault("now", at(0, -30))
    problem = booking_problem(planned, **facts)
    parse_problem(canonical_json(problem))
    return problem


def by_id(parts):
    return {part["id"]: part for part in parts}


def book(world, asset, start, end, day=0):
    return create_booking(
        asset=asset,
        organisation=world.fire,
        starts_at=at(start, day),
        ends_at=at(end, day),
        purpose="Standing",
        by=world.manager,
    )


def test_a_request_says_what_was_asked_for(world):
    planned = week(world)
    request = wish(
        planned,
        world.police,
        world.constable,
        windows=[(at(9), at(12)), (at(9, 1), at(12, 1))],
        needs=[Need("room", (world.projector,), 12), Need("drone", count=2)],
        minutes=90,
        weight=4,
        attendees=15,
        preferred_start=at(10),
        preferred_assets=[world.lecture],
        near_site=world.bedford,
        max_travel_minutes=25,
        repeat_days=[0, 2],
    )
    (part,) = document(planned)["requests"]
    assert part == {
        "id": str(request.pk),
        "organisation": str(world.police.pk),
        "weight": 4,
        "needs": [
            {"kind": "room", "features": ["projector"], "capacity_min": 15, "count": 1},
            {"kind": "drone", "features": [], "capacity_min": 1, "count": 2},
        ],
        "duration_minutes": 90,
        "windows": [[9 * HOUR, 12 * HOUR], [DAY + 9 * HOUR, DAY + 12 * HOUR]],
        "preferred_start": 10 * HOUR,
        "preferred_assets": [str(world.lecture.pk)],
        "site": str(world.bedford.pk),
        "max_travel_minutes": 25,
        "repeats": [0, 2 * DAY],
    }


def test_drafts_and_withdrawn_requests_are_left_out(world):
    from assets.actions.requests import save_request, withdraw_request
    from assets.models import BookingRequest

    planned = week(world)
    facts = {"windows": [(at(9), at(12))], "needs": [Need("room")], "by": world.constable}
    draft = BookingRequest(organisation=world.police, round=planned, title="Draft", duration_minutes=60)
    save_request(request=draft, **facts)
    gone = wish(planned, world.police, world.constable, windows=[(at(9), at(12))])
    withdraw_request(request=gone, by=world.constable)
    assert document(planned)["requests"] == []


def test_assets_carry_their_hours_features_and_conflicts(world):
    world.ampthill.hours = [[0, 480, 1080], [1, 480, 1080]]
    world.ampthill.save()
    assets = by_id(document(week(world))["assets"])
    assert assets[str(world.lecture.pk)] == {
        "id": str(world.lecture.pk),
        "kind": "room",
        "owner": str(world.fire.pk),
        "site": str(world.ampthill.pk),
        "features": ["projector"],
        "capacity": 20,
        "turnaround_minutes": 15,
        "open": [[8 * HOUR, 18 * HOUR], [DAY + 8 * HOUR, DAY + 18 * HOUR]],
        "blocked": [],
        "conflicts_with": [],
    }
    hall, halves = str(world.hall.pk), [str(half.pk) for half in world.halves]
    assert assets[hall]["conflicts_with"] == halves
    assert [assets[half]["conflicts_with"] for half in halves] == [[hall], [hall]]
    assert assets[hall]["open"] == [[0, 7 * DAY]]


def test_a_blocking_blocks_whole_and_part(world):
    Blocking.objects.create(asset=world.halves[0], starts_at=at(-5), ends_at=at(3), kind="refurbishment")
    assets = by_id(document(week(world))["assets"])
    blocked = [assets[str(one.pk)]["blocked"] for one in (world.hall, *world.halves)]
    assert blocked == [[[0, 180]], [[0, 180]], []]


def test_a_booking_within_the_round_is_held(world):
    booking = book(world, world.hall, 9, 10)
    (held,) = document(week(world))["requests"]
    assert held["id"] == f"booking-{booking.pk}"
    assert held["held"] == {"start": 9 * HOUR, "assets": [[str(world.hall.pk)]]}


# round                 |0----------- ... -----------7|
# standing      [####]--[                             [####]
# lecture, turnaround 15:  blocked to 0:15      blocked from the end - 15


def test_a_booking_that_only_touches_the_round_blocks_its_edges(world):
    book(world, world.lecture, -2, 0)
    book(world, world.lecture, 0, 2, day=7)
    book(world, world.lecture, 5, 6, day=8)
    parts = document(week(world))
    lecture = by_id(parts["assets"])[str(world.lecture.pk)]
    assert lecture["blocked"] == [[0, 15], [7 * DAY - 15, 7 * DAY]]
    assert parts["requests"] == []


def test_an_agreement_without_limits_in_the_round_has_no_windows(world):
    (part,) = document(week(world))["agreements"]
    assert part == {
        "id": f"{world.rooms.pk:010d}",
        "owner": str(world.fire.pk),
        "user": str(world.police.pk),
        "kinds": ["room"],
        "assets": None,
        "windows": None,
        "cap_minutes": None,
        "rate_pence_per_hour": 1200,
    }


def test_hours_validity_and_notice_become_windows(world):
    hours = [[day, 480, 1080] for day in range(7)]
    one = agreement(
        world.fire, world.police, "EVENING", hours=hours, valid_to=date(2035, 1, 10), notice_hours=24
    )
    parts = by_id(document(week(world), now=at(9.001, -1) + timedelta(seconds=1))["agreements"])
    windows = parts[f"{one.pk:010d}"]["windows"]
    assert windows == [[9 * HOUR + 1, 1080], [DAY + 480, DAY + 1080], [2 * DAY + 480, 2 * DAY + 1080]]
    later = by_id(document(week(world, name="Later"), now=at(0, 6))["agreements"])
    assert f"{one.pk:010d}" not in later


def test_what_is_used_of_a_cap_is_taken_off(world):
    world.rooms.cap_minutes, world.rooms.cap_period = 300, "week"
    world.rooms.save()
    for day in (-1, 0):
        create_booking(
            asset=world.lecture,
            organisation=world.police,
            starts_at=at(9, day),
            ends_at=at(11, day),
            purpose="Class",
            by=world.constable,
        )
    (part,) = document(week(world))["agreements"]
    assert part["cap_minutes"] == 180


def test_a_cap_by_the_week_is_counted_for_each_week_of_a_longer_round(world):
    world.rooms.cap_minutes, world.rooms.cap_period = 300, "week"
    world.rooms.save()
    parts = document(week(world, ends_at=at(0, 14)))["agreements"]
    assert [(part["id"][-10:], part["cap_minutes"], part["windows"]) for part in parts] == [
        ("2035-01-08", 300, [[0, 7 * DAY]]),
        ("2035-01-15", 300, [[7 * DAY, 14 * DAY]]),
    ]


def test_repeats_keep_the_time_on_the_clock(world):
    # The clocks go forward on Sunday 25 March 2035.
    friday = (date(2035, 3, 23) - MONDAY.date()).days
    planned = week(world, starts_at=at(0, friday), ends_at=at(0, friday + 7))
    window = [(at(9, friday), at(12, friday))]
    wish(planned, world.police, world.constable, windows=window, repeat_days=[0, 1, 3])
    (part,) = document(planned)["requests"]
    assert part["repeats"] == [0, DAY, 3 * DAY - HOUR]


def test_the_number_of_queries_does_not_grow(world):
    planned = week(world)
    wish(planned, world.police, world.constable, windows=[(at(9), at(12))])
    with CaptureQueriesContext(connection) as before:
        document(planned)
    for number in range(3):
        wish(planned, world.police, world.constable, windows=[(at(9), at(12))], near_site=world.ampthill)
        room(world.fire, world.bedford, f"extra-{number}")
        book(world, world.lecture, 9 + number * 2, 10 + number * 2)
    with CaptureQueriesContext(connection) as after:
        document(planned)
    assert len(after) == len(before) <= 20
