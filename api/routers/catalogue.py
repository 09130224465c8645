"""Items, suppliers and frameworks."""

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router

from api.answers import all_referred, created, found, page_of, referred
from api.auth import needs
from api.schemas.base import Page
from api.schemas.catalogue import (
    CatalogueFilter,
    FrameworkIn,
    FrameworkOut,
    ItemIn,
    ItemOut,
    LotIn,
    SupplierIn,
    SupplierOut,
)
from partners.models import Organisation, Scope
from partners.queries import visible_organisations
from procurement.actions.catalogue import create_item, create_supplier
from procurement.actions.frameworks import create_framework, create_lot
from procurement.models import ContractingAuthority, Framework
from procurement.queries.catalogue import (
    visible_authorities,
    visible_frameworks,
    visible_items,
    visible_suppliers,
)

router = Router(tags=["Catalogue"])


def _owner(request: HttpRequest, pk: int) -> Organisation:
    return referred(visible_organisations(request.user), pk, "owner", "organisation")


def _of_owner(rows: QuerySet, filters: CatalogueFilter) -> QuerySet:
    return rows.filter(owner=filters.owner) if filters.owner else rows


def buyers_called(request: HttpRequest, pks: list[int], field: str) -> list[ContractingAuthority]:
    """The buying faces of the organisations with these ids; Refused (422) for one that is not there or does not buy."""
    bodies = all_referred(visible_organisations(request.user), pks, field, "organisation")
    rows = visible_authorities(request.user).filter(organisation__in=bodies)
    faces = {row.organisation_id: row.pk for row in rows}
    return all_referred(
        visible_authorities(request.user), [faces.get(body.pk, 0) for body in bodies], field, "buyer"
    )


@router.get("/items", response=Page[ItemOut], summary="Items", **needs(Scope.PROCUREMENT_READ))
def list_items(request: HttpRequest, filters: Query[CatalogueFilter]):
    """What can be bought, from your organisation's catalogue and its partners'."""
    return page_of(ItemOut, _of_owner(visible_items(request.user), filters), filters)


@router.post("/items", response={201: ItemOut}, summary="Add an item", **needs(Scope.PROCUREMENT_WRITE))
def add_item(request: HttpRequest, wanted: ItemIn):
    """Add an item to a catalogue; its CPV code needs the right check digit."""
    fields = wanted.model_dump(exclude={"owner", "reference_price"})
    item = create_item(
        owner=_owner(request, wanted.owner),
        reference_price_e4=wanted.reference_price.e4,
        by=request.user,
        **fields,
    )
    return created(ItemOut.of(item))


@router.get("/suppliers", response=Page[SupplierOut], summary="Suppliers", **needs(Scope.PROCUREMENT_READ))
def list_suppliers(request: HttpRequest, filters: Query[CatalogueFilter]):
    """Who sells, from your organisation's catalogue and its partners'."""
    return page_of(SupplierOut, _of_owner(visible_suppliers(request.user), filters), filters)


@router.post(
    "/suppliers", response={201: SupplierOut}, summary="Add a supplier", **needs(Scope.PROCUREMENT_WRITE)
)
def add_supplier(request: HttpRequest, wanted: SupplierIn):
    """Add a supplier to a catalogue."""
    supplier = create_supplier(
        owner=_owner(request, wanted.owner),
        code=wanted.code,
        name=wanted.name,
        sme=wanted.sme,
        order_cost_pence=wanted.order_cost.pence,
        delivery_pence=wanted.delivery.pence,
        by=request.user,
    )
    return created(SupplierOut.of(supplier))


@router.get("/frameworks", response=Page[FrameworkOut], summary="Frameworks", **needs(Scope.PROCUREMENT_READ))
def list_frameworks(request: HttpRequest, filters: Query[CatalogueFilter]):
    """Agreements to call off from, with their lots."""
    return page_of(FrameworkOut, _of_owner(visible_frameworks(request.user), filters), filters)


@router.post(
    "/frameworks", response={201: FrameworkOut}, summary="Add a framework", **needs(Scope.PROCUREMENT_WRITE)
)
def add_framework(request: HttpRequest, wanted: FrameworkIn):
    """Add a framework with its lots, all or nothing."""
    owner = _owner(request, wanted.owner)
    framework = create_framework(owner=owner, code=wanted.code, name=wanted.name, by=request.user)
    for number, lot in enumerate(wanted.lots):
        _add_lot(request, framework, lot, f"lots.{number}")
    return created(FrameworkOut.of(found(visible_frameworks(request.user), framework.pk, "framework")))


def _add_lot(request: HttpRequest, framework: Framework, lot: LotIn, place: str) -> None:
    create_lot(
        framework=framework,
        code=lot.code,
        name=lot.name,
        supplier=referred(visible_suppliers(request.user), lot.supplier, f"{place}.supplier", "supplier"),
        term_from=lot.term_from,
        term_to=lot.term_to,
        ceiling_pence=lot.ceiling.pence if lot.ceiling else None,
        spent_pence=lot.spent.pence,
        entitled=buyers_called(request, lot.entitled, f"{place}.entitled"),
        by=request.user,
    )
