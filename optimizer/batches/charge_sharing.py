"""Have those items bear the order and delivery charges that bring them about, so that the bound is highest.

First by the linear programmes, beginning with a plan; where items are few enough to be planned in whole numbers time
after time, then by their best plans, which use a charge in full or not at all.
"""

from collections.abc import Callable, Iterable, Mapping
from math import inf

from optimizer.batches.charges import NO_PARTS, ChargeParts, Parts, charges_of
from optimizer.batches.choosing import Orders, by_item
from optimizer.batches.crew import Rates, Result, Task
from optimizer.batches.plan_costs import PlanCosts
from optimizer.batches.pursuit import Pursuit

MOVES = 12
WORTH_ANOTHER = 2e-5
MOVES_BY_PLANS = 5
FIRST_STEP = 1.5
SHORTER = 0.85
PLANNING_SECONDS = 2.0
# What may be lost on all items together, as a part of the cost.
PLANNING_GAP = 1e-4

OnPlans = Callable[[Iterable[Result], float], None]


def share_charges(pursuit: Pursuit, orders: Orders, seconds: float, standing: Parts = NO_PARTS) -> None:
    """Share the charges by the linear programmes of the items at the present rates, for about so many seconds.

    Some may bear theirs already; the others are given what those leave.
    """
    search = pursuit.search
    until, deadline = search.elapsed + seconds, search.elapsed + search.left
    others = {item: own for item, own in pursuit.chargeable.items() if item not in standing}
    rates = {item: pursuit.rates_of(item, pursuit.rates) for item in others}
    charges = ChargeParts(pursuit.problem, others, orders, standing)
    parts = kept = charges.of_items()
    best, borne = -inf, None
    for _ in range(MOVES):
        began = search.elapsed
        found = _at_parts(pursuit, rates, parts, deadline)
        borne = parts if len(found) == len(rates) else None
        bound = sum(result.bound for result in found.values())
        if borne is None or bound < best * (1 + WORTH_ANOTHER):
            break
        best, kept = bound, parts
        took = search.elapsed - began
        if search.elapsed + took > until:
            break
        charges.move({item: result.charged for item, result in found.items()})
        parts = charges.of_items()
    # Whatever the last trial left behind: parts that do not belong together prove nothing.
    pursuit.bear({**standing, **kept}, borne=kept if kept is borne else ())


def share_by_plans(pursuit: Pursuit, on_plans: OnPlans, deadline: float) -> None:
    """Move the charges on by the items' plans in whole numbers at the tiers of the best plan, which these may better."""
    search = pursuit.search
    charges = ChargeParts(pursuit.problem, pursuit.chargeable, ())
    charges.go_on_from(pursuit.parts)
    parts, step = pursuit.parts, FIRST_STEP
    known = by_item(pursuit.problem, search.orders or ())
    for _ in range(MOVES_BY_PLANS):
        pursuit.as_planned(search.orders or ())
        found = _plans_at(pursuit, known, parts, deadline)
        if found is None:
            break
        known |= {result.item: result.orders for result in found if result.orders}
        on_plans(found, deadline)
        used = {item: charges_of(pursuit.problem, own)[item] for item, own in known.items()}
        charges.move({item: dict.fromkeys(own, 1.0) for item, own in used.items()}, step)
        parts, step = charges.of_items(), step * SHORTER
    pursuit.bear(parts)


def _plans_at(
    pursuit: Pursuit,
    known: Mapping[str, Orders],
    parts: Parts,
    deadline: float,
) -> list[Result] | None:
    """Plans of the items whose known plan may be dearer than need be; None where time ran out."""
    search = pursuit.search
    rates = {item: pursuit.rates_of(item, pursuit.rates) for item in pursuit.problem.demanded}
    least = _at_parts(pursuit, rates, parts, deadline)
    if len(least) < len(rates):
        return None
    worth = PLANNING_GAP * sum(result.bound for result in least.values()) / len(rates)
    costs = PlanCosts(pursuit.problem, tuple(order for own in known.values() for order in own), parts)
    tasks = [
        Task(item, own, worth=worth, seed=search.seed, proof_seconds=PLANNING_SECONDS)
        for item, own in rates.items()
        if costs.at(item, own) - least[item].bound > worth
    ]
    found = list(pursuit.do(tasks, deadline - search.elapsed))
    return found if len(found) == len(tasks) else None


def _at_parts(
    pursuit: Pursuit,
    rates: Mapping[str, Rates],
    parts: Parts,
    deadline: float,
) -> dict[str, Result]:
    search = pursuit.search
    tasks = [Task(item, own, seed=search.seed, parts=parts.get(item)) for item, own in rates.items()]
    found = pursuit.do(tasks, deadline - search.elapsed)
    return {result.item: result for result in found if result.bound > -inf}
