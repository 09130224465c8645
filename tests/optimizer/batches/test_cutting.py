"""Cutting planes over the items of a purchase, against the items themselves and against proven optima."""

from math import inf

import numpy as np
import pytest

from benchmarks.batches.generate import batch_problem
from optimizer.batches.crew import Task
from optimizer.batches.cutting import Cutting
from optimizer.batches.item_process import Bench
from optimizer.batches.joint_programme import Programme
from optimizer.batches.lifting import Pool
from optimizer.batches.record import ask_as_before, keep
from optimizer.batches.relaxation import Relaxation
from optimizer.batches.solution import ItemRates
from optimizer.batches.variables import UNIT
from optimizer.highs import Limits, run_highs

ACCOUNTS = [("lot-a", "2026/27"), ("lot-a", "2027/28"), ("lot-b", "2026/27")]
YEAR = ("north", "2026/27")


def pool(*cuts):
    own = Pool("chairs", ACCOUNTS, {"lot-a": "north", "lot-b": "south"})
    for least, *rates in cuts:
        own.add(dict(zip(ACCOUNTS, rates, strict=True)), least)
    return own


def test_the_strongest_cut_is_the_one_that_asks_for_most_at_the_goods():
    own = pool((100.0, 0.0, 0.0, 0.1), (70.0, 0.5, 0.0, 0.0))

    asked, cut = own.strongest(np.array([100.0, 0.0, 50.0]))

    assert asked == pytest.approx(120.0)
    assert (cut.least, cut.rates) == (70.0, (0.5, 0.0, 0.0))


def test_a_lifted_cut_takes_the_best_member_for_each_tier():
    own = pool((100.0, 0.0, 0.0, 0.1), (70.0, 0.5, 0.0, 0.1))

    asked, cut = own.strongest_by_tier(
        YEAR, np.array([80.0, 0.0, 50.0]), np.array([0.5, 0.5]), np.array([0.0, 80.0])
    )

    # Half of 100 in the lower tier, half of 70 and 0.5 a pound in the upper one; no single cut asks for more than 115.
    assert asked == pytest.approx(50 + 35 + 40 + 5)
    assert cut.by_tier == ((0.0, 100.0), (0.5, 70.0))
    assert own.strongest(np.array([80.0, 0.0, 50.0]))[0] == pytest.approx(115.0)


def test_only_cuts_that_differ_in_one_year_alone_are_lifted():
    own = pool((100.0, 0.0, 0.0, 0.1), (70.0, 0.5, 0.2, 0.1), (60.0, 0.5, 0.0, 0.2))

    assert own.strongest_by_tier(YEAR, np.zeros(3), np.array([1.0, 0.0]), np.zeros(2)) is None


def test_a_second_cut_at_the_same_rates_counts_where_it_asks_for_more():
    own = pool((100.0, 0.0, 0.0, 0.1), (70.0, 0.5, 0.0, 0.1), (90.0, 0.5, 0.0, 0.1))

    asked, _ = own.strongest_by_tier(YEAR, np.zeros(3), np.array([0.0, 1.0]), np.zeros(2))

    assert asked == pytest.approx(100.0)
    assert own.families[YEAR][0.0, 0.0, 0.1] == {0.0: (100.0, ()), 0.5: (90.0, ())}


@pytest.fixture(scope="module")
def bench():
    return Bench(batch_problem("tiny", 14))


def test_the_cut_at_given_goods_is_what_the_item_costs_there_and_holds_at_every_rate(bench):
    for item in list(bench.problem.demanded)[:4]:
        free = bench.do(Task(item, {}))
        goods = {account: 0.9 * pounds for account, pounds in free.spent.items()}

        found = bench.do(Task(item, {}, goods=goods))
        at_rates = bench.do(Task(item, dict(found.rates)))

        assert found.bound == pytest.approx(at_rates.bound, rel=1e-6)
        assert found.bound + sum(found.rates[a] * goods[a] for a in goods) >= free.bound - 1e-6
        # Nothing of the question is left behind.
        assert bench.do(Task(item, {})).bound == pytest.approx(free.bound)


def test_asking_for_the_goods_it_has_anyway_costs_an_item_no_more(bench):
    item = next(iter(bench.problem.demanded))
    free = bench.do(Task(item, {}))

    found = bench.do(Task(item, {}, goods=free.spent))

    asked = found.bound + sum(found.rates[account] * pounds for account, pounds in free.spent.items())
    assert asked == pytest.approx(free.bound)


def relaxed(pursuit, cuts):
    programme = Programme(pursuit.master)
    for cut in cuts:
        least, columns, values = programme.row_of(cut)
        programme.mip.row(zip(columns, values, strict=True), lower=least)
    programme.mip.integer = [False] * len(programme.mip.integer)
    return run_highs(programme.mip, Limits(10)).bound * UNIT


def test_the_two_branches_of_a_year_bound_whatever_its_tier_is_and_one_of_them_is_the_programme(begun):
    _, cutting = begun
    cutting.raise_bound(40)
    whole = cutting.best_point(40)
    for columns in cutting.relaxation.programme.tiers.values():
        for split in range(1, len(columns)):
            low, high = (
                cutting.best_point(40, frozenset(shut)) for shut in (columns[split:], columns[:split])
            )
            assert min(low.bound, high.bound) >= whole.bound - 1e-3
    # Nothing stays shut.
    assert cutting.best_point(40).bound == pytest.approx(whole.bound)


def test_with_every_tier_of_a_year_shut_there_is_no_point(begun):
    _, cutting = begun
    columns = next(iter(cutting.relaxation.programme.tiers.values()))

    assert cutting.best_point(40, frozenset(columns)).bound == inf


def test_the_kept_programme_and_one_built_with_the_same_cuts_agree(begun):
    _, cutting = begun
    cutting.raise_bound(40)
    point = cutting.relaxation.solve(Limits(10))

    assert relaxed(cutting.pursuit, cutting.relaxation.cuts) == pytest.approx(point.bound)
    assert len(point.duals) == len(cutting.relaxation.cuts) > 0


def test_an_answer_that_comes_too_late_is_not_taken_for_the_next_one(begun):
    relaxation, pursuit = begun[1].relaxation, begun[1].pursuit
    assert relaxation.solve(Limits(10, should_stop=lambda: True)) is None
    cuts = [pool.strongest(np.zeros(len(pool.accounts)))[1] for pool in pursuit.master.pools.values()]
    relaxation.add(cuts)
    point = relaxation.solve(Limits(10))

    assert len(point.duals) == len(cuts)
    assert point.bound == pytest.approx(relaxed(pursuit, cuts))


def test_a_search_that_begins_with_the_rates_of_another_comes_to_the_same_bound_by_asking_once(begun):
    fresh, cutting = begun
    cutting.raise_bound(fresh.elapsed + 20)
    keep(cutting, ())
    reached, kept = cutting.bounds[-1], fresh.rates
    assert kept

    cutting.pursuit.master.clear()
    assert cutting.pursuit.sweep(60)
    ask_as_before(cutting.pursuit, fresh.elapsed + 20)
    with Relaxation(Programme(cutting.pursuit.master)) as anew:
        point = Cutting(cutting.pursuit, anew).best_point(fresh.elapsed + 20)

    assert point.bound == pytest.approx(reached, rel=1e-5)


def test_rates_of_items_and_lots_that_are_no_more_or_out_of_reason_are_left_out(begun):
    fresh, cutting = begun
    item = next(iter(fresh.problem.demanded))
    known = len(cutting.pursuit.master.pools[item].least)
    fresh.rates = (
        ItemRates(item="no more", rates=(("l", "2026/27", 0.1),)),
        ItemRates(item=item, rates=(("no lot", "2026/27", 0.1),)),
        ItemRates(item=item, rates=((*cutting.pursuit.accounts[item][0], 1e6),)),
    )
    ask_as_before(cutting.pursuit, fresh.elapsed + 20)

    (rates,) = cutting.pursuit.master.pools[item].rates[known:]
    assert not rates.any()
