"""What each group of authorities would pay by itself: the cost game behind every split."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from math import isfinite

from optimizer.batches.alone import problem_of
from optimizer.batches.model import cost_model
from optimizer.batches.problem import Problem
from optimizer.batches.search import Search
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

    `on_worth` is told how many are known after each.
    """

    problem: Problem
    search: Search
    known: dict[Coalition, Worth] = field(default_factory=dict)
    bounds: dict[Coalition, int] = field(default_factory=dict)
    on_worth: Callable[[int], None] | None = None

    def worth(self, members: Collection[str]) -> Worth:
        """The group's own cost; unproven when time is short."""
        coalition = frozenset(members)
        if coalition not in self.known:
            self.known[coalition] = self._solve(coalition)
            if self.on_worth:
                self.on_worth(len(self.known))
        return self.known[coalition]

    def bound(self, members: Collection[str]) -> int:
        """A lower bound of the group's own cost in pence, by the model without whole numbers; 0 without time for it."""
        coalition = frozenset(members)
        if coalition not in self.bounds and self.search.left <= 0:
            return 0
        if coalition not in self.bounds:
            own = Search(problem_of(self.problem, coalition), self.search.left)
            mip = cost_model(own.problem).mip
            answer = run_highs(
                replace(mip, integer=[False] * len(mip.integer)), own.limits(SECONDS_A_COALITION)
            )
            if answer.optimal and isfinite(answer.bound):
                own.raise_bound(answer.bound)
            self.bounds[coalition] = own.bound
        return self.bounds[coalition]

    def _solve(self, coalition: Coalition) -> Worth:
        seconds = min(self.search.left, SECONDS_A_COALITION)
        if seconds <= 0:
            return Worth(None, False)
        stop: Callable[[], bool] | None = self.search.should_stop
        own = Search(
            problem_of(self.problem, coalition),
            seconds,
            self.search.workers,
            self.search.seed,
            should_stop=stop,
        )
        impossible = search_plan(own, None, seconds)
        return Worth(own.cost, own.proven or (impossible and own.cost is None))
