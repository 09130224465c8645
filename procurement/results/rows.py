"""Rows of a scenario's answer. Money is pence, `_e4` is pounds x 10,000, months are first days."""

from dataclasses import dataclass, field
from datetime import date

from procurement.models import Scenario
from procurement.money import E4_PER_PENNY, round_half_up


@dataclass(frozen=True)
class AllocationRow:
    """Units of an order line for one need of one buyer."""

    demand_key: int
    authority_code: str
    authority_name: str
    quantity: int
    goods_pence: int
    need_by: date | None
    cost_centre: str


@dataclass(frozen=True)
class LineRow:
    """One item of a batch; `surplus` units of the quantity are bought beyond what anybody needs."""

    bid_line_key: int
    item_code: str
    item_name: str
    unit: str
    quantity: int
    surplus: int
    goods_pence: int
    arrives: date
    allocations: list[AllocationRow]

    @property
    def average_price_e4(self) -> int:
        """Goods divided by quantity, rounded to a hundredth of a penny."""
        return round_half_up(self.goods_pence * E4_PER_PENNY, self.quantity)


@dataclass(frozen=True)
class ChargeRow:
    """One buyer's part of a batch: its call-off."""

    authority_code: str
    authority_name: str
    goods_pence: int
    order_pence: int
    delivery_pence: int
    vat_pence: int

    @property
    def total_pence(self) -> int:
        return self.goods_pence + self.order_pence + self.delivery_pence + self.vat_pence


@dataclass(frozen=True)
class BatchRow:
    """All orders under one bid in one month. Totals are of the whole batch, whoever looks at it."""

    number: int
    supplier_code: str
    supplier_name: str
    source: str
    month: date
    lines: list[LineRow]
    charges: list[ChargeRow]
    goods_pence: int
    order_pence: int
    delivery_pence: int
    vat_pence: int

    @property
    def total_pence(self) -> int:
        return self.goods_pence + self.order_pence + self.delivery_pence + self.vat_pence


@dataclass(frozen=True)
class SavingRow:
    """A saving on goods against the baselines, with its sources (see `procurement.savings`)."""

    baseline_pence: int
    goods_pence: int
    best_contract_pence: int
    volume_break_pence: int
    rebates_pence: int
    uncovered_lines: int

    @property
    def total_pence(self) -> int:
        return self.best_contract_pence + self.volume_break_pence + self.rebates_pence

    @property
    def permille(self) -> int:
        """The saving in thousandths of the baseline."""
        return round_half_up(self.total_pence * 1000, self.baseline_pence) if self.baseline_pence else 0


@dataclass(frozen=True)
class BuyerRow:
    """What one buyer pays together, part by part, and alone where that was worked out."""

    authority_code: str
    authority_name: str
    goods_pence: int
    order_pence: int
    delivery_pence: int
    vat_pence: int
    holding_pence: int
    shortfall_pence: int
    rebates_pence: int
    broken_rules_pence: int
    pays_pence: int
    alone_pence: int | None
    saving: SavingRow | None

    @property
    def saves_pence(self) -> int | None:
        """Alone less together; negative where joining costs more; None when alone is not known."""
        return None if self.alone_pence is None else self.alone_pence - self.pays_pence


@dataclass(frozen=True)
class BudgetRow:
    """How far a budget is used by what is delivered in its year."""

    authority_code: str
    authority_name: str
    year: str
    kind: str
    used_pence: int
    limit_pence: int


@dataclass(frozen=True)
class CeilingRow:
    """How far what was left of a lot's ceiling is used."""

    label: str
    supplier_name: str
    used_pence: int
    limit_pence: int


@dataclass(frozen=True)
class ConflictRow:
    """One of the demands that cannot hold together, and the least change that would free them."""

    kind: str
    text: str
    remedy: str


@dataclass(frozen=True)
class ScenarioResult:
    """A finished answer. `infeasible` has a conflict and nothing else; `gap_permille` is the proven gap.

    `parts`: (label, pence) of the whole cost, rebates negative. `causes`: (label, explanation, pence) of the saving
    against each buying alone as and when needed, in the solver's reckoning; they sum to it. `sees_all`: every buyer is shown.
    """

    scenario: Scenario
    status: str
    sees_all: bool
    cost_pence: int | None = None
    bound_pence: int | None = None
    gap_permille: int | None = None
    seconds: float = 0
    parts: list[tuple[str, int]] = field(default_factory=list)
    batches: list[BatchRow] = field(default_factory=list)
    buyers: list[BuyerRow] = field(default_factory=list)
    saving: SavingRow | None = None
    causes: list[tuple[str, str, int]] = field(default_factory=list)
    budgets: list[BudgetRow] = field(default_factory=list)
    ceilings: list[CeilingRow] = field(default_factory=list)
    broken_rules: list[str] = field(default_factory=list)
    conflict: list[ConflictRow] = field(default_factory=list)

    @property
    def saved_pence(self) -> int:
        """The sum of the causes."""
        return sum(pence for _, _, pence in self.causes)
