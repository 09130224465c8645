"""Bids with lines, price tiers and discounts."""

from typing import Literal, Self

from pydantic import Field

from api.schemas.base import Document, Id, IdInAddress, Month, Paging, UnitPrice, whole
from procurement.models import Bid, BidLine, Discount, PriceTier

EXAMPLE = {
    "procurement": 1,
    "supplier": 7,
    "lot": 2,
    "lines": [
        {
            "item": 5,
            "tiers": [
                {"from_quantity": 1, "price": {"amount": "842.00", "currency": "GBP"}},
                {"from_quantity": 50, "price": {"amount": "799.50", "currency": "GBP"}},
            ],
            "lead_months": 2,
        }
    ],
}


class BidFilter(Paging):
    """Bids of one procurement or supplier."""

    procurement: IdInAddress | None = None
    supplier: IdInAddress | None = None


class Tier(Document):
    """The unit price, without VAT, of an order of `from_quantity` units or more."""

    from_quantity: whole(1)
    price: UnitPrice

    @classmethod
    def of(cls, tier: PriceTier) -> Self:
        """The document of a row."""
        return cls(from_quantity=tier.from_quantity, price=UnitPrice.of(tier.price_e4))


class BidLineIn(Document):
    """The offer for one item. An order is nothing, or at least `minimum` and a whole number of `multiple`s.

    `own_volume`: the volume an existing contract's price was agreed for. `valid_for` empty means all organisations.
    """

    item: Id
    tiers: list[Tier] = Field(min_length=1, max_length=50)
    tier_kind: Literal["all_units", "incremental"] = "all_units"
    lead_months: whole(0, 60) = 0
    minimum: whole(0) = 0
    multiple: whole(1) = 1
    capacity_per_month: whole(0) | None = None
    own_volume: whole(0) | None = None
    valid_for: list[Id] = Field([], max_length=500, description="Organisations")


class BidLineOut(Document):
    """The offer for one item."""

    id: int
    item: int
    item_name: str
    tiers: list[Tier]
    tier_kind: str
    lead_months: int
    minimum: int
    multiple: int
    capacity_per_month: int | None
    own_volume: int | None
    valid_for: list[int]

    @classmethod
    def of(cls, line: BidLine) -> Self:
        """The document of a row read with its terms."""
        return cls(
            id=line.pk,
            item=line.item_id,
            item_name=line.item.name,
            tiers=[Tier.of(tier) for tier in line.tiers.all()],
            tier_kind=line.tier_kind,
            lead_months=line.lead_months,
            minimum=line.minimum,
            multiple=line.multiple,
            capacity_per_month=line.capacity_per_month,
            own_volume=line.own_volume,
            valid_for=sorted(authority.organisation_id for authority in line.valid_for.all()),
        )


class DiscountDocument(Document):
    """A discount in thousandths of the goods once the threshold of units, or of pence spent, is reached in a year."""

    scope: Literal["lot", "supplier"] = "supplier"
    basis: Literal["quantity", "spend"] = "spend"
    threshold: whole(0, 10**14)
    permille: whole(0, 1000)

    @classmethod
    def of(cls, discount: Discount) -> Self:
        """The document of a row."""
        return cls(
            scope=discount.scope,
            basis=discount.basis,
            threshold=discount.threshold,
            permille=discount.permille,
        )


class BidIn(Document):
    """A supplier's offer, under a lot or direct, with all its lines; orders until before `valid_to`."""

    model_config = Document.model_config | {"json_schema_extra": {"examples": [EXAMPLE]}}

    procurement: Id
    supplier: Id
    lot: Id | None = None
    valid_from: Month | None = None
    valid_to: Month | None = None
    lines: list[BidLineIn] = Field(min_length=1, max_length=2000)
    discounts: list[DiscountDocument] = Field([], max_length=50)


class BidOut(Document):
    """A supplier's offer."""

    id: int
    procurement: int
    supplier: int
    supplier_name: str
    lot: int | None
    valid_from: Month | None
    valid_to: Month | None
    lines: list[BidLineOut]
    discounts: list[DiscountDocument]

    @classmethod
    def of(cls, bid: Bid) -> Self:
        """The document of a row read with its terms."""
        return cls(
            id=bid.pk,
            procurement=bid.procurement_id,
            supplier=bid.supplier_id,
            supplier_name=bid.supplier.name,
            lot=bid.lot_id,
            valid_from=bid.valid_from,
            valid_to=bid.valid_to,
            lines=[BidLineOut.of(line) for line in bid.lines.all()],
            discounts=[DiscountDocument.of(discount) for discount in bid.discounts.all()],
        )
