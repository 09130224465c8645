"""Items and suppliers of an organisation's catalogue."""

from typing import Any

from django.db import transaction

from partners.audit import state_of
from partners.models import Organisation, User
from partners.permissions import require
from procurement.actions.signed import change, store
from procurement.models import Commitment, ContractingAuthority, DeliveryCharge, Item, Supplier

ITEM_FIELDS = (
    "code",
    "name",
    "cpv",
    "unit",
    "specification_version",
    "kind",
    "reference_price_e4",
    "vat_permille",
    "vat_contracted_out",
    "holding_permille",
    "critical",
)
SUPPLIER_FIELDS = ("code", "name", "sme", "order_cost_pence", "delivery_pence")


@transaction.atomic
def create_item(*, owner: Organisation, by: User, **fields: Any) -> Item:
    """Add an item to the owner's catalogue; fields are those of ITEM_FIELDS."""
    require_catalogue(owner, by)
    item = Item(owner=owner, **{name: fields.pop(name) for name in ITEM_FIELDS if name in fields})
    _refuse_unknown(fields)
    store(item, action="item.created", by=by, organisation=owner)
    return item


@transaction.atomic
def edit_item(*, item: Item, by: User, **changes: Any) -> Item:
    """Change fields of an item, of ITEM_FIELDS."""
    require_catalogue(item.owner, by)
    change(item, changes, allowed=ITEM_FIELDS, action="item.changed", by=by, organisation=item.owner)
    return item


@transaction.atomic
def create_supplier(*, owner: Organisation, by: User, **fields: Any) -> Supplier:
    """Add a supplier to the owner's catalogue; fields are those of SUPPLIER_FIELDS."""
    require_catalogue(owner, by)
    supplier = Supplier(owner=owner, **{name: fields.pop(name) for name in SUPPLIER_FIELDS if name in fields})
    _refuse_unknown(fields)
    store(supplier, action="supplier.created", by=by, organisation=owner)
    return supplier


@transaction.atomic
def edit_supplier(*, supplier: Supplier, by: User, **changes: Any) -> Supplier:
    """Change fields of a supplier, of SUPPLIER_FIELDS."""
    require_catalogue(supplier.owner, by)
    change(
        supplier,
        changes,
        allowed=SUPPLIER_FIELDS,
        action="supplier.changed",
        by=by,
        organisation=supplier.owner,
    )
    return supplier


@transaction.atomic
def set_delivery_charge(
    *, supplier: Supplier, authority: ContractingAuthority, pence: int, by: User
) -> DeliveryCharge:
    """Set what the supplier charges to deliver one month's order to this authority."""
    require_catalogue(supplier.owner, by)
    charge = DeliveryCharge.objects.filter(supplier=supplier, authority=authority).first()
    before = state_of(charge) if charge else None
    charge = charge or DeliveryCharge(supplier=supplier, authority=authority)
    charge.pence = pence
    store(charge, action="delivery_charge.set", by=by, organisation=supplier.owner, before=before)
    return charge


@transaction.atomic
def set_commitment(
    *,
    authority: ContractingAuthority,
    supplier: Supplier,
    starts_in: int,
    minimum_pence: int,
    shortfall_permille: int,
    by: User,
) -> Commitment:
    """Record an existing contract's minimum for the financial year that starts in April `starts_in`."""
    require(
        by,
        "procurement.edit_budget",
        authority.organisation,
        f"Your roles at {authority} do not let you record its contracts.",
    )
    row = Commitment.objects.filter(authority=authority, supplier=supplier, starts_in=starts_in).first()
    before = state_of(row) if row else None
    row = row or Commitment(authority=authority, supplier=supplier, starts_in=starts_in)
    row.minimum_pence, row.shortfall_permille = minimum_pence, shortfall_permille
    store(row, action="commitment.set", by=by, organisation=authority.organisation, before=before)
    return row


def require_catalogue(owner: Organisation, by: User) -> None:
    """Refuse anybody but a procurement lead of the organisation whose catalogue it is."""
    require(
        by,
        "procurement.edit_catalogue",
        owner,
        f"Your roles at {owner} do not let you change its catalogue.",
    )


def _refuse_unknown(fields: dict[str, Any]) -> None:
    if fields:
        raise TypeError(f"there is no field called {', '.join(sorted(fields))}")
