"""Bound a large problem item by item: a quick floor under the cost, before or instead of the pooled model.

Apart from each other the items are small problems. What they share is relaxed so that their sum stays a lower bound:
each carries an equal part of a supplier's order and delivery charges, every rebate is at its highest permille from
the first pound, and what only all items together decide (commitments, priced rules, the share of small suppliers) is
left out. Budgets of single buyers fall away with pooling.
"""

import itertools
from dataclasses import replace

from optimizer.batches.model import cost_model
from optimizer.batches.problem import Offer, Problem, Rebate, RebateTier, Supplier
from optimizer.batches.search import Search
from optimizer.batches.variables import PENCE_PER_POUND
from optimizer.highs import run_highs

ITEM_GAP = 1e-3
SECONDS_AN_ITEM = 3.0


def bound_item_by_item(search: Search, seconds: float) -> bool:
    """Bound for at most these seconds, first without whole numbers, then with them.

    Returns True when an item by itself cannot be served.
    """
    loose = relaxed(search.problem)
    deadline = search.elapsed + seconds
    floors = {item: least_goods_e4(loose, item) / 10_000 for item in loose.demanded}
    search.raise_bound(sum(floors.values()) - _rounding(loose))
    for whole, item in itertools.product((False, True), floors):
        left = deadline - search.elapsed
        if left <= 0 or search.left <= 0:
            return False
        mip = cost_model(loose, items={item}, pooled=True).mip
        if not whole:
            mip = replace(mip, integer=[False] * len(mip.integer))
        answer = run_highs(mip, search.limits(min(left, SECONDS_AN_ITEM), ITEM_GAP))
        if answer.infeasible:
            return True
        floors[item] = max(floors[item], answer.bound)
        search.raise_bound(sum(floors.values()) - _rounding(loose))
    return False


def relaxed(problem: Problem) -> Problem:
    """The problem without what ties items to each other; the sum of its items' costs is at most the joint cost."""
    items = {supplier.id: 0 for supplier in problem.suppliers}
    for supplier, _ in {(problem.supplier_of(offer).id, offer.item) for offer in problem.offers}:
        items[supplier] += 1
    parts = {name: getattr(problem, name) for name in Problem.model_fields}
    parts["suppliers"] = tuple(_part_of(supplier, items[supplier.id]) for supplier in problem.suppliers)
    parts["rebates"] = tuple(_from_the_first_pound(rebate) for rebate in problem.rebates)
    parts["commitments"] = ()
    parts["rules"] = tuple(
        rule for rule in problem.rules if rule.price_pence is None and rule.kind != "min_sme_share"
    )
    return Problem(**parts)


def _part_of(supplier: Supplier, items: int) -> Supplier:
    each = max(1, items)
    charges = {buyer: pence // each for buyer, pence in supplier.delivery_pence.items()}
    charged = {"order_cost_pence": supplier.order_cost_pence // each, "delivery_pence": charges}
    return supplier.model_copy(update=charged)


def _from_the_first_pound(rebate: Rebate) -> Rebate:
    highest = max(tier.permille for tier in rebate.tiers)
    return rebate.model_copy(update={"tiers": (RebateTier(from_pence=0, permille=highest),)})


def least_goods_e4(loose: Problem, item: str) -> int:
    """All demand of an item at the least price after rebate, in pounds × 10,000."""
    highest = {rebate.supplier: rebate.tiers[0].permille for rebate in loose.rebates}

    def net(offer: Offer) -> int:
        price = min(tier.price_e4 for tier in offer.tiers)
        return price * (1000 - highest.get(loose.supplier_of(offer).id, 0)) // 1000

    return loose.demanded[item] * min((net(offer) for offer in loose.offers if offer.item == item), default=0)


def _rounding(loose: Problem) -> float:
    """Pounds that rounding each order line and rebate to pence could take off, where the floors ignore it."""
    lines = min(len(loose.offers) * loose.months, sum(line.quantity for line in loose.demand))
    return (lines + len(loose.rebates) * loose.months) / PENCE_PER_POUND
