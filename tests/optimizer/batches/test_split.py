"""Splits sum to the penny, match games whose answer is known, and certify the core."""

import itertools
import json
from random import Random

import pytest

from optimizer.batches.alone import problem_of
from optimizer.batches.coalitions import Game, Worth, part_of
from optimizer.batches.problem import parse_problem
from optimizer.batches.search import Search
from optimizer.batches.separation import Separation
from optimizer.batches.sharing import nucleolus, proportional, rounded, shapley
from optimizer.batches.solve import NoAnswer, solve
from optimizer.batches.split import core_certificate, split
from tests.optimizer.batches.drawn import authority, least_cost, line, offer, problem
from tests.optimizer.batches.random_problems import over_random_seeds, random_document

RULES = ("batch-price", "proportional", "shapley", "nucleolus")


def game(costs: dict[str, int]) -> Game:
    """A game whose groups' costs are given, written as "A", "AB"."""
    known = {frozenset(group): Worth(cost, True) for group, cost in costs.items()}
    return Game(problem(), Search(problem(), 60), known)


def three_buyers():
    """Each wants 5 helmets: £2.00 alone, £1.00 from 10 on."""
    return problem(
        months=1,
        authorities=[authority(name) for name in "ABC"],
        demand=[line(name, quantity=5, buyer=name) for name in "ABC"],
        offers=[offer("o", "l", [(1, 200), (10, 100)])],
    )


@pytest.mark.parametrize("rule", RULES)
def test_shares_sum_to_the_joint_cost(rule):
    answer = split(three_buyers(), rule=rule, seconds=20)
    assert answer.cost_pence == 1500
    assert [share.pays_pence for share in answer.authorities] == [500, 500, 500]
    assert [share.alone_pence for share in answer.authorities] == [1000, 1000, 1000]
    assert answer.core.in_core
    assert answer.core.proven


def test_the_glove_market_of_shapley():
    #   one left glove (A), two right gloves: a pair saves 6. Shapley: 4, 1, 1 saved; nucleolus: 6, 0, 0 saved
    costs = {"A": 6, "B": 6, "C": 6, "AB": 6, "AC": 6, "BC": 12}
    costs = {group: 100 * cost for group, cost in costs.items()}
    batch = {"A": 400, "B": 400, "C": 400}
    assert shapley(game(costs), 1200, batch) == ({"A": 200, "B": 500, "C": 500}, 0)
    assert nucleolus(game(costs), 1200, batch) == {"A": 0, "B": 600, "C": 600}


def test_the_bankruptcy_problem_of_the_talmud():
    """Claims of 100, 200 and 300 on 200: the nucleolus gives 50, 75 and 75 (Aumann and Maschler 1985)."""
    claims, estate = {"A": 10_000, "B": 20_000, "C": 30_000}, 20_000
    costs = {}
    for size in (1, 2):
        for group in itertools.combinations("ABC", size):
            left = max(0, estate - sum(claims[name] for name in "ABC" if name not in group))
            costs["".join(group)] = sum(claims[name] for name in group) - left
    joint = sum(claims.values()) - estate
    pays = nucleolus(game(costs), joint, dict.fromkeys("ABC", 0))
    assert {name: claims[name] - pays[name] for name in "ABC"} == {"A": 5_000, "B": 7_500, "C": 7_500}


def test_a_group_better_off_alone_is_found():
    costs = {"A": 600, "B": 600, "C": 600, "AB": 700, "AC": 1200, "BC": 1200}
    fair, _ = core_certificate(game(costs), {"A": 350, "B": 350, "C": 500})
    assert fair.in_core
    assert fair.excess_pence == 0
    unfair, _ = core_certificate(game(costs), {"A": 400, "B": 400, "C": 400})
    assert not unfair.in_core
    assert unfair.worst_coalition == ("A", "B")
    assert unfair.excess_pence == 100


def test_proportional_is_to_buying_alone():
    assert proportional(100, {"A": 100, "B": 200}) == {"A": 33, "B": 67}


def test_rounded_shares_may_be_negative_and_still_sum():
    from fractions import Fraction

    pays = rounded(10, {"A": Fraction(-7, 2), "B": Fraction(27, 2)})
    assert sum(pays.values()) == 10
    assert abs(pays["A"] + 3.5) <= 1


def test_a_coalition_is_pruned_by_its_bound():
    drawn = three_buyers()
    solved = Game(drawn, Search(drawn, 20))
    certificate, pruned = core_certificate(solved, dict.fromkeys("ABC", 500))
    assert certificate.in_core
    assert pruned > 0
    assert pruned + len(solved.known) == 6


def test_sampling_says_its_error():
    names = "ABCDEFGHI"
    costs = {
        "".join(group): 100 * len(group) + 50
        for size in range(1, 9)
        for group in itertools.combinations(names, size)
    }
    pays, error = shapley(game(costs), 950, dict.fromkeys(names, 105))
    assert sum(pays.values()) == 950
    assert error > 0
    exact = 950 / 9
    assert all(abs(pence - exact) <= 3 * error + 1 for pence in pays.values())


def test_an_existing_plan_is_split_as_it_is():
    drawn = three_buyers()
    answer = solve(drawn, seconds=5)
    assert split(drawn, rule="batch-price", seconds=5, solution=answer).cost_pence == answer.cost_pence


def test_what_cannot_be_bought_cannot_be_split():
    with pytest.raises(NoAnswer):
        split(problem(offers=[]), rule="shapley", seconds=5)
    with pytest.raises(ValueError, match="no split rule"):
        split(problem(), rule="even", seconds=5)


@pytest.mark.parametrize(("pays", "gain"), [((500, 500, 500), 0), ((700, 700, 100), 400)])
def test_the_bound_on_all_groups_is_never_below_what_the_worst_gains(pays, gain):
    #   two together reach the price from 10 and pay 1,000; all three pay 1,500
    search = Search(three_buyers(), 30)
    with Separation(search, search.problem) as separation:
        leaving = separation.most_gain(dict(zip("ABC", pays, strict=True)), 20)
    assert leaving.at_most >= gain
    assert leaving.groups[:1] == ([frozenset("AB")] if gain else [])


@over_random_seeds(one_in=6)
def test_the_bound_is_never_below_what_a_buyer_gains_by_any_plan_of_its_own(seed):
    chance = Random(seed)
    document = {**random_document(chance), "rules": []}
    document["authorities"] = [authority("A"), authority("B", vat_recoverable=False)]
    drawn = parse_problem(json.dumps(document))
    alone = {name: least_cost(problem_of(drawn, [name]), surplus_up_to=4) for name in "AB"}
    joint = 100 * chance.randint(0, 40)
    pays = {"A": joint * chance.randint(0, 10) // 10}
    pays["B"] = joint - pays["A"]
    gains = [pays[name] - cost for name, cost in alone.items() if cost is not None]
    search = Search(drawn, 30)
    with Separation(search, drawn, solve(drawn, seconds=10).orders) as separation:
        for shares in (pays, {"A": pays["B"], "B": pays["A"]}):
            leaving = separation.most_gain(shares, 10)
            gains = [shares[name] - cost for name, cost in alone.items() if cost is not None]
            assert leaving.at_most is None or leaving.at_most >= max([0, *gains])


def test_a_group_is_not_solved_again_while_its_own_problem_is_unchanged():
    drawn = three_buyers()
    first = split(drawn, rule="shapley", seconds=20)
    assert {worth.authorities for worth in first.worths} >= {("A",), ("A", "B"), ("B", "C")}
    rich = problem(
        months=1,
        authorities=[authority(name) for name in "ABC"],
        demand=[line(name, quantity=9 if name == "C" else 5, buyer=name) for name in "ABC"],
        offers=[offer("o", "l", [(1, 200), (10, 100)])],
    )
    solved = Game(rich, Search(rich, 20))
    solved.earlier = {worth.sha256: Worth(worth.cost_pence + 1, worth.proven) for worth in first.worths}
    assert solved.worth("AB").cost == 1001  # taken over
    assert solved.worth("BC").cost == 1400  # C wants more now
    again = split(rich, rule="shapley", seconds=20, earlier=[first])
    assert sum(share.pays_pence for share in again.authorities) == 1900


def test_a_plan_is_cut_down_to_some_of_its_buyers():
    drawn = three_buyers()
    plan = solve(drawn, seconds=5).orders
    (order,) = part_of(drawn, plan, "AB")
    assert (order.quantity, order.goods_pence) == (10, 1000)
    (order,) = part_of(drawn, plan, "A")
    assert (order.quantity, order.goods_pence) == (5, 1000)


def test_many_buyers_are_certified_by_the_bound(monkeypatch):
    monkeypatch.setattr("optimizer.batches.split.EXACT_UP_TO", 2)
    answer = split(three_buyers(), rule="batch-price", seconds=30)
    assert answer.core.in_core
    assert answer.core.excess_at_most_pence is not None
    assert answer.core.excess_at_most_pence >= answer.core.excess_pence
