"""Which group could gain most by leaving, among all there are: a bound on every group's gain, group after group.

Without whole numbers the cost of an item falls apart into what each authority's demand adds to it (the duals of its
demand) and what its goods are worth to other items (the rates of rebates and ceilings). Such cuts bound the own cost
of every group from below, not only of the one they were found at (Benders 1962): together with the rebate tiers, as
in `master`, they make a small programme over who leaves. It names the group to look at next, and in the end it bounds
the gain of all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from optimizer.batches.charge_sharing import share_charges
from optimizer.batches.crew import Crew, Rates
from optimizer.batches.joint_programme import Programme
from optimizer.batches.master import Master
from optimizer.batches.problem import Problem
from optimizer.batches.pursuit import Pursuit
from optimizer.batches.search import Search
from optimizer.batches.solution import Order
from optimizer.batches.variables import PENCE_PER_POUND
from optimizer.highs import run_highs

Group = frozenset[str]

TOLERANCE = 2e-4
MASTER_SECONDS = 20.0
MASTER_GAP = 1e-5
FOR_CHARGES = 0.15
# These bind a group as they bind all; a rule that asks for many suppliers or small ones may ask less of a group.
KEPT_RULES = ("max_share", "max_suppliers", "exclude_supplier")


@dataclass
class Leaving:
    """The most that any group could gain by leaving, in pence (None: not known), and the groups looked at, best first."""

    at_most: int | None = None
    groups: list[Group] = field(default_factory=list)


class Separation:
    """Keeps the cuts from one question to the next: they do not depend on who pays what. A context manager."""

    def __init__(
        self,
        search: Search,
        problem: Problem,
        plan: tuple[Order, ...] = (),
        on_look: Callable[[], None] | None = None,
    ) -> None:
        kept = (rule for rule in problem.rules if rule.kind in KEPT_RULES and rule.price_pence is None)
        self.search, self.on_look = search, on_look
        self.problem = problem.altered(rules=tuple(kept))
        self.crew = Crew(self.problem, max(1, search.workers))
        inner = Search(self.problem, search.left, should_stop=search.should_stop)
        self.pursuit = Pursuit(inner, self.crew, Master(self.problem))
        self.plan, self.cannot = plan, list[Group]()

    def __enter__(self) -> "Separation":
        self.crew.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.crew.__exit__()

    def most_gain(self, pays: Mapping[str, int], seconds: float) -> Leaving:
        """Bound what any group of those who pay could gain on its own, for at most these seconds."""
        deadline = self.search.elapsed + seconds
        tolerance = TOLERANCE * sum(pays.values()) / PENCE_PER_POUND
        found = Leaving()
        gains: dict[Group, float] = {}
        if not self.pursuit.master.complete:
            self._begin(pays, deadline)
        if not self.pursuit.master.complete:
            return found
        while deadline > self.search.elapsed:
            programme = self._programme(pays)
            limits = self.search.limits(min(MASTER_SECONDS, deadline - self.search.elapsed), MASTER_GAP)
            answer = run_highs(programme.mip, limits)
            most = max(0.0, -answer.bound * programme.unit)
            if most * PENCE_PER_POUND < (found.at_most if found.at_most is not None else sum(pays.values())):
                found.at_most = round(most * PENCE_PER_POUND)
            if answer.values is None or most <= 0:
                break
            group = programme.group_at(answer.values)
            if gains.get(group, float("inf")) - most <= tolerance:
                break
            gains[group] = most
            if not self._look(group, pays, programme.rates_at(answer.values, limits), deadline):
                break
        found.groups = sorted(gains, key=lambda group: -gains[group])
        return found

    def _begin(self, pays: Mapping[str, int], deadline: float) -> None:
        """Look at all together, at the highest rates, so that every item has a cut.

        Before that those bear the charges of orders and deliveries who bring them about in the plan.
        """
        everybody, pursuit = dict.fromkeys(pays, 1.0), self.pursuit
        if pursuit.sweep(deadline - self.search.elapsed, parts={}, present=everybody) and self.plan:
            pursuit.chargeable = {item: tuple(result.charged) for item, result in pursuit.results.items()}
            highest = pursuit.rates
            pursuit.as_planned(self.plan)
            share_charges(pursuit, self.plan, (deadline - self.search.elapsed) * FOR_CHARGES)
            pursuit.sweep(deadline - self.search.elapsed, present=everybody)
            pursuit.rates = highest
            pursuit.sweep(deadline - self.search.elapsed, present=everybody)

    def _programme(self, pays: Mapping[str, int]) -> Programme:
        programme = Programme(self.pursuit.master, pays)
        for group in self.cannot:
            programme.leave_out(group)
        return programme

    def _look(
        self, group: Group, pays: Mapping[str, int], rates: Mapping[str, Rates], deadline: float
    ) -> bool:
        """Add the cuts at a group and at these rates; False when time ran out or there is nothing to look at."""
        if not rates:
            return False
        present = {name: 1.0 if name in group else 0.0 for name in pays}
        done, cannot = 0, False
        for result in self.pursuit.each(deadline - self.search.elapsed, rates, present=present):
            done += 1
            cannot = cannot or result.impossible
        if cannot:
            self.cannot.append(group)
        if self.on_look:
            self.on_look()
        return done == len(rates)
