"""Cuts that hold whoever is there: found with one group present, held against what every other group costs."""

from itertools import product

import numpy as np
import pytest

from benchmarks.batches.generate import batch_problem
from optimizer.batches.crew import Task
from optimizer.batches.item_process import Bench
from optimizer.batches.lifting import Pool
from optimizer.batches.presence import account_of, apart, as_accounts
from optimizer.batches.variables import UNIT

YEAR = ("north", "2026/27")
GOODS = [("lot-a", "2026/27"), ("lot-b", "2026/27")]


def test_goods_and_presence_are_told_apart_again():
    present = {"A": 1.0, "B": 0.25}
    assert apart([(GOODS[0], 12.0), *as_accounts(present).items()]) == ({GOODS[0]: 12.0}, present)


@pytest.fixture(scope="module")
def bench():
    return Bench(batch_problem("tiny", 14))


def groups_of(bench):
    names = [authority.id for authority in bench.problem.authorities]
    every = (dict(zip(names, parts, strict=True)) for parts in product((0.0, 1.0), repeat=len(names)))
    return [group for group in every if any(group.values())]


def says(result, present, goods=None):
    """What a cut says that an item costs, in pounds, with all its goods paid for at the rates where none are named."""
    accounts = {**as_accounts(present), **(goods or {})}
    return result.bound + sum(result.rates.get(account, 0.0) * pounds for account, pounds in accounts.items())


def test_a_cut_found_for_one_group_is_never_more_than_what_another_costs_at_the_same_rates(bench):
    for item in list(bench.problem.demanded)[:4]:
        rates = dict.fromkeys(bench.do(Task(item, {})).spent, 0.02)
        for there in groups_of(bench):
            found = bench.do(Task(item, rates, present=there))
            for other in groups_of(bench):
                least = bench.do(Task(item, rates, present=other))
                assert says(found, other) <= says(least, other) * (1 + 1e-7) + 1e-6


def test_a_cut_at_goods_says_what_the_item_costs_there_for_that_group(bench):
    item = next(iter(bench.problem.demanded))
    for there in groups_of(bench):
        free = bench.do(Task(item, {}, present=there))
        found = bench.do(Task(item, {}, present=there, goods=free.spent))
        assert says(found, there, free.spent) == pytest.approx(says(free, there))


def test_whole_numbers_raise_the_cut_for_their_own_group_alone(bench):
    raised = 0
    for item in bench.problem.demanded:
        for there in groups_of(bench)[-3:]:
            found = bench.do(Task(item, {}, present=there, proof_seconds=5.0))
            least = bench.do(Task(item, {}, present=there))
            raised += says(found, there) > says(least, there) + 0.01
            assert says(found, there) >= says(least, there) - 1e-6
            assert found.orders is None
            for other in groups_of(bench):
                if other != there:
                    assert says(found, other) <= says(least, other) + 1e-6
    assert raised


def test_lifted_for_a_group_a_cut_says_no_more_than_its_members_for_any_other():
    pool = Pool("chairs", [*GOODS, account_of("A"), account_of("B")], {"lot-a": "north", "lot-b": "south"})
    members = [(100.0, 0.0, 50.0, 20.0), (70.0, 0.5, 30.0, 40.0)]
    for least, rate, added_by_a, added_by_b in members:
        added = {account_of("A"): added_by_a / UNIT, account_of("B"): added_by_b / UNIT}
        pool.add({GOODS[0]: rate, **added}, least, {"A": 1.0, "B": 0.0})

    for a, b, tier in product((0.0, 1.0), (0.0, 1.0), (0, 1)):
        goods, tiers = np.array([80.0, 50.0, a * UNIT, b * UNIT]), np.eye(2)[tier]
        asked, _ = pool.strongest_by_tier(YEAR, goods, tiers, 80.0 * tiers)
        most = max(least + 80 * rate + a * by_a + b * by_b for least, rate, by_a, by_b in members)
        assert asked <= most + 1e-9
        if (a, b) == (1.0, 0.0):
            assert asked == pytest.approx(most)


def test_cuts_found_with_different_groups_there_are_not_lifted_together():
    pool = Pool("chairs", [*GOODS, account_of("A")], {"lot-a": "north", "lot-b": "south"})
    pool.add({GOODS[0]: 0.0}, 100.0, {"A": 1.0})
    pool.add({GOODS[0]: 0.5}, 70.0, {"A": 0.0})
    assert pool.strongest_by_tier(YEAR, np.zeros(3), np.array([1.0, 0.0]), np.zeros(2)) is None
