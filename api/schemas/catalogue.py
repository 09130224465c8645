"""Items, suppliers and frameworks with their lots."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints

from api.schemas.base import (
    Document,
    Flag,
    Id,
    IdInAddress,
    Money,
    MoneyIn,
    Month,
    Paging,
    UnitPrice,
    text,
    whole,
)
from procurement.models import Framework, Item, Lot, Supplier

Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,59}$")]
Cpv = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{8}-[0-9]$")]
Funding = Literal["capital", "revenue"]

ITEM_EXAMPLE = {
    "owner": 3,
    "code": "defibrillator",
    "name": "Defibrillator",
    "cpv": "33182100-0",
    "reference_price": {"amount": "842.00", "currency": "GBP"},
}
SUPPLIER_EXAMPLE = {"owner": 3, "code": "northmed", "name": "Northmed Ltd", "sme": True}
FRAMEWORK_EXAMPLE = {
    "owner": 3,
    "code": "RM6000",
    "name": "Medical equipment",
    "lots": [
        {
            "code": "1",
            "supplier": 7,
            "term_from": "2027-04",
            "term_to": "2029-04",
            "ceiling": {"amount": "5000000.00", "currency": "GBP"},
        }
    ],
}


class CatalogueFilter(Paging):
    """Rows of one organisation's catalogue."""

    owner: IdInAddress | None = None


class ItemIn(Document):
    """An item for an organisation's catalogue; the price is without VAT."""

    model_config = Document.model_config | {"json_schema_extra": {"examples": [ITEM_EXAMPLE]}}

    owner: Id
    code: Code
    name: text(160)
    cpv: Cpv
    unit: text(20) = "each"
    specification_version: text(20) = "1"
    kind: Funding = "revenue"
    reference_price: UnitPrice
    vat_permille: whole(0, 1000) = 200
    vat_contracted_out: Flag = False
    holding_permille: whole(0, 10_000) = 35
    critical: Flag = False


class ItemOut(Document):
    """One thing to one specification."""

    id: int
    owner: int
    code: str
    name: str
    cpv: str
    unit: str
    specification_version: str
    kind: Funding
    reference_price: UnitPrice
    vat_permille: int
    vat_contracted_out: bool
    holding_permille: int
    critical: bool

    @classmethod
    def of(cls, item: Item) -> Self:
        """The document of a row."""
        return cls(
            id=item.pk,
            owner=item.owner_id,
            code=item.code,
            name=item.name,
            cpv=item.cpv,
            unit=item.unit,
            specification_version=item.specification_version,
            kind=item.kind,
            reference_price=UnitPrice.of(item.reference_price_e4),
            vat_permille=item.vat_permille,
            vat_contracted_out=item.vat_contracted_out,
            holding_permille=item.holding_permille,
            critical=item.critical,
        )


class SupplierIn(Document):
    """A supplier for an organisation's catalogue.

    `order_cost` is what one order costs the buyers to raise, `delivery` the charge for each buyer and month of order.
    """

    model_config = Document.model_config | {"json_schema_extra": {"examples": [SUPPLIER_EXAMPLE]}}

    owner: Id
    code: Code
    name: text(160)
    sme: Flag = False
    order_cost: MoneyIn = MoneyIn(amount="0.00", currency="GBP")
    delivery: MoneyIn = MoneyIn(amount="0.00", currency="GBP")


class SupplierOut(Document):
    """A seller."""

    id: int
    owner: int
    code: str
    name: str
    sme: bool
    order_cost: Money
    delivery: Money

    @classmethod
    def of(cls, supplier: Supplier) -> Self:
        """The document of a row."""
        return cls(
            id=supplier.pk,
            owner=supplier.owner_id,
            code=supplier.code,
            name=supplier.name,
            sme=supplier.sme,
            order_cost=Money.of(supplier.order_cost_pence),
            delivery=Money.of(supplier.delivery_pence),
        )


class LotIn(Document):
    """A supplier's place in a framework; orders from `term_from` until before `term_to`. None entitled means all."""

    code: Code
    name: text(160, least=0) = ""
    supplier: Id
    term_from: Month
    term_to: Month
    ceiling: MoneyIn | None = None
    spent: MoneyIn = MoneyIn(amount="0.00", currency="GBP")
    entitled: list[Id] = Field([], max_length=500, description="Organisations")


class LotOut(Document):
    """A supplier's place in a framework."""

    id: int
    code: str
    name: str
    supplier: int
    supplier_name: str
    term_from: Month
    term_to: Month
    ceiling: Money | None
    spent: Money
    entitled: list[int]

    @classmethod
    def of(cls, lot: Lot) -> Self:
        """The document of a row read with supplier and entitled authorities."""
        return cls(
            id=lot.pk,
            code=lot.code,
            name=lot.name,
            supplier=lot.supplier_id,
            supplier_name=lot.supplier.name,
            term_from=lot.term_from,
            term_to=lot.term_to,
            ceiling=Money.of(lot.ceiling_pence),
            spent=Money.of(lot.spent_pence),
            entitled=sorted(authority.organisation_id for authority in lot.entitled.all()),
        )


class FrameworkIn(Document):
    """A framework with its lots."""

    model_config = Document.model_config | {"json_schema_extra": {"examples": [FRAMEWORK_EXAMPLE]}}

    owner: Id
    code: Code
    name: text(160)
    lots: list[LotIn] = Field([], max_length=200)


class FrameworkOut(Document):
    """An agreement under which authorities may call off."""

    id: int
    owner: int
    code: str
    name: str
    lots: list[LotOut]

    @classmethod
    def of(cls, framework: Framework) -> Self:
        """The document of a row read with its lots."""
        return cls(
            id=framework.pk,
            owner=framework.owner_id,
            code=framework.code,
            name=framework.name,
            lots=[LotOut.of(lot) for lot in framework.lots.all()],
        )
