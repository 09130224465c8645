"""From pools back to single assets: gives every use an asset, moving others within the pool where it must."""

from collections import Counter
from itertools import chain

from optimizer.bookings.columns import Columns
from optimizer.bookings.greedy import members_by_preference
from optimizer.bookings.layout import Layout
from optimizer.bookings.plan import Choice, Plan

Taken = dict[int, int]


def place_columns(plan: Plan, request: int, taken: Taken) -> bool:
    """Place a request that is not placed in these columns (number of assets each). False if it cannot be."""
    layout, columns = plan.layout, plan.layout.columns
    first = next(iter(taken))
    start = int(columns.option_start[columns.group_option[columns.group[first]]])
    if _put_free(plan, request, start, taken):
        return True
    for pool in sorted({int(columns.pool[column]) for column in taken}):
        if len(layout.pools.pools[pool].members) > 1:
            repack(plan, pool, plus=(request, start))
    return _put_free(plan, request, start, taken)


def _put_free(plan: Plan, request: int, start: int, taken: Taken) -> bool:
    layout, columns = plan.layout, plan.layout.columns
    groups: list[list[int]] = [[] for _ in layout.problem.requests[request].needs]
    named: list[list[int]] = [[] for _ in groups]
    for column, count in taken.items():
        need, agreement = int(columns.group_need[columns.group[column]]), int(columns.agreement[column])
        for asset in members_by_preference(layout, request, int(columns.pool[column])):
            if count == 0:
                break
            beside = set(chain(*groups))
            if asset in beside or not beside.isdisjoint(layout.conflicts[asset]):
                continue
            if plan.is_free(request, asset, start):
                groups[need].append(asset)
                named[need].append(agreement)
                count -= 1
        if count:
            return False
    agreements = tuple(chain(*named))
    if any(
        agreement >= 0 and not plan.has_room(request, agreement, count - 1)
        for agreement, count in Counter(agreements).items()
    ):
        return False
    assets = tuple(tuple(group) for group in groups)
    plan.put(request, Choice(start, assets, agreements, layout.gain(request, start, assets, agreements)))
    return True


def repack(plan: Plan, pool: int, *, plus: tuple[int, int]) -> None:
    """Colour the pool's uses afresh so that one more request at this start may find room.

    Series first, then by start, each on the free asset that was last in use. If some use finds no asset, all stay
    where they were.
    """
    layout, members = plan.layout, plan.layout.pools.pools[pool].members
    inside = {request for asset in members for _, _, request in plan.calendars[asset]}
    movable = [request for request in inside if not layout.problem.requests[request].held]
    before = {request: plan.take(request) for request in movable}
    newcomer, start = plus
    starts = {request: choice.start for request, choice in before.items()} | {newcomer: start}
    order = sorted(
        starts, key=lambda request: (-len(layout.problem.requests[request].repeats), starts[request], request)
    )
    moved: dict[int, Choice] = {}
    for request in order:
        choice = before.get(request)
        if choice is None:
            choice = Choice(start, ((members[0],),), (-1,), 0)
        found = _moved_within(plan, request, choice, pool)
        if found is None:
            break
        plan.put(request, found)
        moved[request] = found
    for request in moved if len(moved) < len(order) else [newcomer]:
        plan.take(request)
    if len(moved) < len(order):
        for request, choice in before.items():
            plan.put(request, choice)


def _moved_within(plan: Plan, request: int, choice: Choice, pool: int) -> Choice | None:
    """The same choice with its assets of this pool chosen afresh, or None."""
    layout, pool_of = plan.layout, plan.layout.pools.pool_of
    beside: set[int] = set()
    groups = []
    for group in choice.assets:
        chosen = []
        for asset in group:
            if pool_of[asset] == pool:
                found = _tightest(plan, request, choice.start, pool, beside)
                if found is None:
                    return None
                asset = found
            beside.add(asset)
            chosen.append(asset)
        groups.append(tuple(chosen))
    assets = tuple(groups)
    if choice.agreements and len(choice.agreements) == len(list(chain(*assets))):
        return Choice(
            choice.start,
            assets,
            choice.agreements,
            layout.gain(request, choice.start, assets, choice.agreements),
        )
    return None


def _tightest(plan: Plan, request: int, start: int, pool: int, beside: set[int]) -> int | None:
    """The free asset of the pool whose last use before the start ends latest; preferred ones count first."""
    layout = plan.layout
    ranked = []
    for rank, asset in enumerate(members_by_preference(layout, request, pool)):
        if asset in beside or not plan.is_free(request, asset, start):
            continue
        earlier = [end for _, end, _ in plan.calendars[asset] if end <= start]
        ranked.append((-max(earlier, default=0), rank, asset))
    return min(ranked)[2] if ranked else None


def columns_taken(layout: Layout, request: int, choice: Choice) -> Taken:
    """The columns that a placement stands for; empty if it is not among them."""
    columns: Columns = layout.columns
    taken: Taken = {}
    options = layout.options.get(request, range(0))
    option = next((o for o in options if columns.option_start[o] == choice.start), None)
    if option is None:
        return {}
    agreements = iter(choice.agreements)
    for group in layout.groups_of(option):
        need = int(columns.group_need[group])
        for asset in choice.assets[need]:
            agreement, pool = next(agreements), layout.pools.pool_of[asset]
            match = [
                c
                for c in layout.columns_of(group)
                if columns.pool[c] == pool and columns.agreement[c] == agreement
            ]
            if not match:
                return {}
            taken[match[0]] = taken.get(match[0], 0) + 1
    return taken
