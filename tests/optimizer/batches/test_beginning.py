"""An earlier answer is taken whole where it holds, and item by item where a rule has changed."""

from optimizer.batches.beginning import begin, mix_in
from optimizer.batches.greedy import cheapest_orders
from optimizer.batches.network import draw_network
from optimizer.batches.search import Search
from optimizer.batches.solve import solve
from tests.optimizer.batches.drawn import item, line, lot, offer, order, problem

#   helmets: 10 cost £15.00 at the price from 10, boots: £2.00 each with t, £1.00 with s
TWO_ITEMS = {
    "months": 1,
    "items": [item("helmet"), item("boots")],
    "demand": [line("h", quantity=7), line("b", quantity=3, wants="boots")],
    "suppliers": [{"id": "s"}, {"id": "t"}],
    "lots": [lot("l", "s"), lot("m", "t")],
    "offers": [
        offer("o", "m", [(1, 200), (10, 120)]),
        offer("p", "l", [(1, 100)], item="boots"),
        offer("q", "m", [(1, 200)], item="boots"),
    ],
}


def test_an_answer_that_still_holds_is_taken_whole():
    drawn = problem(**TWO_ITEMS)
    best = solve(drawn, seconds=5)
    search = Search(drawn, 60)
    begin(search, draw_network(drawn), best)
    assert search.cost == best.cost_pence == 1200 + 300


def test_what_still_holds_of_an_answer_is_taken_item_by_item():
    best = solve(problem(**TWO_ITEMS), seconds=5)
    stricter = problem(**TWO_ITEMS, rules=[{"kind": "exclude_supplier", "supplier": "s"}])
    search = Search(stricter, 60)
    search.offer(cheapest_orders(draw_network(stricter)))
    mix_in(search, best.orders)
    assert search.cost == 1200 + 600
    assert {order.offer for order in search.orders} == {"o", "q"}


def test_of_an_answer_an_item_is_left_that_a_new_rule_forbids():
    #   no more than half of the boots from s, who delivered all three: 2 of s, 1 of t, while the helmets stay
    best = solve(problem(**TWO_ITEMS), seconds=5)
    halves = [{"kind": "max_share", "items": ["boots"], "permille": 500}]
    stricter = problem(**TWO_ITEMS, rules=halves)
    search = Search(stricter, 60)
    dearer = solve(problem(**TWO_ITEMS, rules=[*halves, {"kind": "max_share", "permille": 1000}]), seconds=5)
    search.offer((*(o for o in dearer.orders if o.offer in "pq"), order(stricter, "o", 0, 7, h=7)))
    assert search.cost == 1400 + 400
    mix_in(search, best.orders)
    assert search.cost == 1200 + 400


def test_an_answer_to_something_else_changes_nothing():
    other = problem(
        items=[item("radio")],
        demand=[line("r", quantity=1, wants="radio")],
        offers=[offer("x", "l", [(1, 5)], item="radio")],
    )
    foreign = solve(other, seconds=5)
    search = Search(problem(), 60)
    mix_in(search, foreign.orders)
    assert search.orders is None
