"""Raise the bound of a large purchase: cutting planes first, whole tiers and numbers next, then a tree over the tiers."""

from math import inf
from threading import Event

from optimizer.batches.charge_sharing import OnPlans, share_by_plans, share_charges
from optimizer.batches.cutting import Cutting
from optimizer.batches.firming import Firming, with_whole_tiers
from optimizer.batches.joint_programme import Programme
from optimizer.batches.pursuit import Pursuit
from optimizer.batches.relaxation import Relaxation
from optimizer.batches.search import Search
from optimizer.batches.tier_tree import TierTree
from optimizer.batches.variables import PENCE_PER_POUND

FOR_SHARING = 0.08
# How much of the time the cutting planes may have both processes to themselves.
ALONE = 0.6


def prove(
    search: Search,
    pursuit: Pursuit,
    on_plans: OnPlans,
    deadline: float,
    slower: Event | None = None,
) -> None:
    """Bound the cost until the deadline, or until there is nothing left to look at.

    `slower` is set once the cutting planes, which raise the bound most, come to an end or have had their part of the time.

    The cutting planes see all years together, but no year in one tier alone. The tree does, one year after another, and
    ends in a proof where the tiers are few.
    """
    if search.orders is not None:
        pursuit.as_planned(search.orders)
        share_charges(pursuit, search.orders, (deadline - search.elapsed) * FOR_SHARING)

    def cutoff() -> float:
        return inf if search.cost is None else search.cost / PENCE_PER_POUND + pursuit.rounding

    def tell(pounds: float) -> None:
        search.raise_bound(pounds - pursuit.rounding)

    at_the_plan = pursuit.sweep(deadline - search.elapsed)
    pursuit.to_the_top()
    if not at_the_plan or not pursuit.sweep(deadline - search.elapsed) or not pursuit.master.complete:
        return
    pursuit.ask_as_before(deadline)
    with Relaxation(Programme(pursuit.master)) as relaxation:
        cutting = Cutting(pursuit, relaxation)
        if pursuit.of_few_items:
            cutting.raise_bound(deadline)
        else:
            _cut(cutting, on_plans, deadline, slower)
    if pursuit.of_few_items and search.orders is not None:
        share_by_plans(pursuit, on_plans, deadline)
        if slower is not None:
            slower.set()
    tree = TierTree(pursuit, cutoff, tell, on_plans)
    tree.grow(deadline)


def _cut(
    cutting: Cutting,
    on_plans: OnPlans,
    deadline: float,
    slower: Event | None,
) -> None:
    """Cutting planes until they stand still, then in turn those of items in whole numbers and with whole tiers."""
    search, firming = cutting.pursuit.search, Firming(cutting, on_plans)
    done = cutting.raise_bound(search.elapsed + (deadline - search.elapsed) * ALONE)
    if slower is not None:
        slower.set()
    if not done:
        cutting.raise_bound(deadline)
    more = True
    while more and not search.proven and deadline > search.elapsed:
        more = firming.in_whole_numbers(deadline)
        cutting.raise_bound(deadline)
        more = with_whole_tiers(cutting, deadline) or more
