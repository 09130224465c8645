"""Choose one plan for each item so that together they keep every limit in money, and earn the rebates they count on."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from optimizer.batches.bills import cost_parts
from optimizer.batches.fixed import Fixed, tally
from optimizer.batches.problem import Problem
from optimizer.batches.solution import Order
from optimizer.batches.variables import PENCE_PER_POUND
from optimizer.highs import Limits, run_highs
from optimizer.mip import Mip, Term

Orders = tuple[Order, ...]
Uses = list[tuple[int, Fixed]]

# How much of a delivery or order charge one item bears of those that share it, on average.
SHARED = 0.2
PENNY_A_LINE = 0.01


def by_item(problem: Problem, orders: Orders) -> dict[str, Orders]:
    """A plan's orders item by item."""
    found: dict[str, list[Order]] = defaultdict(list)
    for order in orders:
        found[problem.offer_by_id[order.offer].item].append(order)
    return {item: tuple(own) for item, own in found.items()}


@dataclass(frozen=True)
class Candidate:
    """A plan of one item: its orders, what they use, and their cost in pounds without rebates."""

    orders: Orders
    uses: Fixed
    pounds: float


def candidate(problem: Problem, orders: Orders) -> Candidate:
    """A plan of one item, reckoned by itself."""
    parts = cost_parts(problem, orders)
    apart = parts.goods + parts.vat + parts.holding + SHARED * (parts.order + parts.delivery)
    return Candidate(orders, tally(problem, orders), apart / PENCE_PER_POUND)


def choose(problem: Problem, candidates: Mapping[str, Sequence[Candidate]], limits: Limits) -> Orders | None:
    """The orders of the cheapest choice; None where no choice keeps all limits, or time was short."""
    mip = Mip()
    taken: list[tuple[int, Candidate]] = []
    for own in candidates.values():
        columns = [mip.binary(cost=each.pounds) for each in own]
        mip.row([(column, 1.0) for column in columns], lower=1.0, upper=1.0)
        taken += zip(columns, own, strict=True)
    for rule in (_ceilings, _budgets, _rebates, _commitments, _award_rules):
        rule(problem, mip, taken)
    answer = run_highs(mip, limits)
    if answer.values is None:
        return None
    return tuple(order for column, each in taken if answer.values[column] > 0.5 for order in each.orders)


Taken = Sequence[tuple[int, Candidate]]


def _sums(taken: Taken, uses: Callable[[Fixed], Mapping]) -> dict[object, list[Term]]:
    sums: dict[object, list[Term]] = defaultdict(list)
    for column, each in taken:
        for key, pence in uses(each.uses).items():
            if pence:
                sums[key].append((column, pence / PENCE_PER_POUND))
    return sums


def _ceilings(problem: Problem, mip: Mip, taken: Taken) -> None:
    sums = _sums(taken, lambda uses: uses.lot_goods)
    for lot in problem.lots:
        if lot.ceiling_pence is not None and sums.get(lot.id):
            mip.row(sums[lot.id], upper=lot.ceiling_pence / PENCE_PER_POUND)


def _budgets(problem: Problem, mip: Mip, taken: Taken) -> None:
    sums = _sums(taken, lambda uses: uses.budget_use)
    for authority in problem.authorities:
        for budget in authority.budgets:
            terms = sums.get((authority.id, budget.year, budget.kind))
            if terms:
                mip.row(terms, upper=budget.pence / PENCE_PER_POUND - PENNY_A_LINE)


def _rebates(problem: Problem, mip: Mip, taken: Taken) -> None:
    sums = _sums(taken, lambda uses: uses.year_goods)
    for rebate in problem.rebates:
        for key in [key for key in sums if isinstance(key, tuple) and key[0] == rebate.supplier]:
            most = sum(value for _, value in sums[key])
            starts = [0.0, *(tier.from_pence / PENCE_PER_POUND for tier in rebate.tiers), most]
            rates = [0.0, *(tier.permille / 1000 for tier in rebate.tiers)]
            tiers, amounts = [], []
            for index, rate in enumerate(rates):
                if starts[index] <= most:
                    tier, amount = mip.binary(), mip.column(cost=-rate)
                    mip.row([(amount, 1.0), (tier, -starts[index])], lower=0.0)
                    mip.row([(amount, 1.0), (tier, -min(most, starts[index + 1]))], upper=0.0)
                    tiers.append((tier, 1.0))
                    amounts.append((amount, 1.0))
            mip.row(tiers, lower=1.0, upper=1.0)
            mip.row([*amounts, *((column, -value) for column, value in sums[key])], lower=0.0, upper=0.0)


def _commitments(problem: Problem, mip: Mip, taken: Taken) -> None:
    sums = _sums(taken, lambda uses: uses.bought)
    for commitment in problem.commitments:
        key = (commitment.authority, commitment.supplier, commitment.year)
        short = mip.column(cost=commitment.shortfall_permille / 1000)
        mip.row([(short, 1.0), *sums.get(key, ())], lower=commitment.minimum_pence / PENCE_PER_POUND)


def _award_rules(problem: Problem, mip: Mip, taken: Taken) -> None:
    """The rules that bind several items; those of single items every candidate keeps by itself."""
    for rule in problem.rules:
        price = None if rule.price_pence is None else rule.price_pence / PENCE_PER_POUND
        many = float(len(problem.suppliers))
        if rule.kind == "min_sme_share" and price is None:
            share = rule.permille / 1000
            terms = [(column, each.uses.sme_goods - share * each.uses.all_goods) for column, each in taken]
            mip.row(terms, lower=0.0)
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
