"""The rules of the purchase model, one function each, named as the sentence it enforces; twins stand in `check`."""

from collections import defaultdict
from collections.abc import Callable

from optimizer.batches.awards import share_limit
from optimizer.batches.rules import ExcludeSupplier, MaxShare, MaxSuppliers, MinSmeShare, MinSuppliers
from optimizer.batches.variables import (
    HALF_PENNY,
    PENCE_PER_POUND,
    PENNY,
    Model,
    flow_limit,
    has_fractions,
    least_unit_price,
    used_column,
)
from optimizer.mip import Term


def every_node_is_served_exactly(model: Model) -> None:
    served: dict[int, list[Term]] = defaultdict(list)
    for choice in model.choices:
        for number, flow in choice.flows.items():
            served[number].append((flow, 1.0))
    for number, node in enumerate(model.network.nodes):
        model.mip.row(served[number], lower=node.quantity, upper=node.quantity)


def orders_keep_to_the_quantities_of_their_tier(model: Model) -> None:
    for choice in model.choices:
        if choice.switch is not None:
            multiple = choice.slot.offer.multiple
            model.mip.row([(choice.quantity, multiple), (choice.switch, -choice.tier.low)], lower=0.0)
            model.mip.row([(choice.quantity, multiple), (choice.switch, -choice.tier.high)], upper=0.0)


def allocations_fit_the_order(model: Model) -> None:
    for choice in model.choices:
        flows = [(flow, 1.0) for flow in choice.flows.values()]
        model.mip.row(
            [(choice.quantity, choice.slot.offer.multiple), *((f, -1.0) for f, _ in flows)], lower=0.0
        )
        if choice.switch is not None:
            model.mip.row([*flows, (choice.switch, -choice.tier.served_low)], lower=0.0)
            if choice.tier.served_high < choice.tier.high:
                model.mip.row([*flows, (choice.switch, -choice.tier.served_high)], upper=0.0)


def a_flow_needs_the_switch_of_its_tier(model: Model) -> None:
    for choice in model.choices:
        for number, flow in choice.flows.items():
            limit = flow_limit(model, choice.tier, number)
            if choice.switch is not None and (len(choice.flows) > 1 or limit < choice.tier.high):
                model.mip.row([(flow, 1.0), (choice.switch, -limit)], upper=0.0)


def an_order_has_one_tier(model: Model) -> None:
    switches: dict[tuple[str, int], list[Term]] = defaultdict(list)
    for choice in model.choices:
        if choice.switch is not None:
            switches[choice.slot.offer.id, choice.slot.month].append((choice.switch, 1.0))
    for terms in switches.values():
        if len(terms) > 1:
            model.mip.row(terms, upper=1.0)


def orders_reach_the_minimum(model: Model) -> None:
    """Tiers begin at the minimum already; a row is needed only where it is stretched."""
    if model.stretched is None or model.stretched[0] != "minimum":
        return
    offer = model.problem.offer_by_id[model.stretched[1]]
    slack = model.slack(model.stretched) or []
    for choice in model.choices:
        if choice.slot.offer.id == offer.id and choice.tier.low < offer.minimum:
            terms = [(choice.quantity, offer.multiple), (model.switch(choice), -offer.minimum)]
            model.mip.row([*terms, *slack], lower=0.0)


def orders_stay_within_capacity(model: Model) -> None:
    """Tiers are cut to the capacity already; a row is needed only where it is stretched."""
    if model.stretched is None or model.stretched[0] != "capacity":
        return
    offer = model.problem.offer_by_id[model.stretched[1]]
    slack = model.slack(model.stretched) or []
    most = offer.capacity_per_month or 0
    months: dict[int, list[Term]] = defaultdict(list)
    for choice in model.choices:
        if choice.slot.offer.id == offer.id:
            months[choice.slot.month].append((choice.quantity, offer.multiple))
    for terms in months.values():
        model.mip.row([*terms, *((column, -1.0) for column, _ in slack)], upper=most)


def lots_stay_under_their_ceiling(model: Model) -> None:
    goods: dict[str, list[Term]] = defaultdict(list)
    rounding: dict[str, float] = defaultdict(float)
    for choice in model.choices:
        goods[choice.slot.offer.lot] += choice.goods
        rounding[choice.slot.offer.lot] += HALF_PENNY if has_fractions(choice.slot) else 0.0
    for lot in model.problem.lots:
        slack = model.slack(("ceiling", lot.id))
        if lot.ceiling_pence is None or slack is None or not goods[lot.id]:
            continue
        left = (lot.ceiling_pence - model.fixed.lot_goods.get(lot.id, 0)) / PENCE_PER_POUND
        left += rounding[lot.id] - model.margins.get(("ceiling", lot.id), 0.0)
        model.mip.row([*goods[lot.id], *((c, -1.0) for c, _ in slack)], upper=left)


def authorities_stay_within_budget(model: Model) -> None:
    """On the least goods cost each allocation can carry; the judge's exact shares can be more with surplus."""
    spent: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
    for choice in model.choices:
        year = model.problem.year_of(choice.slot.arrives)
        price = least_unit_price(model, choice)
        for number, flow in choice.flows.items():
            node = model.network.nodes[number]
            vat = choice.slot.item.vat_permille / 1000 if node.taxed else 0.0
            spent[node.authority, year, choice.slot.item.kind].append((flow, price * (1 + vat)))
    for authority in model.problem.authorities:
        for budget in authority.budgets:
            key = (authority.id, budget.year, budget.kind)
            group = ("budget", " ".join(key))
            slack = model.slack(group)
            if slack is None or not spent[key]:
                continue
            left = (budget.pence - model.fixed.budget_use.get(key, 0)) / PENCE_PER_POUND
            left += PENNY * len(spent[key]) - model.margins.get(group, 0.0)
            model.mip.row([*spent[key], *((c, -1.0) for c, _ in slack)], upper=left)


def suppliers_are_at_most(model: Model, index: int, rule: MaxSuppliers) -> None:
    items = set(model.problem.items_of(rule))
    counted: dict[str, int] = {}
    standing = model.fixed.suppliers_used(model.problem, rule)
    for choice in model.choices:
        supplier = choice.slot.supplier.id
        if choice.slot.item.id in items and supplier not in standing:
            if supplier not in counted:
                counted[supplier] = model.mip.column(upper=1.0)
            model.mip.row([(counted[supplier], 1.0), (model.switch(choice), -1.0)], lower=0.0)
    breaking = model.breaking(index, len(counted) + len(standing))
    if counted and breaking is not None:
        terms = [(column, 1.0) for column in counted.values()]
        model.mip.row([*terms, *((c, -v) for c, v in breaking)], upper=rule.value - len(standing))


def suppliers_are_at_least(model: Model, index: int, rule: MinSuppliers) -> None:
    breaking = model.breaking(index, rule.value)
    planned = {node.item for node in model.network.nodes}
    for item in model.problem.items_of(rule):
        if item not in planned or breaking is None:
            continue
        switches: dict[str, list[Term]] = defaultdict(list)
        for choice in model.choices:
            if choice.slot.item.id == item:
                switches[choice.slot.supplier.id].append((model.switch(choice), 1.0))
        delivers = {supplier: model.mip.column(upper=1.0) for supplier in switches}
        for supplier, terms in switches.items():
            model.mip.row([(delivers[supplier], -1.0), *terms], lower=0.0)
        model.mip.row([*((c, 1.0) for c in delivers.values()), *breaking], lower=rule.value)


def shares_are_at_most(model: Model, index: int, rule: MaxShare) -> None:
    breaking = model.breaking(index, max(model.problem.demanded.values(), default=0))
    flows: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for choice in model.choices:
        flows[choice.slot.item.id, choice.slot.supplier.id] += [(f, 1.0) for f in choice.flows.values()]
    for item in model.problem.items_of(rule):
        for (flowing, supplier), terms in flows.items():
            if flowing == item and breaking is not None:
                limit = share_limit(model.problem, rule, item, supplier)
                model.mip.row([*terms, *((c, -v) for c, v in breaking)], upper=limit)


def sme_share_is_at_least(model: Model, index: int, rule: MinSmeShare) -> None:
    share = rule.permille / 1000
    terms: list[Term] = []
    most = model.fixed.all_goods / PENCE_PER_POUND
    for choice in model.choices:
        weight = (1.0 if choice.slot.supplier.sme else 0.0) - share
        terms += [(column, value * weight) for column, value in choice.goods]
        most += choice.tier.cost_e4(choice.tier.high) / 10_000
    breaking = model.breaking(index, most)
    if breaking is not None:
        needed = (share * model.fixed.all_goods - model.fixed.sme_goods) / PENCE_PER_POUND
        model.mip.row([*terms, *breaking], lower=needed)


def supplier_is_excluded(model: Model, index: int, rule: ExcludeSupplier) -> None:
    """Without a price the network leaves the supplier out; with one, any use breaks the rule."""
    breaking = model.breaking(index, 1.0)
    if breaking:
        used = used_column(model, rule.supplier)
        model.mip.row([(used, 1.0), *((c, -v) for c, v in breaking)], upper=0.0)


AWARD_RULES: dict[str, Callable[..., None]] = {
    "max_suppliers": suppliers_are_at_most,
    "min_suppliers": suppliers_are_at_least,
    "max_share": shares_are_at_most,
    "min_sme_share": sme_share_is_at_least,
    "exclude_supplier": supplier_is_excluded,
}


def award_rules_hold_or_are_paid_for(model: Model) -> None:
    for index, rule in enumerate(model.problem.rules):
        AWARD_RULES[rule.kind](model, index, rule)


CONSTRAINTS = (
    every_node_is_served_exactly,
    orders_keep_to_the_quantities_of_their_tier,
    allocations_fit_the_order,
    a_flow_needs_the_switch_of_its_tier,
    an_order_has_one_tier,
    orders_reach_the_minimum,
    orders_stay_within_capacity,
    lots_stay_under_their_ceiling,
    authorities_stay_within_budget,
    award_rules_hold_or_are_paid_for,
)
