"""Choose one plan for each item so that together they keep every limit in money, and earn the rebates they count on.

What orders and deliveries cost beyond the goods is shared by the items of a month, exactly where plans are few.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from optimizer.batches.bills import cost_parts
from optimizer.batches.charges import charge_pounds, charges_of
from optimizer.batches.crew import Year
from optimizer.batches.fixed import Fixed, tally
from optimizer.batches.problem import Problem
from optimizer.batches.rebate_tiers import TierRange, tier_ranges
from optimizer.batches.solution import Order
from optimizer.batches.variables import PENCE_PER_POUND, PENCE_PER_UNIT, UNIT, Charge
from optimizer.highs import Limits, run_highs
from optimizer.mip import Mip, Term

Orders = tuple[Order, ...]
Tiers = Mapping[Year, int]
Uses = list[tuple[int, Fixed]]

# How much of a delivery or order charge one item bears of those that share it, on average; taken where more than so
# many items and charges would have to be joined.
SHARED = 0.2
JOINED_UP_TO = 30_000
PENNY_A_LINE = 0.01


def by_item(problem: Problem, orders: Orders) -> dict[str, Orders]:
    """A plan's orders item by item."""
    found: dict[str, list[Order]] = defaultdict(list)
    for order in orders:
        found[problem.offer_by_id[order.offer].item].append(order)
    return {item: tuple(own) for item, own in found.items()}


@dataclass(frozen=True)
class Candidate:
    """A plan of an item: its orders, what they use, their cost in pounds without rebates, and the charges due with it.

    `shared` are pounds of these charges by themselves.
    """

    item: str
    orders: Orders
    uses: Fixed
    pounds: float
    shared: float
    charges: frozenset[Charge]


def candidate(problem: Problem, orders: Orders) -> Candidate:
    """A plan of one item, reckoned by itself."""
    parts = cost_parts(problem, orders)
    apart, shared = parts.goods + parts.vat + parts.holding, parts.order + parts.delivery
    charges = frozenset().union(*charges_of(problem, orders).values())
    pounds = apart / PENCE_PER_POUND, shared / PENCE_PER_POUND
    item = problem.offer_by_id[orders[0].offer].item
    return Candidate(item, orders, tally(problem, orders), *pounds, charges)


class Choice:
    """One candidate for each item.

    With `tiers` each year ends in the one named, by number, 0 being none. `years` are the rows of the goods of
    these years.
    """

    def __init__(
        self, problem: Problem, candidates: Mapping[str, Sequence[Candidate]], tiers: Tiers | None = None
    ) -> None:
        self.problem, self.candidates = problem, candidates
        self.mip, self.taken = Mip(), list[tuple[int, Candidate]]()
        joined = [frozenset().union(*(each.charges for each in own)) for own in candidates.values()]
        exact = sum(map(len, joined)) <= JOINED_UP_TO
        for own in candidates.values():
            pounds = [each.pounds + (0.0 if exact else SHARED * each.shared) for each in own]
            columns = [self.mip.binary(cost=cost / UNIT) for cost in pounds]
            self.mip.row([(column, 1.0) for column in columns], lower=1.0, upper=1.0)
            self.taken += zip(columns, own, strict=True)
        if exact:
            _charges(problem, self.mip, self.taken)
        for rule in (_ceilings, _budgets, _commitments, _award_rules):
            rule(problem, self.mip, self.taken)
        self.years = _rebates(problem, self.mip, self.taken, tiers or {})

    def orders(self, limits: Limits, begin: Orders = ()) -> Orders | None:
        """The orders of the cheapest choice; None where no choice keeps all limits, or time was short.

        It begins from the orders `begin`, where they are among the candidates, and is no dearer.
        """
        start, known = dict[int, float](), by_item(self.problem, begin)
        for column, each in self.taken:
            start[column] = float(each.orders == known.get(each.item))
        limits = replace(limits, absolute_gap=limits.absolute_gap / UNIT)
        begun = start if sum(start.values()) == len(self.candidates) else None
        answer = run_highs(self.mip, limits, start=begun)
        if answer.values is None:
            return None
        chosen = (each for column, each in self.taken if answer.values[column] > 0.5)
        return tuple(order for each in chosen for order in each.orders)

    def rates(self, limits: Limits) -> dict[Year, float]:
        """What a pound of goods of each year is worth where candidates may be mixed; nothing where that cannot be.

        Where a tier is only just reached this is more than its rebate: the dual of the row of the year.
        """
        mixed = replace(self.mip, integer=[False] * len(self.mip.integer))
        prices = run_highs(mixed, limits).row_duals
        return {} if prices is None else {year: -float(prices[row]) for year, row in self.years.items()}


def choose(
    problem: Problem, candidates: Mapping[str, Sequence[Candidate]], limits: Limits, begin: Orders = ()
) -> Orders | None:
    """The orders of the cheapest choice, see `Choice.orders`."""
    return Choice(problem, candidates).orders(limits, begin)


Taken = Sequence[tuple[int, Candidate]]


def _sums(taken: Taken, uses: Callable[[Fixed], Mapping]) -> dict[object, list[Term]]:
    sums: dict[object, list[Term]] = defaultdict(list)
    for column, each in taken:
        for key, pence in uses(each.uses).items():
            if pence:
                sums[key].append((column, pence / PENCE_PER_UNIT))
    return sums


def _charges(problem: Problem, mip: Mip, taken: Taken) -> None:
    """A charge falls due once for all items whose plans bring it about."""
    users: dict[tuple[Charge, str], list[Term]] = defaultdict(list)
    for column, each in taken:
        for charge in each.charges:
            users[charge, each.item].append((column, -1.0))
    due: dict[Charge, int] = {}
    for (charge, _), terms in users.items():
        if charge not in due:
            due[charge] = mip.column(cost=charge_pounds(problem, charge) / UNIT, upper=1.0)
        mip.row([(due[charge], 1.0), *terms], lower=0.0)


def _ceilings(problem: Problem, mip: Mip, taken: Taken) -> None:
    sums = _sums(taken, lambda uses: uses.lot_goods)
    for lot in problem.lots:
        if lot.ceiling_pence is not None and sums.get(lot.id):
            mip.row(sums[lot.id], upper=lot.ceiling_pence / PENCE_PER_UNIT)


def _budgets(problem: Problem, mip: Mip, taken: Taken) -> None:
    sums = _sums(taken, lambda uses: uses.budget_use)
    for authority in problem.authorities:
        for budget in authority.budgets:
            terms = sums.get((authority.id, budget.year, budget.kind))
            if terms:
                mip.row(terms, upper=budget.pence / PENCE_PER_UNIT - PENNY_A_LINE / UNIT)


def _rebates(problem: Problem, mip: Mip, taken: Taken, ends: Tiers) -> dict[Year, int]:
    """Each year's goods earn the rebate of their tier, or of that which the year is to end in; the rows of the latter."""
    rows = dict[Year, int]()
    sums = _sums(taken, lambda uses: uses.year_goods)
    item_of = {column: each.item for column, each in taken}
    for rebate in problem.rebates:
        tiers = tier_ranges(rebate, PENCE_PER_UNIT)
        for key in [key for key in sums if isinstance(key, tuple) and key[0] == rebate.supplier]:
            if key in ends:
                tier = tiers[ends[key]]
                amount = mip.column(cost=-tier.rate, lower=tier.start, upper=tier.end)
                rows[key] = len(mip.row_lower)
                mip.row(
                    [(amount, 1.0), *((column, -value) for column, value in sums[key])], lower=0.0, upper=0.0
                )
            else:
                items = defaultdict(list)
                for column, value in sums[key]:
                    items[item_of[column]].append((column, value))
                _in_one_tier(mip, list(items.values()), tiers)
    return rows


def _in_one_tier(mip: Mip, items: Sequence[list[Term]], tiers: Sequence[TierRange]) -> None:
    """The goods of all items are in one tier; those of an item as far as it is taken.

    That each item is tied to the tier by itself lets nothing earn the rate of a tier that is taken in part alone.
    """
    most = [max(value for _, value in own) for own in items]
    parts: list[list[Term]] = [[] for _ in items]
    taken = []
    for tier in tiers:
        if tier.start <= sum(most):
            column = mip.binary()
            taken.append((column, 1.0))
            amounts = [(mip.column(cost=-tier.rate), 1.0) for _ in items]
            for amount, limit, own in zip(amounts, most, parts, strict=True):
                mip.row([amount, (column, -limit)], upper=0.0)
                own.append(amount)
            mip.row([*amounts, (column, -tier.start)], lower=0.0)
            mip.row([*amounts, (column, -min(sum(most), tier.end))], upper=0.0)
    mip.row(taken, lower=1.0, upper=1.0)
    for own, goods in zip(parts, items, strict=True):
        mip.row([*own, *((column, -value) for column, value in goods)], lower=0.0, upper=0.0)


def _commitments(problem: Problem, mip: Mip, taken: Taken) -> None:
    sums = _sums(taken, lambda uses: uses.bought)
    for commitment in problem.commitments:
        key = (commitment.authority, commitment.supplier, commitment.year)
        short = mip.column(cost=commitment.shortfall_permille / 1000)
        mip.row([(short, 1.0), *sums.get(key, ())], lower=commitment.minimum_pence / PENCE_PER_UNIT)


def _award_rules(problem: Problem, mip: Mip, taken: Taken) -> None:
    """The rules that bind several items; those of single items every candidate keeps by itself."""
    for rule in problem.rules:
        price = None if rule.price_pence is None else rule.price_pence / PENCE_PER_UNIT
        many = float(len(problem.suppliers))
        if rule.kind == "min_sme_share" and price is None:
            share = rule.permille / 1000
            beyond = ((column, each.uses.sme_goods - share * each.uses.all_goods) for column, each in taken)
            mip.row([(column, pence / PENCE_PER_UNIT) for column, pence in beyond], lower=0.0)
        elif rule.kind == "max_suppliers":
            broken = [] if price is None else [(mip.binary(cost=price), -many)]
            used = _used(mip, [(column, each.uses.suppliers_used(problem, rule)) for column, each in taken])
            mip.row([*((column, 1.0) for column in used.values()), *broken], upper=rule.value)
        elif rule.kind == "exclude_supplier" and price is not None:
            used = _used(mip, [(column, each.uses.suppliers) for column, each in taken])
            if rule.supplier in used:
                mip.row([(used[rule.supplier], 1.0), (mip.binary(cost=price), -1.0)], upper=0.0)


def _used(mip: Mip, suppliers: Sequence[tuple[int, frozenset[str]]]) -> dict[str, int]:
    used: dict[str, int] = {}
    for column, names in suppliers:
        for supplier in sorted(names):
            if supplier not in used:
                used[supplier] = mip.column(upper=1.0)
            mip.row([(used[supplier], 1.0), (column, -1.0)], lower=0.0)
    return used
