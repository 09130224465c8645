"""The solver against brute force on random tiny problems, and what it promises on every problem."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.bookings.check import broken_rules
from optimizer.bookings.problem import Weights, parse_problem
from optimizer.bookings.solve import solve
from optimizer.documents import InvalidDocument, canonical_json
from tests.optimizer.bookings.brute_force import best_score
from tests.optimizer.bookings.builders import agreement, asset, document, problem, request

EXAMPLE = Path(__file__).parents[2] / "data" / "booking-problem.json"

names = st.sampled_from(["A", "B"])
sites = st.sampled_from(["here", "here", "there", "island"])
spans = st.sampled_from([[[0, 480]], [[0, 240]], [[120, 480]], [[60, 180], [240, 420]]])


@st.composite
def assets(draw, number: int) -> dict:
    return asset(
        f"x{number}",
        kind=draw(st.sampled_from(["room", "room", "car"])),
        owner=draw(names),
        site=draw(sites),
        features=draw(st.sampled_from([[], ["screen"]])),
        capacity=draw(st.sampled_from([1, 4])),
        turnaround_minutes=draw(st.sampled_from([0, 15, 20, 60])),
        open=draw(spans),
        blocked=draw(st.sampled_from([[], [], [[100, 200]]])),
    )


@st.composite
def requests(draw, number: int, known: list[str]) -> dict:
    several = draw(st.booleans())
    needs = [{"kind": draw(st.sampled_from(["room", "room", "car"])), "capacity_min": draw(st.sampled_from([1, 3]))}]
    needs[0]["features"] = draw(st.sampled_from([[], [], ["screen"]]))
    if several:
        needs.append({"kind": draw(st.sampled_from(["room", "car"])), "count": 1})
    elif draw(st.booleans()):
        needs[0]["count"] = 2
    start = draw(st.sampled_from([0, 60, 120, 210]))
    length = draw(st.sampled_from([30, 60, 50, 120]))
    wanted = request(
        f"r{number}",
        organisation=draw(names),
        weight=draw(st.sampled_from([1, 1, 2])),
        needs=needs,
        duration_minutes=length,
        windows=[[start, start + length + draw(st.sampled_from([0, 15, 45]))]],
        preferred_start=draw(st.sampled_from([None, start, start + 15])),
        preferred_assets=draw(st.lists(st.sampled_from(known), max_size=1)),
        site=draw(st.sampled_from([None, "here", "there"])),
        max_travel_minutes=draw(st.sampled_from([None, 20, 30])),
        repeats=draw(st.sampled_from([[0], [0], [0, 120], [0, 130]])),
    )
    fixture = {"start": start, "assets": [[draw(st.sampled_from(known))] * need.get("count", 1) for need in needs]}
    return {**wanted, draw(st.sampled_from(["site_unused", "planned", "held", "-"])): fixture}


@st.composite
def documents(draw) -> dict:
    things = [draw(assets(number)) for number in range(draw(st.integers(1, 4)))]
    known = [thing["id"] for thing in things]
    if len(things) > 1 and draw(st.booleans()):
        things[0]["conflicts_with"], things[1]["conflicts_with"] = ["x1"], ["x0"]
    elif len(things) > 1 and draw(st.booleans()):
        things[1] = {**things[0], "id": "x1"}
    wanted = []
    for number in range(draw(st.integers(1, 4))):
        entry = draw(requests(number, known))
        wanted.append({key: value for key, value in entry.items() if key not in ("-", "site_unused")})
    agreements = [
        agreement(
            f"m{owner}",
            owner=owner,
            user=user,
            kinds=draw(st.sampled_from([None, ["room"]])),
            windows=draw(st.sampled_from([None, [[0, 300]]])),
            cap_minutes=draw(st.sampled_from([None, 60, 120])),
            rate_pence_per_hour=draw(st.sampled_from([0, 1000, 1234])),
        )
        for owner, user in (("A", "B"), ("B", "A"))
        if draw(st.integers(0, 3))
    ]
    weights = draw(st.sampled_from([{}, {"fairness_permille": 0}, {"fairness_permille": 2000}, {"accept": 0}]))
    weights = {**weights, **draw(st.sampled_from([{}, {"accept": 50}, {"travel_per_minute": 0, "moved": 0}]))}
    return document(assets=things, requests=wanted, agreements=agreements, weights=weights, grid_minutes=15)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(documents())
def test_tiny_problems_are_solved_to_the_optimum(data: dict) -> None:
    try:
        given_problem = parse_problem(canonical_json(data))
    except InvalidDocument:
        return
    best = best_score(data, given_problem.weights.model_dump())
    found = solve(given_problem, seconds=10, workers=1)
    assert broken_rules(given_problem, found) == []
    assert found.bound >= best
    assert (found.score, found.status) == (best, "optimal")
