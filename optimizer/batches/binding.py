"""Which limits hold up the price of a demand line, and what easing each by one step is worth.

Each limit is left out, and where that helps eased by one step, and the line's item is planned anew, while the orders
of all other items stay as they are. What is gained so, beyond what planning the item anew could gain anyway, can be
had for certain; planning everything anew could gain more. Where the problem is small all of it is planned anew, and
where that is proven too, the worth is exact.
"""

import time
from dataclasses import dataclass, replace

from optimizer.batches.choosing import by_item
from optimizer.batches.easing import eased, limits_of
from optimizer.batches.exact import solve_whole
from optimizer.batches.explanation import Binding, Limits
from optimizer.batches.fixed import Fixed, tally
from optimizer.batches.model import cost_model
from optimizer.batches.network import Group, draw_network
from optimizer.batches.plan import orders_of, values_of
from optimizer.batches.problem import DemandLine, Problem
from optimizer.batches.remedies import Speech, words_of
from optimizer.batches.search import Search
from optimizer.batches.solution import Order
from optimizer.batches.variables import PENCE_PER_POUND, PENNY
from optimizer.highs import run_highs

WHOLE_UP_TO_FLOWS = 1_000
FOR_THE_PRESENT = 0.3
FOR_THE_LIKELY = 0.3
SECONDS_A_LIMIT = 2.0


@dataclass(frozen=True)
class _Best:
    """The cheapest plan found: its orders of the items planned anew, its cost in pence, and a bound of the cost."""

    freed: tuple[Order, ...]
    pence: int
    bound: int
    proven: bool


@dataclass(frozen=True)
class _Vicinity:
    """The items that are planned anew, and the other orders with what they use; without others it is all there is."""

    items: set[str]
    others: tuple[Order, ...]
    standing: Fixed

    def best(self, problem: Problem, freed: tuple[Order, ...], seconds: float) -> _Best:
        """The cheapest plan of a problem that the present orders solve too, with only these items planned anew."""
        search = Search(problem, seconds)
        if not search.offer((*self.others, *freed)):
            raise LookupError("the orders are no plan of the problem")
        if not self.others:
            solve_whole(search, seconds)
            return _Best(search.orders or freed, search.cost or 0, search.bound, search.proven)
        return self._around_the_others(search, freed, seconds)

    def _around_the_others(self, search: Search, freed: tuple[Order, ...], seconds: float) -> _Best:
        model = cost_model(search.problem, items=self.items, standing=self.standing, whole=False)
        answer = run_highs(model.mip, search.limits(seconds), start=values_of(model, freed))
        if answer.values is None:
            return _Best(freed, search.cost or 0, 0, proven=False)
        found = orders_of(model, answer.values, search.limits(seconds))
        search.offer(None if found is None else (*self.others, *found))
        better = found if found is not None and search.orders == (*self.others, *found) else freed
        reckoned = model.mip.offset + sum(c * v for c, v in zip(model.mip.cost, answer.values, strict=True))
        cost = search.cost or 0
        open_pence = min(float(cost), max(0.0, reckoned - answer.bound) * PENCE_PER_POUND)
        return _Best(better, cost, cost - round(open_pence), proven=False)

    def likely(
        self, problem: Problem, limits: list[Group], buyer: str, deadline: float
    ) -> dict[Group, float]:
        """Those of the limits that time sufficed for, with what the programme without whole numbers gains by each."""
        present = self._without_whole_numbers(problem, deadline)
        gains: dict[Group, float] = {}
        for limit in limits:
            free = self._without_whole_numbers(eased(problem, limit, buyer, entirely=True), deadline)
            if present is None or free is None:
                break
            gains[limit] = present - free
        return gains

    def _without_whole_numbers(self, problem: Problem, deadline: float) -> float | None:
        mip = cost_model(problem, items=self.items, standing=self.standing, whole=False).mip
        loose = replace(mip, integer=[False] * len(mip.integer))
        answer = run_highs(loose, Search(problem, deadline - time.monotonic()).limits(SECONDS_A_LIMIT))
        return answer.bound if answer.optimal else None


def binding_limits(
    problem: Problem, orders: tuple[Order, ...], line: DemandLine, *, seconds: float
) -> Limits:
    """The limits that bind a demand line of a plan, the dearest first, as far as they could be tried in the seconds.

    Raises LookupError where the orders break a rule of the problem.
    """
    deadline = time.monotonic() + seconds
    limits = list(limits_of(problem, line))
    if not limits or seconds <= 0:
        return Limits(binding=(), tried=0, untried=len(limits))
    near, freed = _vicinity(problem, orders, line)
    present = near.best(problem, freed, seconds * FOR_THE_PRESENT)
    found: list[Binding] = []
    likely = dict.fromkeys(limits, 1.0)
    if near.others:
        likely = near.likely(problem, limits, line.authority, time.monotonic() + seconds * FOR_THE_LIKELY)
    tried = sum(gain < PENNY for gain in likely.values())
    for limit in sorted(likely, key=lambda limit: -likely[limit])[: len(likely) - tried]:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        tried += 1
        binding = _binding(problem, limit, line.authority, near, present, min(left, SECONDS_A_LIMIT))
        if binding is not None:
            found.append(binding)
    found.sort(key=lambda binding: (-binding.step_pence, -binding.without_pence, binding.kind, binding.id))
    return Limits(binding=tuple(found), tried=tried, untried=len(limits) - tried)


def _binding(
    problem: Problem, limit: Group, buyer: str, near: _Vicinity, present: _Best, seconds: float
) -> Binding | None:
    floor = present.pence if present.proven else present.bound
    without = near.best(eased(problem, limit, buyer, entirely=True), present.freed, seconds)
    if without.pence >= floor:
        return None
    step = near.best(eased(problem, limit, buyer), present.freed, seconds)
    words = words_of(Speech(problem), limit)
    return Binding(
        kind=limit[0],
        id=limit[1],
        text=words.text,
        step=words.step,
        step_pence=max(0, floor - step.pence),
        without_pence=floor - min(without.pence, step.pence),
        exact=present.proven and step.proven and without.proven,
    )


def _vicinity(
    problem: Problem, orders: tuple[Order, ...], line: DemandLine
) -> tuple[_Vicinity, tuple[Order, ...]]:
    """All items of a small problem, else the line's own; and the present orders of them."""
    flows = sum(len(slot.nodes) * len(slot.tiers) for slot in draw_network(problem).slots)
    items = set(problem.demanded) if flows <= WHOLE_UP_TO_FLOWS else {line.item}
    of_item = by_item(problem, orders)
    freed = tuple(order for item, own in of_item.items() if item in items for order in own)
    others = tuple(order for item, own in of_item.items() if item not in items for order in own)
    return _Vicinity(items, others, tally(problem, others)), freed
