"""What orders that stand already use up or have paid for, when only some items are planned anew."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from optimizer.batches.ledger import budget_use, goods_by_year, portions
from optimizer.batches.prices import goods_pence
from optimizer.batches.problem import Problem
from optimizer.batches.rules import MaxSuppliers
from optimizer.batches.solution import Order

Key = TypeVar("Key")


@dataclass(frozen=True)
class Fixed:
    """Tallies in pence of the orders that stand; with no orders all are empty."""

    open_months: frozenset[tuple[str, int]]
    served: frozenset[tuple[str, str, int]]
    lot_goods: dict[str, int]
    budget_use: dict[tuple[str, str, str], int]
    year_goods: dict[tuple[str, str], int]
    bought: dict[tuple[str, str, str], int]
    suppliers_of_item: dict[str, frozenset[str]]
    sme_goods: int
    all_goods: int

    def suppliers_used(self, problem: Problem, rule: MaxSuppliers) -> frozenset[str]:
        """Suppliers with a standing order of the rule's items."""
        used = (self.suppliers_of_item.get(item, frozenset()) for item in problem.items_of(rule))
        return frozenset().union(*used)

    @property
    def suppliers(self) -> frozenset[str]:
        """Suppliers with any standing order."""
        return frozenset(supplier for supplier, _ in self.open_months)


def tally(problem: Problem, orders: tuple[Order, ...] = ()) -> Fixed:
    """Count what standing orders use."""
    parts = portions(problem, orders)
    lot_goods: dict[str, int] = defaultdict(int)
    by_item: dict[str, set[str]] = defaultdict(set)
    open_months = set()
    sme_goods = all_goods = 0
    for order in orders:
        offer = problem.offer_by_id[order.offer]
        supplier = problem.supplier_of(offer)
        pence = goods_pence(offer, order.quantity)
        lot_goods[offer.lot] += pence
        all_goods += pence
        sme_goods += pence if supplier.sme else 0
        open_months.add((supplier.id, order.month))
        by_item[offer.item].add(supplier.id)
    years = goods_by_year(problem, parts)
    return Fixed(
        open_months=frozenset(open_months),
        served=frozenset((p.authority, problem.supplier_of(p.offer).id, p.month) for p in parts),
        lot_goods=lot_goods,
        budget_use=budget_use(problem, parts),
        year_goods={key: sum(shares.values()) for key, shares in years.items()},
        bought={(a, *key): pence for key, shares in years.items() for a, pence in shares.items()},
        suppliers_of_item={item: frozenset(names) for item, names in by_item.items()},
        sme_goods=sme_goods,
        all_goods=all_goods,
    )


def together(parts: Iterable[Fixed]) -> Fixed:
    """The tallies of several sets of orders as one; VAT rounded in each of them."""
    kept = list(parts)
    by_item: dict[str, frozenset[str]] = {}
    for part in kept:
        by_item |= part.suppliers_of_item
    return Fixed(
        open_months=frozenset().union(*(part.open_months for part in kept)),
        served=frozenset().union(*(part.served for part in kept)),
        lot_goods=_sum(part.lot_goods for part in kept),
        budget_use=_sum(part.budget_use for part in kept),
        year_goods=_sum(part.year_goods for part in kept),
        bought=_sum(part.bought for part in kept),
        suppliers_of_item=by_item,
        sme_goods=sum(part.sme_goods for part in kept),
        all_goods=sum(part.all_goods for part in kept),
    )


def _sum(tallies: Iterable[dict[Key, int]]) -> dict[Key, int]:
    total: dict[Key, int] = defaultdict(int)
    for own in tallies:
        for key, pence in own.items():
            total[key] += pence
    return total
