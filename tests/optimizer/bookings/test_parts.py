"""Large problems are searched in parts: here tiny ones, split as far as they go, held against brute force."""

import os

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from optimizer.bookings import parts
from optimizer.bookings.check import broken_rules
from optimizer.bookings.fairness import Fairness
from optimizer.bookings.parts import joined, parts_of_problem, shared_caps
from optimizer.bookings.problem import parse_problem
from optimizer.bookings.solve import solve
from optimizer.documents import InvalidDocument, canonical_json
from tests.optimizer.bookings.brute_force import best_score
from tests.optimizer.bookings.builders import agreement, asset, problem, request
from tests.optimizer.bookings.test_solve import some_document


@pytest.fixture(autouse=True, scope="module")
def split_everything():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "WHOLE_REQUESTS", 0)
        patch.setattr(parts, "PART_REQUESTS", 0)
        yield


def two_houses(**fields):
    """Two sites that are out of reach of each other, one room each; B may use both for two hours in all."""
    things = [asset("x", site="here", owner="A"), asset("y", site="island", owner="A")]
    wanted = [
        request(f"{site}-{user}", organisation=user, site=site, weight=weight)
        for site in ("here", "island")
        for user, weight in (("A", 1), ("B", 2))
    ]
    shared = [agreement("m", owner="A", user="B", cap_minutes=fields.pop("cap", 120))]
    return problem(assets=things, requests=wanted, agreements=shared, **fields)


#   x  |B B|A A|      here
#   y  |B B|A A|      on the island: nobody gets from one to the other
def test_what_shares_no_asset_is_apart() -> None:
    given_problem = two_houses()
    found = parts_of_problem(given_problem)
    assert [(part.requests, part.assets) for part in found] == [((0, 1), (0,)), ((2, 3), (1,))]
    assert list(shared_caps(given_problem, found)) == [0]


def test_a_divisible_room_keeps_its_halves_together() -> None:
    things = [asset("x", site="here", conflicts_with=["y"]), asset("y", site="there", conflicts_with=["x"])]
    wanted = [
        request("p", site="here", max_travel_minutes=0),
        request("q", site="there", max_travel_minutes=0),
    ]
    assert parts_of_problem(problem(assets=things, requests=wanted)) == []


def test_what_is_scarce_in_one_part_is_told_of_the_whole() -> None:
    wanted = [request(f"r{n}", site="island", windows=[[60, 120]], weight=2) for n in range(3)]
    wanted.append(request("alone", site="here", windows=[[180, 240]]))
    things = [asset("x", site="here"), asset("y", site="island")]
    found = solve(problem(assets=things, requests=wanted, weights={"fairness_permille": 0}), seconds=10)
    (value,) = found.shadow_values
    assert (value.kind, value.hour, value.site) == ("room", 1, "island")
    assert 1990 <= value.points <= 2010


@pytest.mark.parametrize(("cap", "accepted"), [(120, 4), (60, 3), (59, 2)])
def test_parts_share_a_cap(cap: int, accepted: int) -> None:
    given_problem = two_houses(cap=cap)
    found = solve(given_problem, seconds=20, workers=2)
    assert broken_rules(given_problem, found) == []
    assert len(found.placements) == accepted


def test_the_same_work_gives_the_same_plan_in_parts() -> None:
    given_problem = two_houses()
    one, two = (solve(given_problem, seconds=60, workers=2, deterministic_limit=1) for _ in range(2))
    assert (one.placements, one.bound) == (two.placements, two.bound)


def check_plan_and_bound(data: dict) -> None:
    """The plan breaks no rule, and the best there is lies between its score and its bound."""
    try:
        given_problem = parse_problem(canonical_json(data))
    except InvalidDocument:
        return
    best = best_score(data, given_problem.weights.model_dump())
    found = solve(given_problem, seconds=10, workers=2)
    assert broken_rules(given_problem, found) == []
    assert found.score <= best <= found.bound


@example(19329)  # minutes of an agreement that two parts share
@settings(max_examples=int(os.environ.get("TINY_ROUNDS", "8")), deadline=None)
@given(st.integers(0, 10**9))
def test_tiny_problems_in_parts_have_plans_and_bounds_that_are_true(seed: int) -> None:
    check_plan_and_bound(some_document(seed))


@given(st.lists(st.lists(st.integers(0, 11), min_size=1, max_size=4), max_size=8))
def test_components_are_what_walking_along_the_edges_reaches(edges: list[list[int]]) -> None:
    labels = joined(12, [np.array(edge) for edge in edges])
    reached = {node: {node} for node in range(12)}
    for _ in range(12):
        for edge in edges:
            together = set().union(*(reached[node] for node in edge))
            for node in together:
                reached[node] = reached[node] | together
    assert labels.tolist() == [min(reached[node]) for node in range(12)]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.integers(0, 3000))
def test_rates_for_fairness_are_worth_the_whole_prize(weights: list[int], permille: int) -> None:
    names = [f"o{number}" for number in range(len(weights))]
    wanted = [
        request(name, organisation=name, weight=weight) for name, weight in zip(names, weights, strict=True)
    ]
    given_problem = problem(
        assets=[asset("x", owner="o0")],
        requests=wanted,
        organisations=[{"id": name} for name in names],
        weights={"fairness_permille": permille},
    )
    fairness = Fairness(given_problem)
    for accepted in ({}, {names[0]: 500}, {names[-1]: 1000}):
        fairness.move(accepted)
        worth = sum(fairness.rates[name] * weight for name, weight in zip(names, weights, strict=True))
        assert fairness.prize <= worth < fairness.prize + min(weights)
        assert min(fairness.rates.values()) >= 0
