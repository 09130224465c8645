"""Why a line is bought where it is: the tier, and the next best choice priced to the penny."""

import pytest

from optimizer.batches.explain import explain
from optimizer.batches.solve import solve
from tests.optimizer.batches.drawn import authority, line, lot, offer, problem


def test_the_tier_and_the_next_best_are_told():
    #   A's 4 join B's 6 to reach £1.00 from 10; alone at t they would cost £1.20 each, and B's 6 £2.00 each
    drawn = problem(
        months=1,
        authorities=[authority("A"), authority("B")],
        demand=[line("a", quantity=4), line("b", quantity=6, buyer="B")],
        suppliers=[{"id": "s"}, {"id": "t"}],
        lots=[lot("l", "s"), lot("m", "t")],
        offers=[offer("o", "l", [(1, 200), (10, 100)]), offer("p", "m", [(1, 120)])],
    )
    told = explain(drawn, solve(drawn, seconds=5), "a")
    (purchase,) = told.purchases
    assert (purchase.supplier, purchase.tier_from_quantity, purchase.price_e4) == ("s", 10, 10_000)
    assert "reached with 6 more units" in purchase.text
    (alternative,) = told.alternatives
    assert alternative.extra_pence == 480  # 4 × £1.20, and the other order still buys up to the break
    assert "costs £4.80 more" in told.text


def test_without_time_there_are_no_alternatives():
    drawn = problem(
        demand=[line("a", quantity=4)], offers=[offer("o", "l", [(1, 200)]), offer("p", "l", [(1, 300)])]
    )
    plan = solve(drawn, seconds=5)
    assert explain(drawn, plan, "a").alternatives
    told = explain(drawn, plan, "a", seconds=-1)
    assert told.purchases and not told.alternatives


def test_a_cheaper_choice_that_is_not_allowed_names_its_rule():
    drawn = problem(
        months=1,
        demand=[line("d", quantity=10)],
        suppliers=[{"id": "s"}, {"id": "t"}],
        lots=[lot("l", "s"), lot("m", "t", ceiling_pence=500)],
        offers=[offer("o", "l", [(1, 200)]), offer("p", "m", [(1, 100)], multiple=10)],
    )
    told = explain(drawn, solve(drawn, seconds=5), "d")
    assert told.alternatives == ()
    (ruled_out,) = told.ruled_out
    assert (ruled_out.supplier, ruled_out.extra_pence) == ("t", -1000)
    assert ruled_out.breaks == ("lots_stay_under_their_ceiling",)
    assert "would save £10.00" in ruled_out.text


def test_an_unknown_line_is_refused():
    with pytest.raises(LookupError, match="no demand line has the id 'x'"):
        explain(problem(), solve(problem(), seconds=5), "x")
