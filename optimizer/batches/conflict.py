"""Why nothing can serve the demand: a minimal set of rules, budgets, capacities, entitlements and need-by dates
that cannot hold together, found by leaving them out one after another (deletion filter), each with the smallest
change of it alone that would free the others."""

from math import ceil

from optimizer.batches.model import feasibility_model
from optimizer.batches.network import Group, may_buy
from optimizer.batches.problem import DemandLine, Problem
from optimizer.batches.remedies import NO_CHANGE, NO_TIME, Speech, member, out_of_reach
from optimizer.batches.search import Search
from optimizer.batches.solution import ConflictMember
from optimizer.highs import Limits, run_highs

SECONDS_A_TEST = 10.0
FEASIBILITY_GAP = 1.0
PER_POUND = {"budget": 100, "ceiling": 100}


def find_conflict(search: Search) -> tuple[ConflictMember, ...] | None:
    """The members of a minimal conflict; None when the demand can be served or time does not suffice to tell.

    A test that runs out of time keeps its rule, so a conflict found in too little time may not be minimal.
    """
    problem = search.problem
    items = _items_in_conflict(search)
    if items is None:
        return None
    groups = _concerning(problem, items)
    if _fits(search, items, groups) is False:
        return (out_of_reach(Speech(problem), _line_out_of_reach(search, items, groups)),)
    core: list[Group] = []
    _filter(search, items, groups, core)
    return tuple(_freeing(search, items, group, core, groups) for group in core)


def groups_of(problem: Problem) -> list[Group]:
    """Everything that could give, in the order in which a conflict had best be told: dates and rights last out."""
    groups: list[Group] = []
    for authority in problem.authorities:
        groups += [("budget", f"{authority.id} {budget.year} {budget.kind}") for budget in authority.budgets]
    groups += [("ceiling", lot.id) for lot in problem.lots if lot.ceiling_pence is not None]
    groups += [("rule", str(i)) for i, rule in enumerate(problem.rules) if rule.price_pence is None]
    groups += [("entitlement", lot.id) for lot in problem.lots if lot.entitled is not None]
    groups += [("validity", offer.id) for offer in problem.offers if offer.valid_for is not None]
    groups += [("capacity", offer.id) for offer in problem.offers if offer.capacity_per_month is not None]
    groups += [("need_by", line.id) for line in problem.demand if line.need_by < problem.months - 1]
    return groups


def _concerning(problem: Problem, items: set[str]) -> list[Group]:
    """The groups that say anything about the items."""
    offers = {offer.id for item in items for offer in problem.offers_of_item.get(item, ())}
    lots = {problem.offer_by_id[offer].lot for offer in offers}
    lines = {line.id for item in items for line in problem.lines_of_item[item]}
    named = {"capacity": offers, "validity": offers, "ceiling": lots, "entitlement": lots, "need_by": lines}
    return [group for group in groups_of(problem) if group[1] in named.get(group[0], (group[1],))]


def _items_in_conflict(search: Search) -> set[str] | None:
    """The first item that cannot be served by itself, else all items; None when all can be served together."""
    suspects = [search.unservable] if search.unservable else search.problem.demanded
    for item in suspects:
        if _fits(search, {item}, []) is False:
            return {item}
    everything = set(search.problem.demanded)
    return everything if _fits(search, everything, []) is False else None


def _fits(search: Search, items: set[str], left_out: list[Group]) -> bool | None:
    """Whether the items can be served without the rules left out; None when time ran out undecided."""
    if search.left <= 0:
        return None
    model = feasibility_model(search.problem, items=items, loosened=left_out)
    answer = run_highs(model.mip, search.limits(SECONDS_A_TEST, FEASIBILITY_GAP))
    if answer.infeasible:
        return False
    return True if answer.values is not None else None


def _line_out_of_reach(search: Search, items: set[str], groups: list[Group]) -> DemandLine:
    """The first demand line that no offer could serve even if everything that can give did."""
    lines = [line for line in search.problem.demand if line.item in items]
    for line in lines:
        if search.left <= 0:
            break
        parts = {name: getattr(search.problem, name) for name in Problem.model_fields}
        model = feasibility_model(Problem(**{**parts, "demand": (line,)}), loosened=groups)
        if run_highs(model.mip, search.limits(SECONDS_A_TEST, FEASIBILITY_GAP)).infeasible:
            return line
    return lines[0]


def _filter(search: Search, items: set[str], groups: list[Group], core: list[Group]) -> None:
    """Drop halves that the conflict does not need, then their halves; what cannot be dropped is the core."""

    def reduce(candidates: list[Group], kept: list[Group]) -> list[Group]:
        standing = {*kept}
        without = [group for group in groups if group not in standing]
        if _fits(search, items, without) is False:
            return []
        if len(candidates) == 1:
            return candidates
        half = len(candidates) // 2
        first, second = candidates[:half], candidates[half:]
        needed = reduce(second, kept + first)
        return reduce(first, kept + needed) + needed

    if groups:
        core += reduce(groups, [])


def _freeing(
    search: Search, items: set[str], group: Group, core: list[Group], groups: list[Group]
) -> ConflictMember:
    if search.left <= 0:
        return member(Speech(search.problem), group, None, remedy=NO_TIME)
    outside = [other for other in groups if other not in core]
    if group[0] == "need_by":
        later = _months_later(search, items, group, outside)
        return member(Speech(search.problem), group, later, remedy=NO_CHANGE if search.left > 0 else NO_TIME)
    if group[0] in ("entitlement", "validity"):
        return member(Speech(search.problem), group, _newly_entitled(search.problem, group))
    model = feasibility_model(search.problem, items=items, loosened=outside, stretched=group)
    limits = search.limits(SECONDS_A_TEST)
    answer = run_highs(model.mip, Limits(limits.seconds, 1, limits.seed, 1e-6, limits.should_stop))
    if answer.values is None:
        return member(Speech(search.problem), group, None, remedy=NO_CHANGE if answer.infeasible else NO_TIME)
    slack = sum(c * v for c, v in zip(model.mip.cost, answer.values, strict=True))
    return member(Speech(search.problem), group, max(1, ceil(slack * PER_POUND.get(group[0], 1) - 1e-4)))


def _months_later(search: Search, items: set[str], group: Group, outside: list[Group]) -> int | None:
    """Months by which the date must move, tried one by one; None when even the end of the horizon is too soon.

    None too when time runs out.
    """
    line = search.problem.demand_by_id[group[1]]
    for later in range(1, search.problem.months - line.need_by):
        if search.left <= 0:
            break
        moved = line.model_copy(update={"need_by": line.need_by + later})
        parts = {name: getattr(search.problem, name) for name in Problem.model_fields}
        parts["demand"] = tuple(moved if other.id == line.id else other for other in search.problem.demand)
        model = feasibility_model(Problem(**parts), items=items, loosened=outside)
        if run_highs(model.mip, search.limits(SECONDS_A_TEST, FEASIBILITY_GAP)).values is not None:
            return later
    return None


def _newly_entitled(problem: Problem, group: Group) -> int:
    """How many authorities with such demand the lot or offer leaves out."""
    if group[0] == "validity":
        offers = [problem.offer_by_id[group[1]]]
    else:
        offers = [offer for offer in problem.offers if offer.lot == group[1]]
    items = {offer.item for offer in offers}
    return len(
        {
            line.authority
            for line in problem.demand
            if line.item in items
            and not all(may_buy(problem, line.authority, offer, frozenset()) for offer in offers)
        }
    )
