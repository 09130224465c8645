"""The published fire service prices: 46 buyers, 27 items, every contract open to the others within a limit."""

from benchmarks.batches.fire_prices import fire_problem
from optimizer.batches.check import broken_by_orders, cost
from optimizer.batches.prices import goods_pence
from optimizer.batches.search import Search
from optimizer.batches.solve import search_plan


def test_the_price_file_is_solved_to_proof():
    problem = fire_problem()
    paid = sum(
        goods_pence(offer, line.quantity) for offer, line in zip(problem.offers, problem.demand, strict=True)
    )
    search = Search(problem, 120, workers=1)
    assert search_plan(search, None, 120) is False
    assert search.proven
    assert broken_by_orders(problem, search.orders) == []
    assert cost(problem, search.orders).total == search.cost == 7_423_751_307
    assert paid == 9_133_645_661
