"""Territories: where a map is cut, and what becomes of requests that reach across, held against brute force."""

import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.bookings import parts, territories
from optimizer.bookings.check import broken_rules
from optimizer.bookings.parts import parts_of_problem
from optimizer.bookings.problem import Problem
from optimizer.bookings.solve import solve
from tests.optimizer.bookings.builders import asset, place, problem, request
from tests.optimizer.bookings.test_parts import check_plan_and_bound
from tests.optimizer.bookings.test_solve import some_document

SITES = [
    {"id": "here", "latitude": 52.0, "longitude": -0.5},
    {"id": "there", "latitude": 52.2, "longitude": -0.5},
    {"id": "island", "latitude": 52.4, "longitude": 0.0},
]


@pytest.fixture
def cut_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cuts however few requests there are and however many reach across."""
    monkeypatch.setattr(parts, "WHOLE_REQUESTS", 1)
    monkeypatch.setattr(parts, "PART_REQUESTS", 0)
    monkeypatch.setattr(territories, "ACROSS_SHARE", 1.0)
    monkeypatch.setattr(territories, "LEAST_SHARE", 0.01)


def border(*extra: dict, **fields) -> Problem:
    """A room on either side: two requests can only be served here, two there, and whoever is more at either."""
    wanted = [
        request(f"{site}-{number}", site=site, max_travel_minutes=0, windows=[[0, 120]], weight=2)
        for site in ("here", "there")
        for number in range(fields.pop(site, 2))
    ]
    return problem(
        assets=[asset("x", site="here"), asset("y", site="there")],
        requests=[*wanted, *extra],
        sites=SITES,
        weights={"travel_per_minute": 0},
    )


#   here  |xx xx xx xx xx|   one of twenty reaches across   |yy yy yy yy yy|  there
def test_the_map_is_cut_where_few_reach_across() -> None:
    places = territories.places_of(border())
    touched = [np.array([0])] * 10 + [np.array([1])] * 9 + [np.array([0, 1])]
    found = territories.territories(places, touched, np.arange(20), np.arange(2), most=12)
    assert [assets.tolist() for assets in found] == [[0], [1]]


def test_the_map_stays_whole_where_too_many_reach_across() -> None:
    places = territories.places_of(border())
    touched = [np.array([0])] * 9 + [np.array([1])] * 8 + [np.array([0, 1])] * 3
    found = territories.territories(places, touched, np.arange(20), np.arange(2), most=12)
    assert [assets.tolist() for assets in found] == [[0, 1]]


@pytest.mark.usefixtures("cut_everywhere")
def test_who_could_be_served_on_either_side_is_a_guest_on_the_other() -> None:
    both = request("both", needs=[{"kind": "room", "count": 2}], windows=[[240, 300]])
    given_problem = border(request("either", windows=[[0, 120]]), both)
    one, two = parts_of_problem(given_problem)
    assert {one.guests, two.guests} == {frozenset({4}), frozenset()}
    assert one.straddling | two.straddling == {5}


@pytest.mark.usefixtures("cut_everywhere")
@pytest.mark.parametrize(("here", "there"), [(2, 1), (1, 2)])
def test_a_guest_is_served_where_there_is_room(here: int, there: int) -> None:
    given_problem = border(request("either", windows=[[0, 120]]), here=here, there=there)
    found = solve(given_problem, seconds=10, workers=2)
    assert broken_rules(given_problem, found) == []
    assert not found.declined
    assert found.bound >= found.score


@pytest.mark.usefixtures("cut_everywhere")
def test_what_an_earlier_plan_says_across_the_border_is_kept() -> None:
    planned = {"start": 0, "assets": [["y"]]}
    given_problem = border(request("either", windows=[[0, 120]], planned=planned), there=1)
    found = solve(given_problem, seconds=10, workers=2)
    assert place("either", 0, ["y"]) in found.placements


@pytest.mark.usefixtures("cut_everywhere")
@settings(max_examples=int(os.environ.get("TINY_ROUNDS", "12")), deadline=None)
@given(st.integers(0, 10**9))
def test_tiny_problems_in_territories_have_plans_and_bounds_that_are_true(seed: int) -> None:
    check_plan_and_bound({**some_document(seed), "sites": SITES})
