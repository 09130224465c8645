"""The judge: which rules a plan breaks and what it costs, from the documents alone. Knows no solver."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from optimizer.batches.awards import breaches, broken_award_rules
from optimizer.batches.bills import cost_parts, pays_pence
from optimizer.batches.ledger import budget_use, portions
from optimizer.batches.prices import goods_pence
from optimizer.batches.problem import Problem
from optimizer.batches.solution import CostParts, Order, Solution

Orders = tuple[Order, ...]


class BrokenRule(NamedTuple):
    """A rule that a plan breaks, where, and how in plain words."""

    rule: str
    place: str
    text: str


def broken_rules(problem: Problem, solution: Solution) -> list[BrokenRule]:
    """Every rule the solution breaks; empty when it may be used. Rules that carry a price are not broken here.

    An `infeasible` answer claims no plan, so only a plan or a cost stated with it is a fault.
    """
    if solution.status == "infeasible":
        found = list(an_infeasible_answer_has_no_plan(solution))
    else:
        found = broken_by_orders(problem, solution.orders)
    if not found:
        found = list(the_answer_is_to_this_problem(problem, solution))
        if solution.status != "infeasible":
            found += stated_money_is_true(problem, solution)
    return found


def broken_by_orders(problem: Problem, orders: Orders) -> list[BrokenRule]:
    """Every hard rule that the orders break, whatever the document says about cost."""
    unreadable = list(orders_speak_of_this_problem(problem, orders))
    if unreadable:
        return unreadable
    return [broken for rule in RULES for broken in rule(problem, orders)]


def cost(problem: Problem, orders: Orders) -> CostParts:
    """The exact cost in pence by kind; `.total` is what is minimised."""
    return cost_parts(problem, orders)


def score(problem: Problem, solution: Solution) -> int | None:
    """The recomputed cost in pence of a solution; None when it is `infeasible`."""
    return None if solution.status == "infeasible" else cost(problem, solution.orders).total


def orders_speak_of_this_problem(problem: Problem, orders: Orders) -> Iterator[BrokenRule]:
    """Offers and demand lines exist, months lie in the horizon, quantities are positive, no line comes twice."""
    rule = "orders_speak_of_this_problem"
    seen = set()
    for index, order in enumerate(orders):
        place = f"$.orders[{index}]"
        if order.offer not in problem.offer_by_id:
            yield BrokenRule(rule, place, f"no offer has the id {order.offer!r}")
        if not 0 <= order.month < problem.months:
            yield BrokenRule(rule, place, f"month {order.month} is outside the horizon")
        if (order.offer, order.month) in seen:
            yield BrokenRule(rule, place, f"{order.offer} is ordered twice in month {order.month}")
        seen.add((order.offer, order.month))
        names = [allocation.demand for allocation in order.allocations]
        if not names or len(set(names)) < len(names):
            yield BrokenRule(rule, place, "an order serves at least one demand line, and each once")
        for allocation in order.allocations:
            if allocation.demand not in problem.demand_by_id:
                yield BrokenRule(rule, place, f"no demand line has the id {allocation.demand!r}")
            if allocation.quantity <= 0:
                yield BrokenRule(rule, place, f"the allocation to {allocation.demand} is not positive")


def demand_is_met_exactly(problem: Problem, orders: Orders) -> Iterator[BrokenRule]:
    met: dict[str, int] = defaultdict(int)
    for order in orders:
        for allocation in order.allocations:
            met[allocation.demand] += allocation.quantity
    for line in problem.demand:
        if met[line.id] != line.quantity:
            text = f"{met[line.id]} units are delivered, {line.quantity} are demanded"
            yield BrokenRule("demand_is_met_exactly", line.id, text)


def demand_is_met_by_its_own_item(problem: Problem, orders: Orders) -> Iterator[BrokenRule]:
    for order in orders:
        item = problem.offer_by_id[order.offer].item
        for allocation in order.allocations:
            wanted = problem.demand_by_id[allocation.demand].item
            if wanted != item:
                text = f"{order.offer} supplies {item}, {allocation.demand} demands {wanted}"
                yield BrokenRule("demand_is_met_by_its_own_item", allocation.demand, text)


def delivery_falls_in_the_window(problem: Problem, orders: Orders) -> Iterator[BrokenRule]:
    for order in orders:
        arrives = order.month + problem.offer_by_id[order.offer].lead_months
        for allocation in order.allocations:
            line = problem.demand_by_id[allocation.demand]
            if not line.earliest <= arrives <= line.need_by:
                text = f"arrives in month {arrives}, is wanted in {line.earliest} to {line.need_by}"
                yield BrokenRule("delivery_falls_in_the_window", line.id, text)


def allocations_fit_the_order(problem: Problem, orders: Orders) -> Iterator[BrokenRule]:
    for order in orders:
        allocated = sum(allocation.quantity for allocation in order.allocations)
        if allocated > order.quantity:
            text = f"{allocated} units are allocated of {order.quantity} ordered"
            yield BrokenRule("allocations_fit_the_order", _line(order), text)


def orders_fall_in_the_lots_term(problem: Problem, orders: Orders) -> Iterator[BrokenRule]:
    for order in orders:
        lot = problem.lot_by_id[problem.offer_by_id[order.offer].lot]
        if not lot.from_month <= order.month < lot.to_month:
            text = f"lot {lot.id} takes orders from month {lot.from_month} until before {lot.to_month}"
            yield BrokenRule("orders_fall_in_the_lots_term", _line(order), text)


def lots_stay_under_their_ceiling(problem: Problem, orders: Orders) -> Iterator[BrokenRule]:
    spent: dict[str, int] = defaultdict(int)
    for order in orders:
        offer = problem.offer_by_id[order.offer]
        spent[offer.lot] += goods_pence(offer, order.quantity)
    for lot in problem.lots:
        if lot.ceiling_pence is not None and spent[lot.id] > lot.ceiling_pence:
            text = f"{spent[lot.id]} pence are ordered under a ceiling of {lot.ceiling_pence}"
            yield BrokenRule("lots_stay_under_their_ceiling", lot.id, text)


def buyers_are_entitled_to_the_lot(problem: Problem, orders: Orders) -> Iterator[BrokenRule]:
    for order in orders:
        lot = problem.lot_by_id[problem.offer_by_id[order.offer].lot]
        for allocation in order.allocations:
            authority = problem.demand_by_id[allocation.demand].authority
            if lot.entitled is not None and authority not in lot.entitled:
                text = f"{authority} may not call off lot {lot.id}"
                yield BrokenRule("buyers_are_entitled_to_the_lot", allocation.demand, text)


def the_offer_is_valid_for_its_buyers(problem: Problem, orders: Orders) -> Iterator[BrokenRule]:
    for order in orders:
        offer = problem.offer_by_id[order.offer]
        for allocation in order.allocations:
            authority = problem.demand_by_id[allocation.demand].authority
            if offer.valid_for is not None and authority not in offer.valid_for:
                text = f"offer {offer.id} is not valid for {authority}"
                yield BrokenRule("the_offer_is_valid_for_its_buyers", allocation.demand, text)


def orders_reach_the_minimum(problem: Problem, orders: Orders) -> Iterator[BrokenRule]:
    for order in orders:
        minimum = problem.offer_by_id[order.offer].minimum
        if order.quantity < minimum:
            text = f"{order.quantity} units are ordered, the minimum is {minimum}"
            yield BrokenRule("orders_reach_the_minimum", _line(order), text)


def orders_are_whole_multiples(problem: Problem, orders: Orders) -> Iterator[BrokenRule]:
    for order in orders:
        multiple = problem.offer_by_id[order.offer].multiple
        if order.quantity % multiple:
            text = f"{order.quantity} units are not a multiple of {multiple}"
            yield BrokenRule("orders_are_whole_multiples", _line(order), text)


def orders_stay_within_capacity(problem: Problem, orders: Orders) -> Iterator[BrokenRule]:
    for order in orders:
        capacity = problem.offer_by_id[order.offer].capacity_per_month
        if capacity is not None and order.quantity > capacity:
            text = f"{order.quantity} units are ordered, the capacity is {capacity} a month"
            yield BrokenRule("orders_stay_within_capacity", _line(order), text)


def authorities_stay_within_budget(problem: Problem, orders: Orders) -> Iterator[BrokenRule]:
    used = budget_use(problem, portions(problem, orders))
    for authority in problem.authorities:
        for budget in authority.budgets:
            spent = used.get((authority.id, budget.year, budget.kind), 0)
            if spent > budget.pence:
                text = f"{spent} pence of {budget.kind} are delivered in {budget.year}, the budget is {budget.pence}"
                yield BrokenRule("authorities_stay_within_budget", authority.id, text)


def award_rules_without_a_price_hold(problem: Problem, orders: Orders) -> Iterator[BrokenRule]:
    for index, text in broken_award_rules(problem, orders):
        if problem.rules[index].price_pence is None:
            yield BrokenRule(problem.rules[index].kind, f"$.rules[{index}]", text)


RULES = (
    demand_is_met_exactly,
    demand_is_met_by_its_own_item,
    delivery_falls_in_the_window,
    allocations_fit_the_order,
    orders_fall_in_the_lots_term,
    lots_stay_under_their_ceiling,
    buyers_are_entitled_to_the_lot,
    the_offer_is_valid_for_its_buyers,
    orders_reach_the_minimum,
    orders_are_whole_multiples,
    orders_stay_within_capacity,
    authorities_stay_within_budget,
    award_rules_without_a_price_hold,
)


def an_infeasible_answer_has_no_plan(solution: Solution) -> Iterator[BrokenRule]:
    if solution.orders or solution.cost_pence is not None:
        yield BrokenRule("an_infeasible_answer_has_no_plan", "$", "states orders or a cost")


def the_answer_is_to_this_problem(problem: Problem, solution: Solution) -> Iterator[BrokenRule]:
    if solution.problem_sha256 != problem.sha256:
        yield BrokenRule("the_answer_is_to_this_problem", "$.problem_sha256", "is another problem's hash")


def stated_money_is_true(problem: Problem, solution: Solution) -> Iterator[BrokenRule]:
    """Every figure of the document is the recomputed one, and the bound is not above the cost."""
    parts = cost(problem, solution.orders)
    pays = pays_pence(problem, solution.orders)
    stated = {bill.id: bill.pays_pence for bill in solution.authorities}
    figures: list[tuple[str, object, object]] = [("$.parts", solution.parts, parts)]
    figures += [("$.cost_pence", solution.cost_pence, parts.total), ("$.authorities", stated, pays)]
    figures += [("$.broken_rules", solution.broken_rules, breaches(problem, solution.orders))]
    if saved := solution.savings:
        figures.append(("$.savings", saved.baseline_pence - saved.total, parts.total))
    for index, order in enumerate(solution.orders):
        true_pence = goods_pence(problem.offer_by_id[order.offer], order.quantity)
        figures.append((f"$.orders[{index}].goods_pence", order.goods_pence, true_pence))
    for place, said, true in figures:
        if said != true:
            yield BrokenRule("stated_money_is_true", place, f"is {said}, recomputed {true}")
    if solution.bound_pence is not None and solution.bound_pence > parts.total:
        yield BrokenRule("stated_money_is_true", "$.bound_pence", "the bound is above the cost")


def _line(order: Order) -> str:
    return f"{order.offer} in month {order.month}"
