"""What pydantic's types cannot see: identifiers that point nowhere, twins, and values that contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from optimizer.batches.years import year_label
from optimizer.documents import FAULTS_MAX, Fault

if TYPE_CHECKING:
    from optimizer.batches.problem import Problem

MAX_WAYS = 30_000_000


def reference_faults(problem: Problem) -> list[Fault]:
    """The faults between the parts of a document in the document's order, FAULTS_MAX at most."""
    checks = (_twins, _authorities, _demand, _suppliers, _lots, _offers, _rebates, _commitments, _rules)
    faults = chain.from_iterable(check(problem) for check in (*checks, _size))
    return list(islice(faults, FAULTS_MAX))


def _size(problem: Problem) -> Iterator[Fault]:
    """Demand lines × offers × months is bounded, for that is what the solver's first look at a problem costs."""
    lines = Counter(line.item for line in problem.demand)
    terms = {lot.id: min(lot.to_month, problem.months) - lot.from_month for lot in problem.lots}
    ways = sum(lines[offer.item] * max(0, terms.get(offer.lot, 0)) for offer in problem.offers)
    if ways > MAX_WAYS:
        wrong = f"there are {ways:,} ways to serve a demand line by an offer in a month"
        yield Fault("$", wrong, f"plan at most {MAX_WAYS:,}: fewer items, offers or months at a time")


def _twins(problem: Problem) -> Iterator[Fault]:
    for name in ("authorities", "items", "demand", "suppliers", "lots", "offers", "commitments"):
        seen: dict[str, int] = {}
        for index, part in enumerate(getattr(problem, name)):
            if part.id in seen:
                wrong = f"the id {part.id!r} is taken by $.{name}[{seen[part.id]}]"
                yield Fault(f"$.{name}[{index}].id", wrong, "give each its own id")
            seen.setdefault(part.id, index)


def _authorities(problem: Problem) -> Iterator[Fault]:
    for index, authority in enumerate(problem.authorities):
        seen = set()
        for position, budget in enumerate(authority.budgets):
            path = f"$.authorities[{index}].budgets[{position}]"
            yield from _year(f"{path}.year", budget.year)
            if (budget.year, budget.kind) in seen:
                wrong = f"{authority.id!r} has a {budget.kind} budget for {budget.year} already"
                yield Fault(path, wrong, "keep one budget for each year and kind")
            seen.add((budget.year, budget.kind))


def _demand(problem: Problem) -> Iterator[Fault]:
    for index, line in enumerate(problem.demand):
        path = f"$.demand[{index}]"
        yield from _known(f"{path}.authority", [line.authority], problem.authority_by_id, "authority")
        yield from _known(f"{path}.item", [line.item], problem.item_by_id, "item")
        if line.earliest > line.need_by:
            wrong = f"demand {line.id!r} is wanted from month {line.earliest} but by month {line.need_by}"
            yield Fault(f"{path}.need_by", wrong, f"give a month from {line.earliest} on")
        if line.need_by >= problem.months:
            wrong = f"demand {line.id!r} is needed by month {line.need_by}, after the horizon"
            yield Fault(f"{path}.need_by", wrong, f"give a month up to {problem.months - 1}")


def _suppliers(problem: Problem) -> Iterator[Fault]:
    for index, supplier in enumerate(problem.suppliers):
        path = f"$.suppliers[{index}].delivery_pence"
        yield from _known(path, supplier.delivery_pence, problem.authority_by_id, "authority")


def _lots(problem: Problem) -> Iterator[Fault]:
    for index, lot in enumerate(problem.lots):
        path = f"$.lots[{index}]"
        yield from _known(f"{path}.supplier", [lot.supplier], problem.supplier_by_id, "supplier")
        yield from _known(f"{path}.entitled", lot.entitled or (), problem.authority_by_id, "authority")
        if lot.from_month >= lot.to_month:
            wrong = f"lot {lot.id!r} ends in month {lot.to_month}, before it starts"
            yield Fault(f"{path}.to_month", wrong, f"give a month after {lot.from_month}")


def _offers(problem: Problem) -> Iterator[Fault]:
    for index, offer in enumerate(problem.offers):
        path = f"$.offers[{index}]"
        yield from _known(f"{path}.lot", [offer.lot], problem.lot_by_id, "lot")
        yield from _known(f"{path}.item", [offer.item], problem.item_by_id, "item")
        yield from _known(f"{path}.valid_for", offer.valid_for or (), problem.authority_by_id, "authority")
        starts = [tier.from_quantity for tier in offer.tiers]
        if starts[0] > 1:
            wrong = f"the first tier of offer {offer.id!r} starts at {starts[0]}"
            yield Fault(f"{path}.tiers[0].from_quantity", wrong, "start the first tier at 0 or 1")
        yield from _rising(f"{path}.tiers", "from_quantity", starts)


def _rebates(problem: Problem) -> Iterator[Fault]:
    seen = set()
    for index, rebate in enumerate(problem.rebates):
        path = f"$.rebates[{index}]"
        yield from _known(f"{path}.supplier", [rebate.supplier], problem.supplier_by_id, "supplier")
        yield from _rising(f"{path}.tiers", "from_pence", [tier.from_pence for tier in rebate.tiers])
        if rebate.supplier in seen:
            wrong = f"supplier {rebate.supplier!r} has a rebate already"
            yield Fault(f"{path}.supplier", wrong, "put all tiers of a supplier into one rebate")
        seen.add(rebate.supplier)


def _commitments(problem: Problem) -> Iterator[Fault]:
    for index, commitment in enumerate(problem.commitments):
        path = f"$.commitments[{index}]"
        yield from _known(f"{path}.authority", [commitment.authority], problem.authority_by_id, "authority")
        yield from _known(f"{path}.supplier", [commitment.supplier], problem.supplier_by_id, "supplier")
        yield from _year(f"{path}.year", commitment.year)


def _rules(problem: Problem) -> Iterator[Fault]:
    for index, rule in enumerate(problem.rules):
        path = f"$.rules[{index}]"
        yield from _known(f"{path}.items", getattr(rule, "items", None) or (), problem.item_by_id, "item")
        if rule.kind == "exclude_supplier":
            yield from _known(f"{path}.supplier", [rule.supplier], problem.supplier_by_id, "supplier")


def _known(path: str, used: Iterable[str], known: Collection[str], noun: str) -> Iterator[Fault]:
    for identifier in used:
        if identifier not in known:
            yield Fault(path, f"no {noun} has the id {identifier!r}", f"name a listed {noun} or add it")


def _rising(path: str, key: str, starts: list[int]) -> Iterator[Fault]:
    for position in range(1, len(starts)):
        if starts[position] <= starts[position - 1]:
            wrong = f"tier starts at {starts[position]}, not above the {starts[position - 1]} before it"
            yield Fault(f"{path}[{position}].{key}", wrong, "list the tiers in rising order")


def _year(path: str, year: str) -> Iterator[Fault]:
    right = year_label(int(year[:4]))
    if year != right:
        yield Fault(path, f"{year!r} is not a financial year from April to March", f"write {right}")
