"""Items, suppliers and lots from an upload; rows with a known code change what is stored."""

from procurement.actions.catalogue import (
    ITEM_FIELDS,
    create_item,
    create_supplier,
    edit_item,
    edit_supplier,
)
from procurement.actions.frameworks import create_framework, create_lot, edit_lot
from procurement.models import Framework
from procurement.sheets.upload import Upload


def store_items(upload: Upload) -> None:
    """Add or change the items of the lead's catalogue."""
    lead = upload.procurement.lead
    known = {item.code.casefold(): item for item in lead.items.all()}
    for row in upload.rows("items"):
        fields = {name: row[name] for name in ITEM_FIELDS}
        item = known.get(row["code"].casefold())
        if item is None:
            upload.attempt("items", row, create_item, owner=lead, by=upload.by, **fields)
        else:
            upload.attempt("items", row, edit_item, item=item, by=upload.by, **fields)
        upload.stored["items"] += 1
    upload.references.load_catalogue()


def store_suppliers(upload: Upload) -> None:
    """Add or change the suppliers of the lead's catalogue."""
    lead = upload.procurement.lead
    known = {supplier.code.casefold(): supplier for supplier in lead.suppliers.all()}
    for row in upload.rows("suppliers"):
        fields = {name: row[name] for name in ("name", "sme", "order_cost_pence", "delivery_pence")}
        fields["code"] = row["supplier"]
        supplier = known.get(row["supplier"].casefold())
        if supplier is None:
            upload.attempt("suppliers", row, create_supplier, owner=lead, by=upload.by, **fields)
        else:
            upload.attempt("suppliers", row, edit_supplier, supplier=supplier, by=upload.by, **fields)
        upload.stored["suppliers"] += 1
    upload.references.load_catalogue()


def store_lots(upload: Upload) -> None:
    """Add or change lots of the lead's frameworks; a new framework code opens a framework."""
    for row in upload.rows("lots"):
        supplier = upload.references.supplier("lots", row)
        entitled = upload.references.authorities_named("lots", row, "entitled")
        if supplier is not None:
            upload.attempt("lots", row, _store_lot, upload, row, supplier, entitled)
            upload.stored["lots"] += 1
    upload.references.load_catalogue()


def _store_lot(upload: Upload, row: dict, supplier, entitled) -> None:
    lead = upload.procurement.lead
    framework = Framework.objects.filter(owner=lead, code__iexact=row["framework"]).first()
    if framework is None:
        framework = create_framework(
            owner=lead, code=row["framework"], name=row["framework_name"], by=upload.by
        )
    names = ("ceiling_pence", "spent_pence", "term_from", "term_to")
    fields = {name: row[name] for name in names} | {"name": row["name"] or ""}
    lot = framework.lots.filter(code__iexact=row["lot"]).first()
    if lot is None:
        create_lot(
            framework=framework,
            code=row["lot"],
            supplier=supplier,
            entitled=entitled,
            by=upload.by,
            **fields,
        )
    else:
        edit_lot(lot=lot, entitled=entitled, by=upload.by, **fields)
