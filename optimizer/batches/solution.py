"""The documents `batch-solution/1` and `split/1`: what is ordered, what it costs whom, and how good that is."""

from typing import Any, Literal

from pydantic import ValidationError

from optimizer.documents import Document, InvalidDocument, faults_of

SplitRule = Literal["batch-price", "proportional", "shapley", "nucleolus"]


class Answer(Document):
    """A document that is written out whole."""

    def as_document(self) -> dict[str, Any]:
        """The document as JSON data."""
        return self.model_dump(mode="json")


class Allocation(Document):
    """Units of an order line that serve a demand line."""

    demand: str
    quantity: int


class Order(Document):
    """An order line: what is ordered under one offer in one month. Units beyond the allocations are surplus."""

    offer: str
    month: int
    quantity: int
    goods_pence: int
    allocations: tuple[Allocation, ...]


class CostParts(Document):
    """The cost in pence by kind; `rebates` is taken off, the rest is added."""

    goods: int
    order: int
    delivery: int
    vat: int
    holding: int
    shortfall: int
    rebates: int
    broken_rules: int

    @property
    def total(self) -> int:
        """The cost that is minimised."""
        charged = self.goods + self.order + self.delivery + self.vat + self.holding + self.shortfall
        return charged + self.broken_rules - self.rebates


class AuthorityBill(Document):
    """What an authority pays in this plan and what its own best plan would cost (null: not known in time)."""

    id: str
    pays_pence: int
    alone_pence: int | None


class Savings(Document):
    """What a plan saves in pence against buying alone and as needed, by cause; the causes sum to the whole saving."""

    baseline_pence: int
    best_contract_pence: int
    volume_break_pence: int
    orders_and_deliveries_pence: int
    timing_pence: int

    @property
    def total(self) -> int:
        """The whole saving."""
        together = self.best_contract_pence + self.volume_break_pence
        return together + self.orders_and_deliveries_pence + self.timing_pence


class Breach(Document):
    """A priced rule that this plan breaks: its place in the problem's list, and what that costs."""

    rule: int
    kind: str
    price_pence: int
    text: str


class ConflictMember(Document):
    """One of the demands that cannot hold together, and the least change of it alone that would free them.

    `kind` is one of rule, budget, capacity, minimum, ceiling, entitlement, validity, need_by, and demand for a line no
    offer can reach whatever gives; `change` is in `unit`
    (pence, units, months, suppliers, permille or authorities) and null where no change of it alone helps. `least` is
    what is proven to be needed, where it is not known whether less than `change` would do; `whom` are the authorities
    to be given a right.
    """

    kind: str
    id: str
    text: str
    change: int | None
    unit: str
    remedy: str
    least: int | None = None
    whom: tuple[str, ...] = ()


class ProgressPoint(Document):
    seconds: float
    score: int | None
    bound: int | None
    gap: float | None


class ItemRates(Document):
    """Rates at which the bound looked at an item: what a pound of goods is worth by lot and financial year.

    It costs `least` pounds at least there, which is about the programme and the charges that `ItemCharges` name.
    """

    item: str
    rates: tuple[tuple[str, str, float], ...]
    least: float | None = None


class ItemCharges(Document):
    """What an item bears of each order and delivery charge (pence), in the order of its programme, which is named by its hash."""

    item: str
    programme: str
    pence: tuple[int, ...]


class TierBranch(Document):
    """A node of the tree over rebate tiers in two parts: the supplier's year ends in a tier below `tier` (nought is without
    rebate), or in that or a higher one.

    The root is node 0; the parts of branch n, from 0, are nodes 2n + 1 and 2n + 2.
    """

    node: int
    supplier: str
    year: str
    tier: int


class Solution(Answer):
    """The answer to a problem. `infeasible` has no cost, no orders and a conflict.

    The bound rests on the items' least costs at these `rates`, as they bear these `charges`, and on these `branches`: a
    search for a similar problem begins with them.
    """

    format: Literal["batch-solution/1"]
    problem_sha256: str
    status: Literal["optimal", "feasible", "infeasible"]
    cost_pence: int | None
    bound_pence: int | None
    gap: float | None
    parts: CostParts | None
    seconds: float
    seed: int
    solver: str
    orders: tuple[Order, ...]
    authorities: tuple[AuthorityBill, ...]
    broken_rules: tuple[Breach, ...]
    conflict: tuple[ConflictMember, ...]
    progress: tuple[ProgressPoint, ...]
    savings: Savings | None = None
    rates: tuple[ItemRates, ...] = ()
    charges: tuple[ItemCharges, ...] = ()
    branches: tuple[TierBranch, ...] = ()


class SplitShare(Document):
    id: str
    alone_pence: int | None
    pays_pence: int
    saves_pence: int | None


class CoalitionCount(Document):
    solved: int
    pruned: int


class CoreCertificate(Document):
    """Whether no group would be better off on its own: the worst group, and what it overpays (never below 0).

    `excess_at_most_pence` bounds what any group overpays (null: not known in time). `proven` is true when no group
    overpays more than `excess_pence` and a thousandth of the cost, or when the worst group proves that it does.
    """

    in_core: bool
    worst_coalition: tuple[str, ...]
    excess_pence: int
    proven: bool
    excess_at_most_pence: int | None = None


class GroupWorth(Document):
    """What a group would pay on its own, found for its own problem, which `sha256` names."""

    sha256: str
    authorities: tuple[str, ...]
    cost_pence: int
    proven: bool


class SplitDocument(Answer):
    """How the joint cost is divided between the authorities. `worths` are the groups whose own cost was worked out."""

    format: Literal["split/1"]
    problem_sha256: str
    cost_pence: int
    rule: SplitRule
    authorities: tuple[SplitShare, ...]
    coalitions: CoalitionCount
    core: CoreCertificate
    shapley_error_pence: int | None
    worths: tuple[GroupWorth, ...] = ()


def parse_solution(json_bytes: bytes | str) -> Solution:
    """Read a solution document. Raises InvalidDocument naming every fault."""
    try:
        return Solution.model_validate_json(json_bytes)
    except ValidationError as error:
        raise InvalidDocument(faults_of(error)) from None


def parse_split(json_bytes: bytes | str) -> SplitDocument:
    """Read the document of a split. Raises InvalidDocument naming every fault."""
    try:
        return SplitDocument.model_validate_json(json_bytes)
    except ValidationError as error:
        raise InvalidDocument(faults_of(error)) from None
