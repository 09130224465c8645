"""The limits that bear on a demand line, and the problem with one of them eased by a step or left out."""

from collections.abc import Callable, Iterator
from typing import Any

from optimizer.batches.network import Group
from optimizer.batches.problem import DemandLine, Offer, Problem

STEP_PENCE = 100_000
STEP_PERMILLE = 10
EVERYTHING = 1000


def limits_of(problem: Problem, line: DemandLine) -> Iterator[Group]:
    """The limits that bear on a demand line: on its dates, its item's offers and lots, its buyer, and by award rules."""
    offers = problem.offers_of_item.get(line.item, ())
    if line.earliest > 0:
        yield "earliest", line.id
    if line.need_by < problem.months - 1:
        yield "need_by", line.id
    for offer in offers:
        yield from _of_offer(offer, line.authority)
    for name in dict.fromkeys(offer.lot for offer in offers):
        lot = problem.lot_by_id[name]
        if lot.ceiling_pence is not None:
            yield "ceiling", name
        if lot.entitled is not None and line.authority not in lot.entitled:
            yield "entitlement", name
    suppliers = {problem.supplier_of(offer).id for offer in offers}
    yield from _of_buyer(problem, line, suppliers)
    for index, rule in enumerate(problem.rules):
        if rule.kind == "exclude_supplier":
            concerns = rule.supplier in suppliers
        else:
            concerns = rule.kind == "min_sme_share" or line.item in problem.items_of(rule)
        if concerns:
            yield "rule", str(index)


def _of_offer(offer: Offer, buyer: str) -> Iterator[Group]:
    if offer.capacity_per_month is not None:
        yield "capacity", offer.id
    if offer.minimum > offer.multiple:
        yield "minimum", offer.id
    if offer.valid_for is not None and buyer not in offer.valid_for:
        yield "validity", offer.id


def _of_buyer(problem: Problem, line: DemandLine, suppliers: set[str]) -> Iterator[Group]:
    kind = problem.item_by_id[line.item].kind
    years = {problem.year_of(month) for month in range(line.earliest, line.need_by + 1)}
    for budget in problem.authority_by_id[line.authority].budgets:
        if budget.kind == kind and budget.year in years:
            yield "budget", f"{line.authority} {budget.year} {kind}"
    for commitment in problem.commitments:
        if commitment.authority == line.authority and commitment.supplier in suppliers:
            yield "commitment", commitment.id


def eased(problem: Problem, limit: Group, buyer: str, *, entirely: bool = False) -> Problem:
    """The problem with a limit eased for a buyer by one step, or left out `entirely`. Every plan of it stays one."""
    return EASES[limit[0]](problem, limit[1], buyer, entirely)


def _changed(problem: Problem, part: str, identifier: str, **values: Any) -> Problem:
    rows = (row.model_copy(update=values) if row.id == identifier else row for row in getattr(problem, part))
    return problem.altered(**{part: tuple(rows)})


def _earliest(problem: Problem, line: str, buyer: str, entirely: bool) -> Problem:
    month = 0 if entirely else problem.demand_by_id[line].earliest - 1
    return _changed(problem, "demand", line, earliest=month)


def _need_by(problem: Problem, line: str, buyer: str, entirely: bool) -> Problem:
    month = problem.months - 1 if entirely else problem.demand_by_id[line].need_by + 1
    return _changed(problem, "demand", line, need_by=month)


def _capacity(problem: Problem, offer: str, buyer: str, entirely: bool) -> Problem:
    own = problem.offer_by_id[offer]
    more = None if entirely else (own.capacity_per_month or 0) + own.multiple
    return _changed(problem, "offers", offer, capacity_per_month=more)


def _minimum(problem: Problem, offer: str, buyer: str, entirely: bool) -> Problem:
    own = problem.offer_by_id[offer]
    return _changed(problem, "offers", offer, minimum=0 if entirely else own.minimum - own.multiple)


def _validity(problem: Problem, offer: str, buyer: str, entirely: bool) -> Problem:
    return _changed(
        problem, "offers", offer, valid_for=(*(problem.offer_by_id[offer].valid_for or ()), buyer)
    )


def _entitlement(problem: Problem, lot: str, buyer: str, entirely: bool) -> Problem:
    return _changed(problem, "lots", lot, entitled=(*(problem.lot_by_id[lot].entitled or ()), buyer))


def _ceiling(problem: Problem, lot: str, buyer: str, entirely: bool) -> Problem:
    more = None if entirely else (problem.lot_by_id[lot].ceiling_pence or 0) + STEP_PENCE
    return _changed(problem, "lots", lot, ceiling_pence=more)


def _budget(problem: Problem, identifier: str, buyer: str, entirely: bool) -> Problem:
    authority, year, kind = identifier.rsplit(" ", 2)
    budgets = []
    for budget in problem.authority_by_id[authority].budgets:
        if (budget.year, budget.kind) != (year, kind):
            budgets.append(budget)
        elif not entirely:
            budgets.append(budget.model_copy(update={"pence": budget.pence + STEP_PENCE}))
    return _changed(problem, "authorities", authority, budgets=tuple(budgets))


def _commitment(problem: Problem, identifier: str, buyer: str, entirely: bool) -> Problem:
    own = next(row for row in problem.commitments if row.id == identifier)
    pence = 0 if entirely else max(0, own.minimum_pence - STEP_PENCE)
    return _changed(problem, "commitments", identifier, minimum_pence=pence)


def _rule(problem: Problem, identifier: str, buyer: str, entirely: bool) -> Problem:
    """Left out, a rule stays in its place with a price of nought: others are known by their places."""
    rules = list(problem.rules)
    rule = rules[int(identifier)]
    change: dict[str, Any] = {"price_pence": 0}
    if entirely or rule.kind == "exclude_supplier":
        pass
    elif rule.kind == "max_suppliers":
        change = {"value": rule.value + 1}
    elif rule.kind == "min_suppliers" and rule.value > 1:
        change = {"value": rule.value - 1}
    elif rule.kind == "max_share":
        change = {"permille": min(EVERYTHING, rule.permille + STEP_PERMILLE)}
    elif rule.kind == "min_sme_share":
        change = {"permille": max(0, rule.permille - STEP_PERMILLE)}
    rules[int(identifier)] = rule.model_copy(update=change)
    return problem.altered(rules=tuple(rules))


EASES: dict[str, Callable[[Problem, str, str, bool], Problem]] = {
    "earliest": _earliest,
    "need_by": _need_by,
    "capacity": _capacity,
    "minimum": _minimum,
    "validity": _validity,
    "entitlement": _entitlement,
    "ceiling": _ceiling,
    "budget": _budget,
    "commitment": _commitment,
    "rule": _rule,
}
