"""Raise the bound of a large purchase: cutting planes until they stand still, then branches on the rebate tiers."""

from threading import Event

from optimizer.batches.branching import Branching
from optimizer.batches.charge_sharing import OnPlans, share_by_plans, share_charges
from optimizer.batches.charges import NO_PARTS, Parts
from optimizer.batches.cutting import Cutting
from optimizer.batches.diving import Diving
from optimizer.batches.firming import Firming
from optimizer.batches.joint_programme import Programme
from optimizer.batches.planning import Planning
from optimizer.batches.pursuit import Pursuit
from optimizer.batches.record import ask_as_before, branches_as_before, charges_as_before, keep, take_over
from optimizer.batches.relaxation import Relaxation
from optimizer.batches.replanning import Replanning
from optimizer.batches.search import Search

FOR_SHARING = 0.06
FOR_MOVES = 0.5
# When a plan is made of what the cutting planes have found, and how long items are planned for it; parts of the time.
FOR_FRESH_CUTS = 0.04
PLANS_AT = (0.2, 0.45, 0.7)
FOR_A_PLAN = 0.05


def prove(
    search: Search,
    pursuit: Pursuit,
    on_plans: OnPlans,
    anew: Replanning,
    deadline: float,
    slower: Event | None = None,
) -> None:
    """Bound the cost until the deadline, or until there is nothing left to look at.

    `slower` is set once the cutting planes, which raise the bound most, come to an end, and items were planned there.
    """
    before = _bear_charges(pursuit, on_plans, deadline) if search.orders is not None else NO_PARTS
    take_over(pursuit, before)
    if not _has_cuts(pursuit, deadline):
        return
    ask_as_before(pursuit, deadline, but=before)
    with Relaxation(Programme(pursuit.master)) as relaxation:
        cutting = Cutting(pursuit, relaxation)
        diving = Diving(cutting, Firming(cutting, on_plans), Planning(cutting, on_plans, anew))
        if before:
            # Most of what cuts are worth is known. The tree is where more is found out.
            cutting.raise_bound(search.elapsed + FOR_FRESH_CUTS * (deadline - search.elapsed))
        elif _stands_still(cutting, diving, deadline):
            diving.plan_where_cuts_stand_still(deadline)
        earlier = branches_as_before(cutting)
        keep(cutting, earlier)
        if slower is not None:
            slower.set()
        tree = Branching(cutting, diving.best_point, diving.look_into)
        tree.grow_from(earlier, deadline)
        keep(cutting, tree.branches)


def _stands_still(cutting: Cutting, diving: Diving, deadline: float) -> bool:
    """Raise the bound by cutting planes, with a few plans on the way; whether it comes to stand still."""
    search = cutting.pursuit.search
    began, left = search.elapsed, deadline - search.elapsed
    for part in PLANS_AT:
        if cutting.raise_bound(began + part * left):
            return True
        diving.plan_on_the_way(FOR_A_PLAN * left, deadline)
    cutting.raise_bound(deadline)
    return False


def _bear_charges(pursuit: Pursuit, on_plans: OnPlans, deadline: float) -> Parts:
    """Share the charges by the best plan; the parts of the items that bear them as in an earlier answer."""
    search, before = pursuit.search, charges_as_before(pursuit)
    pursuit.as_planned(search.orders or ())
    share_charges(pursuit, search.orders or (), (deadline - search.elapsed) * FOR_SHARING, before)
    if pursuit.of_few_items and not before and _has_cuts(pursuit, deadline):
        with Relaxation(Programme(pursuit.master)) as relaxation:
            Cutting(pursuit, relaxation).raise_bound(deadline)
        share_by_plans(pursuit, on_plans, search.elapsed + (deadline - search.elapsed) * FOR_MOVES)
        pursuit.as_planned(search.orders or ())
    return before


def _has_cuts(pursuit: Pursuit, deadline: float) -> bool:
    """Look at all items without cuts at the present rates and as if every pound earned the most; whether there was time."""
    search, pools = pursuit.search, pursuit.master.pools
    items = [item for item in pursuit.problem.demanded if item not in pools]
    at_the_plan = pursuit.sweep(deadline - search.elapsed, items=items)
    pursuit.to_the_top()
    return at_the_plan and pursuit.sweep(deadline - search.elapsed, items=items) and pursuit.master.complete
