"""The award rules of a problem, each judged on a plan's orders: a text where it is broken, None where it holds."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from optimizer.batches.prices import goods_pence
from optimizer.batches.problem import Problem
from optimizer.batches.rules import ExcludeSupplier, MaxShare, MaxSuppliers, MinSmeShare, MinSuppliers
from optimizer.batches.solution import Breach, Order


def suppliers_are_at_most(problem: Problem, rule: MaxSuppliers, orders: Iterable[Order]) -> str | None:
    """The distinct suppliers with any order of the rule's items, all items together."""
    items = problem.items_of(rule)
    used = {
        problem.supplier_of(problem.offer_by_id[order.offer]).id
        for order in orders
        if problem.offer_by_id[order.offer].item in items
    }
    if len(used) <= rule.value:
        return None
    return f"{len(used)} suppliers have orders, at most {rule.value} may"


def suppliers_are_at_least(problem: Problem, rule: MinSuppliers, orders: Iterable[Order]) -> str | None:
    """The distinct suppliers that deliver each of the rule's items."""
    delivered = delivered_by_item_and_supplier(problem, orders)
    for item in problem.items_of(rule):
        if len(delivered[item]) < rule.value:
            return f"{len(delivered[item])} suppliers deliver {item}, at least {rule.value} must"
    return None


def shares_are_at_most(problem: Problem, rule: MaxShare, orders: Iterable[Order]) -> str | None:
    """No supplier delivers more of an item's demand than the share, rounded up to one order multiple."""
    delivered = delivered_by_item_and_supplier(problem, orders)
    for item in problem.items_of(rule):
        for supplier, quantity in delivered[item].items():
            limit = share_limit(problem, rule, item, supplier)
            if quantity > limit:
                return f"{supplier} delivers {quantity} of {item}, at most {limit} are allowed"
    return None


def sme_share_is_at_least(problem: Problem, rule: MinSmeShare, orders: Iterable[Order]) -> str | None:
    """The goods cost with small and medium suppliers, of all goods cost."""
    total = small = 0
    for order in orders:
        offer = problem.offer_by_id[order.offer]
        pence = goods_pence(offer, order.quantity)
        total += pence
        small += pence if problem.supplier_of(offer).sme else 0
    if small * 1000 >= total * rule.permille:
        return None
    return (
        f"{small} pence of {total} go to small and medium suppliers, at least {rule.permille} permille must"
    )


def supplier_is_excluded(problem: Problem, rule: ExcludeSupplier, orders: Iterable[Order]) -> str | None:
    """The supplier has no order at all."""
    if any(problem.supplier_of(problem.offer_by_id[order.offer]).id == rule.supplier for order in orders):
        return f"{rule.supplier} has orders and is excluded"
    return None


JUDGES: dict[str, Callable[..., str | None]] = {
    "max_suppliers": suppliers_are_at_most,
    "min_suppliers": suppliers_are_at_least,
    "max_share": shares_are_at_most,
    "min_sme_share": sme_share_is_at_least,
    "exclude_supplier": supplier_is_excluded,
}


def broken_award_rules(problem: Problem, orders: tuple[Order, ...]) -> list[tuple[int, str]]:
    """Every award rule a plan breaks, hard or priced: its place in the problem's list and how."""
    judged = ((index, JUDGES[rule.kind](problem, rule, orders)) for index, rule in enumerate(problem.rules))
    return [(index, text) for index, text in judged if text is not None]


def breaches(problem: Problem, orders: tuple[Order, ...]) -> tuple[Breach, ...]:
    """The priced rules that a plan breaks, each with its price."""
    return tuple(
        Breach(rule=index, kind=rule.kind, price_pence=rule.price_pence, text=text)
        for index, text in broken_award_rules(problem, orders)
        if (rule := problem.rules[index]).price_pence is not None
    )


def share_limit(problem: Problem, rule: MaxShare, item: str, supplier: str) -> int:
    """Units of an item the supplier may deliver: the share of its demand, rounded up to one order multiple.

    Where the supplier offers the item in several multiples, the largest counts.
    """
    multiple = max(
        offer.multiple
        for offer in problem.offers
        if offer.item == item and problem.supplier_of(offer).id == supplier
    )
    share = -(-problem.demanded[item] * rule.permille // 1000)
    return -(-share // multiple) * multiple


def delivered_by_item_and_supplier(problem: Problem, orders: Iterable[Order]) -> dict[str, dict[str, int]]:
    """Units allocated to demand, by item and supplier; surplus does not count."""
    delivered: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for order in orders:
        offer = problem.offer_by_id[order.offer]
        quantity = sum(allocation.quantity for allocation in order.allocations)
        delivered[offer.item][problem.supplier_of(offer).id] += quantity
    return delivered
