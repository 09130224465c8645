"""Tier prices at their edges, rounding and sharing out to the penny."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.batches.prices import goods_pence, legal_quantity, round_half_up, segments, share_out
from tests.optimizer.batches.drawn import offer, problem

TIERS = [(1, 200), (10, 150), (20, 100)]


def priced(kind: str, quantity: int, first: int = 1) -> int:
    tiers = [(first, 200), *TIERS[1:]]
    return goods_pence(problem(offers=[offer("o", "l", tiers, tier_kind=kind)]).offers[0], quantity)


@pytest.mark.parametrize(
    ("quantity", "all_units", "incremental"),
    [
        (0, 0, 0),
        (1, 200, 200),
        (9, 1800, 1800),
        (10, 1500, 1950),  # nine at £2.00 and the tenth at £1.50
        (19, 2850, 3300),
        (20, 2000, 3400),  # nine at £2.00, ten at £1.50, one at £1.00
        (25, 2500, 3900),
    ],
)
def test_the_tier_sets_the_price(quantity, all_units, incremental):
    assert priced("all_units", quantity) == all_units
    assert priced("incremental", quantity) == incremental
    assert priced("incremental", quantity, first=0) == incremental


@given(st.integers(1, 60), st.sampled_from(["all_units", "incremental"]))
def test_segments_cost_what_the_tiers_cost(quantity, kind):
    sold = problem(offers=[offer("o", "l", TIERS, tier_kind=kind)]).offers[0]
    (segment,) = [s for s in segments(sold) if s.low <= quantity <= s.high]
    assert segment.cost_e4(quantity) == goods_pence(sold, quantity) * 100


@given(
    st.integers(1, 60),
    st.sampled_from(["all_units", "incremental"]),
    st.integers(1, 7),
    st.integers(1, 30),
    st.none() | st.integers(1, 60),
)
def test_the_legal_quantity_is_the_cheapest_and_of_those_the_least(wanted, kind, multiple, minimum, capacity):
    limits = {"multiple": multiple, "minimum": minimum, "capacity_per_month": capacity}
    sold = problem(offers=[offer("o", "l", TIERS, tier_kind=kind, **limits)]).offers[0]
    beyond = range(max(wanted, minimum), 100 if capacity is None else capacity + 1)
    legal = [(goods_pence(sold, quantity), quantity) for quantity in beyond if quantity % multiple == 0]
    assert legal_quantity(sold, wanted) == (min(legal)[1] if legal else None)


@pytest.mark.parametrize(("numerator", "rounded"), [(149, 1), (150, 2), (-150, -1), (-151, -2), (0, 0)])
def test_halves_round_up(numerator, rounded):
    assert round_half_up(numerator, 100) == rounded


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_shares_sum_exactly_and_are_within_a_penny(total, weights):
    parts = share_out(total, weights)
    assert sum(parts) == total
    if any(weights):
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - total * weight / sum(weights)) < 1.000001


def test_the_largest_remainder_gets_the_penny():
    assert share_out(100, [1, 1, 1]) == [34, 33, 33]
    assert share_out(101, [1, 2, 3]) == [17, 34, 50]
