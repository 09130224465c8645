"""The judge's rules, each at the smallest thing that fits and the smallest that does not."""

import pytest

from optimizer.batches.check import broken_by_orders, broken_rules, cost
from optimizer.batches.problem import Problem
from optimizer.batches.solve import solve
from tests.optimizer.batches.drawn import authority, item, line, lot, offer, order, problem


def broken(drawn: Problem, *orders) -> set[str]:
    return {rule.rule for rule in broken_by_orders(drawn, orders)}


TWO_BUYERS = {
    "authorities": [authority("A"), authority("B")],
    "demand": [line("a", quantity=4), line("b", quantity=6, buyer="B")],
}


def test_demand_is_met_exactly():
    #   wanted  ##########   fits: 10 of 10    not: 9, 11
    drawn = problem()
    assert broken(drawn, order(drawn, "o", 0, 10, d=10)) == set()
    assert broken(drawn, order(drawn, "o", 0, 9, d=9)) == {"demand_is_met_exactly"}
    assert broken(drawn, order(drawn, "o", 0, 11, d=11)) == {"demand_is_met_exactly"}


def test_surplus_is_ordered_but_not_allocated():
    drawn = problem()
    assert broken(drawn, order(drawn, "o", 0, 11, d=10)) == set()
    assert broken(drawn, order(drawn, "o", 0, 9, d=10)) == {"allocations_fit_the_order"}


def test_demand_may_be_split_between_orders():
    drawn = problem()
    assert broken(drawn, order(drawn, "o", 0, 4, d=4), order(drawn, "o", 1, 6, d=6)) == set()


def test_delivery_falls_in_the_window():
    #   month      0 1 2 3
    #   wanted       [-]        lead 1: order in 0 arrives in 1 (fits), order in 2 arrives in 3 (late)
    drawn = problem(
        months=4,
        demand=[line("d", quantity=10, earliest=1, need_by=2)],
        offers=[offer("o", "l", [(1, 200)], lead_months=1)],
    )
    assert broken(drawn, order(drawn, "o", 0, 10, d=10)) == set()
    assert broken(drawn, order(drawn, "o", 1, 10, d=10)) == set()
    assert broken(drawn, order(drawn, "o", 2, 10, d=10)) == {"delivery_falls_in_the_window"}
    early = problem(months=4, demand=[line("d", quantity=10, earliest=1, need_by=2)])
    assert broken(early, order(early, "o", 0, 10, d=10)) == {"delivery_falls_in_the_window"}


def test_orders_fall_in_the_lots_term():
    #   lot  [1, 2)   fits: month 1   not: month 0 before it, month 2 at its end
    drawn = problem(
        months=3, demand=[line("d", quantity=10, need_by=2)], lots=[lot("l", "s", from_month=1, to_month=2)]
    )
    assert broken(drawn, order(drawn, "o", 1, 10, d=10)) == set()
    assert broken(drawn, order(drawn, "o", 0, 10, d=10)) == {"orders_fall_in_the_lots_term"}
    assert broken(drawn, order(drawn, "o", 2, 10, d=10)) == {"orders_fall_in_the_lots_term"}


@pytest.mark.parametrize(("ceiling", "fits"), [(2000, True), (1999, False)])
def test_lots_stay_under_their_ceiling(ceiling, fits):
    drawn = problem(lots=[lot("l", "s", ceiling_pence=ceiling)])
    assert (broken(drawn, order(drawn, "o", 0, 10, d=10)) == set()) == fits


@pytest.mark.parametrize(("entitled", "fits"), [(["A"], True), (None, True), ([], False)])
def test_buyers_are_entitled_to_the_lot(entitled, fits):
    drawn = problem(lots=[lot("l", "s", entitled=entitled)])
    assert (broken(drawn, order(drawn, "o", 0, 10, d=10)) == set()) == fits


@pytest.mark.parametrize(("valid_for", "fits"), [(["A"], True), (None, True), ([], False)])
def test_the_offer_is_valid_for_its_buyers(valid_for, fits):
    drawn = problem(offers=[offer("o", "l", [(1, 200)], valid_for=valid_for)])
    assert (broken(drawn, order(drawn, "o", 0, 10, d=10)) == set()) == fits


@pytest.mark.parametrize(
    ("terms", "quantity", "rule"),
    [
        ({"minimum": 11}, 11, None),
        ({"minimum": 11}, 10, "orders_reach_the_minimum"),
        ({"multiple": 4}, 12, None),
        ({"multiple": 4}, 11, "orders_are_whole_multiples"),
        ({"capacity_per_month": 10}, 10, None),
        ({"capacity_per_month": 10}, 11, "orders_stay_within_capacity"),
    ],
)
def test_an_order_keeps_to_the_offers_terms(terms, quantity, rule):
    drawn = problem(offers=[offer("o", "l", [(1, 200)], **terms)])
    assert broken(drawn, order(drawn, "o", 0, quantity, d=10)) == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("recoverable", "pence", "fits"),
    [(True, 2000, True), (True, 1999, False), (False, 2400, True), (False, 2399, False)],
)
def test_authorities_stay_within_budget(recoverable, pence, fits):
    budgets = [{"year": "2026/27", "kind": "revenue", "pence": pence}]
    drawn = problem(authorities=[authority("A", budgets=budgets, vat_recoverable=recoverable)])
    assert (broken(drawn, order(drawn, "o", 0, 10, d=10)) == set()) == fits


def test_a_budget_counts_what_is_delivered_in_its_year_and_kind():
    #   March 2027 | April 2027      ordered in month 0 (2026/27), delivered in month 1 (2027/28)
    budgets = [
        {"year": "2026/27", "kind": "revenue", "pence": 0},
        {"year": "2027/28", "kind": "capital", "pence": 0},
    ]
    late = offer("o", "l", [(1, 200)], lead_months=1)
    drawn = problem(first_month="2027-03", authorities=[authority("A", budgets=budgets)], offers=[late])
    assert broken(drawn, order(drawn, "o", 0, 10, d=10)) == set()


MARKET = {
    "suppliers": [{"id": "s", "sme": True}, {"id": "t"}],
    "lots": [lot("l", "s"), lot("m", "t")],
    "offers": [offer("o", "l", [(1, 200)]), offer("p", "m", [(1, 200)], multiple=2)],
}


@pytest.mark.parametrize(
    ("rule", "from_s", "fits"),
    [
        ({"kind": "max_suppliers", "value": 1}, 10, True),
        ({"kind": "max_suppliers", "value": 1}, 8, False),
        ({"kind": "min_suppliers", "value": 2}, 8, True),
        ({"kind": "min_suppliers", "value": 2}, 10, False),
        ({"kind": "max_share", "permille": 600}, 6, True),
        ({"kind": "max_share", "permille": 599}, 6, True),  # 5.99 of 10, rounded up to a whole unit
        ({"kind": "max_share", "permille": 500}, 6, False),
        ({"kind": "max_share", "permille": 500}, 4, True),  # t's multiple is 2: 5 is rounded up to 6
        ({"kind": "min_sme_share", "permille": 600}, 6, True),
        ({"kind": "min_sme_share", "permille": 601}, 6, False),
        ({"kind": "exclude_supplier", "supplier": "t"}, 10, True),
        ({"kind": "exclude_supplier", "supplier": "t"}, 8, False),
    ],
)
def test_award_rules(rule, from_s, fits):
    hard, priced = problem(**MARKET, rules=[rule]), problem(**MARKET, rules=[{**rule, "price_pence": 7}])
    orders = [order(hard, "o", 0, from_s, d=from_s)]
    if from_s < 10:
        orders.append(order(hard, "p", 0, 10 - from_s, d=10 - from_s))
    assert broken(hard, *orders) == (set() if fits else {rule["kind"]})
    assert broken(priced, *orders) == set()
    assert cost(priced, tuple(orders)).broken_rules == (0 if fits else 7)


def test_orders_speak_of_this_problem():
    drawn = problem(**TWO_BUYERS)
    assert broken(drawn, order(drawn, "x", 0, 10, a=10)) == {"orders_speak_of_this_problem"}
    assert broken(drawn, order(drawn, "o", 2, 10, a=10)) == {"orders_speak_of_this_problem"}
    assert broken(drawn, order(drawn, "o", 0, 10)) == {"orders_speak_of_this_problem"}
    assert broken(drawn, order(drawn, "o", 0, 4, a=4), order(drawn, "o", 0, 6, b=6)) == {
        "orders_speak_of_this_problem"
    }


def test_demand_is_met_by_its_own_item():
    drawn = problem(items=[item("helmet"), item("boots")], demand=[line("d", quantity=10, wants="boots")])
    assert broken(drawn, order(drawn, "o", 0, 10, d=10)) == {"demand_is_met_by_its_own_item"}


def test_a_stated_figure_that_is_not_true_is_found():
    drawn = problem()
    answer = solve(drawn, seconds=5)
    assert broken_rules(drawn, answer) == []
    for change in (
        {"cost_pence": 1},
        {"parts": answer.parts.model_copy(update={"vat": 1})},
        {"authorities": ()},
        {"bound_pence": answer.cost_pence + 1},
        {"orders": (answer.orders[0].model_copy(update={"goods_pence": 1}),)},
    ):
        (found,) = broken_rules(drawn, answer.model_copy(update=change))
        assert found.rule == "stated_money_is_true"
    other = answer.model_copy(update={"problem_sha256": "0"})
    assert broken_rules(drawn, other)[0].rule == "the_answer_is_to_this_problem"
