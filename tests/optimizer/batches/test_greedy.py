"""The first plan: it keeps what it can, and moves lines out of budgets that their exact parts of the orders overdraw."""

import pytest

from optimizer.batches.basket import Basket
from optimizer.batches.check import broken_by_orders
from optimizer.batches.greedy import cheapest_orders
from optimizer.batches.network import draw_network
from tests.optimizer.batches.drawn import authority, line, offer, problem

YEARS = ("2026/27", "2027/28")


def budgets(*pence):
    return [
        {"year": year, "kind": "revenue", "pence": sum_of} for year, sum_of in zip(YEARS, pence, strict=True)
    ]


def two_years(first_budget, second_budget, **changes):
    """Ten helmets at £2.00 that may come in either of two financial years."""
    return problem(
        first_month="2027-03",
        authorities=[authority("A", budgets=budgets(first_budget, second_budget))],
        demand=[line("d0", quantity=4, need_by=1), line("d1", quantity=6, need_by=1)],
        **changes,
    )


def test_lines_are_divided_between_the_budgets_of_two_years():
    drawn = two_years(900, 1300)

    orders = cheapest_orders(draw_network(drawn))

    assert broken_by_orders(drawn, orders) == []
    assert sum(order.quantity for order in orders) == 10


def test_a_part_dearer_than_it_seemed_is_moved_to_another_year():
    """d0 comes first and pays for the break that d1 brings: counted one by one, both would fit the first year."""
    drawn = problem(
        first_month="2027-03",
        authorities=[
            authority("A", budgets=budgets(1_000, 2_000)),
            authority("B", budgets=budgets(700, 2_000)),
        ],
        demand=[line("d0", quantity=5, need_by=1), line("d1", buyer="B", quantity=5, need_by=1)],
        offers=[offer("o", "l", [(1, 200), (10, 150)])],
    )

    orders = cheapest_orders(draw_network(drawn))

    assert broken_by_orders(drawn, orders) == []


def test_a_plan_beyond_every_budget_is_given_for_its_parts():
    drawn = two_years(300, 300)

    orders = cheapest_orders(draw_network(drawn))

    assert {broken.rule for broken in broken_by_orders(drawn, orders)} == {"authorities_stay_within_budget"}


@pytest.mark.parametrize("number", [0, 1])
def test_a_line_given_back_leaves_nothing_behind(number):
    drawn = two_years(5_000, 5_000)
    basket = Basket(draw_network(drawn))
    assert basket.place(drawn.demand[0], [number])

    basket.give_back(number, drawn.demand[0])

    assert basket.orders() == ()
    assert not any(basket.units.values()) and not any(basket.goods.values())
    assert not any(basket.budget_pence.values()) and not any(basket.lot_pence.values())
