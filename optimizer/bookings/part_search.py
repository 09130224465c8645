"""One part of a problem in the hands of a worker: its search, and what it tells about the part."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from optimizer.bookings.bound import Relaxation
from optimizer.bookings.clock import Clock
from optimizer.bookings.core import Core
from optimizer.bookings.layout import Layout
from optimizer.bookings.listing import MAX_COLUMNS, list_columns
from optimizer.bookings.parts import Part
from optimizer.bookings.plan import Choice
from optimizer.bookings.pools import pools_of
from optimizer.bookings.search import Search
from optimizer.bookings.solution import Placement, ShadowValue
from optimizer.bookings.standing import standing
from optimizer.bookings.tighten import Tightening

UNBOUNDED = 10**18
PRICE, RELAX, CHOOSE = 0.35, 0.7, 0.95
STEPS = 50
LEAST = 5


@dataclass(frozen=True)
class Terms:
    """What the whole asks of a part: points for fairness by organisation, and of the agreements that parts share
    (by number in the whole) what a minute costs and how many minutes the part may use. `tolls` are points that accepting
    a request that several parts could serve has to be worth."""

    rates: Mapping[str, int]
    minutes: Mapping[int, float]
    allotted: Mapping[int, int]
    tolls: Mapping[int, int]


@dataclass(frozen=True)
class Standing:
    """Where a part stands: its best placements (all numbers those of the whole), a bound of what the part can be
    worth at the terms, and what the relaxed part accepts by organisation (value) and uses up of shared agreements;
    `scarce` is what more of an asset would be worth to it, `profits` what each request with a toll would gain the relaxed
    part without it."""

    placed: dict[int, Choice]
    bound: float
    accepted: dict[str, float]
    minutes: dict[int, float]
    scarce: tuple[ShadowValue, ...]
    profits: dict[int, float]


class PartSearch:
    """Searches one part, step by step, at terms that may change between the steps."""

    def __init__(
        self, part: Part, terms: Terms, clock: Clock, *, seed: int, columns: int = MAX_COLUMNS
    ) -> None:
        self.part, self.terms = part, terms
        pools = pools_of(part.problem)
        listed = list_columns(part.problem, pools, out_of_time=clock.is_over, most=columns)
        self.own = {whole: own for own, whole in enumerate(part.requests)}
        beyond = {self.own[whole] for whole in part.straddling}
        listed = replace(listed, incomplete=listed.incomplete | beyond)
        tolls = self._own_tolls(terms)
        self.layout = Layout(part.problem, pools, listed, bonus=dict(terms.rates), tolls=tolls)
        self.local = {whole: own for own, whole in enumerate(part.agreements)}
        self._allot()
        self.search = Search(self.layout, clock, workers=1, seed=seed)
        self._costs, self._valued = 0, terms

    def begin(self, start: Iterable[Placement]) -> Standing:
        """A first answer, from these placements of an earlier plan or by priority."""
        self.search.first_answer(standing(self.layout, start))
        self._note_costs()
        return self.standing()

    def descend(self, terms: Terms, clock: Clock, steps: int) -> Standing:
        """So many steps of the descent at these terms; the plan stays as it is."""
        self._take(terms, clock)
        if self.layout.columns.size:
            descent, bound = self._descent(), self.search.bound
            descent.run(self._worth(), steps, out_of_time=clock.is_over)
            self.search.bound = min(
                bound, int(np.ceil(descent.bound)) if np.isfinite(descent.bound) else bound
            )
        return self.standing(with_plan=False)

    def _worth(self) -> float:
        """What the plan is worth at the terms as they stand now."""
        placed, layout = self.search.best.placed, self.layout
        gains = sum(int(layout.stakes[request]) for request in placed) - self._costs
        return float(gains - sum(layout.regrets))

    def fill(self, terms: Terms, clock: Clock) -> Standing:
        """A plan by the prices."""
        self._take(terms, clock)
        self._value_anew()
        if self.search.tightening is not None:
            self.search.fill_by_price(self.search.tightening)
            self._note_costs()
        return self.standing()

    def _note_costs(self) -> None:
        """What the plan costs apart from what accepting is worth; that part does not change with the terms."""
        placed, stakes = self.search.best.placed, self.layout.stakes
        self._costs = sum(int(stakes[request]) - choice.gain for request, choice in placed.items())

    def _value_anew(self) -> None:
        if self._valued != self.terms:
            bound = self.search.bound
            self.search.value_anew()
            self.search.bound = min(bound, self.search.bound)
            self._valued = self.terms

    def solve(self, terms: Terms, clock: Clock) -> Standing:
        """As good a plan and bound as the clock allows."""
        self._take(terms, clock)
        self._value_anew()
        search = self.search
        if not self.layout.columns.size:
            return self.standing()
        descent = self._descent()
        search.price(descent, STEPS, PRICE)
        if not search.must_end(1.0):
            core = Core(search, descent)
            core.relax(PRICE)
            core.choose(CHOOSE, LEAST)
            core.relax(RELAX)
            core.choose(CHOOSE)
            core.prove(CHOOSE)
            search.improve(descent, 1.0)
        return self.standing()

    def _descent(self) -> Tightening:
        if self.search.tightening is None:
            relaxation = Relaxation(self.layout)
            relaxation.pinned = self._pinned()
            self.search.tightening = Tightening(relaxation)
            self.search.tightening.start_again()
        return self.search.tightening

    def _pinned(self) -> dict[int, float]:
        return {
            self.local[whole]: price for whole, price in self.terms.minutes.items() if whole in self.local
        }

    def _allot(self) -> None:
        for whole, minutes in self.terms.allotted.items():
            if whole in self.local:
                self.layout.caps[self.local[whole]] = minutes

    def _own_tolls(self, terms: Terms) -> dict[int, int]:
        return {self.own[whole]: toll for whole, toll in terms.tolls.items() if whole in self.own}

    def _take(self, terms: Terms, clock: Clock) -> None:
        """Work to these terms from now on."""
        self.search.clock = clock
        if terms == self.terms:
            return
        self.terms, self.layout.bonus = terms, dict(terms.rates)
        self.layout.tolls = self._own_tolls(terms)
        self._allot()
        self.layout.count_stakes()
        self.search.bound = UNBOUNDED
        if self.search.tightening is not None:
            relaxation = self.search.tightening.relaxation
            relaxation.count_stakes()
            relaxation.count_caps()
            relaxation.pinned = self._pinned()
            self.search.tightening.start_again()

    def standing(self, *, with_plan: bool = True) -> Standing:
        """What the whole needs to know of the part; a plan that has not changed need not be told again."""
        part, shared = self.part, [whole for whole in self.terms.allotted if whole in self.local]
        accepted: dict[str, float] = {}
        minutes: dict[int, float] = {}
        if self.search.tightening is not None:
            minutes = {whole: float(self.search.tightening.minutes[self.local[whole]]) for whole in shared}
            accepted = self._accepted(self.search.tightening)
        placed = {
            part.requests[request]: Choice(
                choice.start,
                tuple(tuple(part.assets[asset] for asset in group) for group in choice.assets),
                tuple(
                    agreement if agreement < 0 else part.agreements[agreement]
                    for agreement in choice.agreements
                ),
                choice.gain,
            )
            for request, choice in (self.search.best.placed.items() if with_plan else ())
        }
        scarce = self.search.shadow_values() if with_plan else ()
        return Standing(placed, float(self.search.bound), accepted, minutes, scarce, self._profits())

    def _profits(self) -> dict[int, float]:
        """What the requests that others could serve too gain at the best prices, tolls apart."""
        descent, tolls = self.search.tightening, self._own_tolls(self.terms)
        if descent is None or not tolls:
            return {}
        listed = self.layout.columns.requests
        place = np.searchsorted(listed, list(tolls))
        return {
            self.part.requests[request]: float(descent.profits[at]) + toll
            for at, (request, toll) in zip(place.tolist(), tolls.items(), strict=True)
            if at < len(listed) and listed[at] == request
        }

    def _accepted(self, descent: Tightening) -> dict[str, float]:
        requests, found = self.part.problem.requests, Counter[str]()
        for index, share in zip(
            self.layout.columns.requests.tolist(), descent.accepted.tolist(), strict=True
        ):
            found[requests[index].organisation] += share * self.layout.values[index]
        for index, request in enumerate(requests):
            found[request.organisation] += self.layout.values[index] if request.held else 0
        return dict(found)
