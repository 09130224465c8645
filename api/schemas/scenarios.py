"""Scenarios, their answers and awards."""

from typing import Self

from api.schemas.base import Document, Flag, Id, IdInAddress, Instant, Money, Month, Paging, text, whole
from api.schemas.procurements import ShareOut
from procurement.models import Award, Scenario
from procurement.results import BatchRow, LineRow, ScenarioResult

EXAMPLE = {"procurement": 1, "name": "Within budgets, committed buyers only", "include_indicative": False}


class ScenarioFilter(Paging):
    """Scenarios of one procurement."""

    procurement: IdInAddress | None = None


class ScenarioIn(Document):
    """One way to award. Without a `volume_limit_permille` the procurement's holds; null means no limit."""

    model_config = Document.model_config | {"json_schema_extra": {"examples": [EXAMPLE]}}

    procurement: Id
    name: text(120)
    note: text(5000, least=0) = ""
    apply_tiers: Flag = True
    respect_budgets: Flag = True
    include_indicative: Flag = True
    volume_limit_permille: whole(0) | None = None


class BatchLineOut(Document):
    """One item of a batch; `surplus` units are bought beyond what anybody needs."""

    item_code: str
    item_name: str
    quantity: int
    surplus: int
    goods: Money
    arrives: Month

    @classmethod
    def of(cls, line: LineRow) -> Self:
        """The document of a line's row."""
        return cls(
            item_code=line.item_code,
            item_name=line.item_name,
            quantity=line.quantity,
            surplus=line.surplus,
            goods=Money.of(line.goods_pence),
            arrives=line.arrives,
        )


class BatchOut(Document):
    """All orders with one supplier under one lot, or directly, in one month."""

    number: int
    supplier_name: str
    source: str
    month: Month
    lines: list[BatchLineOut]
    goods: Money
    order: Money
    delivery: Money
    vat: Money
    total: Money

    @classmethod
    def of(cls, batch: BatchRow) -> Self:
        """The document of a batch's row."""
        return cls(
            number=batch.number,
            supplier_name=batch.supplier_name,
            source=batch.source,
            month=batch.month,
            lines=[BatchLineOut.of(line) for line in batch.lines],
            goods=Money.of(batch.goods_pence),
            order=Money.of(batch.order_pence),
            delivery=Money.of(batch.delivery_pence),
            vat=Money.of(batch.vat_pence),
            total=Money.of(batch.total_pence),
        )


class ConflictOut(Document):
    """Something that cannot hold together with the rest, and the smallest change that would free it."""

    kind: str
    text: str
    remedy: str


class ResultOut(Document):
    """What the latest answered run says: cost, proven limit, batches and buyers; or the conflict."""

    status: str
    cost: Money | None
    bound: Money | None
    gap_permille: int | None
    batches: list[BatchOut]
    buyers: list[ShareOut]
    broken_rules: list[str]
    conflict: list[ConflictOut]

    @classmethod
    def of(cls, result: ScenarioResult) -> Self:
        """The document of a scenario's answer."""
        return cls(
            status=result.status,
            cost=Money.of(result.cost_pence),
            bound=Money.of(result.bound_pence),
            gap_permille=result.gap_permille,
            batches=[BatchOut.of(batch) for batch in result.batches],
            buyers=[ShareOut.of(row) for row in result.buyers],
            broken_rules=list(result.broken_rules),
            conflict=[
                ConflictOut(kind=row.kind, text=row.text, remedy=row.remedy) for row in result.conflict
            ],
        )


class ScenarioOut(Document):
    """One way to award; `result` is told where one scenario is asked for and has been answered."""

    id: int
    procurement: int
    name: str
    note: str
    state: str
    apply_tiers: bool
    respect_budgets: bool
    include_indicative: bool
    volume_limit_permille: int | None
    run: int | None
    result: ResultOut | None = None

    @classmethod
    def of(cls, scenario: Scenario, result: ScenarioResult | None = None) -> Self:
        """The document of a row read with its state."""
        return cls(
            id=scenario.pk,
            procurement=scenario.procurement_id,
            name=scenario.name,
            note=scenario.note,
            state=scenario.state,
            apply_tiers=scenario.apply_tiers,
            respect_budgets=scenario.respect_budgets,
            include_indicative=scenario.include_indicative,
            volume_limit_permille=scenario.volume_limit_permille,
            run=scenario.run_id,
            result=ResultOut.of(result) if result else None,
        )


class AwardOut(Document):
    """A scenario made binding."""

    id: int
    procurement: int
    scenario: int
    run: int
    cost: Money
    awarded_at: Instant

    @classmethod
    def of(cls, award: Award) -> Self:
        """The document of a row."""
        return cls(
            id=award.pk,
            procurement=award.procurement_id,
            scenario=award.scenario_id,
            run=award.run_id,
            cost=Money.of(award.cost_pence),
            awarded_at=award.awarded_at,
        )
