"""Joint procurements, needs and bids."""

from django.http import HttpRequest
from ninja import Query, Router

from api.answers import all_referred, created, found, page_of, referred
from api.auth import needs
from api.openapi import LOCATION
from api.routers.catalogue import buyers_called
from api.schemas.base import Money, Page
from api.schemas.bids import BidFilter, BidIn, BidLineIn, BidOut
from api.schemas.procurements import (
    CertificateOut,
    DemandFilter,
    DemandIn,
    DemandOut,
    ProcurementFilter,
    ProcurementIn,
    ProcurementOut,
    ShareOut,
    SplitOut,
)
from partners.models import Scope
from partners.queries import visible_organisations
from partners.refusals import Refused
from procurement.actions.bids import add_bid_line, create_bid, set_discounts
from procurement.actions.demand import add_demand_line
from procurement.actions.participation import invite_authority
from procurement.actions.procurements import create_procurement
from procurement.models import Bid, JointProcurement, Scenario
from procurement.queries.bids import visible_bids
from procurement.queries.catalogue import visible_items, visible_lots, visible_suppliers
from procurement.queries.procurements import procurement_for, visible_procurements
from procurement.queries.scenarios import scenarios_of
from procurement.queries.taking_part import visible_demand
from procurement.results import scenario_result, split_of

router = Router(tags=["Procurement"])


@router.get(
    "/procurements",
    response=Page[ProcurementOut],
    summary="Joint procurements",
    **needs(Scope.PROCUREMENT_READ),
)
def list_procurements(request: HttpRequest, filters: Query[ProcurementFilter]):
    """Those your organisation leads or takes part in."""
    rows = visible_procurements(request.user)
    return page_of(ProcurementOut, rows.filter(state=filters.state) if filters.state else rows, filters)


@router.post(
    "/procurements",
    response={201: ProcurementOut},
    summary="Open a joint procurement",
    **needs(Scope.PROCUREMENT_WRITE, headers=LOCATION),
)
def open_procurement(request: HttpRequest, wanted: ProcurementIn):
    """Open a joint procurement and invite its buyers; each commits itself."""
    lead = referred(visible_organisations(request.user), wanted.lead, "lead", "organisation")
    fields = wanted.model_dump(exclude={"lead", "buyers"})
    procurement = create_procurement(lead=lead, by=request.user, **fields)
    for authority in buyers_called(request, wanted.buyers, "buyers"):
        if authority.organisation_id != lead.pk:
            invite_authority(procurement=procurement, authority=authority, by=request.user)
    return created(ProcurementOut.of(procurement), "get_procurement", procurement_id=procurement.pk)


@router.get(
    "/procurements/{int:procurement_id}",
    response=ProcurementOut,
    summary="One joint procurement",
    **needs(Scope.PROCUREMENT_READ),
)
def get_procurement(request: HttpRequest, procurement_id: int):
    """A joint procurement your organisation leads or takes part in."""
    return ProcurementOut.of(procurement_for(request.user, procurement_id))


@router.get(
    "/procurements/{int:procurement_id}/split",
    response=SplitOut,
    summary="What each buyer pays",
    **needs(Scope.PROCUREMENT_READ),
)
def get_split(request: HttpRequest, procurement_id: int):
    """What each buyer pays under the award in force, by the rule chosen for it; 404 before there is one."""
    procurement = procurement_for(request.user, procurement_id)
    awarded = [row for row in scenarios_of(procurement) if row.state == Scenario.State.AWARDED]
    result = scenario_result(awarded[0], request.user) if awarded else None
    if result is None:
        raise Refused("not_awarded", f"{procurement} has not been awarded yet.", status=404)
    split = split_of(awarded[0], request.user)
    return SplitOut(
        rule=split.rule if split else "batch-price",
        scenario=awarded[0].pk,
        total=Money.of(result.cost_pence),
        authorities=[ShareOut.of(row) for row in (split.shares if split else result.buyers)],
        certificate=CertificateOut.of(split) if split else None,
    )


@router.get("/demand-lines", response=Page[DemandOut], summary="Needs", **needs(Scope.PROCUREMENT_READ))
def list_demand(request: HttpRequest, filters: Query[DemandFilter]):
    """What your organisation needs, and what all need in procurements it leads."""
    rows = visible_demand(request.user)
    if filters.procurement:
        rows = rows.filter(procurement=filters.procurement)
    if filters.buyer:
        rows = rows.filter(authority__organisation=filters.buyer)
    return page_of(DemandOut, rows, filters)


@router.post(
    "/demand-lines", response={201: DemandOut}, summary="Add a need", **needs(Scope.PROCUREMENT_WRITE)
)
def add_demand(request: HttpRequest, wanted: DemandIn):
    """Add a need of one buyer; the whole quantity is delivered in its months."""
    (authority,) = buyers_called(request, [wanted.buyer], "buyer")
    line = add_demand_line(
        procurement=_procurement(request, wanted.procurement),
        authority=authority,
        item=referred(visible_items(request.user), wanted.item, "item", "item"),
        by=request.user,
        **wanted.model_dump(include={"quantity", "earliest", "need_by", "cost_centre", "note"}),
    )
    return created(DemandOut.of(found(visible_demand(request.user), line.pk, "need")))


@router.get("/bids", response=Page[BidOut], summary="Bids", **needs(Scope.PROCUREMENT_READ))
def list_bids(request: HttpRequest, filters: Query[BidFilter]):
    """Bids with lines, price tiers and discounts in the procurements you see."""
    rows = visible_bids(request.user)
    if filters.procurement:
        rows = rows.filter(procurement=filters.procurement)
    if filters.supplier:
        rows = rows.filter(supplier=filters.supplier)
    return page_of(BidOut, rows, filters)


@router.post("/bids", response={201: BidOut}, summary="Record a bid", **needs(Scope.PROCUREMENT_WRITE))
def add_bid(request: HttpRequest, wanted: BidIn):
    """Record a supplier's bid with its lines and discounts, all or nothing."""
    lot = referred(visible_lots(request.user), wanted.lot, "lot", "lot") if wanted.lot else None
    bid = create_bid(
        procurement=_procurement(request, wanted.procurement),
        supplier=referred(visible_suppliers(request.user), wanted.supplier, "supplier", "supplier"),
        lot=lot,
        valid_from=wanted.valid_from,
        valid_to=wanted.valid_to,
        by=request.user,
    )
    pks = [line.item for line in wanted.lines]
    items = {row.pk: row for row in all_referred(visible_items(request.user), pks, "lines", "item")}
    for number, line in enumerate(wanted.lines):
        _add_line(request, bid, line, items[line.item], f"lines.{number}")
    if wanted.discounts:
        discounts = [discount.model_dump() for discount in wanted.discounts]
        set_discounts(bid=bid, discounts=discounts, by=request.user)
    return created(BidOut.of(found(visible_bids(request.user), bid.pk, "bid")))


def _add_line(request: HttpRequest, bid: Bid, line: BidLineIn, item, place: str) -> None:
    add_bid_line(
        bid=bid,
        item=item,
        tiers=[(tier.from_quantity, tier.price.e4) for tier in line.tiers],
        valid_for=buyers_called(request, line.valid_for, f"{place}.valid_for"),
        by=request.user,
        **line.model_dump(exclude={"item", "tiers", "valid_for"}),
    )


def _procurement(request: HttpRequest, pk: int) -> JointProcurement:
    return referred(visible_procurements(request.user), pk, "procurement", "procurement")
