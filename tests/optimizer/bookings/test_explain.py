"""Reasons, blockers, alternatives and what would have to give, each in the smallest plan that shows it."""

import pytest

from optimizer.bookings.check import broken_rules
from optimizer.bookings.explain import explain
from optimizer.bookings.index import UnknownRequest
from optimizer.bookings.problem import Problem
from optimizer.bookings.reasons import declined_with_reasons
from optimizer.bookings.solution import Placement
from tests.optimizer.bookings.builders import agreement, asset, place, problem, request, solution

HELD = {"start": 0, "assets": [["x"]]}


def test_without_time_no_reason_is_made_up() -> None:
    given = problem(assets=[asset("x")], requests=[request("p", windows=[[1, 62]])])

    told = explain(given, solution(given), "p", seconds=-1)
    assert told.reason == "closed"  # looked at before the first look at the time
    assert reason(given) == "closed"
    [entry] = declined_with_reasons(given, [], must_end=lambda: True)
    assert (entry.reason, entry.alternatives) == ("out_of_time", ())


def test_a_question_that_takes_too_long_is_given_up() -> None:
    things = [asset(f"x{n}", open=[[0, 30]]) for n in range(100)]
    given = problem(assets=things, requests=[request("p", windows=[[0, 480]])])

    told = explain(given, solution(given), "p", seconds=-1)

    assert (told.reason, told.alternatives, told.what_would_have_to_give) == ("out_of_time", (), ())
    assert explain(given, solution(given), "p").reason == "closed"


def reason(given: Problem, *placements: Placement) -> str:
    return next(entry.reason for entry in declined_with_reasons(given, placements) if entry.request == "p")


@pytest.mark.parametrize(
    ("things", "fields", "expected"),
    [
        ([asset("x", kind="car")], {}, "no_asset_fits"),
        ([asset("x")], {"needs": [{"kind": "room", "count": 2}]}, "no_asset_fits"),
        ([asset("x", turnaround_minutes=61)], {"repeats": [0, 120]}, "no_asset_fits"),
        ([asset("x", site="there")], {"site": "here", "max_travel_minutes": 19}, "too_far"),
        ([asset("x", site="island")], {"site": "here"}, "too_far"),
        ([asset("x", owner="B")], {"organisation": "A"}, "no_agreement"),
        ([asset("x", open=[[120, 480]])], {"windows": [[0, 120]]}, "closed"),
        ([asset("x", blocked=[[30, 90]])], {"windows": [[0, 120]]}, "closed"),
        ([asset("x")], {"windows": [[1, 62]]}, "closed"),
        ([asset("x")], {"weight": 1}, "not_worth_its_cost"),
    ],
)
def test_reasons_that_lie_in_the_request(things: list, fields: dict, expected: str) -> None:
    given = problem(assets=things, requests=[request("p", **fields)])
    assert reason(given) == expected


def test_an_agreement_must_cover_the_time() -> None:
    given = problem(
        assets=[asset("x", owner="B")],
        requests=[request("p", windows=[[0, 120]])],
        agreements=[agreement("m", windows=[[120, 480]])],
    )
    assert reason(given) == "no_agreement"


def test_a_used_up_cap_is_named() -> None:
    given = problem(
        assets=[asset("x", owner="B"), asset("y", owner="B")],
        requests=[request("p"), request("q")],
        agreements=[agreement("m", cap_minutes=60)],
    )
    answer = solution(given, place("q", 0, ["x"], agreements=["m"]))
    found = explain(given, answer, "p")
    assert found.reason == "cap_used"
    assert [change.change for change in found.what_would_have_to_give] == ["raise_cap"]
    assert "by 60 minutes" in found.what_would_have_to_give[0].text


#   x  |q q q q|          p wants the same hour; the next free start is 60, the one before does not exist
def test_who_took_the_time_and_when_it_is_free() -> None:
    given = problem(
        assets=[asset("x")],
        requests=[request("p", windows=[[0, 60]]), request("q", weight=2, windows=[[0, 60]])],
    )
    answer = solution(given, place("q", 0, ["x"]))
    found = explain(given, answer, "p")
    assert (found.outcome, found.reason, found.blockers) == ("declined", "taken_by_higher_value", ("q",))
    assert [alternative.start for alternative in found.alternatives] == [60, 75, 90]
    assert [change.change for change in found.what_would_have_to_give] == ["release", "other_time"]
    assert "Mon 7 Dec 01:00 (1 h 0 min later)" in found.what_would_have_to_give[1].text


def test_a_held_booking_in_the_way_is_named_as_such() -> None:
    given = problem(assets=[asset("x")], requests=[request("p", windows=[[0, 60]]), request("q", held=HELD)])
    assert reason(given, place("q", 0, ["x"])) == "taken_by_held"


#   whole x and part y: a booking of the part is in the way of the whole
def test_a_booking_of_a_part_is_in_the_way_of_the_whole() -> None:
    given = problem(
        assets=[asset("x", capacity=20, conflicts_with=["y"]), asset("y", conflicts_with=["x"])],
        requests=[
            request("p", needs=[{"kind": "room", "capacity_min": 20}], windows=[[0, 60]]),
            request("q", windows=[[0, 60]]),
        ],
    )
    found = explain(given, solution(given, place("q", 0, ["y"])), "p")
    assert (found.reason, found.blockers) == ("taken_by_higher_value", ("q",))


def test_alternatives_are_free_in_this_very_plan() -> None:
    given = problem(
        assets=[asset("x", turnaround_minutes=15), asset("y", site="there")],
        requests=[
            request("p", windows=[[120, 180]], site="here", max_travel_minutes=10),
            *(request(f"q{n}", windows=[[n * 75, n * 75 + 60]]) for n in range(4)),
        ],
    )
    taken = [place(f"q{n}", n * 75, ["x"]) for n in range(4)]
    found = explain(given, solution(given, *taken), "p").alternatives
    assert [(alternative.start, alternative.assets) for alternative in found] == [
        (120, (("y",),)),
        (300, (("x",),)),
        (315, (("x",),)),
    ]
    for alternative in found:
        extra = place("p", alternative.start, *[list(group) for group in alternative.assets])
        broken = {breach.rule for breach in broken_rules(given, solution(given, *taken, extra))}
        assert broken <= {"the_first_occurrence_lies_in_a_window", "assets_are_near_enough"}


def test_placed_moved_and_held_requests_are_explained() -> None:
    planned = {"start": 0, "assets": [["x"]]}
    given = problem(
        assets=[asset("x"), asset("y")],
        requests=[
            request("p", preferred_start=0, preferred_assets=["y"]),
            request("q", planned=planned),
            request("h", held=HELD),
        ],
    )
    answer = solution(given, place("p", 120, ["x"]), place("q", 60, ["x"]), place("h", 0, ["x"]))
    placed, moved, held = (explain(given, answer, name) for name in "pqh")
    assert (placed.outcome, moved.outcome, held.outcome) == ("accepted", "moved", "accepted")
    assert "It asked for Mon 7 Dec 00:00" in placed.text and "liked y" in placed.text
    assert "The earlier plan had x from Mon 7 Dec 00:00" in moved.text
    assert held.text.startswith("Already booked: x")


def test_an_unknown_request_is_refused() -> None:
    given = problem(assets=[], requests=[])
    with pytest.raises(UnknownRequest, match="no request “p”"):
        explain(given, solution(given), "p")
