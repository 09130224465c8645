"""Why nothing can serve the demand: a minimal set of rules, budgets, capacities, minimums, entitlements and need-by
dates that cannot hold together, found by leaving them out one after another (deletion filter)."""

from collections import Counter

from optimizer.batches.freeing import Freeing, fits
from optimizer.batches.network import Group
from optimizer.batches.problem import DemandLine, Problem
from optimizer.batches.remedies import Speech, out_of_reach
from optimizer.batches.search import Search
from optimizer.batches.solution import ConflictMember

MANY = 12


def find_conflict(search: Search) -> tuple[ConflictMember, ...] | None:
    """The members of a minimal conflict; None when the demand can be served or time does not suffice to tell.

    A test that runs out of time keeps its rule, so a conflict found in too little time may not be minimal.
    """
    problem = search.problem
    items = _items_in_conflict(search)
    if items is None:
        return None
    groups = _concerning(problem, items)
    if fits(search, search.problem, items, groups) is False:
        return (out_of_reach(Speech(problem), _line_out_of_reach(search, items, groups)),)
    core = _filtered(search, items, groups, _of_few_kinds(search, items, groups))
    outside = tuple(group for group in groups if group not in core)
    freeing = Freeing(search, items, outside)
    return tuple(freeing.member(group) for group in core)


def groups_of(problem: Problem) -> list[Group]:
    """Everything that could give, in the order in which a conflict had best be told: dates and rights last out."""
    groups: list[Group] = []
    for authority in problem.authorities:
        groups += [("budget", f"{authority.id} {budget.year} {budget.kind}") for budget in authority.budgets]
    groups += [("ceiling", lot.id) for lot in problem.lots if lot.ceiling_pence is not None]
    groups += [("rule", str(i)) for i, rule in enumerate(problem.rules) if rule.price_pence is None]
    groups += [("entitlement", lot.id) for lot in problem.lots if lot.entitled is not None]
    groups += [("validity", offer.id) for offer in problem.offers if offer.valid_for is not None]
    groups += [("minimum", offer.id) for offer in problem.offers if offer.minimum > offer.multiple]
    groups += [("capacity", offer.id) for offer in problem.offers if offer.capacity_per_month is not None]
    groups += [("need_by", line.id) for line in problem.demand if line.need_by < problem.months - 1]
    return groups


def _concerning(problem: Problem, items: set[str]) -> list[Group]:
    """The groups that say anything about the items."""
    offers = {offer.id for item in items for offer in problem.offers_of_item.get(item, ())}
    lots = {problem.offer_by_id[offer].lot for offer in offers}
    lines = {line.id for item in items for line in problem.lines_of_item[item]}
    spent = {
        f"{line.authority} {problem.year_of(month)} {problem.item_by_id[item].kind}"
        for item in items
        for line in problem.lines_of_item[item]
        for month in range(line.earliest, problem.months)
    }
    named = {
        "budget": spent,
        "capacity": offers,
        "minimum": offers,
        "validity": offers,
        "ceiling": lots,
        "entitlement": lots,
        "need_by": lines,
    }
    return [group for group in groups_of(problem) if group[1] in named.get(group[0], (group[1],))]


def _items_in_conflict(search: Search) -> set[str] | None:
    """The first item that cannot be served by itself, else all items; None when all can be served together."""
    suspects = [search.unservable] if search.unservable else search.problem.demanded
    for item in suspects:
        if fits(search, search.problem, {item}, []) is False:
            return {item}
    everything = set(search.problem.demanded)
    return everything if fits(search, search.problem, everything, []) is False else None


def _line_out_of_reach(search: Search, items: set[str], groups: list[Group]) -> DemandLine:
    """The first demand line that no offer could serve even if everything that can give did."""
    lines = [line for line in search.problem.demand if line.item in items]
    for line in lines:
        if search.left <= 0:
            break
        if fits(search, search.problem.altered(demand=(line,)), items, groups) is False:
            return line
    return lines[0]


def _of_few_kinds(search: Search, items: set[str], groups: list[Group]) -> list[Group]:
    """The groups without those numerous kinds that the conflict does not need: few are found and read sooner."""
    count = Counter(kind for kind, _ in groups)
    kept = list(groups)
    for kind in sorted((kind for kind in count if count[kind] > MANY), key=lambda kind: -count[kind]):
        fewer = [group for group in kept if group[0] != kind]
        if fewer and _clash(search, items, groups, fewer):
            kept = fewer
    return kept


def _clash(search: Search, items: set[str], groups: list[Group], kept: list[Group]) -> bool:
    """Whether the items cannot be served with these of the groups alone."""
    standing = {*kept}
    without = [group for group in groups if group not in standing]
    return fits(search, search.problem, items, without) is False


def _filtered(search: Search, items: set[str], groups: list[Group], candidates: list[Group]) -> list[Group]:
    """Drop halves of the candidates that the conflict does not need, then their halves; the core is what stays."""

    def reduce(candidates: list[Group], kept: list[Group]) -> list[Group]:
        if _clash(search, items, groups, kept):
            return []
        if len(candidates) == 1:
            return candidates
        half = len(candidates) // 2
        first, second = candidates[:half], candidates[half:]
        needed = reduce(second, kept + first)
        return reduce(first, kept + needed) + needed

    return reduce(candidates, []) if candidates else []
