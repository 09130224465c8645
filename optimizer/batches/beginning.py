"""The plans to begin with: one made without any solver, and an earlier answer as far as it holds."""

from optimizer.batches.check import broken_by_orders
from optimizer.batches.choosing import Candidate, Orders, candidate, choose
from optimizer.batches.greedy import cheapest_orders
from optimizer.batches.itemwise import without_joint_rules
from optimizer.batches.network import Network
from optimizer.batches.problem import Problem
from optimizer.batches.search import Search
from optimizer.batches.solution import Order, Solution

CHOICE_SECONDS = 10.0
CHOICE_GAP = 1e-4


def begin(search: Search, network: Network, hint: Solution | None) -> None:
    """Offer an earlier answer, or where that will not do a first plan made without any solver."""
    if hint is not None:
        search.rates, search.charges, search.branches = hint.rates, hint.charges, hint.branches
        if search.offer(hint.orders):
            return
    first = cheapest_orders(network)
    if not search.offer(first):
        search.rejected = first or ()
    if hint is not None:
        mix_in(search, hint.orders)


def mix_in(search: Search, earlier: Orders) -> None:
    """Offer the best mix of the first plan and the orders of an answer to this or a similar problem.

    Each item's orders are taken or left together: a rule that has changed seldom touches them all.
    """
    problem, apart = search.problem, without_joint_rules(search.problem)
    known = {offer.id: offer.item for offer in problem.offers}
    candidates: dict[str, list[Candidate]] = {item: [] for item in problem.demanded}
    for orders in (earlier, search.orders or search.rejected):
        for item, own in _by_item(known, orders).items():
            if item in candidates and _holds(apart, item, own):
                candidates[item].append(candidate(problem, own))
    if all(candidates.values()):
        search.offer(choose(problem, candidates, search.limits(CHOICE_SECONDS, CHOICE_GAP)))


def _by_item(known: dict[str, str], orders: Orders) -> dict[str, Orders]:
    found: dict[str, list[Order]] = {}
    for order in orders:
        if order.offer in known:
            found.setdefault(known[order.offer], []).append(order)
    return {item: tuple(own) for item, own in found.items()}


def _holds(apart: Problem, item: str, orders: Orders) -> bool:
    """Whether these orders serve the item's demand by every rule that binds it by itself."""
    own = apart.altered(demand=apart.lines_of_item[item], offers=apart.offers_of_item[item])
    return not broken_by_orders(own, orders)
