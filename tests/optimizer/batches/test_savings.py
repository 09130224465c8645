"""The saving of a plan and its causes, reckoned by hand."""

import pytest

from optimizer.batches.check import broken_rules
from optimizer.batches.savings import savings
from optimizer.batches.solve import solve
from tests.optimizer.batches.drawn import authority, item, line, lot, offer, problem


def two_buyers(**changes):
    """A and B want 5 helmets each in month 1: £2.00, from 10 on £1.00; an order costs £3.00, a delivery £1.00."""
    defaults = {
        "authorities": [authority("A"), authority("B")],
        "demand": [line("a", quantity=5, need_by=1), line("b", quantity=5, buyer="B", need_by=1)],
        "suppliers": [{"id": "s", "order_cost_pence": 300, "delivery_pence": {"A": 100, "B": 100}}],
        "offers": [offer("o", "l", [(1, 200), (10, 100)])],
    }
    return problem(**{**defaults, **changes})


def test_buying_together_saves_by_the_volume_and_by_the_order():
    #   alone 2 × (10.00 + 3.00 + 1.00); together 10.00 + 3.00 + 2.00
    answer = solve(two_buyers(), seconds=5)
    assert answer.cost_pence == 1500
    assert answer.savings.model_dump() == {
        "baseline_pence": 2800,
        "best_contract_pence": 0,
        "volume_break_pence": 1000,
        "orders_and_deliveries_pence": 300,
        "timing_pence": 0,
    }


def test_goods_that_come_before_they_are_needed_cost_some_of_the_saving():
    #   A needs its 5 in month 0, B in month 1 at the latest: B's wait a month, £2.00 × 5 × 600‰ / 12 = £0.50
    drawn = two_buyers(
        items=[item("helmet", holding_permille_per_year=600)],
        demand=[line("a", quantity=5), line("b", quantity=5, buyer="B", need_by=1)],
    )
    saved = solve(drawn, seconds=5).savings
    assert (saved.timing_pence, saved.volume_break_pence) == (-50, 1000)


def test_a_contract_that_is_dear_in_small_numbers_is_the_volumes_merit():
    #   alone each buys from t at £1.80; together from s at £1.00, where 5 by themselves would cost £2.00 each
    drawn = two_buyers(
        suppliers=[{"id": "s"}, {"id": "t"}],
        lots=[lot("l", "s"), lot("m", "t")],
        offers=[offer("o", "l", [(1, 200), (10, 100)]), offer("p", "m", [(1, 180)])],
    )
    saved = solve(drawn, seconds=5).savings
    assert (saved.baseline_pence, saved.best_contract_pence, saved.volume_break_pence) == (1800, -200, 1000)


def test_without_a_baseline_there_is_no_saving():
    drawn = two_buyers(offers=[offer("o", "l", [(1, 200)], valid_for=["A"])])
    assert savings(drawn, ()) is None


@pytest.mark.parametrize(("change", "broken"), [(0, 0), (1, 1)])
def test_the_judge_adds_up_the_causes(change, broken):
    drawn = two_buyers()
    answer = solve(drawn, seconds=5)
    saved = answer.savings.model_copy(update={"timing_pence": change})
    assert len(broken_rules(drawn, answer.model_copy(update={"savings": saved}))) == broken
