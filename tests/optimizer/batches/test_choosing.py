"""The best choice of one plan for each item, of all that were found so far."""

from dataclasses import replace

import pytest

from optimizer.batches.candidates import Candidates
from optimizer.batches.charges import paid_anyhow
from optimizer.batches.choosing import Choice, candidate
from optimizer.batches.crew import Result
from optimizer.batches.search import Search
from optimizer.batches.variables import UNIT
from optimizer.highs import Limits, run_highs
from tests.optimizer.batches.drawn import item, line, lot, offer, order, problem


def test_a_plan_of_one_item_is_chosen_beside_what_the_best_plan_buys_of_the_others():
    drawn = problem(
        months=1,
        items=[item("helmet"), item("boots")],
        demand=[line("d0", wants="helmet", quantity=1), line("d1", wants="boots", quantity=1)],
        suppliers=[{"id": "s"}],
        lots=[lot("l", "s")],
        offers=[
            offer("dear helmets", "l", [(1, 10_100)]),
            offer("cheap helmets", "l", [(1, 10_000)]),
            offer("boots", "l", [(1, 10_000)], item="boots"),
        ],
    )
    search = Search(drawn, 20)
    assert search.offer((order(drawn, "dear helmets", 0, 1, d0=1), order(drawn, "boots", 0, 1, d1=1)))
    plans = Candidates(search)
    assert not plans.due
    plans.add([Result("helmet", False, 0.0, {}, {}, (order(drawn, "cheap helmets", 0, 1, d0=1),), 0)])
    assert plans.due
    plans.choose(20)

    assert {own.offer for own in search.orders} == {"cheap helmets", "boots"}
    assert not plans.due


def bought_of_two():
    """Ten helmets: £1,000 of s, which gives 10% back from there on, or £950 of t."""
    drawn = problem(
        months=1,
        items=[item("helmet")],
        demand=[line("d0", wants="helmet", quantity=10)],
        suppliers=[{"id": "s"}, {"id": "t"}],
        lots=[lot("l", "s"), lot("m", "t")],
        offers=[offer("of s", "l", [(1, 10_000)]), offer("of t", "m", [(1, 9_500)])],
        rebates=[{"supplier": "s", "tiers": [{"from_pence": 100_000, "permille": 100}]}],
    )
    plans = [candidate(drawn, (order(drawn, name, 0, 10, d0=10),)) for name in ("of s", "of t")]
    return drawn, {"helmet": plans}


def test_a_choice_ends_in_the_tiers_that_it_is_told():
    drawn, known = bought_of_two()
    year = ("s", drawn.year_of(0))

    def chosen(tiers):
        orders = Choice(drawn, known, tiers).orders(Limits(5.0))
        return [own.offer for own in orders or ()]

    assert chosen({year: 1}) == ["of s"]
    assert chosen({year: 0}) == ["of t"]
    assert chosen({}) == ["of s"]


def test_plans_that_may_be_mixed_earn_no_rate_of_a_tier_that_no_choice_of_them_reaches():
    # Ten plans for the same £1,000, and 10% back from £3,000 on.
    drawn = problem(
        months=10,
        items=[item("helmet")],
        demand=[line("d0", wants="helmet", quantity=10)],
        suppliers=[{"id": "s"}],
        lots=[lot("l", "s")],
        offers=[offer("of s", "l", [(1, 10_000)])],
        rebates=[{"supplier": "s", "tiers": [{"from_pence": 300_000, "permille": 100}]}],
    )
    plans = [candidate(drawn, (order(drawn, "of s", month, 10, d0=10),)) for month in range(10)]
    mip = Choice(drawn, {"helmet": plans}).mip
    mixed = run_highs(replace(mip, integer=[False] * len(mip.integer)), Limits(5.0))

    assert mixed.bound * UNIT == pytest.approx(min(each.pounds + each.shared for each in plans))


def test_goods_are_worth_the_rebate_of_their_tier_and_more_where_it_is_only_just_reached():
    # Boots for £1,000 come from s alone. Its 2% from £1,500 on make helmets £980 there, which are £950 of t: to reach
    # the tier with half of them a pound has to be worth 5%.
    drawn = problem(
        months=1,
        items=[item("helmet"), item("boots")],
        demand=[line("d0", wants="helmet", quantity=10), line("d1", wants="boots", quantity=10)],
        suppliers=[{"id": "s"}, {"id": "t"}],
        lots=[lot("l", "s"), lot("m", "t")],
        offers=[
            offer("of s", "l", [(1, 10_000)]),
            offer("of t", "m", [(1, 9_500)]),
            offer("boots", "l", [(1, 10_000)], item="boots"),
        ],
        rebates=[{"supplier": "s", "tiers": [{"from_pence": 150_000, "permille": 20}]}],
    )
    helmets = [candidate(drawn, (order(drawn, name, 0, 10, d0=10),)) for name in ("of s", "of t")]
    known = {"helmet": helmets, "boots": [candidate(drawn, (order(drawn, "boots", 0, 10, d1=10),))]}
    year = ("s", drawn.year_of(0))

    assert Choice(drawn, known, {year: 0}).rates(Limits(5.0))[year] == pytest.approx(0.0, abs=1e-9)
    assert Choice(drawn, known, {year: 1}).rates(Limits(5.0))[year] == pytest.approx(0.05)


def test_charges_are_paid_anyhow_that_others_bring_about():
    drawn = problem(
        months=2,
        items=[item("helmet"), item("boots")],
        demand=[
            line("d0", wants="helmet", quantity=1),
            line("d1", wants="boots", quantity=1),
        ],
        suppliers=[{"id": "s"}],
        lots=[lot("l", "s")],
        offers=[offer("helmets", "l", [(1, 1)]), offer("boots", "l", [(1, 1)], item="boots")],
    )
    both = order(drawn, "helmets", 0, 1, d0=1), order(drawn, "boots", 0, 1, d1=1)
    buyer = drawn.demand_by_id["d0"].authority
    charges = frozenset({("s", 0), ("s", 0, buyer)})

    assert paid_anyhow(drawn, both) == {"helmet": charges, "boots": charges}
    assert paid_anyhow(drawn, both[:1]) == {"helmet": frozenset(), "boots": charges}
