"""Gives the uses of a pool an asset each, all at once: interval colouring around what is already there.

Assets of a pool serve equally well, but held bookings and series make them differ by the times at which they are
taken, so that the first asset that is free is not always the right one. Uses are coloured in the order of their
starts, with steps back where one finds no asset; where none is found within the limit, the use that is worth least
among those in the way is left out.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from optimizer.bookings.intervals import Interval
from optimizer.bookings.layout import Layout
from optimizer.bookings.model import Taken
from optimizer.bookings.plan import Choice, Plan

STEPS = 1500


@dataclass
class Use:
    """One asset of a pool for one request: when it is needed, which assets would be liked, what it is worth."""

    request: int
    column: int
    spans: list[Interval]
    liked: set[int]
    worth: int
    asset: int = -1


@dataclass
class Pool:
    """The assets that can be chosen, each with the times at which it is taken, sorted."""

    taken: dict[int, list[Interval]]
    likers: dict[int, list[Use]] = field(default_factory=dict)

    def is_free(self, asset: int, spans: list[Interval]) -> bool:
        """Whether none of the times at which the asset is taken overlaps."""
        calendar = self.taken[asset]
        for begin, end in spans:
            before = bisect_left(calendar, (end,)) - 1
            if before >= 0 and calendar[before][1] > begin:
                return False
        return True

    def ways(self, use: Use) -> Iterator[int]:
        """The assets that are free for the use, one of each sort that differs: liked ones, then those that nobody likes
        at that time, then the tightest fit."""
        begin = use.spans[0][0]
        ranked, seen = [], set()
        for asset, calendar in self.taken.items():
            if not self.is_free(asset, use.spans):
                continue
            at = bisect_left(calendar, (begin,))
            liked, likers = asset in use.liked, self.likers.get(asset, ())
            wanted = sum(_meet(use, other) for other in likers), len(likers)
            future = (liked, wanted, tuple(calendar[at:]))
            if future in seen:
                continue
            seen.add(future)
            following = calendar[at][0] if at < len(calendar) else 10**9
            ranked.append((not liked, wanted, following, asset))
        return iter([entry[-1] for entry in sorted(ranked)])

    def give(self, use: Use, asset: int) -> None:
        """Let the use have the asset."""
        use.asset = asset
        for span in use.spans:
            insort(self.taken[asset], span)

    def take_back(self, use: Use) -> None:
        """Free the asset again."""
        for span in use.spans:
            calendar = self.taken[use.asset]
            del calendar[bisect_left(calendar, span)]
        use.asset = -1


def colour(pool: Pool, uses: list[Use]) -> None:
    """Give each use an asset, or none (-1) to those that have to be left out."""
    left = sorted(uses, key=lambda use: (use.spans[0], use.request))
    for use in left:
        for asset in use.liked:
            pool.likers.setdefault(asset, []).append(use)
    while left:
        stuck = _try(pool, left)
        if stuck is None:
            return
        for use in left:
            if use.asset >= 0:
                pool.take_back(use)
        rivals = [use for use in left if _meet(use, left[stuck])]
        left.remove(min(rivals, key=lambda use: (use.worth, -use.request)))


def _try(pool: Pool, uses: list[Use]) -> int | None:
    """Colour all, stepping back where need be. None if that worked, or the number of the use that found no asset."""
    ways = [pool.ways(uses[0])]
    furthest, steps = 0, 0
    while True:
        at = len(ways) - 1
        furthest = max(furthest, at)
        if uses[at].asset >= 0:
            pool.take_back(uses[at])
        asset = next(ways[at], None)
        if asset is None:
            ways.pop()
            if not ways or steps > STEPS:
                return furthest
            continue
        pool.give(uses[at], asset)
        steps += 1
        if at + 1 == len(uses):
            return None
        ways.append(pool.ways(uses[at + 1]))


def _meet(one: Use, other: Use) -> bool:
    return any(begin < last and first < end for begin, end in one.spans for first, last in other.spans)


def place_together(plan: Plan, taken: Taken) -> None:
    """Place requests that are not placed in the columns they take; those that find no asset stay out."""
    layout = plan.layout
    by_pool: dict[int, list[Use]] = {}
    for request, chosen in taken.items():
        if not is_whole(layout, request, chosen):
            continue
        for column, count in chosen.items():
            number = int(layout.columns.pool[column])
            uses = [_use(layout, request, column) for _ in range(count)]
            by_pool.setdefault(number, []).extend(uses)
    for number in sorted(by_pool):
        members = layout.pools.pools[number].members
        apart = len(members) == 1
        pool = Pool(
            {asset: [] if apart else [entry[:2] for entry in plan.calendars[asset]] for asset in members}
        )
        if apart:
            for use in by_pool[number]:
                use.asset = members[0]
        else:
            colour(pool, by_pool[number])
    assets: dict[int, list[Use]] = {}
    for use in chain(*by_pool.values()):
        assets.setdefault(use.request, []).append(use)
    for request in sorted(assets):
        if all(use.asset >= 0 for use in assets[request]):
            choice = _choice(layout, request, assets[request])
            if plan.can_put(request, choice):
                plan.put(request, choice)


def is_whole(layout: Layout, request: int, taken: dict[int, int]) -> bool:
    """Whether these columns are all that the request needs at one start, and no more."""
    columns = layout.columns
    counts: dict[int, int] = {}
    for column, count in taken.items():
        group = int(columns.group[column])
        counts[group] = counts.get(group, 0) + count
    options = {int(columns.group_option[group]) for group in counts}
    exact = all(count == columns.group_count[group] for group, count in counts.items())
    return exact and len(options) == 1 and len(counts) == len(layout.problem.requests[request].needs)


def _use(layout: Layout, request: int, column: int) -> Use:
    wanted, columns = layout.problem.requests[request], layout.columns
    members = layout.pools.pools[int(columns.pool[column])].members
    start = int(columns.option_start[columns.group_option[columns.group[column]]])
    names = {*wanted.preferred_assets, *(chain(*wanted.planned.assets) if wanted.planned else ())}
    liked = {layout.asset_index[name] for name in names if name in layout.asset_index}
    spans = sorted(layout.extended(request, members[0], start))
    return Use(request, column, spans, liked.intersection(members), int(layout.stakes[request]))


def _choice(layout: Layout, request: int, uses: list[Use]) -> Choice:
    columns = layout.columns
    groups: list[list[int]] = [[] for _ in layout.problem.requests[request].needs]
    named: list[list[int]] = [[] for _ in groups]
    for use in uses:
        need = int(columns.group_need[columns.group[use.column]])
        groups[need].append(use.asset)
        named[need].append(int(columns.agreement[use.column]))
    start = int(columns.option_start[columns.group_option[columns.group[uses[0].column]]])
    assets, agreements = tuple(tuple(group) for group in groups), tuple(chain(*named))
    return Choice(start, assets, agreements, layout.gain(request, start, assets, agreements))
