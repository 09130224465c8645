"""Raise the bound of a large purchase: cutting planes until they stand still, then branches on the rebate tiers."""

from threading import Event

from optimizer.batches.branching import Branching
from optimizer.batches.charge_sharing import OnPlans, share_by_plans, share_charges
from optimizer.batches.cutting import Cutting
from optimizer.batches.diving import Diving
from optimizer.batches.firming import Firming
from optimizer.batches.joint_programme import Programme
from optimizer.batches.planning import Planning
from optimizer.batches.pursuit import Pursuit
from optimizer.batches.relaxation import Relaxation
from optimizer.batches.search import Search

FOR_SHARING = 0.06
FOR_MOVES = 0.5
# When a plan is made of what the cutting planes have found, and how long items are planned for it; parts of the time.
PLANS_AT = (0.2, 0.45, 0.7)
FOR_A_PLAN = 0.05


def prove(
    search: Search,
    pursuit: Pursuit,
    on_plans: OnPlans,
    deadline: float,
    slower: Event | None = None,
) -> None:
    """Bound the cost until the deadline, or until there is nothing left to look at.

    `slower` is set once the cutting planes, which raise the bound most, come to an end, and items were planned there.
    """
    known = bool(search.rates)
    if search.orders is not None:
        pursuit.as_planned(search.orders)
        share_charges(pursuit, search.orders, (deadline - search.elapsed) * FOR_SHARING)
        if pursuit.of_few_items and _has_cuts(pursuit, deadline):
            with Relaxation(Programme(pursuit.master)) as relaxation:
                Cutting(pursuit, relaxation).raise_bound(deadline)
            share_by_plans(pursuit, on_plans, search.elapsed + (deadline - search.elapsed) * FOR_MOVES)
            pursuit.as_planned(search.orders)
    if not _has_cuts(pursuit, deadline):
        return
    pursuit.ask_as_before(deadline)
    with Relaxation(Programme(pursuit.master)) as relaxation:
        cutting = Cutting(pursuit, relaxation)
        diving = Diving(cutting, Firming(cutting, on_plans), Planning(cutting, on_plans))
        began, left = search.elapsed, deadline - search.elapsed
        if known:
            diving.firm_at_once(deadline)
        for part in PLANS_AT:
            still = cutting.raise_bound(began + part * left)
            if still:
                break
            diving.plan_on_the_way(FOR_A_PLAN * left, deadline)
        leaf = None
        if still:
            leaf = diving.plan_where_cuts_stand_still(deadline)
        else:
            cutting.raise_bound(deadline)
        if slower is not None:
            slower.set()
        if leaf is not None:
            diving.in_whole_numbers(leaf, deadline)
        Branching(cutting, diving.best_point, diving.look_into).grow(deadline)


def _has_cuts(pursuit: Pursuit, deadline: float) -> bool:
    """Look at all items at the present rates and as if every pound earned the most; whether there was time."""
    at_the_plan = pursuit.sweep(deadline - pursuit.search.elapsed)
    pursuit.to_the_top()
    return at_the_plan and pursuit.sweep(deadline - pursuit.search.elapsed) and pursuit.master.complete
