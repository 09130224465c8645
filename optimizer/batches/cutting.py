"""Bound the joint cost by cutting planes: each item says what the goods of the best point cost it at least.

The joint programme without whole numbers knows the items by their cuts alone. Every cycle finds its best point, asks
the items that promise most for their time at the goods there, and takes the cuts that come back (Kelley 1960, Benders
1962). Points are drawn half-way to the last ones, which saves wandering (in-out, Ben-Ameur and Neto 2007). Where a
year's tier is in doubt, items are asked for their cost at the goods of each tier as well, so that cuts can be lifted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf, isinf

import numpy as np

from optimizer.batches.crew import Rates, Task, Year
from optimizer.batches.doubts import joining_in_doubt, pounds_in_doubt, years_in_doubt
from optimizer.batches.lifting import Lifted
from optimizer.batches.presence import apart
from optimizer.batches.pursuit import Pursuit
from optimizer.batches.relaxation import Point, Relaxation
from optimizer.batches.variables import PENCE_PER_POUND, UNIT

ROUNDS = 40
LP_SECONDS = 60.0
# What a cut must ask for beyond the point to be taken, as a part of the bound.
BROKEN = 1e-7
# So few known cuts broken, as a part of the items, are not worth solving the programme again at once while cuts come in.
FEW_BROKEN = 0.03
TOWARDS_THE_POINT = 0.5
# The items asked are those that promise this part of what all promise.
PROMISED = 0.85
FIRST_PROMISE = 0.01
GROWTH = 1.3
LEAST_PROMISE = 1e-4
LIFT_EVERY = 3
FOR_LIFTING = 0.7
LEAST_TIER = 0.05
WORTH_LIFTING = 2e-6
RATE_DIGITS = 6
STANDING_STILL = 2e-5
PATIENCE = 6
NOTHING_SHUT = frozenset[int]()


@dataclass
class Cutting:
    """The cuts taken so far, what each item promises in pounds, and the rates that it was asked at last."""

    pursuit: Pursuit
    relaxation: Relaxation
    goods: dict[str, np.ndarray] = field(default_factory=dict)
    promise: dict[str, float] = field(default_factory=dict)
    base: dict[str, Rates] = field(default_factory=dict)
    bounds: list[float] = field(default_factory=list)

    def raise_bound(self, deadline: float) -> bool:
        """Cycle until the deadline, or until the bound stands still; whether it does."""
        return self._cycle(deadline)[0]

    def best_of_node(self, shut: frozenset[int], deadline: float) -> Point | None:
        """The best point with some columns `shut` where its cuts stand still; None without time for any.

        Its bound is infinite where those who join there cannot buy by themselves.
        """
        self.goods.clear()
        _, point = self._cycle(deadline, shut)
        return point if point is None or isinf(point.bound) else self.best_point(deadline, shut) or point

    def _cycle(self, deadline: float, shut: frozenset[int] = NOTHING_SHUT) -> tuple[bool, Point | None]:
        search, cycle, asked, last = self.pursuit.search, 0, 0.0, None
        self.bounds.clear()
        while True:
            point = self.best_point(deadline, shut, few=FEW_BROKEN)
            if point is None:
                return False, last
            last = point
            if not shut:
                search.raise_bound(point.bound)
            self.bounds.append(point.bound)
            if search.proven or self._stands_still() or point.bound >= self.cutoff:
                return True, last
            if deadline - search.elapsed <= 0:
                return False, last
            began = search.elapsed
            possible = self.ask(point, deadline)
            asked += search.elapsed - began
            if not possible and joining_in_doubt(self.relaxation.programme, point.values) is None:
                return True, point._replace(bound=inf)
            if cycle % LIFT_EVERY == LIFT_EVERY - 1:
                left = min(asked * FOR_LIFTING, deadline - search.elapsed)
                for _ in self.pursuit.do(list(self._by_tier(point)), left):
                    pass
                asked = 0.0
            cycle += 1

    def in_its_tier(self, cut: Lifted, point: Point) -> tuple[float, Rates]:
        """Pounds at least and the rates of a cut in the fullest tier of a point."""
        members = self.pursuit.master.pools[cut.item].members(cut)
        return members[0 if cut.year is None else self._fullest(cut.year, point.values)]

    def rate_of_tier(self, year: Year, values: np.ndarray) -> float:
        """The rebate of the fullest tier of a year, nought without any."""
        rates = self.relaxation.programme.rates.get(year)
        return rates[self._fullest(year, values)] if rates else 0.0

    def _fullest(self, year: Year, values: np.ndarray) -> int:
        return int(values[self.relaxation.programme.tiers[year]].argmax())

    def _stands_still(self) -> bool:
        """Whether the last cycles raised the bound by next to nothing."""
        recent = self.bounds[-PATIENCE - 1 :]
        return len(recent) > PATIENCE and recent[-1] - recent[0] < STANDING_STILL * recent[-1]

    def best_point(
        self, deadline: float, shut: frozenset[int] = frozenset(), *, few: float = 0.0
    ) -> Point | None:
        """The best point of the programme, some columns `shut`, with every known cut that it would break but a `few`."""
        search, point = self.pursuit.search, None
        for _ in range(ROUNDS):
            limits = search.limits(min(LP_SECONDS, deadline - search.elapsed))
            found = self.relaxation.solve(limits, shut) if limits.seconds > 0 else None
            if found is None:
                return point
            point = found
            if isinf(point.bound):
                break
            broken = list(self.broken(point.values, point.bound))
            self.relaxation.add(broken)
            if len(broken) <= few * len(self.pursuit.master.pools):
                break
        return point

    def broken(self, values: np.ndarray, bound: float) -> Iterator[Lifted]:
        """For each item, and each of its years in doubt, the known cut that a point breaks most."""
        programme = self.relaxation.programme
        doubtful = years_in_doubt(programme, values)
        for item, pool in self.pursuit.master.pools.items():
            goods = self.goods_at(item, values)
            paid = values[programme.costs[item]] * UNIT + BROKEN * bound
            asked, cut = pool.strongest(goods)
            if asked > paid:
                yield cut
            for year in doubtful:
                parts = programme.parts.get((item, year))
                if parts:
                    tiers = values[programme.tiers[year]]
                    lifted = pool.strongest_by_tier(year, goods, tiers, values[parts] * UNIT)
                    if lifted is not None and lifted[0] > paid:
                        yield lifted[1]

    @property
    def cutoff(self) -> float:
        """A bound in pounds beyond which nothing is cheaper than the best plan."""
        search = self.pursuit.search
        return inf if search.cost is None else search.cost / PENCE_PER_POUND + self.pursuit.rounding

    def goods_at(self, item: str, values: np.ndarray) -> np.ndarray:
        """Pounds of an item's goods by account."""
        return np.maximum(values[list(self.relaxation.programme.columns[item].values())] * UNIT, 0.0)

    def ask(self, point: Point, deadline: float) -> bool:
        """Ask the items that promise most what they cost near the point; False where one cannot be bought at all."""
        possible = True
        tasks = [self.at_goods(item, point) for item in self._promising(point)]
        programme, pools = self.relaxation.programme, self.pursuit.master.pools
        floor = LEAST_PROMISE * sum(self.promise.values()) / len(self.promise)
        for result in self.pursuit.do(tasks, deadline - self.pursuit.search.elapsed):
            item, possible = result.item, possible and not result.impossible
            own = np.array([result.rates.get(account, 0.0) for account in pools[item].accounts])
            asked = result.bound + own @ self.goods_at(item, point.values)
            beyond = asked - point.values[programme.costs[item]] * UNIT
            self.promise[item] = (self.promise[item] + max(beyond, floor)) / 2
            self.base[item] = {account: round(rate, RATE_DIGITS) for account, rate in result.rates.items()}
        return possible

    def _promising(self, point: Point) -> list[str]:
        """The items by what they promise for the time they take, up to most of what all promise."""
        pools, seconds = self.pursuit.master.pools, self.pursuit.seconds
        if not self.promise:
            self.promise = {
                item: FIRST_PROMISE * float(self.goods_at(item, point.values).sum()) for item in pools
            }
        ranked = sorted(pools, key=lambda item: -self.promise[item] / seconds[item])
        wanted, chosen = PROMISED * sum(self.promise.values()), list[str]()
        for item in ranked:
            if wanted > 0 or not chosen:
                chosen.append(item)
                wanted -= self.promise[item]
            else:
                self.promise[item] *= GROWTH
        return chosen

    def at_goods(self, item: str, point: Point) -> Task:
        """Ask an item for its cost half-way between the last goods and those of a point, for those who are there."""
        pool, here = self.pursuit.master.pools[item], self.goods_at(item, point.values)
        last = self.goods.get(item, here)
        near = self.goods[item] = TOWARDS_THE_POINT * here + (1 - TOWARDS_THE_POINT) * last
        near[pool.goods :] = np.clip(np.round(here[pool.goods :], RATE_DIGITS), 0.0, UNIT)
        goods, present = apart(zip(pool.accounts, near.tolist(), strict=True))
        return Task(item, {}, seed=self.pursuit.search.seed, goods=goods, present=present or None)

    def _by_tier(self, point: Point) -> Iterator[Task]:
        """What items cost with the goods of a year as in each tier it may end in, all other goods at their last rates."""
        programme, values = self.relaxation.programme, point.values
        doubts = {
            (item, year): pounds_in_doubt(programme, item, year, values)
            for year in years_in_doubt(programme, values)
            for item in self.pursuit.items_of[year[0]]
            if item in self.base
        }
        for item, year in sorted(doubts, key=lambda each: -doubts[each]):
            if doubts[item, year] > WORTH_LIFTING * point.bound:
                own = values[programme.parts[item, year]] * UNIT
                yield from self._of_year(item, year, own, point)

    def _of_year(self, item: str, year: Year, parts: np.ndarray, point: Point) -> Iterator[Task]:
        programme, values = self.relaxation.programme, point.values
        accounts = self.pursuit.master.pools[item].of_year(year)
        if len(accounts) != 1:
            return
        others, _ = apart((key, rate) for key, rate in self.base[item].items() if key not in accounts)
        group = programme.group_at(values)
        present = {name: float(name in group) for name in programme.joining}
        most = self.pursuit.master.most[item][accounts[0]]
        for part, tier in zip(parts.tolist(), values[programme.tiers[year]].tolist(), strict=True):
            if tier > LEAST_TIER:
                asked = {accounts[0]: min(max(part / tier, 0.0), most)}
                yield Task(item, others, seed=self.pursuit.search.seed, goods=asked, present=present or None)
