"""The document `batch-problem/1`: what is needed, who offers it on which terms, and the rules of the award."""

import re
from collections import defaultdict
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from optimizer.batches.faults import reference_faults
from optimizer.batches.fields import (
    MAX_AUTHORITIES,
    MAX_ITEMS,
    Authorities,
    Identifier,
    ItemKind,
    Month,
    Pence,
    Permille,
    PriceE4,
    Quantity,
    Year,
)
from optimizer.batches.rules import MaxShare, MaxSuppliers, MinSuppliers, Rule
from optimizer.batches.years import financial_year
from optimizer.documents import (
    DOCUMENT_BYTES_MAX,
    Document,
    InvalidDocument,
    fault_of_size,
    faults_of,
    sha256_of,
)

MAX_DEMAND = 100_000
MAX_SUPPLIERS = 5_000
MAX_LOTS = 20_000
MAX_OFFERS = 100_000
MAX_COMMITMENTS = 20_000
MAX_RULES = 1_000
MAX_STEPS = 100

RULE_TAG = re.compile(
    r"^(\$\.rules\[\d+\])\.(?:max_suppliers|min_suppliers|max_share|min_sme_share|exclude_supplier)"
)


class Budget(Document):
    year: Year
    kind: ItemKind
    pence: Pence


class Authority(Document):
    id: Identifier
    budgets: Annotated[tuple[Budget, ...], Field(max_length=MAX_STEPS, fail_fast=True)] = ()
    vat_recoverable: bool = True


class Item(Document):
    id: Identifier
    kind: ItemKind = "revenue"
    vat_permille: Permille = 200
    holding_permille_per_year: Annotated[int, Field(ge=0, le=10000)] = 35
    reference_price_e4: PriceE4
    critical: bool = False


class DemandLine(Document):
    id: Identifier
    authority: Identifier
    item: Identifier
    quantity: Annotated[int, Field(ge=1, le=10**8)]
    earliest: Month
    need_by: Month


class Supplier(Document):
    id: Identifier
    sme: bool = False
    order_cost_pence: Pence = 0
    delivery_pence: dict[Identifier, Pence] = Field(default_factory=dict, max_length=MAX_AUTHORITIES)


class Lot(Document):
    id: Identifier
    framework: Identifier
    supplier: Identifier
    from_month: Month
    to_month: Month
    ceiling_pence: Pence | None
    entitled: Authorities | None


class Tier(Document):
    from_quantity: Quantity
    price_e4: PriceE4


class Offer(Document):
    id: Identifier
    lot: Identifier
    item: Identifier
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1, max_length=MAX_STEPS, fail_fast=True)]
    tier_kind: Literal["all_units", "incremental"]
    minimum: Quantity = 0
    multiple: Annotated[int, Field(ge=1, le=10**8)] = 1
    capacity_per_month: Quantity | None
    lead_months: Month = 0
    valid_for: Authorities | None = None


class RebateTier(Document):
    from_pence: Pence
    permille: Permille


class Rebate(Document):
    supplier: Identifier
    tiers: Annotated[tuple[RebateTier, ...], Field(min_length=1, max_length=MAX_STEPS, fail_fast=True)]


class Commitment(Document):
    id: Identifier
    authority: Identifier
    supplier: Identifier
    year: Year
    minimum_pence: Pence
    shortfall_permille: Permille


class Problem(Document):
    """One joint procurement over a horizon of months. Construct it through `parse_problem`."""

    format: Literal["batch-problem/1"]
    first_month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    months: Annotated[int, Field(ge=1, le=240)]
    authorities: Annotated[tuple[Authority, ...], Field(max_length=MAX_AUTHORITIES)]
    items: Annotated[tuple[Item, ...], Field(max_length=MAX_ITEMS)]
    demand: Annotated[tuple[DemandLine, ...], Field(max_length=MAX_DEMAND)]
    suppliers: Annotated[tuple[Supplier, ...], Field(max_length=MAX_SUPPLIERS)]
    lots: Annotated[tuple[Lot, ...], Field(max_length=MAX_LOTS)]
    offers: Annotated[tuple[Offer, ...], Field(max_length=MAX_OFFERS)]
    rebates: Annotated[tuple[Rebate, ...], Field(max_length=MAX_SUPPLIERS)] = ()
    commitments: Annotated[tuple[Commitment, ...], Field(max_length=MAX_COMMITMENTS)] = ()
    rules: Annotated[tuple[Rule, ...], Field(max_length=MAX_RULES)] = ()

    @model_validator(mode="after")
    def _parts_fit_together(self) -> "Problem":
        faults = reference_faults(self)
        if faults:
            raise InvalidDocument(faults)
        return self

    def __getstate__(self) -> dict[str, Any]:
        """The fields alone: what was worked out from them is soon worked out again, and another thread may be at it."""
        state = super().__getstate__()
        return {**state, "__dict__": {name: self.__dict__[name] for name in type(self).model_fields}}

    @cached_property
    def authority_by_id(self) -> dict[str, Authority]:
        return {authority.id: authority for authority in self.authorities}

    @cached_property
    def item_by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def demand_by_id(self) -> dict[str, DemandLine]:
        return {line.id: line for line in self.demand}

    @cached_property
    def supplier_by_id(self) -> dict[str, Supplier]:
        return {supplier.id: supplier for supplier in self.suppliers}

    @cached_property
    def lot_by_id(self) -> dict[str, Lot]:
        return {lot.id: lot for lot in self.lots}

    @cached_property
    def offer_by_id(self) -> dict[str, Offer]:
        return {offer.id: offer for offer in self.offers}

    @cached_property
    def offers_of_item(self) -> dict[str, tuple[Offer, ...]]:
        """The offers of each item, in the order of the document."""
        found: dict[str, list[Offer]] = defaultdict(list)
        for offer in self.offers:
            found[offer.item].append(offer)
        return {item: tuple(offers) for item, offers in found.items()}

    @cached_property
    def lines_of_item(self) -> dict[str, tuple[DemandLine, ...]]:
        """The demand lines of each item, in the order of the document."""
        found: dict[str, list[DemandLine]] = defaultdict(list)
        for line in self.demand:
            found[line.item].append(line)
        return {item: tuple(lines) for item, lines in found.items()}

    @cached_property
    def demanded(self) -> dict[str, int]:
        """Units demanded of each item that anybody demands, in the order of the document."""
        return {item: sum(line.quantity for line in lines) for item, lines in self.lines_of_item.items()}

    def supplier_of(self, offer: Offer) -> Supplier:
        return self.supplier_by_id[self.lot_by_id[offer.lot].supplier]

    def may_buy(self, authority: str, offer: Offer) -> bool:
        """Whether the offer's lot entitles the authority and the offer is valid for it."""
        entitled = self.lot_by_id[offer.lot].entitled
        return (entitled is None or authority in entitled) and (
            offer.valid_for is None or authority in offer.valid_for
        )

    def year_of(self, month: int) -> str:
        """The financial year (April to March) of a month of the horizon, such as 2026/27."""
        return financial_year(self.first_month, month)

    def items_of(self, rule: MaxSuppliers | MinSuppliers | MaxShare) -> tuple[str, ...]:
        """The demanded items a rule speaks of."""
        return tuple(item for item in self.demanded if rule.items is None or item in rule.items)

    @cached_property
    def sha256(self) -> str:
        """`problem_sha256`: of the canonical JSON without what stands at its default."""
        return sha256_of(self.as_document())

    def as_document(self) -> dict[str, Any]:
        """The problem as JSON data, without what stands at its default."""
        return self.model_dump(mode="json", exclude_defaults=True)


def parse_problem(json_bytes: bytes | str) -> Problem:
    """Read a problem document.

    Raises InvalidDocument naming every fault by its JSON path, what is wrong and what would be right.
    """
    if len(json_bytes) > DOCUMENT_BYTES_MAX:
        raise InvalidDocument([fault_of_size(len(json_bytes))])
    try:
        return Problem.model_validate_json(json_bytes)
    except ValidationError as error:
        faults = [fault._replace(path=RULE_TAG.sub(r"\1", fault.path)) for fault in faults_of(error)]
        raise InvalidDocument(faults) from None
