"""First answers: requests in some order, each where it costs least and is free."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import numpy as np

from optimizer.bookings.columns import Floats
from optimizer.bookings.layout import Layout
from optimizer.bookings.plan import Choice, Plan


def first_come_first_served(layout: Layout) -> list[int]:
    """Requests in the order of the document."""
    return list(layout.options)


def by_priority(layout: Layout) -> list[int]:
    """Requests by weight, the heaviest first; among equals the one that takes the least asset time."""

    def key(request: int) -> tuple[int, int, int]:
        wanted = layout.problem.requests[request]
        taken = sum(need.count for need in wanted.needs) * int(layout.minutes[request])
        return -wanted.weight, taken, request

    return sorted(layout.options, key=key)


def by_profit(layout: Layout, profits: Floats) -> list[int]:
    """Requests by the profit that prices leave them, the largest first."""
    ranked = sorted(zip(-profits, layout.columns.requests.tolist(), strict=True))
    return [request for _, request in ranked]


def fill(
    plan: Plan, order: Iterable[int], costs: Floats, *, out_of_time: Callable[[], bool] = lambda: False
) -> None:
    """Place every request of the order that is not placed yet and gains from it, where `costs` are least.

    `costs` has one number a column: its cost, or its cost with prices.
    """
    for request in order:
        if out_of_time():
            return
        if request in plan.placed:
            continue
        choice = cheapest_free(plan, request, costs)
        if choice is not None and choice.gain > 0:
            plan.put(request, choice)


def cheapest_free(plan: Plan, request: int, costs: Floats) -> Choice | None:
    """The free placement with the least cost by `costs`, or None."""
    layout, columns = plan.layout, plan.layout.columns
    options = layout.options[request]
    run = layout.columns_of_request(request)
    first_group, last_group = layout.groups_of(options.start).start, layout.groups_of(options.stop - 1).stop
    window = costs[run.start : run.stop]
    least = np.minimum.reduceat(window, columns.group_first[first_group:last_group] - run.start)
    least = least * columns.group_count[first_group:last_group]
    by_option = np.add.reduceat(least, columns.option_first[options.start : options.stop] - first_group)
    by_option += columns.option_cost[options.start : options.stop]
    if len(layout.problem.requests[request].needs) == 1 and columns.group_count[first_group] == 1:
        by_column = window + columns.option_cost[columns.group_option[columns.group[run.start : run.stop]]]
        for column in run.start + np.argsort(by_column, kind="stable"):
            choice = _at_column(plan, request, int(column))
            if choice is not None:
                return choice
        return None
    for option in options.start + np.argsort(by_option, kind="stable"):
        choice = _at_option(plan, request, int(option), costs)
        if choice is not None:
            return choice
    return None


def _at_column(plan: Plan, request: int, column: int) -> Choice | None:
    layout, columns = plan.layout, plan.layout.columns
    agreement = int(columns.agreement[column])
    start = int(columns.option_start[columns.group_option[columns.group[column]]])
    if not plan.has_room(request, agreement):
        return None
    for asset in members_by_preference(layout, request, int(columns.pool[column])):
        if plan.is_free(request, asset, start):
            groups = ((asset,),)
            return Choice(start, groups, (agreement,), layout.gain(request, start, groups, (agreement,)))
    return None


def _at_option(plan: Plan, request: int, option: int, costs: Floats) -> Choice | None:
    layout, columns = plan.layout, plan.layout.columns
    start = int(columns.option_start[option])
    assets: list[tuple[int, ...]] = []
    agreements: list[int] = []
    for group in layout.groups_of(option):
        chosen: list[int] = []
        run = layout.columns_of(group)
        for column in run.start + np.argsort(costs[run.start : run.stop], kind="stable"):
            agreement = int(columns.agreement[column])
            for asset in members_by_preference(layout, request, int(columns.pool[column])):
                if len(chosen) == columns.group_count[group]:
                    break
                beside = {*chosen, *chain(*assets)}
                if asset in beside or not beside.isdisjoint(layout.conflicts[asset]):
                    continue
                if not plan.has_room(request, agreement, agreements.count(agreement)):
                    break
                if plan.is_free(request, asset, start):
                    chosen.append(asset)
                    agreements.append(agreement)
        if len(chosen) < columns.group_count[group]:
            return None
        assets.append(tuple(chosen))
    groups, named = tuple(assets), tuple(agreements)
    return Choice(start, groups, named, layout.gain(request, start, groups, named))


def members_by_preference(layout: Layout, request: int, pool: int) -> Iterator[int]:
    """The assets of a pool: planned ones first, then preferred ones, then the others."""
    wanted, members = layout.problem.requests[request], layout.pools.pools[pool].members
    if len(members) == 1 or not (wanted.preferred_assets or wanted.planned):
        return iter(members)
    planned = set(chain(*wanted.planned.assets)) if wanted.planned else set()

    def rank(asset: int) -> tuple[bool, bool]:
        name = layout.problem.assets[asset].id
        return name not in planned, name not in wanted.preferred_assets

    return iter(sorted(members, key=rank))
