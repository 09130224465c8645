"""The variables of the purchase model: for every slot and tier a switch, a quantity, and a flow to each node.

Splitting the flows by tier (the convex-hull form of facility location) gives a far stronger bound than one flow
with a big constant: each flow is limited by the switch of its own tier. Money is in pounds.
"""

from dataclasses import dataclass, field

from optimizer.batches.fixed import Fixed
from optimizer.batches.network import Group, Network, Slot
from optimizer.batches.prices import Segment
from optimizer.batches.problem import Problem
from optimizer.mip import Mip, Term

E4_PER_POUND = 10_000
PENCE_PER_POUND = 100
# Programmes over all items are in thousands of pounds: HiGHS is at its surest with numbers near one, and finds no end to
# its cuts now and then where they are in pounds.
UNIT = 1000.0
PENCE_PER_UNIT = PENCE_PER_POUND * UNIT
PENNY = 0.01

# An order cost: supplier and month; a delivery: supplier, month and authority.
Charge = tuple[str, int] | tuple[str, int, str]
HALF_PENNY = 0.005


@dataclass
class Choice:
    """A slot bought in one of its tiers: columns of its switch (None where none is needed), quantity and flows."""

    slot: Slot
    tier: Segment
    switch: int | None
    quantity: int
    flows: dict[int, int]

    @property
    def goods(self) -> list[Term]:
        """Goods cost in pounds."""
        terms = [(self.quantity, self.slot.offer.multiple * self.tier.price_e4 / E4_PER_POUND)]
        if self.switch is not None and self.tier.fixed_e4:
            terms.append((self.switch, self.tier.fixed_e4 / E4_PER_POUND))
        return terms


@dataclass
class Model:
    """A programme with the meaning of its columns, and the rules that are loosened or stretched in it."""

    problem: Problem
    network: Network
    fixed: Fixed
    mip: Mip = field(default_factory=Mip)
    choices: list[Choice] = field(default_factory=list)
    stretched: Group | None = None
    margins: dict[Group, float] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)
    charges: dict["Charge", int] = field(default_factory=dict)

    def slack(self, group: Group) -> list[Term] | None:
        """What may exceed a limit: nothing, a column to be kept small (stretched), or None: leave the limit out."""
        if group == self.stretched:
            return [(self.mip.column(cost=1.0), 1.0)]
        return None if group in self.network.loosened else []

    def switch(self, choice: "Choice") -> int:
        """The switch of a choice whose slot needs one."""
        if choice.switch is None:
            raise ValueError(f"offer {choice.slot.offer.id} was declared without a switch")
        return choice.switch

    def breaking(self, index: int, most: float) -> list[Term] | None:
        """By how much an award rule may be missed: as `slack`, and up to `most` at its price if it has one."""
        price = self.problem.rules[index].price_pence
        if price is None:
            return self.slack(("rule", str(index)))
        return [(self.mip.binary(cost=price / PENCE_PER_POUND if self.stretched is None else 0.0), most)]


def declare(model: Model, *, whole: bool) -> None:
    """Add the columns of every slot and tier. `whole`: flows are integer too, not only quantities."""
    for slot in model.network.slots:
        switched = needs_switch(model, slot)
        for tier in slot.tiers:
            switch = model.mip.binary() if switched else None
            multiple = slot.offer.multiple
            quantity = model.mip.column(upper=tier.high // multiple, integer=True)
            flows = {
                number: model.mip.column(upper=flow_limit(model, tier, number), integer=whole)
                for number in slot.nodes
            }
            model.choices.append(Choice(slot, tier, switch, quantity, flows))


def flow_limit(model: Model, tier: Segment, number: int) -> int:
    """The most a node can take from one tier of a slot."""
    return min(model.network.nodes[number].quantity, tier.high, tier.served_high)


def needs_switch(model: Model, slot: Slot) -> bool:
    """Whether a slot must know if it is used: single-tier offers without minimum or order cost need not."""
    tier = slot.tiers[0]
    plain = len(slot.tiers) == 1 and tier.low <= slot.offer.multiple and not tier.fixed_e4
    counted = any(
        rule.kind in ("max_suppliers", "min_suppliers", "exclude_supplier") for rule in model.problem.rules
    )
    stretched = model.stretched == ("minimum", slot.offer.id)
    return (
        not plain
        or counted
        or stretched
        or slot.supplier.order_cost_pence > 0
        or rounding_allowance(model, slot) > 0
    )


def rounding_allowance(model: Model, slot: Slot) -> float:
    """Pounds by which rounding to pence could make an order cheaper than its exact fractions, at most.

    Half a penny for goods (and as much again for what is reckoned on them), for holding and for each authority's
    VAT, and VAT on the penny by which each line's part can fall short; only where there can be fractions. It is
    taken off, so that the model never costs a plan above its true price.
    """
    nodes = [model.network.nodes[number] for number in slot.nodes]
    halves = 2 * HALF_PENNY if has_fractions(slot) else 0.0
    if slot.item.holding_permille_per_year and any(node.need_by > slot.arrives for node in nodes):
        halves += HALF_PENNY
    taxed = [node for node in nodes if node.taxed]
    if slot.item.vat_permille and taxed:
        halves += HALF_PENNY * len({node.authority for node in taxed})
        halves += PENNY * sum(len(node.lines) for node in taxed) * slot.item.vat_permille / 1000
    return halves


def has_fractions(slot: Slot) -> bool:
    """Whether the goods cost of an order can fall between two pence."""
    return any(tier.price_e4 % 100 or tier.fixed_e4 % 100 for tier in slot.tiers)


def least_unit_price(model: Model, choice: Choice) -> float:
    """The least goods cost in pounds that one allocated unit of this tier can carry, its part of surplus included."""
    tier = choice.tier
    wanted = min(sum(model.network.nodes[number].quantity for number in choice.slot.nodes), tier.served_high)
    ends = {tier.low, min(tier.high, max(wanted, tier.low))}
    return min(tier.cost_e4(quantity) / min(quantity, wanted) for quantity in ends) / E4_PER_POUND


def most_unit_price(choice: Choice) -> float:
    """The most goods cost in pounds that one allocated unit of this tier can carry."""
    return (
        max(choice.tier.cost_e4(q) for q in (choice.tier.low, choice.tier.high))
        / choice.tier.served_low
        / E4_PER_POUND
    )


def used_column(model: Model, supplier: str) -> int:
    """A column that is one when the supplier has any order in the model or a standing one."""
    if supplier not in model.used:
        column = model.mip.column(upper=1.0, lower=1.0 if supplier in model.fixed.suppliers else 0.0)
        model.used[supplier] = column
        for choice in model.choices:
            if choice.slot.supplier.id == supplier and choice.switch is not None:
                model.mip.row([(column, 1.0), (choice.switch, -1.0)], lower=0.0)
    return model.used[supplier]
