"""Limits in plain words: the members of a conflict with what would have to change, and steps by which a limit eases."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from optimizer.batches.easing import STEP_PENCE, STEP_PERMILLE
from optimizer.batches.network import Group
from optimizer.batches.problem import DemandLine, Problem
from optimizer.batches.rules import MaxShare, MaxSuppliers, MinSuppliers
from optimizer.batches.solution import ConflictMember
from optimizer.batches.years import month_name

NO_CHANGE = "No change of this alone would be enough."
NO_TIME = "There was no time to work out how much this would have to change."
ITEMS_NAMED = 3
# A raise told may be so much above what is proven to be needed without a word about it: rounding.
NEGLIGIBLE_PENCE = 100


class Speech(NamedTuple):
    """A problem and what people call its rows: names by kind (authority, item, supplier, lot) and id.

    Without names the ids of the document are told, with what they are.
    """

    problem: Problem
    names: Mapping[tuple[str, str], str] = {}

    def name(self, kind: str, identifier: str) -> str:
        """What people call a row."""
        plain = f"lot {identifier}" if kind == "lot" else identifier
        return self.names.get((kind, identifier), plain)

    def place(self, kind: str, identifier: str) -> str:
        """Where in the document a row is; nothing for those who have names for it."""
        return "" if self.names else f" ({kind} {identifier})"

    def month(self, number: int) -> str:
        """A month of the horizon, such as March 2027."""
        return month_name(self.problem.first_month, number)


class Words(NamedTuple):
    """A limit as a sentence, the unit of its change, what to change by how much, and its easing by one step."""

    text: str
    unit: str
    remedy: str
    step: str


def member(
    speech: Speech,
    group: Group,
    change: int | None,
    *,
    remedy: str = NO_CHANGE,
    least: int | None = None,
    whom: tuple[str, ...] = (),
) -> ConflictMember:
    """A member of a conflict with the change that would free it; `remedy` says why where that is None.

    `least` pence are proven to be needed, which may be less than the change; `whom` to give a right.
    """
    words = words_of(speech, group, change or 0)
    if change is not None:
        remedy = words.remedy
        if whom:
            remedy = f"Admit {', '.join(speech.name('authority', name) for name in whom)}."
        if least is not None and change - least > NEGLIGIBLE_PENCE:
            remedy += f" Less than {pounds(least)} cannot be enough."
    kind, identifier = group
    return ConflictMember(
        kind=kind,
        id=identifier,
        text=words.text,
        change=change,
        unit=words.unit,
        remedy=remedy,
        least=least,
        whom=whom,
    )


def retold(speech: Speech, told: ConflictMember) -> ConflictMember:
    """A member of a conflict with the names that people know."""
    if told.kind == "demand":
        return out_of_reach(speech, speech.problem.demand_by_id[told.id])
    group = (told.kind, told.id)
    return member(speech, group, told.change, remedy=told.remedy, least=told.least, whom=told.whom)


def words_of(speech: Speech, group: Group, change: int = 0) -> Words:
    """A limit in words; `change` in its unit is what its remedy speaks of."""
    return WORDS[group[0]](speech, group[1], change)


def out_of_reach(speech: Speech, line: DemandLine) -> ConflictMember:
    """Demand that no offer reaches, by its lead time, its lot's term, or because nobody offers the item."""
    first, last = speech.month(line.earliest), speech.month(line.need_by)
    months = first if first == last else f"{first} to {last}"
    item, buyer = speech.name("item", line.item), speech.name("authority", line.authority)
    return ConflictMember(
        kind="demand",
        id=line.id,
        text=f"No offer can deliver {item} to {buyer} in {months}{speech.place('demand line', line.id)}.",
        change=line.quantity,
        unit="units",
        remedy=f"Find an offer for {line.quantity} more of {item}, or withdraw the line.",
    )


def pounds(pence: int) -> str:
    """£1,234.56."""
    return f"£{pence // 100:,}.{pence % 100:02d}"


STEP_POUNDS = f"£{STEP_PENCE // 100:,}"


def _budget(speech: Speech, identifier: str, change: int) -> Words:
    authority, year, kind = identifier.rsplit(" ", 2)
    budgets = speech.problem.authority_by_id[authority].budgets
    pence = next(b.pence for b in budgets if (b.year, b.kind) == (year, kind))
    text = f"The {kind} budget of {speech.name('authority', authority)} for {year} is {pounds(pence)}."
    return Words(text, "pence", f"Raise the budget by {pounds(change)}.", f"{STEP_POUNDS} more")


def _ceiling(speech: Speech, identifier: str, change: int) -> Words:
    most = pounds(speech.problem.lot_by_id[identifier].ceiling_pence or 0)
    text = f"No more than {most} may be ordered under {speech.name('lot', identifier)}."
    return Words(text, "pence", f"Raise the ceiling by {pounds(change)}.", f"{STEP_POUNDS} more")


def _capacity(speech: Speech, identifier: str, change: int) -> Words:
    offer = speech.problem.offer_by_id[identifier]
    supplier = speech.name("supplier", speech.problem.supplier_of(offer).id)
    item = speech.name("item", offer.item)
    text = f"{supplier} can supply {offer.capacity_per_month} of {item} a month{_under(speech, identifier)}."
    return Words(
        text, "units", f"Agree {change} more a month with {supplier}.", f"{offer.multiple} more a month"
    )


def _under(speech: Speech, offer: str) -> str:
    return "" if speech.names else f" under offer {offer}"


def _minimum(speech: Speech, identifier: str, change: int) -> Words:
    offer = speech.problem.offer_by_id[identifier]
    supplier = speech.name("supplier", speech.problem.supplier_of(offer).id)
    item = speech.name("item", offer.item)
    text = f"{supplier} takes orders for {offer.minimum} of {item} or more{_under(speech, identifier)}."
    wanted = f"Agree a minimum order that is {change} lower with {supplier}."
    return Words(text, "units", wanted, f"A minimum {offer.multiple} lower")


def _entitlement(speech: Speech, identifier: str, change: int) -> Words:
    entitled = speech.problem.lot_by_id[identifier].entitled or ()
    names = ", ".join(speech.name("authority", name) for name in entitled) or "nobody"
    text = f"Only these may call off {speech.name('lot', identifier)}: {names}."
    wanted = f"Entitle the other buyers of its items ({change}) to the lot."
    return Words(text, "authorities", wanted, "This buyer entitled too")


def _validity(speech: Speech, identifier: str, change: int) -> Words:
    offer = speech.problem.offer_by_id[identifier]
    names = ", ".join(speech.name("authority", name) for name in offer.valid_for or ()) or "nobody"
    supplier = speech.name("supplier", speech.problem.supplier_of(offer).id)
    price = (
        f"The price of {supplier} for {speech.name('item', offer.item)}{speech.place('offer', identifier)}"
    )
    wanted = f"Extend the offer to the other buyers of its item ({change})."
    return Words(f"{price} is open to these alone: {names}.", "authorities", wanted, "This buyer too")


def _need_by(speech: Speech, identifier: str, change: int) -> Words:
    line = speech.problem.demand_by_id[identifier]
    needs = f"{speech.name('authority', line.authority)} needs {line.quantity} of {speech.name('item', line.item)}"
    text = f"{needs} by {speech.month(line.need_by)}{speech.place('demand line', identifier)}."
    wanted = f"Accept delivery {change} month{'s' if change > 1 else ''} later."
    return Words(text, "months", wanted, "A month later")


def _earliest(speech: Speech, identifier: str, change: int) -> Words:
    line = speech.problem.demand_by_id[identifier]
    takes = f"{speech.name('authority', line.authority)} takes {speech.name('item', line.item)}"
    text = f"{takes} from {speech.month(line.earliest)}{speech.place('demand line', identifier)}."
    return Words(text, "months", f"Take delivery {change} months earlier.", "A month earlier")


def _commitment(speech: Speech, identifier: str, change: int) -> Words:
    own = next(row for row in speech.problem.commitments if row.id == identifier)
    parties = f"{speech.name('authority', own.authority)} to {speech.name('supplier', own.supplier)}"
    text = (
        f"The commitment of {parties} for {own.year} is {pounds(own.minimum_pence)}; "
        f"{own.shortfall_permille / 10:g}% of what is missing is due."
    )
    return Words(text, "pence", f"Lower the commitment by {pounds(change)}.", f"{STEP_POUNDS} less")


def _rule(speech: Speech, identifier: str, change: int) -> Words:
    rule = speech.problem.rules[int(identifier)]
    share = f"{STEP_PERMILLE // 10} percentage point"
    if rule.kind == "max_suppliers":
        text = f"No more than {rule.value} supplier{_s(rule.value)} may have orders{_of(speech, rule)}."
        return Words(text, "suppliers", f"Allow {change} more.", "One supplier more")
    if rule.kind == "min_suppliers":
        text = f"At least {rule.value} supplier{_s(rule.value)} must deliver each item{_of(speech, rule)}."
        return Words(text, "suppliers", f"Require {change} fewer.", "One supplier fewer")
    if rule.kind == "max_share":
        text = f"No supplier may deliver more than {rule.permille / 10:g}% of an item{_of(speech, rule)}."
        remedy = f"Raise the share to {(rule.permille + change) / 10:g}%."
        return Words(text, "permille", remedy, f"{share} more")
    if rule.kind == "min_sme_share":
        text = f"At least {rule.permille / 10:g}% of goods cost must go to small and medium suppliers."
        remedy = f"Lower the share to {(rule.permille - change) / 10:g}%."
        return Words(text, "permille", remedy, f"{share} less")
    supplier = speech.name("supplier", rule.supplier)
    return Words(f"{supplier} is excluded.", "suppliers", f"Admit {supplier}.", f"{supplier} admitted")


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _of(speech: Speech, rule: MaxSuppliers | MinSuppliers | MaxShare) -> str:
    """Of which items a rule speaks, where not of all."""
    if rule.items is None:
        return ""
    named = [speech.name("item", item) for item in rule.items[:ITEMS_NAMED]]
    more = len(rule.items) - len(named)
    return f" ({', '.join(named)}{f' and {more} more' if more else ''})"


WORDS: dict[str, Callable[[Speech, str, int], Words]] = {
    "budget": _budget,
    "ceiling": _ceiling,
    "capacity": _capacity,
    "minimum": _minimum,
    "entitlement": _entitlement,
    "validity": _validity,
    "need_by": _need_by,
    "earliest": _earliest,
    "commitment": _commitment,
    "rule": _rule,
}
