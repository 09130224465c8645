"""Solve the whole model, buyer by buyer: the best plan and its proof where the problem is small enough."""

from optimizer.batches.check import BrokenRule, broken_by_orders
from optimizer.batches.ledger import budget_use, portions
from optimizer.batches.model import cost_model
from optimizer.batches.network import Group
from optimizer.batches.plan import are_whole, orders_of, values_of
from optimizer.batches.prices import goods_pence
from optimizer.batches.problem import Problem
from optimizer.batches.refine import Split, splits_at
from optimizer.batches.search import Search
from optimizer.batches.solution import Order
from optimizer.batches.variables import PENCE_PER_POUND, PENNY, Model, rounding_allowance
from optimizer.highs import Answer, Values, run_highs

ROUNDS = 40


def solve_whole(search: Search, seconds: float) -> bool:
    """Solve for at most these seconds. Returns True when the demand is proven impossible to serve.

    Where the plan found costs more in exact money than the model thought, or breaks a budget by it, the model is
    made exact around that plan and solved again. Every round's bound holds. Where only pence remain (rounding), the
    limit broken is tightened instead, which bounds nothing any more.
    """
    margins: dict[Group, float] = {}
    splits: set[Split] = set()
    deadline = search.elapsed + seconds
    for _ in range(ROUNDS):
        model = cost_model(search.problem, margins=margins, splits=splits)
        answer = _run(search, model, deadline - search.elapsed, bounding=not margins)
        if answer.infeasible and not margins:
            return True
        orders = None
        if answer.values is not None:
            orders = orders_of(model, answer.values, search.limits(deadline - search.elapsed))
        if orders is None:
            return False
        search.offer(orders)
        search.rounding = rounding_pence(model, answer.values)
        if search.proven or not answer.optimal:
            return False
        anew = splits_at(search.problem, orders) - splits
        splits |= anew
        excess = {} if anew else excess_pounds(search.problem, orders)
        if not anew and not excess:
            return False
        for group, pounds in excess.items():
            margins[group] = margins.get(group, 0.0) + pounds
    return False


def _run(search: Search, model: Model, seconds: float, *, bounding: bool) -> Answer:
    def try_plan(values: Values) -> None:
        if are_whole(model, values):
            search.offer(orders_of(model, values, search.limits(1.0)))

    start = values_of(model, search.orders) if search.orders else None
    answer = run_highs(
        model.mip,
        search.limits(seconds),
        start=start,
        on_bound=search.raise_bound if bounding else None,
        on_solution=try_plan,
    )
    if bounding:
        search.raise_bound(answer.bound)
    return answer


def rounding_pence(model: Model, values: Values) -> int:
    """Pence by which the model may understate a plan only because it leaves rounding out."""
    pounds = sum(
        2 * rounding_allowance(model, choice.slot)
        for choice in model.choices
        if values[choice.quantity] > 0.5
    )
    totals = len(model.problem.commitments) + len(model.problem.rebates) * (model.problem.months // 12 + 2)
    return round(pounds * PENCE_PER_POUND) + totals + 1


def excess_pounds(problem: Problem, orders: tuple[Order, ...]) -> dict[Group, float]:
    """By how much a plan exceeds budgets and ceilings in exact money, where it breaks nothing else."""
    broken = broken_by_orders(problem, orders)
    if not broken or not all(_is_money(rule) for rule in broken):
        return {}
    excess: dict[Group, float] = {}
    used = budget_use(problem, portions(problem, orders))
    for authority in problem.authorities:
        for budget in authority.budgets:
            key = (authority.id, budget.year, budget.kind)
            over = used.get(key, 0) - budget.pence
            if over > 0:
                excess["budget", " ".join(key)] = over / PENCE_PER_POUND + PENNY
    for lot in problem.lots:
        if lot.ceiling_pence is not None:
            own = [order for order in orders if problem.offer_by_id[order.offer].lot == lot.id]
            spent = sum(goods_pence(problem.offer_by_id[order.offer], order.quantity) for order in own)
            if spent > lot.ceiling_pence:
                excess["ceiling", lot.id] = (spent - lot.ceiling_pence) / PENCE_PER_POUND + PENNY
    return excess


def _is_money(broken: BrokenRule) -> bool:
    return broken.rule in ("authorities_stay_within_budget", "lots_stay_under_their_ceiling")
