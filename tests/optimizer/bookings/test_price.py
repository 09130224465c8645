"""What accepting a declined request would cost: against brute force, and in who has to give way."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.bookings.index import UnknownRequest
from optimizer.bookings.price import price_of
from optimizer.bookings.problem import parse_problem
from optimizer.bookings.solve import solve
from optimizer.documents import canonical_json
from tests.optimizer.bookings.brute_force import best_score
from tests.optimizer.bookings.builders import asset, document, place, problem, request, solution

HEAVY = 1000


def heavier(data: dict, name: str) -> tuple[dict, int]:
    """The document with a request so heavy that it is served if it can be, and the value that adds."""
    requests = [{**one, "weight": HEAVY} if one["id"] == name else one for one in data["requests"]]
    (wanted,) = (one for one in data["requests"] if one["id"] == name)
    repeats = len(wanted.get("repeats", [0]))
    return {**data, "requests": requests}, 1000 * (HEAVY - wanted.get("weight", 1)) * repeats


def crowded(seed: int) -> dict:
    """Five requests for two rooms that can take three or four of them."""
    chance = Random(seed)
    requests = [
        request(
            f"r{number}",
            weight=chance.choice([1, 2, 4]),
            duration_minutes=chance.choice([60, 120]),
            windows=[[start := chance.choice([0, 30, 60]), start + 180]],
            preferred_start=chance.choice([None, 30, 60, 90]),
            preferred_assets=chance.choice([[], ["x0"]]),
        )
        for number in range(5)
    ]
    assets = [asset("x0", turnaround_minutes=30), asset("x1")]
    return document(assets=assets, requests=requests, grid_minutes=30, weights={"fairness_permille": 0})


def prices_of(seed: int) -> Iterator[tuple[int, int]]:
    """The price of each declined request of a tiny problem, and what brute force says."""
    data = crowded(seed)
    tiny = parse_problem(canonical_json(data))
    best = solve(tiny, seconds=10)
    assert best.status == "optimal"
    for declined in best.declined:
        changed, added = heavier(data, declined.request)
        price = price_of(tiny, best, declined.request, seconds=5)
        assert price is not None
        yield price.points, best.score + added - best_score(changed, tiny.weights.model_dump())


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**9))
def test_no_price_is_below_the_true_one(seed: int) -> None:
    assert all(points >= true for points, true in prices_of(seed))


def test_nearly_every_price_is_the_true_one() -> None:
    found = [pair for seed in range(16) for pair in prices_of(seed)]
    assert len(found) > 8
    assert sum(points == true for points, true in found) >= 0.95 * len(found)


def test_it_names_who_moves_and_who_loses_out() -> None:
    given_ = problem(
        assets=[asset("one")],
        requests=[
            request("big", weight=4, windows=[[0, 120]], preferred_start=0),
            request("small", duration_minutes=120, windows=[[60, 180]]),
        ],
        weights={"fairness_permille": 0},
    )
    plan = solution(given_, place("big", 60, ["one"]))
    price = price_of(given_, plan, "small")
    assert price is not None
    assert (price.moved, price.declined, price.is_proven) == (("big",), (), True)
    assert price.points < 0


def test_who_cannot_be_moved_has_no_price() -> None:
    given_ = problem(
        assets=[asset("one")],
        requests=[
            request("stands", held={"start": 0, "assets": [["one"]]}, windows=[[0, 60]]),
            request("late", windows=[[0, 60]]),
        ],
    )
    assert price_of(given_, solution(given_, place("stands", 0, ["one"])), "late") is None


def test_an_unknown_request_is_named() -> None:
    given_ = problem(assets=[asset("one")], requests=[])
    with pytest.raises(UnknownRequest, match="nobody"):
        price_of(given_, solution(given_), "nobody")
