"""Budgets that cannot hold whatever is agreed with suppliers: found authority by authority, within seconds at any size."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from optimizer.batches.alone import problem_of
from optimizer.batches.model import feasibility_model
from optimizer.batches.network import Group
from optimizer.batches.prices import E4_PER_PENNY
from optimizer.batches.problem import Authority, Offer, Problem
from optimizer.batches.raising import Need
from optimizer.batches.remedies import NO_CHANGE, NO_TIME, Speech, member
from optimizer.batches.search import Search
from optimizer.batches.solution import ConflictMember
from optimizer.highs import run_highs

SECONDS_A_TEST = 10.0
# An authority that needs no more than this part of its budgets at the lowest prices is not looked at.
LOOSE = 0.5


def budgets_out_of_reach(search: Search) -> tuple[ConflictMember, ...] | None:
    """Budgets of one authority that together do not buy its demand even at the lowest price of every offer.

    At those prices, without minimums, multiples and capacities, authorities do not depend on each other, so each can
    be looked at alone. None where every authority's budgets could do, or time ran out.
    """
    need = _least_need(search.problem)
    tight = {authority.id: _tightness(authority, need) for authority in search.problem.authorities}
    for authority in sorted(search.problem.authorities, key=lambda authority: -tight[authority.id]):
        if tight[authority.id] > LOOSE:
            kept = _conflict(search, authority)
            if kept:
                return _members(search, authority, kept)
    return None


def _least_need(problem: Problem) -> dict[tuple[str, str], int]:
    """Pence of goods by authority and kind at the lowest price of every item."""
    need: dict[tuple[str, str], int] = defaultdict(int)
    for item, lines in problem.lines_of_item.items():
        prices = [tier.price_e4 for offer in problem.offers_of_item.get(item, ()) for tier in offer.tiers]
        for line in lines:
            key = line.authority, problem.item_by_id[item].kind
            need[key] += line.quantity * min(prices, default=0) // E4_PER_PENNY
    return need


def _tightness(authority: Authority, need: Mapping[tuple[str, str], int]) -> float:
    """The part of its budgets that an authority's least need takes, where it is most."""
    granted: dict[str, int] = defaultdict(int)
    for budget in authority.budgets:
        granted[budget.kind] += budget.pence
    return max((need.get((authority.id, kind), 0) / max(1, p) for kind, p in granted.items()), default=0.0)


def _conflict(search: Search, authority: Authority) -> list[Group]:
    """The budgets of an authority that cannot hold together, none of them idle."""
    problem = _at_the_lowest_prices(problem_of(search.problem, [authority.id]))
    groups: list[Group] = [("budget", f"{authority.id} {b.year} {b.kind}") for b in authority.budgets]
    if _fits(search, problem, []) is not False:
        return []
    left_out: list[Group] = []
    for group in groups:
        if _fits(search, problem, [*left_out, group]) is False:
            left_out.append(group)
    return [group for group in groups if group not in left_out]


def _at_the_lowest_prices(problem: Problem) -> Problem:
    return problem.altered(
        offers=tuple(_loosest(offer) for offer in problem.offers),
        lots=tuple(lot.model_copy(update={"ceiling_pence": None}) for lot in problem.lots),
        rules=(),
        rebates=(),
        commitments=(),
    )


def _loosest(offer: Offer) -> Offer:
    cheapest = min(offer.tiers, key=lambda tier: tier.price_e4)
    tier = cheapest.model_copy(update={"from_quantity": 1})
    change = {"tiers": (tier,), "minimum": 0, "multiple": 1, "capacity_per_month": None}
    return offer.model_copy(update=change)


def _fits(search: Search, problem: Problem, left_out: list[Group]) -> bool | None:
    mip = feasibility_model(problem, loosened=left_out).mip
    loose = replace(mip, integer=[False] * len(mip.integer))
    answer = run_highs(loose, search.limits(SECONDS_A_TEST))
    if answer.infeasible:
        return False
    return True if answer.optimal else None


def _members(search: Search, authority: Authority, kept: list[Group]) -> tuple[ConflictMember, ...]:
    """The budgets, each with the raise that is enough by itself and what is needed at least."""
    speech = Speech(search.problem)
    if search.left <= 0:
        return tuple(member(speech, group, None, remedy=NO_TIME) for group in kept)
    need = Need(search, _without_limits(search.problem), authority)
    found = []
    for budget in authority.budgets:
        group = ("budget", f"{authority.id} {budget.year} {budget.kind}")
        if group not in kept:
            continue
        pence = need.of(budget) if search.left > 0 else None
        if pence is None:
            found.append(member(speech, group, None, remedy=NO_CHANGE if search.left > 0 else NO_TIME))
            continue
        needed, enough = (max(1, each - budget.pence) for each in pence)
        found.append(member(speech, group, enough, least=needed))
    return tuple(found)


def _without_limits(problem: Problem) -> Problem:
    """The problem with its tiers, dates, rights and this authority's budgets alone."""
    free = {"minimum": 0, "capacity_per_month": None}
    return problem.altered(
        offers=tuple(offer.model_copy(update=free) for offer in problem.offers),
        lots=tuple(lot.model_copy(update={"ceiling_pence": None}) for lot in problem.lots),
        rules=(),
        rebates=(),
        commitments=(),
    )
