"""Branch on rebate tiers: which tier each supplier's year may end in, and what the items then cost at least.

Within given tiers the items are apart but for a price: the rate that each pound of goods in a supplier's year earns.
Any rates bound the cost from below (Lagrangian relaxation); where a tier is only reached by buying more than the items
would by themselves, a higher rate is found that gets them there, and what that costs is in the bound. The tree goes on
where the bound is lowest; nodes that cost more than the best plan fall away (Land and Doig 1960). Where no tier is in
doubt any more, the items that a plan pays most for are bounded in whole numbers.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import count
from math import inf

from optimizer.batches.crew import Account, Result, Year
from optimizer.batches.network import worth_of_surplus_pence
from optimizer.batches.plan_costs import PlanCosts
from optimizer.batches.pursuit import Pursuit
from optimizer.batches.tiers import Ends, Ladder, Trial, ladder
from optimizer.batches.variables import HALF_PENNY, PENCE_PER_POUND

TRIALS = 4
# What is too little to try another rate for, as a part of what was gained so far.
CLOSE = 0.3
# How far to look without a plan.
FAR = 1.02
# What is too little to look for, as a part of the bound.
NEGLIGIBLE = 1e-6
PROOF_SECONDS = 3.0
# What may be lost on all items together, as a part of the bound.
PROVING_GAP = 2e-5
AT_ONCE = 16


@dataclass(frozen=True)
class Node:
    """Tiers that are open to each year, the rates there, and what was found out about the items at those rates."""

    open: Mapping[Year, Ends]
    rates: Mapping[Year, float]
    results: Mapping[str, Result]
    bound: float
    whole: frozenset[str] = frozenset()


class TimeUp(Exception):
    """The items could not all be looked at in the time."""


@dataclass
class TierTree:
    """The tree over the tiers of all years.

    `cutoff()` says what a plan must cost less than, `tell` is told every bound, both in pounds; `on_plans` gets what was
    found in whole numbers.
    """

    pursuit: Pursuit
    cutoff: Callable[[], float]
    tell: Callable[[float], None]
    on_plans: Callable[[Iterable[Result], float], None]
    heap: list[tuple[float, int, Node]] = field(default_factory=list)
    settled: float = inf
    deadline: float = 0.0
    known: dict[tuple, Result] = field(default_factory=dict)
    climbed: dict[Year, float] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)
    ladders: dict[Year, Ladder] = field(default_factory=dict)

    def grow(self, deadline: float) -> bool:
        """Branch until the deadline; whether there is nothing left to branch on."""
        self.deadline = deadline
        try:
            if not self.ladders:
                self._push(self._root())
            while self.heap:
                bound, _, node = self.heap[0]
                self.tell(min(bound, self.settled, self.cutoff()))
                if bound >= min(self.settled, self.cutoff()):
                    return True
                children = self._children(node)
                heappop(self.heap)
                for child in children:
                    self._push(child)
                if not children:
                    self.settled = min(self.settled, bound)
        except TimeUp:
            return False
        self.tell(min(self.settled, self.cutoff()))
        return True

    def _push(self, node: Node) -> None:
        if node.bound < min(self.cutoff(), self.settled):
            heappush(self.heap, (node.bound, next(self.numbers), node))

    def _root(self) -> Node:
        """Every tier in reach open, the highest rate for all."""
        most = {item: result.most for item, result in self.pursuit.results.items()}
        ladders = {key: self._ladder(key, most) for key in self.pursuit.rates}
        rates = {key: own.rates[own.top] for key, own in ladders.items()}
        results = self._look(rates, list(self.pursuit.problem.demanded))
        tiers = {key: (0, own.top) for key, own in ladders.items()}
        self.ladders = ladders
        return Node(tiers, rates, results, sum(result.bound for result in results.values()))

    def _ladder(self, key: Year, most: Mapping[str, Mapping]) -> Ladder:
        problem, supplier = self.pursuit.problem, key[0]
        slack = HALF_PENNY * len(problem.demand)
        needed = sum(self._of_year(most[item], key) for item in self.pursuit.items_of[supplier])
        worth = worth_of_surplus_pence(problem, problem.supplier_by_id[supplier]) / PENCE_PER_POUND
        tiers = [
            (max(0.0, tier.from_pence / PENCE_PER_POUND - slack), tier.permille / 1000)
            for tier in self.pursuit.rebates[supplier].tiers
        ]
        return ladder(tiers, needed + worth + slack)

    def _children(self, node: Node) -> list[Node]:
        """The node with fewer tiers of the year in most doubt, else with more items in whole numbers, else none."""
        key = self._most_in_doubt(node)
        return self._in_whole_numbers(node) if key is None else self._branch(node, key)

    def _most_in_doubt(self, node: Node) -> Year | None:
        """The year granted more than it reaches that promises most pounds both ways; None where none is."""
        promised: dict[Year, float] = {}
        for key, ends in node.open.items():
            spent = self._spent(node.results, key)
            granted = self.ladders[key].granted(spent, node.rates[key], ends) if ends[0] < ends[1] else 0.0
            if granted > node.bound * NEGLIGIBLE:
                promised[key] = min(granted, self.climbed.get(key, granted))
        return max(promised, key=promised.__getitem__, default=None)

    def _branch(self, node: Node, key: Year) -> list[Node]:
        """The node with the tiers of a year up to the one it reaches, and with those above."""
        low, high = node.open[key]
        tier = min(self.ladders[key].reached(self._spent(node.results, key), (low, high)), high - 1)
        above = self._within(node, key, (tier + 1, high))
        self.climbed[key] = above.bound - node.bound
        return [self._within(node, key, (low, tier)), above]

    def _within(self, node: Node, key: Year, ends: Ends) -> Node:
        """The node with a year kept to some tiers, at the best rate found for it."""
        own, items = self.ladders[key], self.pursuit.items_of[key[0]]
        here = sum(node.results[item].bound for item in items)
        others = node.bound - here - own.surcharge(node.rates[key], node.open[key])
        tried = [Trial(node.rates[key], here, self._spent(node.results, key))]
        best = replace(
            node, open={**node.open, key: ends}, bound=others + here + own.surcharge(node.rates[key], ends)
        )
        goal = min(self.cutoff(), node.bound * FAR)
        for _ in range(TRIALS):
            following = own.next_trial(tried, ends, goal - others)
            if following is None or others + following[1] - best.bound <= CLOSE * (best.bound - node.bound):
                break
            found = self._moved(node, key, following[0])
            tried.append(Trial(following[0], sum(found[i].bound for i in items), self._spent(found, key)))
            bound = others + tried[-1].cost + own.surcharge(following[0], ends)
            if bound > best.bound:
                whole = node.whole - set(items)
                rates = {**node.rates, key: following[0]}
                best = Node(best.open, rates, {**node.results, **found}, bound, whole)
            if bound >= self.cutoff():
                break
        return replace(best, bound=max(best.bound, node.bound))

    def _moved(self, node: Node, key: Year, rate: float) -> dict[str, Result]:
        """The items of a supplier at another rate for a year. Less earned changes nothing for those that spend nothing."""
        items = self.pursuit.items_of[key[0]]
        kept = {
            item: node.results[item]
            for item in items
            if rate < node.rates[key] and not self._of_year(node.results[item].spent, key)
        }
        rates = {**node.rates, key: rate}
        return kept | self._look(rates, [item for item in items if item not in kept])

    def _in_whole_numbers(self, node: Node) -> list[Node]:
        """The node with the items bounded in whole numbers for which the plan pays most beyond their bound."""
        losses = self._losses(node)
        items = sorted(losses, key=lambda item: -losses[item])[:AT_ONCE]
        if not items:
            return []
        worth = node.bound * PROVING_GAP / len(self.pursuit.problem.demanded)
        found = self._look(node.rates, items, proof_seconds=PROOF_SECONDS, worth=worth)
        self.on_plans(found.values(), self.deadline)
        gained = sum(found[item].bound - node.results[item].bound for item in items)
        whole = node.whole | set(items)
        return [Node(node.open, node.rates, {**node.results, **found}, node.bound + gained, whole)]

    def _losses(self, node: Node) -> dict[str, float]:
        """Pounds by item that the best plan pays beyond the bound, where that counts and may be proven yet."""
        costs = PlanCosts(self.pursuit.problem, self.pursuit.search.orders or (), self.pursuit.parts)
        losses = {
            item: costs.at(item, self.pursuit.rates_of(item, node.rates)) - node.results[item].bound
            for item in costs.items
            if item not in node.whole
        }
        return {item: loss for item, loss in losses.items() if loss > NEGLIGIBLE * node.bound}

    def _spent(self, results: Mapping[str, Result], key: Year) -> float:
        """Pounds that the items spend with a supplier in a year."""
        return sum(self._of_year(results[item].spent, key) for item in self.pursuit.items_of[key[0]])

    def _of_year(self, amounts: Mapping[Account, float], key: Year) -> float:
        """Pounds of the accounts that belong to a supplier's year."""
        return sum(
            pounds
            for (lot, year), pounds in amounts.items()
            if year == key[1] and self.pursuit.supplier(lot) == key[0]
        )

    def _look(
        self,
        rates: Mapping[Year, float],
        items: list[str],
        *,
        proof_seconds: float = 0.0,
        worth: float = 0.0,
    ) -> dict[str, Result]:
        """What the items cost at least at these rates. Raises TimeUp."""
        each = {item: self.pursuit.rates_of(item, rates) for item in items}
        names = {item: (proof_seconds, item, *own.items()) for item, own in each.items()}
        found = {item: self.known[name] for item, name in names.items() if name in self.known}
        asked = {item: own for item, own in each.items() if item not in found}
        seconds = self.deadline - self.pursuit.search.elapsed
        for result in self.pursuit.each(seconds, asked, proof_seconds=proof_seconds, worth=worth):
            found[result.item] = self.known[names[result.item]] = result
        if len(found) < len(items) or any(result.bound == -inf for result in found.values()):
            raise TimeUp
        return found
