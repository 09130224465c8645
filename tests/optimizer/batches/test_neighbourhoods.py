"""Improving a plan: which items are bought anew at once, and what comes of it."""

import pytest

from optimizer.batches import neighbourhoods
from optimizer.batches.neighbourhoods import Neighbourhoods, flows_by_item
from optimizer.batches.network import draw_network
from optimizer.batches.search import Search
from tests.optimizer.batches.drawn import item, line, lot, offer, order, problem


@pytest.fixture
def bought_at_t():
    """A search with a plan that pays the order cost of t, £10, to save £1 on each item."""
    drawn = problem(
        months=1,
        items=[item("helmet"), item("boots")],
        demand=[
            line("d0", wants="helmet", quantity=1),
            line("d1", wants="helmet", quantity=1),
            line("d2", wants="boots", quantity=1),
        ],
        suppliers=[{"id": "s", "order_cost_pence": 0}, {"id": "t", "order_cost_pence": 1000}],
        lots=[lot("l", "s"), lot("m", "t")],
        offers=[
            offer("helmets of s", "l", [(1, 10_050)]),
            offer("helmets of t", "m", [(1, 10_000)]),
            offer("dear helmets of t", "m", [(1, 20_000)]),
            offer("boots of s", "l", [(1, 10_100)], item="boots"),
            offer("boots of t", "m", [(1, 10_000)], item="boots"),
        ],
    )
    search = Search(drawn, 20)
    helmets = order(drawn, "helmets of t", 0, 2, d0=1, d1=1)
    assert search.offer((helmets, order(drawn, "boots of t", 0, 1, d2=1)))
    return search


def near(search):
    return Neighbourhoods(search, flows_by_item(draw_network(search.problem)))


def test_items_that_gain_together_alone_are_bought_anew_around_their_supplier(bought_at_t):
    before = bought_at_t.cost

    near(bought_at_t).improve(20, until=lambda: bought_at_t.cost < before)

    assert bought_at_t.cost == before - 1000 + 200
    assert {own.offer for own in bought_at_t.orders} == {"helmets of s", "boots of s"}


def test_each_item_is_freed_by_itself_first_and_again_once_somebody_else_changed_the_plan(
    bought_at_t, monkeypatch
):
    freed = []
    monkeypatch.setattr(
        neighbourhoods, "replanned", lambda search, tallies, orders, items, _: freed.append(items)
    )
    improving = near(bought_at_t)
    improving.improve(20, until=lambda: len(freed) == 1)
    improving.improve(20, until=lambda: len(freed) == 2)
    bought_at_t.orders = bought_at_t.orders[::-1]
    improving.improve(20, until=lambda: len(freed) == 5)

    assert freed[:4] == [{"boots"}, {"helmet"}, {"boots"}, {"helmet"}]
    assert freed[4] == {"boots", "helmet"}
