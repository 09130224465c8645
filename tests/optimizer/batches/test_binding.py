"""Which limits bind, and what a step of each is worth: by hand, and against trying every plan of the eased problem."""

import json
from random import Random

import pytest

from optimizer.batches.binding import binding_limits
from optimizer.batches.check import broken_by_orders
from optimizer.batches.easing import eased, limits_of
from optimizer.batches.problem import parse_problem
from optimizer.batches.solve import solve
from tests.optimizer.batches.drawn import authority, item, least_cost, line, lot, offer, problem
from tests.optimizer.batches.random_problems import over_random_seeds, random_document


def bound(drawn, demand: str = "d") -> dict[tuple[str, str], tuple[int, int, bool]]:
    """What binds a line of the best plan: by kind and id, the worth of a step, of all of it, and whether exact."""
    found = binding_limits(drawn, solve(drawn, seconds=10).orders, drawn.demand_by_id[demand], seconds=60)
    assert found.untried == 0
    return {(b.kind, b.id): (b.step_pence, b.without_pence, b.exact) for b in found.binding}


TWO_SUPPLIERS = {
    "months": 1,
    "demand": [line("d", quantity=10)],
    "suppliers": [{"id": "s", "sme": True}, {"id": "t"}],
    "lots": [lot("l", "s"), lot("m", "t")],
}
DEAR_AND_CHEAP = [offer("o", "l", [(1, 200)]), offer("p", "m", [(1, 100)])]


def test_a_capacity_is_worth_what_the_next_unit_costs_elsewhere():
    #   6 at £1.00 from t, its capacity, 4 at £2.00 from s: a seventh from t saves £1.00, no limit £4.00
    offers = [DEAR_AND_CHEAP[0], offer("p", "m", [(1, 100)], capacity_per_month=6)]
    assert bound(problem(**TWO_SUPPLIERS, offers=offers)) == {("capacity", "p"): (100, 400, True)}


def test_a_limit_that_is_reached_but_costs_nothing_does_not_bind():
    offers = [DEAR_AND_CHEAP[0], offer("p", "m", [(1, 200)], capacity_per_month=5)]
    assert bound(problem(**TWO_SUPPLIERS, offers=offers)) == {}


@pytest.mark.parametrize(
    ("rule", "worth"),
    [
        ({"kind": "exclude_supplier", "supplier": "t"}, (1000, 1000, True)),
        ({"kind": "max_share", "permille": 600}, (100, 400, True)),  # 61% is 6.1 of 10, rounded up to 7
        (
            {"kind": "min_sme_share", "permille": 500},
            (0, 400, True),
        ),  # £8.00 of £14.00; £6.00 of £13.00 is too little
        ({"kind": "min_suppliers", "value": 2}, (100, 100, True)),
        ({"kind": "exclude_supplier", "supplier": "t", "price_pence": 30}, (30, 30, True)),
    ],
)
def test_award_rules_are_worth_what_they_cost(rule, worth):
    assert bound(problem(**TWO_SUPPLIERS, offers=DEAR_AND_CHEAP, rules=[rule])) == {("rule", "0"): worth}


def test_rights_money_and_dates_are_worth_what_they_cost():
    poor = authority("A", budgets=[{"year": "2026/27", "kind": "revenue", "pence": 1500}])
    #   t is cheaper but not for A; o's 10 cost £20.00 in 2026/27; in April 2027 the line is out of the budget's year
    shut = [DEAR_AND_CHEAP[0], offer("p", "m", [(1, 100)], valid_for=[])]
    assert bound(problem(**TWO_SUPPLIERS, offers=shut)) == {("validity", "p"): (1000, 1000, True)}
    lots = [lot("l", "s"), lot("m", "t", entitled=[])]
    closed = problem(**{**TWO_SUPPLIERS, "lots": lots}, offers=DEAR_AND_CHEAP)
    assert bound(closed) == {("entitlement", "m"): (1000, 1000, True)}
    capped = problem(
        **{**TWO_SUPPLIERS, "lots": [lot("l", "s"), lot("m", "t", ceiling_pence=300)]}, offers=DEAR_AND_CHEAP
    )
    assert bound(capped) == {("ceiling", "m"): (700, 700, True)}
    dear_quality = [offer("o", "l", [(1, 100)], minimum=20), offer("p", "m", [(1, 300)])]
    minimum = problem(**TWO_SUPPLIERS, offers=dear_quality)
    assert bound(minimum) == {("minimum", "o"): (100, 1000, True)}
    held = problem(
        months=2,
        authorities=[poor],
        items=[item("helmet")],
        demand=[line("d", quantity=10, need_by=1)],
        suppliers=[{"id": "s", "order_cost_pence": 50}],
        lots=[lot("l", "s")],
        offers=[offer("o", "l", [(1, 150)], capacity_per_month=5)],
    )
    assert bound(held) == {("capacity", "o"): (0, 50, True)}


def test_a_month_later_is_worth_the_cheaper_order():
    #   the cheap lot opens in month 1, the line is needed in month 0
    drawn = problem(
        months=2,
        demand=[line("d", quantity=10)],
        suppliers=[{"id": "s"}, {"id": "t"}],
        lots=[lot("l", "s"), lot("m", "t", from_month=1)],
        offers=DEAR_AND_CHEAP,
    )
    assert bound(drawn) == {("need_by", "d"): (1000, 1000, True)}


def test_a_commitment_is_worth_its_shortfall():
    drawn = problem(
        **TWO_SUPPLIERS,
        offers=DEAR_AND_CHEAP,
        commitments=[
            {
                "id": "c",
                "authority": "A",
                "supplier": "s",
                "year": "2026/27",
                "minimum_pence": 500,
                "shortfall_permille": 200,
            }
        ],
    )
    assert bound(drawn) == {("commitment", "c"): (100, 100, True)}


def test_without_time_nothing_is_claimed():
    drawn = problem(**TWO_SUPPLIERS, offers=DEAR_AND_CHEAP, rules=[{"kind": "max_share", "permille": 600}])
    found = binding_limits(drawn, solve(drawn, seconds=5).orders, drawn.demand_by_id["d"], seconds=0)
    assert (found.binding, found.tried, found.untried) == ((), 0, 1)


@over_random_seeds(one_in=6)
def test_what_easing_is_worth_is_what_trying_every_plan_says(seed):
    document = random_document(Random(seed))
    drawn = parse_problem(json.dumps(document))
    spend_counts = document["rebates"] or document["commitments"] or document["rules"]
    surplus = 4 if spend_counts else 2
    least = least_cost(drawn, surplus_up_to=surplus)
    if least is None:
        return
    answer = solve(drawn, seconds=10)
    wanted = drawn.demand[0]
    told = {(b.kind, b.id): b for b in binding_limits(drawn, answer.orders, wanted, seconds=60).binding}
    for limit in limits_of(drawn, wanted):
        assert not broken_by_orders(eased(drawn, limit, wanted.authority), answer.orders)
        for entirely in (False, True):
            worth = least - least_cost(
                eased(drawn, limit, wanted.authority, entirely=entirely), surplus_up_to=surplus
            )
            binding = told.get(limit)
            said = 0 if binding is None else binding.without_pence if entirely else binding.step_pence
            assert abs(worth - said) <= 4 * len(answer.orders) + 4  # rounding to pence
