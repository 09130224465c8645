"""Joint procurements and what organisations need of them."""

from typing import Literal, Self

from pydantic import Field

from api.schemas.base import Document, Flag, Id, IdInAddress, Money, Month, Paging, text, whole
from procurement.models import CostSplit, DemandLine, JointProcurement
from procurement.results import BuyerRow, ShareRow, SplitResult

EXAMPLE = {
    "lead": 3,
    "title": "Response vehicles and equipment",
    "first_month": "2027-04",
    "months": 24,
    "buyers": [4],
}
DEMAND_EXAMPLE = {
    "procurement": 1,
    "buyer": 4,
    "item": 5,
    "quantity": 40,
    "earliest": "2027-06",
    "need_by": "2027-09",
    "cost_centre": "EQ-101",
}
Route = Literal[tuple(JointProcurement.Route.values)]
State = Literal[tuple(JointProcurement.State.values)]


class ProcurementFilter(Paging):
    """Procurements by state."""

    state: State | None = None


class ProcurementIn(Document):
    """A joint procurement to open; `buyers` are organisations to invite beside the lead."""

    model_config = Document.model_config | {"json_schema_extra": {"examples": [EXAMPLE]}}

    lead: Id
    title: text(160)
    first_month: Month
    months: whole(1, 120)
    route: Route = "framework"
    volume_limit_permille: whole(0) | None = None
    illustrative: Flag = False
    note: text(5000, least=0) = ""
    buyers: list[Id] = Field([], max_length=500)


class ProcurementOut(Document):
    """Several organisations' needs, bought together over `months` months from `first_month`."""

    id: int
    lead: int
    lead_name: str
    title: str
    first_month: Month
    months: int
    state: State
    route: Route
    volume_limit_permille: int | None
    illustrative: bool
    note: str

    @classmethod
    def of(cls, procurement: JointProcurement) -> Self:
        """The document of a row read with its lead."""
        return cls(
            id=procurement.pk,
            lead=procurement.lead_id,
            lead_name=procurement.lead.name,
            title=procurement.title,
            first_month=procurement.first_month,
            months=procurement.months,
            state=procurement.state,
            route=procurement.route,
            volume_limit_permille=procurement.volume_limit_permille,
            illustrative=procurement.illustrative,
            note=procurement.note,
        )


class DemandFilter(Paging):
    """Demand lines of one procurement or buyer."""

    procurement: IdInAddress | None = None
    buyer: IdInAddress | None = None


class DemandIn(Document):
    """A need: the whole quantity delivered in the months `earliest` to `need_by`, both included."""

    model_config = Document.model_config | {"json_schema_extra": {"examples": [DEMAND_EXAMPLE]}}

    procurement: Id
    buyer: Id
    item: Id
    quantity: whole(1, 10**8)
    earliest: Month
    need_by: Month
    cost_centre: text(40, least=0) = ""
    note: text(200, least=0) = ""


class DemandOut(Document):
    """What an organisation needs."""

    id: int
    procurement: int
    buyer: int
    buyer_name: str
    item: int
    item_name: str
    quantity: int
    earliest: Month
    need_by: Month
    cost_centre: str
    note: str

    @classmethod
    def of(cls, line: DemandLine) -> Self:
        """The document of a row read with authority and item."""
        return cls(
            id=line.pk,
            procurement=line.procurement_id,
            buyer=line.authority.organisation_id,
            buyer_name=line.authority.organisation.name,
            item=line.item_id,
            item_name=line.item.name,
            quantity=line.quantity,
            earliest=line.earliest,
            need_by=line.need_by,
            cost_centre=line.cost_centre,
            note=line.note,
        )


class ShareOut(Document):
    """What one buyer pays together with the others, alone (where that was worked out), and the difference."""

    buyer_code: str
    buyer_name: str
    alone: Money | None
    pays: Money
    saves: Money | None

    @classmethod
    def of(cls, row: BuyerRow | ShareRow) -> Self:
        """The document of a buyer's row or of its share by a rule."""
        return cls(
            buyer_code=row.authority_code,
            buyer_name=row.authority_name,
            alone=Money.of(row.alone_pence),
            pays=Money.of(row.pays_pence),
            saves=Money.of(row.saves_pence),
        )


class CertificateOut(Document):
    """Whether any group of buyers would pay less by leaving: in words, and whether that is proven.

    `groups_solved` groups were worked out, `groups_pruned` ruled out by a lower bound.
    """

    in_core: bool
    proven: bool
    text: str
    groups_solved: int
    groups_pruned: int

    @classmethod
    def of(cls, split: SplitResult) -> Self:
        """The document of a finished split's certificate."""
        return cls(
            in_core=split.in_core,
            proven=split.proven,
            text=split.certificate,
            groups_solved=split.groups_solved,
            groups_pruned=split.groups_pruned,
        )


class SplitOut(Document):
    """How the cost of the award in force is shared; others than the lead see their own share.

    `certificate` is null where the rule is the batch price and nobody had it examined.
    """

    rule: Literal[tuple(CostSplit.Rule.values)]
    scenario: int
    total: Money
    authorities: list[ShareOut]
    certificate: CertificateOut | None
