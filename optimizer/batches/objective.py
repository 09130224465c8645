"""The cost of the purchase model in pounds, one function a part; never above the exact cost of the same plan."""

from collections import defaultdict

from optimizer.batches.ledger import HOLDING_DENOMINATOR, holding_numerator
from optimizer.batches.network import worth_of_surplus_pence
from optimizer.batches.problem import Commitment, Offer, Rebate, Supplier
from optimizer.batches.rebate_tiers import tier_ranges
from optimizer.batches.variables import (
    E4_PER_POUND,
    HALF_PENNY,
    PENCE_PER_POUND,
    PENNY,
    Choice,
    Model,
    least_unit_price,
    most_unit_price,
    rounding_allowance,
)
from optimizer.mip import Term


def goods_and_vat(model: Model) -> None:
    """Goods by tier. VAT is exact where all buyers of a slot bear it; in mixed slots it is on the least goods cost
    an allocation can carry."""
    cost = model.mip.cost
    for choice in model.choices:
        vat = choice.slot.item.vat_permille / 1000
        taxed = [number for number in choice.slot.nodes if model.network.nodes[number].taxed]
        all_taxed = len(taxed) == len(choice.slot.nodes)
        for column, value in choice.goods:
            cost[column] += value * (1 + vat if all_taxed else 1)
        if not all_taxed:
            price = least_unit_price(model, choice)
            for number in taxed:
                cost[choice.flows[number]] += vat * price
        if choice.switch is not None:
            cost[choice.switch] -= rounding_allowance(model, choice.slot)


def holding(model: Model) -> None:
    """Each unit delivered before its need-by month costs its part of the yearly permille."""
    for choice in model.choices:
        for number, flow in choice.flows.items():
            early = model.network.nodes[number].need_by - choice.slot.arrives
            pence = holding_numerator(choice.slot.item, 1, early) / HOLDING_DENOMINATOR
            model.mip.cost[flow] += pence / PENCE_PER_POUND


def order_costs(model: Model) -> None:
    """Once for each supplier and month with any order."""
    charged: dict[tuple[str, int], list[Choice]] = defaultdict(list)
    for choice in model.choices:
        key = (choice.slot.supplier.id, choice.slot.month)
        if key not in model.fixed.open_months:
            charged[key].append(choice)
    for key, choices in charged.items():
        pence = choices[0].slot.supplier.order_cost_pence
        if pence and all(choice.switch is not None for choice in choices):
            placed = model.charges[key] = model.mip.column(cost=pence / PENCE_PER_POUND, upper=1.0)
            slots: dict[str, list[Term]] = defaultdict(list)
            for choice in choices:
                slots[choice.slot.offer.id].append((model.switch(choice), -1.0))
            for terms in slots.values():
                model.mip.row([(placed, 1.0), *terms], lower=0.0)


def delivery_charges(model: Model) -> None:
    """Once for each supplier, month of order and authority served."""
    served: dict[tuple[str, str, int], list[tuple[int, list[int]]]] = defaultdict(list)
    for (number, supplier, month), flows in _flows_to_nodes(model).items():
        authority = model.network.nodes[number].authority
        if (authority, supplier, month) not in model.fixed.served:
            served[authority, supplier, month].append((number, flows))
    for (authority, supplier, month), deliveries in served.items():
        pence = model.problem.supplier_by_id[supplier].delivery_pence.get(authority, 0)
        if pence:
            delivered = model.mip.binary(cost=pence / PENCE_PER_POUND)
            model.charges[supplier, month, authority] = delivered
            for number, flows in deliveries:
                quantity = model.network.nodes[number].quantity
                model.mip.row([(delivered, quantity), *((flow, -1.0) for flow in flows)], lower=0.0)


def _flows_to_nodes(model: Model) -> dict[tuple[int, str, int], list[int]]:
    flows: dict[tuple[int, str, int], list[int]] = defaultdict(list)
    for choice in model.choices:
        for number, flow in choice.flows.items():
            flows[number, choice.slot.supplier.id, choice.slot.month].append(flow)
    return flows


def shortfalls(model: Model) -> None:
    """What is missing below a commitment, on the most goods cost that can be the authority's part."""
    for commitment in model.problem.commitments:
        key = (commitment.authority, commitment.supplier, commitment.year)
        missing = (commitment.minimum_pence - model.fixed.bought.get(key, 0)) / PENCE_PER_POUND
        if missing <= 0:
            continue
        rate = commitment.shortfall_permille / 1000
        model.mip.offset -= HALF_PENNY
        short = model.mip.column(cost=rate)
        model.mip.row([(short, 1.0), *_bought_under(model, commitment)], lower=missing)


def _bought_under(model: Model, commitment: Commitment) -> list[Term]:
    terms = []
    for choice in model.choices:
        if choice.slot.supplier.id != commitment.supplier or choice.slot.year != commitment.year:
            continue
        nodes = model.network.nodes
        own = [n for n in choice.slot.nodes if nodes[n].authority == commitment.authority]
        if own:
            part = model.mip.column()
            most = most_unit_price(choice) + PENNY
            price = least_unit_price(model, choice)
            others = [(choice.flows[n], price) for n in choice.slot.nodes if n not in own]
            goods = [(column, -value) for column, value in choice.goods]
            model.mip.row([(part, 1.0), *goods, *others], upper=2 * HALF_PENNY)
            model.mip.row([(part, 1.0), *((choice.flows[n], -most) for n in own)], upper=0.0)
            terms.append((part, 1.0))
    return terms


def rebates(model: Model) -> None:
    """The permille of the tier that a supplier's goods of a financial year reach, on all of them."""
    for rebate in model.problem.rebates:
        years: dict[str, list[Choice]] = defaultdict(list)
        for choice in model.choices:
            if choice.slot.supplier.id == rebate.supplier:
                years[choice.slot.year].append(choice)
        for year, choices in years.items():
            _rebate_of_year(model, rebate, year, choices)


def _rebate_of_year(model: Model, rebate: Rebate, year: str, choices: list[Choice]) -> None:
    standing = model.fixed.year_goods.get((rebate.supplier, year), 0) / PENCE_PER_POUND
    most = standing + most_goods(model, choices[0].slot.supplier, choices)
    rounding = HALF_PENNY * len(choices)
    reached, amounts = [], []
    for start, end, rate in tier_ranges(rebate, PENCE_PER_POUND):
        if start > most + rounding:
            break
        if end <= standing:
            continue
        tier = model.mip.binary()
        amount = model.mip.column(cost=-rate)
        top = min(most, end) + rounding
        model.mip.row([(amount, 1.0), (tier, rounding - max(standing, start))], lower=0.0)
        model.mip.row([(amount, 1.0), (tier, -top)], upper=0.0)
        reached.append((tier, 1.0))
        amounts.append((amount, 1.0))
    model.mip.offset -= HALF_PENNY
    model.mip.row(reached, lower=1.0, upper=1.0)
    goods = [(column, -value) for choice in choices for column, value in choice.goods]
    model.mip.row([*amounts, *goods], lower=standing, upper=standing)


def most_goods(model: Model, supplier: Supplier, choices: list[Choice]) -> float:
    """Pounds that a sensible plan spends with a supplier in a year at most: with the surplus that could pay."""
    return most_needed(model, choices) + worth_of_surplus_pence(model.problem, supplier) / PENCE_PER_POUND


def most_needed(model: Model, choices: list[Choice]) -> float:
    """Pounds that a sensible plan spends by these choices at most where spending more is of no use by itself.

    For each item the demand in reach at the dearest price, with what a minimum or multiple may add to each order
    (a cheaper tier's start is reached only where it costs less).
    """
    by_item: dict[str, list[Choice]] = defaultdict(list)
    for choice in choices:
        by_item[choice.slot.item.id].append(choice)
    total_e4 = 0
    for own in by_item.values():
        reach = {number for choice in own for number in choice.slot.nodes}
        quantity = sum(model.network.nodes[number].quantity for number in reach)
        dearest = max(tier.price_e4 for choice in own for tier in choice.slot.offer.tiers)
        slots: dict[tuple[str, int], int] = defaultdict(int)
        for choice in own:
            key = (choice.slot.offer.id, choice.slot.month)
            slots[key] = max(slots[key], choice.tier.cost_e4(choice.tier.high))
        extra = {(c.slot.offer.id, c.slot.month): _rounding_up(c.slot.offer) for c in own}
        total_e4 += min((quantity + sum(extra.values())) * dearest, sum(slots.values()))
    return total_e4 / E4_PER_POUND


def _rounding_up(offer: Offer) -> int:
    """Units by which a minimum or a multiple may lift an order above what it serves, at most."""
    return max(0, offer.minimum - 1) + offer.multiple - 1


COSTS = (goods_and_vat, holding, order_costs, delivery_charges, shortfalls, rebates)
