"""The best choice of one plan for each item, of all that were found so far."""

from optimizer.batches.candidates import Candidates
from optimizer.batches.crew import Result
from optimizer.batches.search import Search
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
