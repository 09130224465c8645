"""A few thousand of the computations that `python -m benchmarks.money` draws by the million, and that it would notice."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.money import recount
from benchmarks.money.computations import computations
from benchmarks.money.measure import difference
from benchmarks.money.stored import COLUMNS, ROWS, Books
from optimizer.batches import prices
from optimizer.batches.prices import share_out
from optimizer.batches.sharing import rounded
from procurement.models import BuyerCost
from workbooks.cells import cell_value
from workbooks.table import Column

MOST = 10**13


def test_thousands_of_computations_differ_by_nothing():
    wrong = [found for found in computations(3000, seed=1) if difference(found)]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "faulty"),
    [
        ("optimizer.batches.prices.round_half_up", lambda numerator, denominator: numerator // denominator),
        ("optimizer.batches.ledger.round_half_up", lambda numerator, denominator: round(numerator / denominator)),
        ("benchmarks.money.computations.share_out", lambda total, weights: [total // len(weights)] * len(weights)),
        ("benchmarks.money.computations.charge_of", lambda agreement, minutes: int(agreement.rate_pence_per_hour * minutes / 60)),
    ],
)  # fmt: skip
def test_a_fault_would_be_noticed(monkeypatch, name, faulty):
    monkeypatch.setattr(name, faulty)
    assert any(difference(found) for found in computations(1500, seed=2))


weights = st.lists(st.integers(0, MOST) | st.sampled_from([0, 1]), min_size=1, max_size=12)


@settings(max_examples=200, deadline=None)
@given(st.integers(-MOST, MOST) | st.sampled_from([0, 1, -1]), weights)
def test_shares_are_those_of_the_largest_remainders(total, parts):
    shares = share_out(total, parts)
    assert shares == recount.hamilton(total, parts)
    assert sum(shares) == total


@settings(max_examples=200, deadline=None)
@given(st.lists(st.fractions(-MOST, MOST, max_denominator=5040), min_size=1, max_size=8))
def test_exact_shares_round_to_their_whole(exact):
    total = recount.half_up(sum(exact, Fraction(0)))
    exact[-1] += total - sum(exact, Fraction(0))
    shares = rounded(total, {str(number): share for number, share in enumerate(exact)})
    assert sum(shares.values()) == total
    assert all(abs(share - one) < 1 for share, one in zip(shares.values(), exact, strict=True))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, MOST), st.integers(1, MOST))
def test_halves_go_up(numerator, denominator):
    assert prices.round_half_up(numerator, denominator) == recount.half_up(Fraction(numerator, denominator))


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_database_keeps_and_sums_every_penny():
    dice, books = Random(3), Books()
    pence = [dice.choice([0, 1, -1, dice.randint(-MOST, MOST)]) for _ in range(len(COLUMNS) * ROWS + 7)]
    assert books.keep(pence) == 0
    assert books.total_difference() == 0
    row = BuyerCost.objects.first()
    BuyerCost.objects.filter(pk=row.pk).update(
        goods_pence=row.goods_pence + 1, pays_pence=row.pays_pence + 1, alone_pence=row.alone_pence + 1
    )
    assert books.total_difference() == 3


def test_sums_of_cells_are_exact_to_the_penny():
    """A sheet sums pounds as binary fractions and rounds the sum, so that has to come out at the very penny."""
    money = Column("amount", "Amount", "money", minimum=-(10**14))
    for seed in range(20):
        dice = Random(seed)
        pence = [dice.randint(-(10**9), 10**9) for _ in range(5000)]
        summed = 0.0
        for one in pence:
            summed += cell_value(money, one)
        assert money.parse(round(summed, 2)) == sum(pence)
