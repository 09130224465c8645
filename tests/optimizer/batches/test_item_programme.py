"""An item's programme that takes in slots where they pay, against the whole programme of the item."""

from copy import deepcopy
from dataclasses import replace
from random import Random
from unittest import mock

import numpy as np
import pytest

from benchmarks.batches.generate import batch_problem
from optimizer.batches import item_programme
from optimizer.batches.crew import Task
from optimizer.batches.item_process import Bench, run_inside
from optimizer.batches.item_programme import STEEPEST, ItemProgramme
from optimizer.batches.itemwise import item_model, without_joint_rules
from optimizer.highs import Limits
from tests.optimizer.batches.drawn import authority, item, line, offer, problem
from tests.optimizer.batches.random_problems import over_random_seeds, random_document

LIMITS = Limits(20.0, 1, 0, presolve=False)


def whole(own, cost, goods=None):
    """The answer of the whole programme without whole numbers, with the goods of accounts asked for."""
    mip = replace(own.model.mip, cost=list(cost), integer=[False] * len(cost))
    if goods:
        mip = with_goods(mip, own, goods)
    return run_inside(mip, LIMITS)


def with_goods(mip, own, goods):
    anew = deepcopy(mip)
    for account, pounds in goods.items():
        short, over = anew.column(cost=STEEPEST), anew.column(cost=STEEPEST)
        columns, values = own.goods[account]
        terms = [*zip(columns.tolist(), values.tolist(), strict=True), (short, 1.0), (over, -1.0)]
        anew.row(terms, lower=pounds, upper=pounds)
    return anew


def questions(own, chance):
    """Costs at random rates and parts of charges, and goods near those bought at them."""
    for _ in range(4):
        rates = {account: float(chance.choice([0.0, 0.01, 0.05, 0.2])) for account in own.goods}
        cost = own.priced(rates, own.charged * chance.uniform(0.0, 1.0, len(own.charged)))
        yield cost, None
        found = whole(own, cost)
        if found.values is not None:
            spent = own.spent(found.values)
            yield cost, {account: pounds * chance.uniform(0.3, 1.6) for account, pounds in spent.items()}


def items_of(problem):
    loose = without_joint_rules(problem)
    for name in problem.demanded:
        own = item_model(problem, loose, name)
        if not own.model.mip.impossible:
            yield own


def agree(own, chance):
    programme = ItemProgramme(own, 0)
    for cost, goods in questions(own, chance):
        expected, found = whole(own, cost, goods), programme.least(cost, goods)
        if found is None:
            assert programme.impossible and expected.infeasible
            continue
        assert found.bound == pytest.approx(expected.bound, rel=1e-6, abs=1e-6)
        if goods is None:
            assert cost @ found.values == pytest.approx(expected.bound, rel=1e-6, abs=1e-6)
    return programme


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_costs_what_the_whole_programme_costs_with_few_of_its_columns(seed):
    chance = np.random.default_rng(seed)
    programmes = [agree(own, chance) for own in list(items_of(batch_problem("tiny", seed)))[:6]]

    assert sum(each.size for each in programmes) < 0.9 * sum(each.matrix.count for each in programmes)


@over_random_seeds()
def test_with_all_kinds_of_rules_it_costs_what_the_whole_programme_costs(seed):
    chance = np.random.default_rng(seed)
    for own in items_of(problem(**random_document(Random(seed)))):
        agree(own, chance)


def test_it_goes_on_after_its_memory_was_given_back():
    own = next(items_of(batch_problem("tiny", 4)))
    kept, released = ItemProgramme(own, 0), ItemProgramme(own, 0)
    for cost, goods in questions(own, np.random.default_rng(4)):
        expected, found = kept.least(cost, goods), released.least(cost, goods)
        released.release()
        assert found.bound == pytest.approx(expected.bound, rel=1e-6)


def bounds_at_once(problem, chance):
    """The bounds with nothing taken in beyond the first slots, and the true least costs."""
    with mock.patch.object(item_programme, "ROUNDS", 1):
        for own in items_of(problem):
            for cost, goods in questions(own, chance):
                found, expected = ItemProgramme(own, 0).least(cost, goods), whole(own, cost, goods)
                if found is not None and not expected.infeasible:
                    yield found.bound, expected.bound


def test_what_is_left_out_lowers_the_bound_where_there_was_no_time_to_take_it_in():
    found = list(bounds_at_once(batch_problem("tiny", 5), np.random.default_rng(5)))

    assert all(bound <= least * (1 + 1e-7) for bound, least in found)
    assert any(bound < least * (1 - 1e-4) for bound, least in found)


@over_random_seeds()
def test_with_all_kinds_of_rules_what_is_left_out_never_raises_the_bound(seed):
    drawn = problem(**random_document(Random(seed)))
    for bound, least in bounds_at_once(drawn, np.random.default_rng(seed)):
        assert bound <= least + 1e-6 * (1 + abs(least))


def test_demand_that_nobody_can_serve_is_impossible():
    drawn = problem(
        authorities=[authority("A"), authority("B")],
        demand=[line("d", quantity=10, need_by=1), line("e", quantity=5, need_by=1, buyer="B")],
        offers=[offer("o", "l", [(1, 200)], capacity_per_month=7)],
    )
    own = next(items_of(drawn))
    programme = ItemProgramme(own, 0)

    assert programme.least(own.cost) is None
    assert programme.impossible


def test_an_item_that_nobody_offers_is_impossible():
    drawn = problem(
        items=[item("helmet"), item("boots")],
        demand=[line("d", quantity=10, need_by=1), line("e", quantity=5, need_by=1, wants="boots")],
    )

    assert Bench(drawn).do(Task("boots", {})).impossible
    assert not Bench(drawn).do(Task("helmet", {})).impossible


def test_no_prices_whatever_prove_more_than_the_item_costs():
    chance, looked_at = np.random.default_rng(1), 0
    for own in items_of(batch_problem("tiny", 14)):
        for cost, goods in questions(own, np.random.default_rng(2)):
            programme = ItemProgramme(own, 0)
            least = programme.least(cost, goods)
            if least is None:
                continue
            asked, matrix = goods or {}, programme.matrix
            for scale in (0.0, 0.01, 1.0, 100.0):
                duals = scale * chance.normal(size=len(programme.rows))
                prices = programme.proof.prices(programme.rows, duals, asked, all_served=programme.all_served)
                beyond = matrix.beyond_prices(cost, prices)
                proven = programme.proof.bound(prices, programme.columns, beyond, programme.wanted, asked)

                assert proven + programme.savings(beyond).total <= least.bound + 1e-6 * abs(least.bound)
                looked_at += 1
    assert looked_at > 50
