"""Reasons why nothing can serve the demand that show within seconds at any size: what is within a line's reach, money,
and the number of suppliers."""

from math import inf

from optimizer.batches.awards import share_limit
from optimizer.batches.budgets import budgets_out_of_reach
from optimizer.batches.network import excluded_suppliers
from optimizer.batches.prices import E4_PER_PENNY
from optimizer.batches.problem import DemandLine, Offer, Problem
from optimizer.batches.remedies import Speech, member
from optimizer.batches.rules import MaxSuppliers
from optimizer.batches.search import Search
from optimizer.batches.solution import ConflictMember
from optimizer.highs import run_highs
from optimizer.mip import Mip

SECONDS = 5.0


def plain_conflict(search: Search) -> tuple[ConflictMember, ...]:
    """A conflict between a few limits that can be looked at apart from all others; empty where there is none."""
    return suppliers_out_of_reach(search) or budgets_out_of_reach(search) or ()


def suppliers_out_of_reach(search: Search) -> tuple[ConflictMember, ...]:
    """A rule that allows fewer suppliers than it takes to offer everything, whatever else gives."""
    for index, rule in enumerate(search.problem.rules):
        if rule.kind == "max_suppliers" and rule.price_pence is None:
            least = _least_suppliers(search, rule)
            if least > rule.value:
                return (member(Speech(search.problem), ("rule", str(index)), least - rule.value),)
    return ()


def _least_suppliers(search: Search, rule: MaxSuppliers) -> int:
    """How many suppliers it takes to reach every demand line, with no limit but lead times and the terms of lots.

    Nought where a line is out of everyone's reach, or time was short.
    """
    problem = search.problem
    mip = Mip()
    columns: dict[str, int] = {}
    items = set(problem.items_of(rule))
    for names in {_suppliers(problem, line) for line in problem.demand if line.item in items}:
        for name in sorted(names):
            if name not in columns:
                columns[name] = mip.binary(cost=1.0)
        mip.row([(columns[name], 1.0) for name in sorted(names)], lower=1.0)
    answer = run_highs(mip, search.limits(SECONDS))
    return round(answer.bound) if answer.optimal else 0


def _suppliers(problem: Problem, line: DemandLine) -> frozenset[str]:
    """Who could deliver a line in some month."""
    offers = problem.offers_of_item.get(line.item, ())
    return frozenset(problem.supplier_of(offer).id for offer in offers if _reaches(problem, offer, line))


def _reaches(problem: Problem, offer: Offer, line: DemandLine) -> bool:
    lot = problem.lot_by_id[offer.lot]
    last = min(lot.to_month, problem.months - offer.lead_months) - 1
    return max(lot.from_month, line.earliest - offer.lead_months) <= last


def unservable_item(problem: Problem) -> str | None:
    """The first item that by itself is out of reach: of its offers, of the ceilings they are under, or of its suppliers."""
    excluded = excluded_suppliers(problem)
    for item, lines in problem.lines_of_item.items():
        offers = [
            offer
            for offer in problem.offers_of_item.get(item, ())
            if problem.supplier_of(offer).id not in excluded
        ]
        if any(_within_reach(problem, offers, line) < line.quantity for line in lines):
            return item
        if _beyond_ceilings(problem, item, offers):
            return item
        if _too_few(problem, item, {problem.supplier_of(offer).id for offer in offers}):
            return item
    return None


def _within_reach(problem: Problem, offers: list[Offer], line: DemandLine) -> float:
    """Units of all months in which an offer could serve the line, as much as its capacity allows."""
    units = 0.0
    for offer in offers:
        lot = problem.lot_by_id[offer.lot]
        last = min(lot.to_month - 1, problem.months - 1, line.need_by - offer.lead_months)
        months = last + 1 - max(lot.from_month, line.earliest - offer.lead_months)
        if months > 0 and problem.may_buy(line.authority, offer):
            units += months * _capacity(offer)
    return units


def _capacity(offer: Offer) -> float:
    if offer.capacity_per_month is None:
        return inf
    whole = offer.capacity_per_month // offer.multiple * offer.multiple
    return whole if whole >= offer.minimum else 0


def _beyond_ceilings(problem: Problem, item: str, offers: list[Offer]) -> bool:
    """Whether the item's demand costs more, even at its lowest price, than may be ordered under all its lots."""
    ceilings = [problem.lot_by_id[name].ceiling_pence for name in {offer.lot for offer in offers}]
    if not offers or None in ceilings:
        return False
    lowest = min(tier.price_e4 for offer in offers for tier in offer.tiers)
    return problem.demanded[item] * lowest // E4_PER_PENNY > sum(pence or 0 for pence in ceilings)


def _too_few(problem: Problem, item: str, suppliers: set[str]) -> bool:
    """Whether a rule asks for more suppliers of an item than there are, or for smaller shares than they can make up."""
    for rule in problem.rules:
        if rule.price_pence is None and rule.kind in ("min_suppliers", "max_share"):
            if item not in problem.items_of(rule):
                continue
            if rule.kind == "min_suppliers" and len(suppliers) < rule.value:
                return True
            if rule.kind == "max_share":
                most = sum(share_limit(problem, rule, item, name) for name in suppliers)
                if most < problem.demanded[item]:
                    return True
    return False
