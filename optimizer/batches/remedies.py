"""The members of a conflict in plain words, with what would have to change."""

from collections.abc import Callable

from optimizer.batches.network import Group
from optimizer.batches.problem import DemandLine, Problem
from optimizer.batches.solution import ConflictMember
from optimizer.batches.years import month_name

NO_CHANGE = "No change of this alone would be enough."
NO_TIME = "There was no time to work out how much this would have to change."


def member(problem: Problem, group: Group, change: int | None, *, remedy: str = NO_CHANGE) -> ConflictMember:
    """A member of a conflict with the change that would free it; `remedy` says why where that is None."""
    kind, identifier = group
    text, unit, wanted = WORDS[kind](problem, identifier, change or 0)
    if change is not None:
        remedy = wanted
    return ConflictMember(kind=kind, id=identifier, text=text, change=change, unit=unit, remedy=remedy)


def out_of_reach(problem: Problem, line: DemandLine) -> ConflictMember:
    """Demand that no offer reaches, by its lead time, its lot's term, or because nobody offers the item."""
    first, last = (month_name(problem.first_month, month) for month in (line.earliest, line.need_by))
    months = first if first == last else f"{first} to {last}"
    return ConflictMember(
        kind="demand",
        id=line.id,
        text=f"No offer can deliver {line.item} to {line.authority} in {months} (demand line {line.id}).",
        change=line.quantity,
        unit="units",
        remedy=f"Find an offer for {line.quantity} more of {line.item}, or withdraw the line.",
    )


def pounds(pence: int) -> str:
    """£1,234.56."""
    return f"£{pence // 100:,}.{pence % 100:02d}"


def _budget(problem: Problem, identifier: str, change: int) -> tuple[str, str, str]:
    authority, year, kind = identifier.rsplit(" ", 2)
    budgets = problem.authority_by_id[authority].budgets
    pence = next(b.pence for b in budgets if (b.year, b.kind) == (year, kind))
    text = f"The {kind} budget of {authority} for {year} is {pounds(pence)}."
    return text, "pence", f"Raise the budget by {pounds(change)}."


def _ceiling(problem: Problem, identifier: str, change: int) -> tuple[str, str, str]:
    text = f"No more than {pounds(problem.lot_by_id[identifier].ceiling_pence or 0)} may be ordered under lot {identifier}."
    return text, "pence", f"Raise the ceiling by {pounds(change)}."


def _capacity(problem: Problem, identifier: str, change: int) -> tuple[str, str, str]:
    offer = problem.offer_by_id[identifier]
    supplier = problem.supplier_of(offer).id
    text = (
        f"{supplier} can supply {offer.capacity_per_month} of {offer.item} a month under offer {identifier}."
    )
    return text, "units", f"Agree {change} more a month with {supplier}."


def _entitlement(problem: Problem, identifier: str, change: int) -> tuple[str, str, str]:
    names = ", ".join(problem.lot_by_id[identifier].entitled or ()) or "nobody"
    text = f"Only these may call off lot {identifier}: {names}."
    return text, "authorities", f"Entitle the other buyers of its items ({change}) to the lot."


def _validity(problem: Problem, identifier: str, change: int) -> tuple[str, str, str]:
    names = ", ".join(problem.offer_by_id[identifier].valid_for or ()) or "nobody"
    text = f"Offer {identifier} is valid for these alone: {names}."
    return text, "authorities", f"Extend the offer to the other buyers of its item ({change})."


def _need_by(problem: Problem, identifier: str, change: int) -> tuple[str, str, str]:
    line = problem.demand_by_id[identifier]
    month = month_name(problem.first_month, line.need_by)
    text = f"{line.authority} needs {line.quantity} of {line.item} by {month} (demand line {identifier})."
    return text, "months", f"Accept delivery {change} month{'s' if change > 1 else ''} later."


def _rule(problem: Problem, identifier: str, change: int) -> tuple[str, str, str]:
    rule = problem.rules[int(identifier)]
    if rule.kind == "max_suppliers":
        text = f"No more than {rule.value} suppliers may have orders."
        return text, "suppliers", f"Allow {change} more."
    if rule.kind == "min_suppliers":
        text = f"At least {rule.value} suppliers must deliver each item."
        return text, "suppliers", f"Require {change} fewer."
    if rule.kind == "max_share":
        text = f"No supplier may deliver more than {rule.permille / 10:g}% of an item."
        return text, "units", f"Allow a supplier {change} more units."
    if rule.kind == "min_sme_share":
        text = f"At least {rule.permille / 10:g}% of goods cost must go to small and medium suppliers."
        return text, "permille", "Lower the share."
    return f"{rule.supplier} is excluded.", "suppliers", f"Admit {rule.supplier}."


WORDS: dict[str, Callable[[Problem, str, int], tuple[str, str, str]]] = {
    "budget": _budget,
    "ceiling": _ceiling,
    "capacity": _capacity,
    "entitlement": _entitlement,
    "validity": _validity,
    "need_by": _need_by,
    "rule": _rule,
}
