"""Solve a purchase-batch problem: a first plan, the exact model or bound and improvement, the judge, the bills."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from optimizer.batches.alone import problem_of
from optimizer.batches.awards import breaches
from optimizer.batches.beginning import begin
from optimizer.batches.bills import cost_parts, pays_pence
from optimizer.batches.conflict import find_conflict
from optimizer.batches.decomposed import solve_by_items
from optimizer.batches.exact import solve_whole
from optimizer.batches.fixed import tally
from optimizer.batches.neighbourhoods import Neighbourhoods, flows_by_item
from optimizer.batches.network import Network, draw_network
from optimizer.batches.plain import unservable_item
from optimizer.batches.problem import Problem
from optimizer.batches.savings import savings
from optimizer.batches.search import OnAnswer, OnProgress, Search
from optimizer.batches.solution import AuthorityBill, ConflictMember, Savings, Solution
from optimizer.batches.variables import Model, needs_switch

SOLVER = "bluepool batches 1 (HiGHS)"
TINY_MODEL_UP_TO_FLOWS = 2_000
WHOLE_MODEL_UP_TO_FLOWS = 60_000
FOR_THE_PLAN = 0.8


class NoAnswer(Exception):
    """Time ran out before a plan was found or shown to be impossible."""


def solve(
    problem: Problem,
    *,
    seconds: float,
    workers: int = 1,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    on_answer: OnAnswer | None = None,
    should_stop: Callable[[], bool] | None = None,
    hint: Solution | None = None,
) -> Solution:
    """The cheapest purchase plan found within `seconds`, with a proven lower bound of the cost.

    `on_progress(seconds, score, bound, gap)` is called at every better plan or bound (score: cost in pence or
    None), `on_answer(cost, make)` at every better plan, for whoever wants to `make` it a document. `should_stop()` ends the search early with the best so far. `hint` is an earlier answer to start from.
    Raises NoAnswer when time runs out without a plan or a proof that there is none.
    """
    search = Search(problem, seconds, workers, seed, on_progress, should_stop, on_answer, _draft)
    impossible = search_plan(search, hint, seconds * FOR_THE_PLAN)
    if search.orders is None:
        conflict = search.conflict or find_conflict(search)
        if conflict is None and not impossible:
            raise NoAnswer("Time ran out before a plan was found. Allow more seconds.")
        return _infeasible(search, conflict or ())
    search.tell(urgent=True)
    saved = savings(search.problem, search.orders) if search.left > 0 else None
    return _answer(search, alone_costs(search), saved)


def _draft(search: Search) -> Solution:
    """The best plan so far; what each authority would pay alone is not known yet."""
    return _answer(search, {})


def search_plan(search: Search, hint: Solution | None, seconds: float) -> bool:
    """Find the best plan within the seconds. Returns True when the demand is proven impossible to serve.

    Tiny problems are solved whole. Others are taken to pieces first; for small ones one worker then proves the whole
    model while the other improves the plan by neighbourhoods, or a single worker does one after the other.
    """
    search.unservable = unservable_item(search.problem)
    if search.unservable is not None:
        return True
    network = draw_network(search.problem)
    flows = flows_by_item(network)
    small = sum(flows.values()) <= WHOLE_MODEL_UP_TO_FLOWS
    tiny = small and decided_flows(network) <= TINY_MODEL_UP_TO_FLOWS
    with ThreadPoolExecutor(1) as aside:
        beginning = aside.submit(begin, search, network, hint)
        del network
        if tiny:
            beginning.result()
            impossible = solve_whole(search, seconds - search.elapsed)
        else:
            impossible = solve_by_items(search, flows, seconds - search.elapsed, beginning.result)
    if small and not tiny and not impossible and not search.proven:
        impossible = _solve_aside(search, flows, seconds)
    if not impossible and search.orders is None:
        impossible = solve_whole(search, seconds - search.elapsed)
    if not impossible:
        Neighbourhoods(search, flows).improve(seconds - search.elapsed)
    return impossible


def _solve_aside(search: Search, flows: Mapping[str, int], seconds: float) -> bool:
    """Prove the whole model while the plan is improved, with a single worker one after the other."""
    if search.workers > 1:
        with ThreadPoolExecutor(1) as aside:
            proof = aside.submit(solve_whole, search, seconds - search.elapsed)
            Neighbourhoods(search, flows).improve(seconds - search.elapsed)
            return proof.result()
    return solve_whole(search, (seconds - search.elapsed) * 0.6)


def decided_flows(network: Network) -> int:
    """Flows of the whole model that hang on a yes-or-no decision."""
    model = Model(network.problem, network, tally(network.problem))
    return sum(len(slot.nodes) * len(slot.tiers) for slot in network.slots if needs_switch(model, slot))


def alone_costs(search: Search) -> dict[str, int]:
    """What each authority's own best plan would cost in pence, for those solved to proof in the time left.

    The time is shared equally between those still to solve. An authority that cannot buy alone has no cost.
    """
    costs: dict[str, int] = {}
    buyers = [authority.id for authority in search.problem.authorities]
    for position, authority in enumerate(buyers):
        slice_seconds = search.left / (len(buyers) - position)
        if slice_seconds <= 0:
            break
        own = Search(
            problem_of(search.problem, [authority]),
            slice_seconds,
            search.workers,
            search.seed,
            should_stop=search.should_stop,
        )
        search_plan(own, None, slice_seconds)
        if own.cost is not None:
            costs[authority] = own.cost
    return costs


def _answer(search: Search, alone: dict[str, int], saved: Savings | None = None) -> Solution:
    orders = search.orders or ()
    pays = pays_pence(search.problem, orders)
    return Solution(
        format="batch-solution/1",
        problem_sha256=search.problem.sha256,
        status="optimal" if search.proven else "feasible",
        cost_pence=search.cost,
        bound_pence=search.bound,
        gap=search.gap,
        parts=cost_parts(search.problem, orders),
        seconds=round(search.elapsed, 3),
        seed=search.seed,
        solver=SOLVER,
        orders=orders,
        authorities=tuple(
            AuthorityBill(id=name, pays_pence=pence, alone_pence=alone.get(name))
            for name, pence in pays.items()
        ),
        broken_rules=breaches(search.problem, orders),
        conflict=(),
        progress=tuple(search.points),
        savings=saved,
        rates=search.rates,
        charges=search.charges,
        branches=search.branches,
    )


def _infeasible(search: Search, conflict: tuple[ConflictMember, ...]) -> Solution:
    return Solution(
        format="batch-solution/1",
        problem_sha256=search.problem.sha256,
        status="infeasible",
        cost_pence=None,
        bound_pence=None,
        gap=None,
        parts=None,
        seconds=round(search.elapsed, 3),
        seed=search.seed,
        solver=SOLVER,
        orders=(),
        authorities=(),
        broken_rules=(),
        conflict=conflict,
        progress=tuple(search.points),
    )
