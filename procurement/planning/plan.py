"""A solved run in ids of rows and pence: batches, order lines, allocations, charges and what each buyer pays.

All money is recomputed from the documents by the judge's own ledger, so that it adds up to the penny.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from optimizer.batches.ledger import budget_use, deliveries, portions, vat_by_delivery
from optimizer.batches.prices import share_out
from optimizer.batches.problem import Problem, parse_problem
from optimizer.batches.solution import Order, Solution, parse_solution
from optimizer.documents import canonical_json
from optimizer.runs.models import Run
from procurement.money import goods_at
from procurement.months import month_from_code, months_after
from procurement.planning.buyers import BuyerParts, buyer_parts, order_cost_shares
from procurement.planning.identifiers import key_of


@dataclass(frozen=True)
class PlannedAllocation:
    """Units of an order line for one demand line, with their shares of the line's money."""

    demand_key: int
    authority: str
    quantity: int
    goods_pence: int
    first_tier_pence: int


@dataclass(frozen=True)
class PlannedLine:
    """One offer ordered in one month. `first_tier_pence`: the goods at the first tier's price, without breaks."""

    bid_line_key: int
    item: str
    quantity: int
    surplus: int
    goods_pence: int
    first_tier_pence: int
    arrives: date
    allocations: tuple[PlannedAllocation, ...]


@dataclass
class Charges:
    """One buyer's part of a batch."""

    goods_pence: int = 0
    order_pence: int = 0
    delivery_pence: int = 0
    vat_pence: int = 0

    @property
    def total_pence(self) -> int:
        return self.goods_pence + self.order_pence + self.delivery_pence + self.vat_pence


@dataclass
class PlannedBatch:
    """Everything ordered under one bid in one month; `charges` by authority code."""

    bid_key: int
    supplier: str
    month: date
    lines: list[PlannedLine] = field(default_factory=list)
    charges: dict[str, Charges] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What a run found; `buyers` by authority code, budgets by (authority, year, kind), ceilings by bid key."""

    problem: Problem
    solution: Solution
    batches: list[PlannedBatch]
    buyers: dict[str, BuyerParts]
    budgets: dict[tuple[str, str, str], tuple[int, int]]
    ceilings: dict[int, tuple[int, int]]


def plan_of(run: Run) -> Plan:
    """The plan of a solved run. Raises ValueError when the run has no orders (not solved or infeasible)."""
    if not run.is_solved:
        raise ValueError(f"Run {run.pk} has no answer.")
    problem = parse_problem(canonical_json(run.problem))
    solution = parse_solution(canonical_json(run.solution))
    batches = _batches(problem, solution)
    _add_charges(problem, solution, batches)
    used = budget_use(problem, portions(problem, solution.orders))
    return Plan(
        problem=problem,
        solution=solution,
        batches=batches,
        buyers=buyer_parts(problem, solution),
        budgets={
            (authority.id, budget.year, budget.kind): (
                used.get((authority.id, budget.year, budget.kind), 0),
                budget.pence,
            )
            for authority in problem.authorities
            for budget in authority.budgets
        },
        ceilings=_ceilings(problem, batches),
    )


def _batches(problem: Problem, solution: Solution) -> list[PlannedBatch]:
    """Orders grouped by bid and month, by month and then in the order of the document's lots."""
    places = {lot.id: index for index, lot in enumerate(problem.lots)}
    first = month_from_code(problem.first_month)
    grouped: dict[tuple[int, int], PlannedBatch] = {}
    for order in solution.orders:
        lot = problem.lot_by_id[problem.offer_by_id[order.offer].lot]
        batch = grouped.setdefault(
            (order.month, places[lot.id]),
            PlannedBatch(key_of(lot.id), lot.supplier, months_after(first, order.month)),
        )
        batch.lines.append(_line(problem, order, first))
    return [grouped[key] for key in sorted(grouped)]


def _line(problem: Problem, order: Order, first: date) -> PlannedLine:
    offer = problem.offer_by_id[order.offer]
    quantities = [allocation.quantity for allocation in order.allocations]
    at_first_tier = goods_at(offer.tiers[0].price_e4, order.quantity)
    goods = share_out(order.goods_pence, quantities)
    unbroken = share_out(at_first_tier, quantities)
    return PlannedLine(
        bid_line_key=key_of(offer.id),
        item=offer.item,
        quantity=order.quantity,
        surplus=order.quantity - sum(quantities),
        goods_pence=order.goods_pence,
        first_tier_pence=at_first_tier,
        arrives=months_after(first, order.month + offer.lead_months),
        allocations=tuple(
            PlannedAllocation(
                demand_key=key_of(allocation.demand),
                authority=problem.demand_by_id[allocation.demand].authority,
                quantity=allocation.quantity,
                goods_pence=goods[index],
                first_tier_pence=unbroken[index],
            )
            for index, allocation in enumerate(order.allocations)
        ),
    )


def _add_charges(problem: Problem, solution: Solution, batches: list[PlannedBatch]) -> None:
    """Give each batch its buyers' parts; a charge of a supplier's month is shared over its batches by goods."""
    first = month_from_code(problem.first_month)
    by_month: dict[tuple[str, date, str], list[Charges]] = defaultdict(list)
    for batch in batches:
        for line in batch.lines:
            for allocation in line.allocations:
                charges = batch.charges.setdefault(allocation.authority, Charges())
                charges.goods_pence += allocation.goods_pence
        for authority, charges in batch.charges.items():
            by_month[batch.supplier, batch.month, authority].append(charges)
    parts = portions(problem, solution.orders)
    for name, shares in (
        ("delivery_pence", deliveries(problem, parts)),
        ("vat_pence", vat_by_delivery(problem, parts)),
        ("order_pence", order_cost_shares(problem, parts)),
    ):
        for (authority, supplier, month), pence in shares.items():
            rows = by_month[supplier, months_after(first, month), authority]
            for row, share in zip(rows, share_out(pence, [row.goods_pence for row in rows]), strict=True):
                setattr(row, name, share)


def _ceilings(problem: Problem, batches: list[PlannedBatch]) -> dict[int, tuple[int, int]]:
    """(used, most) in pence by bid key, for the lots that have a ceiling."""
    used: dict[int, int] = defaultdict(int)
    for batch in batches:
        used[batch.bid_key] += sum(line.goods_pence for line in batch.lines)
    return {
        key_of(lot.id): (used[key_of(lot.id)], lot.ceiling_pence)
        for lot in problem.lots
        if lot.ceiling_pence is not None
    }
