"""Names for the codes and keys of a plan; a row deleted since keeps the code the document gave it."""

from dataclasses import dataclass
from datetime import date

from optimizer.batches.problem import Problem
from optimizer.batches.remedies import Speech
from procurement.models import Bid, ContractingAuthority, DemandLine, Item, JointProcurement
from procurement.planning.identifiers import lot_id


@dataclass(frozen=True)
class Names:
    """Rows behind a plan: by code for authorities and items, by primary key for bids and demand lines."""

    authorities: dict[str, ContractingAuthority]
    items: dict[str, Item]
    bids: dict[int, Bid]
    demand: dict[int, DemandLine]

    def authority(self, code: str) -> str:
        row = self.authorities.get(code)
        return row.organisation.name if row else code

    def organisation_key(self, code: str) -> int | None:
        row = self.authorities.get(code)
        return row.organisation_id if row else None

    def item(self, code: str) -> str:
        return self.items[code].name if code in self.items else code

    def unit(self, code: str) -> str:
        return self.items[code].unit if code in self.items else ""

    def supplier_of(self, bid_key: int) -> str:
        return self.bids[bid_key].supplier.name if bid_key in self.bids else "Removed bid"

    def source(self, bid_key: int) -> str:
        """The framework and lot of a bid, or that it is direct."""
        bid = self.bids.get(bid_key)
        if bid is None:
            return "Removed bid"
        return str(bid.lot) if bid.lot else "Direct"

    def need_by(self, demand_key: int) -> date | None:
        row = self.demand.get(demand_key)
        return row.need_by if row else None

    def cost_centre(self, demand_key: int) -> str:
        row = self.demand.get(demand_key)
        return row.cost_centre if row else ""


def names_of(procurement: JointProcurement, problem: Problem) -> Names:
    """The rows behind a problem, in four queries."""
    codes = [authority.id for authority in problem.authorities]
    return Names(
        authorities={
            row.code: row
            for row in ContractingAuthority.objects.filter(code__in=codes).select_related("organisation")
        },
        items={row.code: row for row in Item.objects.filter(owner=procurement.lead_id)},
        bids={row.pk: row for row in procurement.bids.select_related("supplier", "lot__framework")},
        demand={row.pk: row for row in procurement.demand_lines.all()},
    )


def speech_of(procurement: JointProcurement, problem: Problem) -> Speech:
    """What people call the rows of a problem document, for sentences about its limits."""
    names = names_of(procurement, problem)
    called = {("authority", code): row.organisation.name for code, row in names.authorities.items()}
    called |= {("item", code): row.name for code, row in names.items.items()}
    for bid in names.bids.values():
        source = str(bid.lot) if bid.lot else "its direct offer"
        called["supplier", bid.supplier.code] = bid.supplier.name
        called["lot", lot_id(bid)] = f"{bid.supplier.name}, {source}"
    return Speech(problem, called)
