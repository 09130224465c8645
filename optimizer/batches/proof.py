"""Raise the bound of a large purchase: the tree over rebate tiers and the programme of all items' cuts take turns."""

from collections.abc import Callable, Iterable
from math import inf
from threading import Event

from optimizer.batches.crew import Result
from optimizer.batches.pursuit import Pursuit
from optimizer.batches.search import Search
from optimizer.batches.tier_tree import TierTree
from optimizer.batches.variables import PENCE_PER_POUND

FOR_SHARING = 0.08
LEAST_TURN_SECONDS = 10.0
TOO_SHORT = 0.2
TURNS = 12
MASTER_GAP = 1e-4


def prove(
    search: Search,
    pursuit: Pursuit,
    on_plans: Callable[[Iterable[Result], float], None],
    deadline: float,
    slower: Event | None = None,
) -> None:
    """Bound the cost until the deadline, or until there is nothing left to look at.

    `slower` is set after the first turn of the tree, which raises the bound most.

    The tree knows what the items cost at every point it looks at, but only sees one year of one supplier at a time. What
    it finds out of each item holds for every choice of tiers, so the programme over all of them sees them together.
    """
    if search.orders is not None:
        pursuit.as_planned(search.orders)
        pursuit.share_charges(search.orders, (deadline - search.elapsed) * FOR_SHARING)

    def cutoff() -> float:
        return inf if search.cost is None else search.cost / PENCE_PER_POUND + pursuit.rounding

    def tell(pounds: float) -> None:
        search.raise_bound(pounds - pursuit.rounding)

    tree = TierTree(pursuit, cutoff, tell, on_plans)
    while not search.proven and deadline - search.elapsed > TOO_SHORT:
        turn = max(LEAST_TURN_SECONDS, (deadline - search.elapsed) / TURNS)
        before, grown = search.bound, tree.grow(min(deadline, search.elapsed + turn))
        if not pursuit.master.complete:
            return
        if slower is not None:
            slower.set()
        view = pursuit.master.solve(search.limits(min(turn, deadline - search.elapsed), MASTER_GAP))
        search.raise_bound(view.bound)
        if grown and search.bound == before:
            return
        if view.rates and not pursuit.look_at(view.rates, deadline - search.elapsed):
            return
