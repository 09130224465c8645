"""Solve a large problem in pieces: items side by side at the rates that tie them, then one plan for each put together."""

import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait

from optimizer.batches.candidates import Candidates
from optimizer.batches.charges import ChargeParts, paid_anyhow
from optimizer.batches.choosing import Orders
from optimizer.batches.crew import Crew, Result
from optimizer.batches.master import Master
from optimizer.batches.neighbourhoods import Neighbourhoods
from optimizer.batches.pause import Pause
from optimizer.batches.plain import plain_conflict
from optimizer.batches.plan_costs import PlanCosts
from optimizer.batches.proof import prove
from optimizer.batches.pursuit import PLANNING_GAP, Pursuit
from optimizer.batches.replanning import Replanning
from optimizer.batches.search import Search

# Of a plan this near to the first bound, such as an earlier answer, only some items are planned anew.
NEAR = 0.012
# What the first plans of many items may lose together, as a part of the cost: to plan them better takes half as long
# again, and the choice among them is no cheaper.
FIRST_PLANNING_GAP = 3e-3
# The dearest of every so many items are planned first; of a near plan those that are bought dearest, anew.
DEAR_PART = 4
ANEW_PART = 3
# What part of the time a near plan may take to be planned around.
FOR_A_ROUND = 0.1
POLL_SECONDS = 0.1
# How long neighbourhoods are looked at beside the tree, and how long not, as long as that pays; parts of the time. What
# the tree is slowed down meanwhile.
TURN = 0.03
BETWEEN_TURNS = 0.01
BESIDE = 0.3


def solve_by_items(
    search: Search, flows: Mapping[str, int], seconds: float, have_first_plans: Callable[[], object]
) -> bool:
    """Bound and plan for at most these seconds. Returns True when there cannot be a plan.

    The items are looked at while `have_first_plans` offers the plans to begin with. Ends before when the proof has
    nothing left to look at.
    """
    deadline = search.elapsed + seconds
    with ThreadPoolExecutor(1) as aside, Crew(search.problem, max(1, search.workers)) as crew:
        pursuit = Pursuit(search, crew, Master(search.problem))
        settling = aside.submit(pursuit.settle, deadline - search.elapsed)
        have_first_plans()
        if search.orders is None:
            search.conflict = plain_conflict(search)
            if search.conflict:
                return True
        settled = settling.result()
        if pursuit.impossible:
            return True
        if not settled:
            return False
        plans = Candidates(search)
        anew = Replanning(pursuit, plans)
        if search.orders is None or search.gap is None or search.gap > NEAR or pursuit.of_few_items:
            items = sorted(pursuit.floors, key=lambda item: -pursuit.floors[item])
            dear = -(-len(items) // DEAR_PART)
            gap = PLANNING_GAP if pursuit.of_few_items else FIRST_PLANNING_GAP
            plans.take_turn(pursuit, (items[:dear], items[dear:]), gap, deadline)
        else:
            few = -(-len(pursuit.floors) // ANEW_PART)
            dearest = _bought_dearest(pursuit, search.orders)[:few]
            paid = paid_anyhow(search.problem, search.orders)
            plans.take_turn(pursuit, (dearest,), PLANNING_GAP, deadline, paid)
            anew.around_the_best(FOR_A_ROUND * (deadline - search.elapsed))
            plans.choose(deadline)
        if search.workers == 1:
            prove(search, pursuit, plans.take, anew, search.elapsed + (deadline - search.elapsed) / 2)
            return False
        _prove_and_improve(search, pursuit, plans, anew, Neighbourhoods(search, flows), deadline)
    return False


def _prove_and_improve(
    search: Search,
    pursuit: Pursuit,
    plans: Candidates,
    anew: Replanning,
    near: Neighbourhoods,
    deadline: float,
) -> None:
    """Raise the bound on all processes; once the cutting planes come to an end, improve the plan beside that.

    From then on the proof does not wait for a choice among the plans that it finds.
    """
    slower = threading.Event()

    def take(found: Iterable[Result], until: float) -> None:
        plans.add(found)
        if not slower.is_set():
            plans.choose(until)

    with ThreadPoolExecutor(1) as aside:
        proof = aside.submit(prove, search, pursuit, take, anew, deadline, slower)
        while not slower.wait(POLL_SECONDS) and not proof.done():
            pass
        pause = Pause(search, BETWEEN_TURNS * search.seconds, taken=BESIDE)
        turn = TURN * search.seconds
        while not wait([proof], POLL_SECONDS).done:
            if pause.over:
                with pause.after():
                    near.improve(
                        min(turn, deadline - search.elapsed), until=lambda: plans.due or proof.done()
                    )
                    plans.choose(deadline)
        proof.result()
        plans.choose(deadline)


def _bought_dearest(pursuit: Pursuit, orders: Orders) -> list[str]:
    """The items by how much more a plan pays for them than they cost at least at the present rates."""
    parts = ChargeParts(pursuit.problem, pursuit.chargeable, orders).of_items()
    costs = PlanCosts(pursuit.problem, orders, parts)

    def beyond(item: str) -> float:
        return costs.at(item, pursuit.rates_of(item, pursuit.rates)) - pursuit.results[item].bound

    return sorted(costs.items, key=beyond, reverse=True)
