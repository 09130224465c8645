"""The rebate tiers of a year, and the rate at which staying within some of them bounds the cost best."""

import pytest

from optimizer.batches.tiers import Trial, ladder

TIERS = [(100.0, 0.01), (200.0, 0.03), (900.0, 0.05)]
OWN = ladder(TIERS, most=500.0)


def test_tiers_out_of_reach_are_left_out():
    assert OWN.rates == (0.0, 0.01, 0.03)
    assert OWN.top == 2


@pytest.mark.parametrize(
    ("spent", "ends", "tier"),
    [(99.9, (0, 2), 0), (100.0, (0, 2), 1), (400.0, (0, 2), 2), (400.0, (0, 1), 1), (50.0, (1, 2), 1)],
)
def test_the_tier_reached_is_one_of_those_open(spent, ends, tier):
    assert OWN.reached(spent, ends) == tier


def test_the_highest_rate_costs_nothing_more_while_every_tier_is_open():
    assert OWN.surcharge(0.03, (0, 2)) == 0.0


def test_a_tier_that_must_be_reached_is_paid_for_up_to_its_start():
    assert OWN.surcharge(0.05, (2, 2)) == pytest.approx(0.02 * 200)


def test_a_rate_below_the_tier_s_own_gives_away_what_the_most_goods_would_earn():
    assert OWN.surcharge(0.02, (2, 2)) == pytest.approx(-0.01 * 500)


def test_what_is_granted_is_what_the_goods_do_not_earn_in_truth():
    assert OWN.granted(150.0, 0.03, (0, 2)) == pytest.approx(0.02 * 150)
    assert OWN.granted(250.0, 0.03, (0, 2)) == pytest.approx(0.0)


def test_goods_that_just_reach_the_tier_they_must_are_granted_nothing():
    assert OWN.granted(200.0, 0.05, (2, 2)) == pytest.approx(0.0)


def dual(rate):
    """What items cost that buy 50 pounds at any rate, and 300 more for who pays 8%."""
    return Trial(
        rate, min(1000.0 - 50 * rate, 1000.0 + 0.08 * 300 - 350 * rate), 50.0 if rate < 0.08 else 350.0
    )


def test_trials_lead_to_the_rate_that_bounds_best():
    tried = [dual(0.03)]
    while (following := OWN.next_trial(tried, (2, 2), goal=10_000.0)) is not None:
        tried.append(dual(following[0]))

    best = max(trial.cost + OWN.surcharge(trial.rate, (2, 2)) for trial in tried)

    assert best == pytest.approx(1000.0 - 50 * 0.08 + 0.05 * 200)
    assert len(tried) < 6


def test_a_goal_is_reached_by_no_more_than_it_takes():
    rate, promised = OWN.next_trial([dual(0.03)], (2, 2), goal=1001.0)

    assert rate == pytest.approx(0.045)
    assert promised >= 1000.0
