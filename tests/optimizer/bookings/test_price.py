"""What accepting a declined request would cost: against brute force, and in who has to give way."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.bookings.explain import UnknownRequest
from optimizer.bookings.price import Price, price_of
from optimizer.bookings.problem import parse_problem
from optimizer.bookings.solve import solve
from optimizer.documents import InvalidDocument, canonical_json
from tests.optimizer.bookings.brute_force import best_score
from tests.optimizer.bookings.builders import asset, place, problem, request, solution
from tests.optimizer.bookings.test_solve import some_document

HEAVY = 1000


def heavier(document: dict, name: str) -> tuple[dict, int]:
    """The document with a request so heavy that it is served if it can be, and the value that adds."""
    requests = [{**one, "weight": HEAVY} if one["id"] == name else one for one in document["requests"]]
    (wanted,) = (one for one in document["requests"] if one["id"] == name)
    repeats = len(wanted.get("repeats", [0]))
    return {**document, "requests": requests}, 1000 * (HEAVY - wanted.get("weight", 1)) * repeats


def prices_of(seed: int) -> Iterator[tuple[Price | None, int | None]]:
    """For each declined request of a tiny problem: the price found, and the true one (None if it has none)."""
    document = some_document(seed)
    document["weights"] = {**document["weights"], "fairness_permille": 0, "accept": 1000}
    try:
        tiny = parse_problem(canonical_json(document))
    except InvalidDocument:
        return
    best = solve(tiny, seconds=10)
    assert best.status == "optimal"
    for declined in best.declined:
        changed, added = heavier(document, declined.request)
        forced = best_score(changed, tiny.weights.model_dump()) - added
        # A request that cannot be served adds nothing, however heavy.
        true = best.score - forced if forced > -added / 2 else None
        yield price_of(tiny, best, declined.request, seconds=5), true


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_no_price_is_below_the_true_one(seed: int) -> None:
    for price, true in prices_of(seed):
        assert (price is None) == (true is None)
        if price is not None:
            assert price.points >= true


def test_nearly_every_price_is_the_true_one() -> None:
    found = [(price.points, true) for seed in range(60) for price, true in prices_of(seed) if price]
    exact = sum(points == true for points, true in found)
    assert len(found) > 20
    assert exact >= 0.95 * len(found)


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
