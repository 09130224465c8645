"""The solver against brute force on random tiny problems, and what it promises on every problem."""

import json
import os
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from optimizer.bookings.check import BrokenRule, broken_rules
from optimizer.bookings.problem import parse_problem
from optimizer.bookings.solve import solve
from optimizer.documents import InvalidDocument, canonical_json
from tests.optimizer.bookings.brute_force import best_score
from tests.optimizer.bookings.builders import agreement, asset, document, problem, request

EXAMPLE = Path(__file__).parents[2] / "data" / "booking-problem.json"


def some_asset(chance: Random, number: int) -> dict:
    return asset(
        f"x{number}",
        kind=chance.choice(["room", "room", "room", "car"]),
        owner=chance.choice("AAB"),
        site=chance.choice(["here", "here", "there", "island"] if chance.random() < 0.3 else ["here"]),
        features=["screen"] if chance.random() < 0.7 else [],
        capacity=chance.choice([4, 4, 1]),
        turnaround_minutes=chance.choice([0, 15, 20, 60]),
        open=chance.choice([[[0, 480]]] * 4 + [[[0, 240]], [[60, 180], [240, 420]]]),
        blocked=[[100, 200]] if chance.random() < 0.1 else [],
    )


def some_needs(chance: Random) -> list[dict]:
    first = {"kind": chance.choice(["room"] * 5 + ["car"])}
    if chance.random() < 0.2:
        first |= {"capacity_min": 3, "features": ["screen"]}
    shape = chance.random()
    if shape < 0.15:
        return [{**first, "count": 2}]
    return [first, {"kind": chance.choice(["room", "car"])}] if shape < 0.35 else [first]


def some_request(chance: Random, number: int, known: list[str]) -> dict:
    needs, start, length = some_needs(chance), chance.choice([0, 60, 75]), chance.choice([30, 60, 50, 120])
    wanted = request(
        f"r{number}",
        organisation=chance.choice("AAB"),
        weight=chance.choice([1, 1, 2, 3]),
        needs=needs,
        duration_minutes=length,
        windows=[[start, start + length + chance.choice([0, 15, 45])]],
        preferred_start=chance.choice([None, start, start + 15]),
        preferred_assets=[chance.choice(known)] if chance.random() < 0.4 else [],
        site=chance.choice([None, "here", "there"]),
        max_travel_minutes=chance.choice([None, None, 20, 30]),
        repeats=chance.choice([[0], [0], [0], [0, 120], [0, 130], [10]]),
    )
    count = sum(need.get("count", 1) for need in needs)
    if count <= len(known) and chance.random() < 0.4:
        picked = iter(chance.sample(known, count))
        groups = [[next(picked) for _ in range(need.get("count", 1))] for need in needs]
        wanted[chance.choice(["planned", "planned", "held"])] = {"start": start, "assets": groups}
    return wanted


def some_agreements(chance: Random) -> list[dict]:
    """At most one each way, so that no order of listing uses up caps better than another."""
    return [
        agreement(
            f"m{owner}",
            owner=owner,
            user=user,
            kinds=chance.choice([None, None, ["room"]]),
            windows=chance.choice([None, None, [[0, 300]]]),
            cap_minutes=chance.choice([None, 60, 120]),
            rate_pence_per_hour=chance.choice([0, 1000, 1234]),
        )
        for owner, user in (("A", "B"), ("B", "A"))
        if chance.random() < 0.9
    ]


def some_document(seed: int) -> dict:
    chance = Random(seed)
    things = [some_asset(chance, number) for number in range(chance.randint(2, 4))]
    if len(things) > 1 and chance.random() < 0.3:
        things[0]["conflicts_with"], things[1]["conflicts_with"] = ["x1"], ["x0"]
    elif len(things) > 1 and chance.random() < 0.5:
        things[1] = {**things[0], "id": "x1"}
    known = [thing["id"] for thing in things]
    wanted = [some_request(chance, number, known) for number in range(chance.randint(1, 5))]
    weights = chance.choice([{}, {}, {"fairness_permille": 0}, {"fairness_permille": 2000}, {"accept": 0}])
    weights = {**weights, **chance.choice([{}, {}, {"accept": 50}, {"travel_per_minute": 0, "moved": 0}])}
    agreements = some_agreements(chance)
    return document(assets=things, requests=wanted, agreements=agreements, weights=weights, grid_minutes=15)


# Thousands of them: TINY_ROUNDS=5000 pytest tests/optimizer/bookings/test_solve.py -k tiny
@example(20753)  # two rooms at once, of which only one is where it costs least
@settings(max_examples=int(os.environ.get("TINY_ROUNDS", "150")), deadline=None)
@given(st.integers(0, 10**9))
def test_tiny_problems_are_solved_to_the_optimum(seed: int) -> None:
    data = some_document(seed)
    try:
        given_problem = parse_problem(canonical_json(data))
    except InvalidDocument:
        return
    best = best_score(data, given_problem.weights.model_dump())
    found = solve(given_problem, seconds=10, workers=1)
    assert broken_rules(given_problem, found) == []
    assert found.bound >= best
    assert (found.score, found.status) == (best, "optimal")


def busy(count: int = 40, **fields: object):
    """More requests than two rooms can take."""
    wanted = [
        request(
            f"r{n}",
            weight=1 + n % 3,
            duration_minutes=30 + 15 * (n % 4),
            preferred_start=15 * n % 300,
            preferred_assets=["x"] if n % 2 else [],
            windows=[[n * 7 % 200, 480]],
        )
        for n in range(count)
    ]
    return problem(assets=[asset("x", turnaround_minutes=15), asset("y")], requests=wanted, **fields)


def test_the_example_is_solved_to_the_optimum() -> None:
    example = parse_problem(EXAMPLE.read_bytes())
    found = solve(example, seconds=20, workers=1)
    assert (found.status, found.gap, broken_rules(example, found)) == ("optimal", 0, [])
    assert [entry.request for entry in found.declined] == ["too-big"]
    assert [entry.id for entry in found.organisations] == ["BFRS", "BEDS-POLICE", "RYC"]


@pytest.mark.parametrize("seconds", [0.01, 0.2, 2])
def test_there_is_always_an_answer_with_a_bound(seconds: float) -> None:
    given_problem = busy()
    found = solve(given_problem, seconds=seconds, workers=1)
    assert broken_rules(given_problem, found) == []
    assert found.bound >= found.score


def test_held_bookings_stand_even_when_no_time_is_left() -> None:
    held = {"start": 7, "assets": [["x"]]}
    given_problem = problem(assets=[asset("x")], requests=[request("p", held=held), request("q")])
    found = solve(given_problem, seconds=0, workers=1)
    assert ("p", 7) in [(placement.request, placement.start) for placement in found.placements]
    assert broken_rules(given_problem, found) == []


def test_a_problem_without_requests_is_solved() -> None:
    found = solve(problem(assets=[], requests=[]), seconds=5)
    assert (found.status, found.score, found.bound, found.placements) == ("optimal", 0, 0, ())


def test_the_same_work_gives_the_same_plan() -> None:
    given_problem = busy()
    one, two = (solve(given_problem, seconds=60, workers=2, seed=3, deterministic_limit=1) for _ in range(2))
    assert one.placements == two.placements
    assert one.bound == two.bound


def test_a_stop_keeps_the_best_plan_so_far() -> None:
    given_problem = busy(120)
    reports: list[tuple] = []
    began = time.monotonic()
    found = solve(
        given_problem,
        seconds=60,
        workers=1,
        on_progress=lambda *report: reports.append(report),
        should_stop=lambda: len(reports) > 1,
    )
    assert found.score >= reports[0][1]
    assert time.monotonic() - began < 30


def test_progress_only_gets_better() -> None:
    reports: list[tuple] = []
    found = solve(busy(), seconds=2, workers=1, on_progress=lambda *report: reports.append(report))
    scores, bounds = [report[1] for report in reports], [report[2] for report in reports]
    assert scores == sorted(scores) and bounds == sorted(bounds, reverse=True)
    assert (scores[-1], bounds[-1]) == (found.score, found.bound)
    assert found.progress[-1].score == found.score


def test_a_hint_is_not_thrown_away() -> None:
    given_problem = busy(120)
    good = solve(given_problem, seconds=4, workers=1)
    assert (
        solve(given_problem, seconds=60, workers=1, hint=good, deterministic_limit=0.001).score >= good.score
    )


#   x   |a a a a|b b b b|     three like rooms, one held in the middle, a series and single uses around it:
#   y   |s s|       |s s|     pools must be coloured so that the series stays on one asset
#   z       |h h h h|
def test_pools_are_coloured_around_held_bookings_and_series() -> None:
    things = [asset(name) for name in "xyz"]
    held = {"start": 120, "assets": [["z"]]}
    wanted = [
        request("h", duration_minutes=240, held=held),
        request("a", duration_minutes=240, windows=[[0, 240]]),
        request("b", duration_minutes=240, windows=[[240, 480]]),
        request("s", duration_minutes=120, windows=[[0, 120]], repeats=[0, 360]),
    ]
    given_problem = problem(assets=things, requests=wanted)
    found = solve(given_problem, seconds=10, workers=1)
    assert (len(found.placements), found.status) == (4, "optimal")


#   two agreements for the same room: the cheap one has room for one of the two
def test_a_capped_agreement_goes_to_whom_it_saves_most() -> None:
    given_problem = problem(
        assets=[asset("x", owner="B"), asset("y", owner="B")],
        requests=[request("p", windows=[[0, 60]]), request("q", duration_minutes=120, windows=[[0, 120]])],
        agreements=[
            agreement("cheap", cap_minutes=120),
            agreement("dear", rate_pence_per_hour=6000, cap_minutes=120),
        ],
    )
    found = solve(given_problem, seconds=10, workers=1)
    assert broken_rules(given_problem, found) == []
    assert len(found.placements) == 2
    assert found.bound >= found.score


def test_a_solution_is_plain_json() -> None:
    found = solve(busy(6), seconds=2, workers=1)
    assert json.loads(json.dumps(found.as_document()))["format"] == "booking-solution/1"


def test_a_placement_that_the_judge_refuses_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    given_problem = problem(assets=[asset("x")], requests=[request("p"), request("q")])
    refused = []

    def strict(judged, solution):
        at = [number for number, entry in enumerate(solution.placements) if entry.request == "q"]
        refused.extend(at)
        return [BrokenRule("no_q", f"$.placements[{number}].assets", "q is refused") for number in at]

    monkeypatch.setattr("optimizer.bookings.solve.broken_rules", strict)
    found = solve(given_problem, seconds=10, workers=1)
    assert refused
    assert [placement.request for placement in found.placements] == ["p"]
