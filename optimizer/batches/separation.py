"""Which group could gain most by leaving, among all there are: a bound on every group's gain at once.

The joint programme over the items' cuts is asked for the group that pays most beyond its own least cost. Cuts say what
each authority's demand adds as well (the duals of its demand), so that those found for one group bound the cost of every
other (Benders 1962). The tree branches first on who is the first to leave, then on who else does and on rebate tiers.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from optimizer.batches.branching import Branching, Shut
from optimizer.batches.charge_sharing import share_charges
from optimizer.batches.coalitions import part_of
from optimizer.batches.crew import Crew
from optimizer.batches.cutting import Cutting
from optimizer.batches.doubts import joining_in_doubt
from optimizer.batches.firming import Firming
from optimizer.batches.joint_programme import Programme
from optimizer.batches.master import Master
from optimizer.batches.problem import Problem
from optimizer.batches.pursuit import Pursuit
from optimizer.batches.record import ask_as_before
from optimizer.batches.relaxation import Point, Relaxation
from optimizer.batches.search import Search
from optimizer.batches.solution import ItemRates, Order
from optimizer.batches.variables import PENCE_PER_POUND

Group = frozenset[str]

FOR_CHARGES = 0.15
PASSES = 2
# These bind a group as they bind all; a rule that asks for many suppliers or small ones may ask less of a group.
KEPT_RULES = ("max_share", "max_suppliers", "exclude_supplier")


@dataclass
class Leaving:
    """The most that any group could gain by leaving, in pence (None: not known), and the groups looked at, best first."""

    at_most: int | None = None
    groups: list[Group] = field(default_factory=list)


class Separation:
    """Keeps the cuts from one question to the next: they do not depend on who pays what. A context manager.

    `plan` is the joint plan, `rates` are those that its bound rests on.
    """

    def __init__(
        self,
        search: Search,
        problem: Problem,
        plan: tuple[Order, ...] = (),
        rates: tuple[ItemRates, ...] = (),
        on_look: Callable[[], None] | None = None,
    ) -> None:
        kept = (rule for rule in problem.rules if rule.kind in KEPT_RULES and rule.price_pence is None)
        self.on_look = on_look
        self.problem = problem.altered(rules=tuple(kept))
        self.crew = Crew(self.problem, max(1, search.workers))
        inner = Search(self.problem, search.left, seed=search.seed, should_stop=search.should_stop)
        inner.rates = rates
        wanting = {line.authority for line in problem.demand} | {c.authority for c in problem.commitments}
        self.pursuit = Pursuit(inner, self.crew, Master(self.problem, tuple(sorted(wanting))))
        self.plan = plan

    def __enter__(self) -> "Separation":
        self.crew.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.crew.__exit__()

    def most_gain(self, pays: Mapping[str, int], seconds: float, enough: int = 0) -> Leaving:
        """Bound what any group of those who pay could gain on its own, for at most these seconds.

        Gains up to `enough` pence do not matter: the bound is no lower.
        """
        inner, master, joint = self.pursuit.search, self.pursuit.master, sum(pays.values())
        deadline = inner.elapsed + seconds
        if not master.complete:
            self._begin(pays, deadline)
        if not master.complete or len(pays) < 2:
            return Leaving()
        inner.cost, inner.bound = joint - enough, 0
        with Relaxation(Programme(master, pays)) as relaxation:
            cutting = Cutting(self.pursuit, relaxation)
            asking = _Asking(cutting, Firming(cutting, lambda found, until: None), self.plan, self.on_look)
            first = cutting.best_point(deadline)
            if first is not None:
                # Something is known even where there is no time for all who may be the first to leave.
                inner.raise_bound(first.bound)
            tree = Branching(cutting, asking.best_point, asking.look_into)
            tree.grow(deadline, _first_to_leave(relaxation.programme))
        gains = {group: joint / PENCE_PER_POUND - pounds for group, pounds in asking.costs.items()}
        groups = [group for group in gains if gains[group] * PENCE_PER_POUND > len(pays)]
        at_most = joint - inner.bound if inner.bound else None
        return Leaving(at_most, sorted(groups, key=lambda group: -gains[group]))

    def _begin(self, pays: Mapping[str, int], deadline: float) -> None:
        """Look at all together, so that every item has a cut, at the highest rates, the plan's, and those of its bound.

        Before that those bear the charges of orders and deliveries who bring them about in the plan.
        """
        everybody, pursuit, search = dict.fromkeys(pays, 1.0), self.pursuit, self.pursuit.search
        if pursuit.sweep(deadline - search.elapsed, parts={}, present=everybody) and self.plan:
            pursuit.chargeable = {item: tuple(result.charged) for item, result in pursuit.results.items()}
            pursuit.as_planned(self.plan)
            share_charges(pursuit, self.plan, (deadline - search.elapsed) * FOR_CHARGES)
            pursuit.sweep(deadline - search.elapsed, present=everybody)
            pursuit.to_the_top()
            pursuit.sweep(deadline - search.elapsed, present=everybody)
            ask_as_before(pursuit, deadline, present=everybody)


@dataclass
class _Asking:
    """Asks the items at the nodes, and bounds them in whole numbers once it is clear who is there.

    `costs` are the pounds that each group looked into costs at least, and pays elsewhere.
    """

    cutting: Cutting
    firming: Firming
    plan: tuple[Order, ...]
    on_look: Callable[[], None] | None
    costs: dict[Group, float] = field(default_factory=dict)

    def best_point(self, shut: Shut, deadline: float) -> Point | None:
        """The best point of a node, None without time for any."""
        point = self.cutting.best_of_node(shut, deadline)
        if self.on_look:
            self.on_look()
        for _ in range(PASSES):
            if point is None or point.bound >= self.cutting.cutoff:
                break
            if joining_in_doubt(self.cutting.relaxation.programme, point.values):
                break
            if not self.look_into(point, deadline):
                break
            point = self.cutting.best_of_node(shut, deadline)
        return point

    def look_into(self, point: Point, deadline: float) -> bool:
        """Bound items in whole numbers for those who are there; whether there was any to be bounded."""
        group = self.cutting.relaxation.programme.group_at(point.values)
        self.costs[group] = max(point.bound, self.costs.get(group, point.bound))
        own = part_of(self.cutting.pursuit.problem, self.plan, group)
        return self.firming.in_whole_numbers(point, own, deadline)


def _first_to_leave(programme: Programme) -> Iterator[Shut]:
    """Each group leaves out somebody first: the nodes where all before join, and that one leaves."""
    before: Shut = frozenset()
    for joins, leaves in programme.joining.values():
        yield before | {joins}
        before |= {leaves}
