"""What each group of authorities would pay by itself: the cost game behind every split."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite

from optimizer.batches.alone import own_sha256, problem_of
from optimizer.batches.model import cost_model
from optimizer.batches.ordering import order_of
from optimizer.batches.prices import legal_quantity
from optimizer.batches.problem import Problem
from optimizer.batches.search import Search
from optimizer.batches.solution import GroupWorth, Order
from optimizer.batches.solve import search_plan
from optimizer.highs import run_highs

Coalition = frozenset[str]

SECONDS_A_COALITION = 10.0


@dataclass(frozen=True)
class Worth:
    """A group's own cost in pence (None: it cannot buy by itself, or no plan was found), and if that is proven."""

    cost: int | None
    proven: bool


@dataclass
class Game:
    """Solves groups as they are asked for, within the time, and remembers them.

    `on_look` is told how many groups were looked at after each. `joint_plan` is what each group's plan begins from;
    `earlier` are the worths of groups by the hash of their own problem, from splits of other scenarios. The last
    `keep_back` seconds are not spent on groups.
    """

    problem: Problem
    search: Search
    known: dict[Coalition, Worth] = field(default_factory=dict)
    bounds: dict[Coalition, int] = field(default_factory=dict)
    on_look: Callable[[int], None] | None = None
    joint_plan: tuple[Order, ...] = ()
    earlier: Mapping[str, Worth] = field(default_factory=dict)
    keep_back: float = 0.0
    looks: int = 0

    @property
    def left(self) -> float:
        """Seconds that may be spent on groups."""
        return self.search.left - self.keep_back

    @property
    def worths(self) -> tuple[GroupWorth, ...]:
        """The groups that have a plan of their own."""
        return tuple(
            GroupWorth(
                sha256=own_sha256(self.problem, group),
                authorities=tuple(sorted(group)),
                cost_pence=worth.cost,
                proven=worth.proven,
            )
            for group, worth in self.known.items()
            if worth.cost is not None
        )

    def looked(self) -> None:
        """Tell that one more group was looked at."""
        self.looks += 1
        if self.on_look:
            self.on_look(self.looks)

    def worth(self, members: Collection[str]) -> Worth:
        """The group's own cost; unproven when time is short."""
        coalition = frozenset(members)
        if coalition not in self.known:
            worth = self._known_earlier(coalition)
            if worth is None and self.left <= 0:
                return Worth(None, False)
            self.known[coalition] = worth or self._solve(coalition)
            self.looked()
        return self.known[coalition]

    def bound(self, members: Collection[str]) -> int:
        """A lower bound of the group's own cost in pence, by the model without whole numbers; 0 without time for it."""
        coalition = frozenset(members)
        if coalition not in self.bounds and self.left <= 0:
            return 0
        if coalition not in self.bounds:
            own = Search(problem_of(self.problem, coalition), self.left)
            mip = cost_model(own.problem).mip
            answer = run_highs(
                replace(mip, integer=[False] * len(mip.integer)), own.limits(SECONDS_A_COALITION)
            )
            if answer.optimal and isfinite(answer.bound):
                own.raise_bound(answer.bound)
            self.bounds[coalition] = own.bound
        return self.bounds[coalition]

    def _known_earlier(self, coalition: Coalition) -> Worth | None:
        return self.earlier.get(own_sha256(self.problem, coalition)) if self.earlier else None

    def _solve(self, coalition: Coalition) -> Worth:
        seconds = min(self.left, SECONDS_A_COALITION)
        stop: Callable[[], bool] | None = self.search.should_stop
        own = Search(
            problem_of(self.problem, coalition),
            seconds,
            self.search.workers,
            self.search.seed,
            should_stop=stop,
        )
        own.offer(part_of(self.problem, self.joint_plan, coalition))
        impossible = search_plan(own, None, seconds)
        return Worth(own.cost, own.proven or (impossible and own.cost is None))


def part_of(
    problem: Problem, orders: tuple[Order, ...], members: Collection[str]
) -> tuple[Order, ...] | None:
    """What a plan orders for these authorities, in quantities of their own; None where an order cannot be so small."""
    found = []
    for order in orders:
        units = {part.demand: part.quantity for part in order.allocations}
        own = {line: units[line] for line in units if problem.demand_by_id[line].authority in members}
        if own:
            offer = problem.offer_by_id[order.offer]
            quantity = legal_quantity(offer, sum(own.values()))
            if quantity is None:
                return None
            found.append(order_of(offer, order.month, own, quantity))
    return tuple(found)
