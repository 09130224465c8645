"""What can be bought where and when: demand drawn together into nodes, offers and months into slots.

Nothing that no order could use enters the network, so its size is what the model's size depends on.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from optimizer.batches.prices import Segment, goods_e4, segments
from optimizer.batches.problem import DemandLine, Item, Offer, Problem, Supplier

Group = tuple[str, str]

# The limits of an offer that are cut into its tiers.
CUT_BY = ("minimum", "capacity")


@dataclass(frozen=True)
class Node:
    """Demand lines that differ in nothing the model sees."""

    item: str
    earliest: int
    need_by: int
    taxed: bool
    authority: str
    lines: tuple[DemandLine, ...]

    @cached_property
    def quantity(self) -> int:
        return sum(line.quantity for line in self.lines)


@dataclass
class Slot:
    """One order line that may be placed: an offer in a month, with the nodes it could serve (by number)."""

    offer: Offer
    item: Item
    supplier: Supplier
    month: int
    year: str
    nodes: list[int] = field(default_factory=list)
    tiers: list[Segment] = field(default_factory=list)

    @property
    def arrives(self) -> int:
        return self.month + self.offer.lead_months


@dataclass(frozen=True)
class Network:
    """Nodes and the slots that may serve them."""

    problem: Problem
    nodes: list[Node]
    slots: list[Slot]
    loosened: frozenset[Group]


def draw_network(
    problem: Problem,
    *,
    items: Collection[str] | None = None,
    loosened: Iterable[Group] = (),
) -> Network:
    """The network of a problem, or of some of its items.

    `loosened` names capacities, minimums, entitlements, validities and need-by dates to leave out (as the search for a
    conflict does).
    """
    free = frozenset(loosened)
    excluded = excluded_suppliers(problem, free)
    planned = [item for item in problem.demanded if items is None or item in items]
    offers = {
        item: [o for o in problem.offers_of_item.get(item, ()) if problem.supplier_of(o).id not in excluded]
        for item in planned
    }
    nodes = _nodes(problem, planned, free)
    slots = []
    by_item: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        by_item[node.item].append(number)
    for item, numbers in by_item.items():
        for offer in offers[item]:
            slots += _slots_of(problem, offer, nodes, numbers, free)
    return Network(problem, nodes, slots, free)


def excluded_suppliers(problem: Problem, loosened: frozenset[Group] = frozenset()) -> set[str]:
    """Suppliers that an award rule without a price shuts out."""
    return {
        rule.supplier
        for index, rule in enumerate(problem.rules)
        if rule.kind == "exclude_supplier"
        and rule.price_pence is None
        and ("rule", str(index)) not in loosened
    }


def may_buy(problem: Problem, authority: str, offer: Offer, loosened: frozenset[Group]) -> bool:
    """Whether an authority may use an offer, apart from the rights that are loosened."""
    entitled = problem.lot_by_id[offer.lot].entitled
    lot_open = entitled is None or authority in entitled or ("entitlement", offer.lot) in loosened
    valid = offer.valid_for is None or authority in offer.valid_for or ("validity", offer.id) in loosened
    return lot_open and valid


def _nodes(problem: Problem, items: list[str], free: frozenset[Group]) -> list[Node]:
    grouped: dict[tuple, list[DemandLine]] = defaultdict(list)
    for line in (line for item in items for line in problem.lines_of_item[item]):
        late = problem.months - 1 if ("need_by", line.id) in free else line.need_by
        grouped[line.item, line.earliest, late, line.authority].append(line)
    return [
        Node(
            item,
            earliest,
            late,
            not problem.authority_by_id[authority].vat_recoverable,
            authority,
            tuple(lines),
        )
        for (item, earliest, late, authority), lines in grouped.items()
    ]


def _slots_of(
    problem: Problem, offer: Offer, nodes: list[Node], numbers: list[int], free: frozenset[Group]
) -> list[Slot]:
    lot = problem.lot_by_id[offer.lot]
    supplier = problem.supplier_of(offer)
    usable = [n for n in numbers if may_buy(problem, nodes[n].lines[0].authority, offer, free)]
    item, left_out = problem.item_by_id[offer.item], [kind for kind in CUT_BY if (kind, offer.id) in free]
    beyond, found = _worth_of_more_spend(problem, offer), []
    for month in range(lot.from_month, min(lot.to_month, problem.months)):
        arrives = month + offer.lead_months
        served = [n for n in usable if nodes[n].earliest <= arrives <= nodes[n].need_by]
        if served:
            wanted = sum(nodes[n].quantity for n in served)
            tiers = useful_segments(offer, wanted, beyond, left_out)
            if tiers:
                found.append(Slot(offer, item, supplier, month, problem.year_of(month), served, tiers))
    return found


def useful_segments(offer: Offer, wanted: int, beyond: int, left_out: Collection[str] = ()) -> list[Segment]:
    """The segments of an offer's tiers cut to quantities that an order for up to `wanted` units could need.

    Beyond `wanted` an order grows only to a minimum, a multiple or a cheaper tier, or by the units `beyond` for which
    spending more with the supplier could pay (rebates, commitments, a share for small suppliers). The offer's
    "minimum" and "capacity" bind unless they are `left_out`.
    """
    capacity = None if "capacity" in left_out else offer.capacity_per_month
    minimum = 0 if "minimum" in left_out else offer.minimum
    multiple = offer.multiple
    top = -(-max(wanted, offer.minimum) // multiple) * multiple
    own_e4 = goods_e4(offer, top)
    for segment in segments(offer):
        start = -(-max(segment.low, offer.minimum) // multiple) * multiple
        if start > top and segment.cost_e4(start) < own_e4:
            top = start
    top += beyond
    if capacity is not None:
        top = min(top, capacity)
    cut = []
    for segment in segments(offer):
        low = -(-max(segment.low, minimum) // multiple) * multiple
        high = min(segment.high, top) // multiple * multiple
        if low <= high:
            cut.append(segment._replace(low=low, high=high))
    return cut


def _worth_of_more_spend(problem: Problem, offer: Offer) -> int:
    """Units of surplus that could pay for themselves elsewhere, at most."""
    pence = worth_of_surplus_pence(problem, problem.supplier_of(offer))
    cheapest_e4 = min((tier.price_e4 for tier in offer.tiers if tier.price_e4), default=0)
    return -(-pence * 100 // cheapest_e4) if cheapest_e4 and pence else 0


def worth_of_surplus_pence(problem: Problem, supplier: Supplier) -> int:
    """Pence of goods nobody needs that the best plan could buy from a supplier in a year, at most.

    Surplus that lifts the total to a rebate's threshold gains at most that tier's whole rebate, less what each penny
    of it saves of a commitment's shortfall; where a shortfall costs as much as the goods, up to the whole minimum.
    """
    gain = rate = minimum = highest = 0
    for rebate in problem.rebates:
        if rebate.supplier == supplier.id:
            gain = max(-(-tier.from_pence * tier.permille // 1000) for tier in rebate.tiers)
            highest = max(tier.permille for tier in rebate.tiers)
    for commitment in problem.commitments:
        if commitment.supplier == supplier.id:
            rate = max(rate, commitment.shortfall_permille)
            minimum += commitment.minimum_pence
    pays_back = rate + highest >= 1000
    pence = gain + minimum if pays_back else -(-gain * 1000 // (1000 - rate))
    if supplier.sme and any(rule.kind == "min_sme_share" for rule in problem.rules):
        pence = max(pence, _largest_spend(problem))
    return pence


def _largest_spend(problem: Problem) -> int:
    """Pence that all demand could cost at the dearest tier of its item."""
    dearest: dict[str, int] = defaultdict(int)
    for offer in problem.offers:
        dearest[offer.item] = max(dearest[offer.item], *(tier.price_e4 for tier in offer.tiers))
    return sum(quantity * dearest[item] for item, quantity in problem.demanded.items()) // 100 + 1
