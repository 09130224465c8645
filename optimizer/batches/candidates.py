"""The plans of each item found so far, and when the best of them are chosen together."""

import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from optimizer.batches.charges import NOTHING_PAID, Paid
from optimizer.batches.choosing import Candidate, Choice, Orders, Tiers, by_item, candidate, choose
from optimizer.batches.crew import Result, Year
from optimizer.batches.pursuit import PLAN_SECONDS, Pursuit
from optimizer.batches.search import Search
from optimizer.highs import Limits

FOR_HALF_A_TURN = 0.5
CHOICE_SECONDS = 20.0
# A choice in given tiers is soon made.
TIERS_SECONDS = 5.0
# What a choice may lose, as a part of the cost and of the gap.
CHOICE_GAP = 1e-4
CHOICE_PART = 0.02


class Candidates:
    """The plans of each item found so far; `fresh` while some of them were in no choice yet. Two threads may add plans."""

    def __init__(self, search: Search) -> None:
        self.search, self.fresh, self.lock = search, False, threading.Lock()
        self.chosen_at = self.rest = 0.0
        self.plans: dict[str, list[Candidate]] = {}
        self.add_plan(search.rejected)

    @property
    def due(self) -> bool:
        """Whether a choice should be made: of fresh plans, and not too soon after the last one."""
        return self.fresh and self.search.elapsed - self.chosen_at >= self.rest

    def take_turn(
        self,
        pursuit: Pursuit,
        turns: Sequence[Sequence[str]],
        gap: float,
        deadline: float,
        paid: Paid = NOTHING_PAID,
    ) -> None:
        """Plan items at the present rates, some after others, and offer the best choice of all plans so far.

        An item takes PLAN_SECONDS at most, less where there are many of them, and loses its part of the `gap`.
        Where it is said which charges are `paid` anyhow, it pays the others alone.
        """
        floors = pursuit.floors
        worth = sum(floors.values()) * gap / max(1, len(floors))
        left = deadline - self.search.elapsed
        with ThreadPoolExecutor(1) as aside:
            taken = []
            for items in filter(None, turns):
                each = FOR_HALF_A_TURN * left * self.search.workers / len(items)
                seconds = deadline - self.search.elapsed - min(CHOICE_SECONDS, left / 4)
                pursuit.sweep(
                    seconds, items=items, plan_seconds=min(PLAN_SECONDS, each), worth=worth, paid=paid
                )
                taken.append(aside.submit(self.take, list(pursuit.results.values()), deadline))
            for choice in taken:
                choice.result()

    def take(self, found: Iterable[Result], deadline: float) -> None:
        """Add plans of items, and offer the best choice."""
        self.add(found)
        self.choose(deadline)

    def add(self, found: Iterable[Result]) -> None:
        """Add plans of items."""
        for result in found:
            self.add_plan(result.orders or ())

    def choose(self, deadline: float) -> None:
        """Offer the best choice, where there are plans that were in none, beginning with the best plan so far.

        The next one is due after as long as this took, or twice as long as before, if nothing came of it.
        """
        if not self.fresh or self.search.elapsed >= deadline:
            return
        began, best = self.search.elapsed, self.search.orders or ()
        self.add_plan(best)
        self.fresh = False
        if len(self.plans) < len(self.search.problem.demanded):
            return
        limits = self._limits(min(CHOICE_SECONDS, deadline - self.search.elapsed))
        better = self.search.offer(choose(self.search.problem, self._known(), limits, best))
        self.chosen_at = self.search.elapsed
        self.rest = max(self.chosen_at - began, 0.0 if better else 2 * self.rest)

    def rates_in(self, tiers: Tiers) -> dict[Year, float]:
        """What a pound of goods of each year is worth where the plans may be mixed and years end in these tiers."""
        choice = Choice(self.search.problem, self._known(), tiers)
        return choice.rates(self.search.limits(TIERS_SECONDS))

    def choose_in(self, tiers: Tiers) -> None:
        """Offer the best choice that ends in these tiers, beginning with the best plan so far."""
        best = self.search.orders or ()
        self.add_plan(best)
        choice = Choice(self.search.problem, self._known(), tiers)
        self.search.offer(choice.orders(self._limits(TIERS_SECONDS), best))

    def _known(self) -> dict[str, tuple[Candidate, ...]]:
        with self.lock:
            return {item: tuple(own) for item, own in self.plans.items()}

    def _limits(self, seconds: float) -> Limits:
        return self.search.limits(seconds, min(CHOICE_GAP, (self.search.gap or 1.0) * CHOICE_PART))

    def add_plan(self, orders: Orders) -> None:
        """Take a plan of some items, item by item."""
        for item, own in by_item(self.search.problem, orders).items():
            with self.lock:
                known = self.plans.setdefault(item, [])
                if all(own != each.orders for each in known):
                    known.append(candidate(self.search.problem, own))
                    self.fresh = True
