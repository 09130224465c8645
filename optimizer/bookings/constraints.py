"""The rules of a model: one function each, twins of the rules in `check`."""

from collections import defaultdict
from itertools import chain
from typing import Any

import numpy as np

from optimizer.bookings.score import value
from optimizer.bookings.variables import Scope, Variables, names_in, planned_by_pool, rate_of


def each_request_is_placed_at_most_once(scope: Scope, variables: Variables) -> None:
    """One start and one place, or declined."""
    for request in scope.columns:
        variables.model.add_at_most_one(variables.placings(request, scope))


def every_need_gets_its_count(scope: Scope, variables: Variables) -> None:
    """At the start chosen each need takes `count` assets, at any other start none."""
    columns = scope.layout.columns
    taken: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for request in variables.options_of:
        for number in scope.columns[request]:
            group = int(columns.group[number])
            taken[int(columns.group_option[group]), group].append(variables.column[number])
    for (option, group), assets in taken.items():
        variables.model.add(sum(assets) == int(columns.group_count[group]) * variables.option[option])


def no_resource_is_used_beyond_its_room(scope: Scope, variables: Variables) -> None:
    """At each point at which a use starts, or less is left than before, uses do not exceed what is free."""
    uses: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    layout, seen = scope.layout, set()
    for number in chain(*scope.columns.values()):
        for resource in layout.pools.pools[int(layout.columns.pool[number])].resources:
            uses[resource] += [(low, high, number) for low, high in layout.segments_of(number)]
    for resource, runs in uses.items():
        room = scope.room[resource]
        drops = np.flatnonzero(np.diff(room) < 0) + 1
        lows, highs = np.array([run[0] for run in runs]), np.array([run[1] for run in runs])
        for point in sorted({*lows.tolist(), *drops.tolist()}):
            active = np.flatnonzero((lows <= point) & (highs > point))
            numbers = frozenset(runs[index][2] for index in active)
            if (numbers, int(room[point])) not in seen and len(numbers) > 1:
                seen.add((numbers, int(room[point])))
                _limit(variables, sorted(numbers), int(room[point]), scope)


def _limit(variables: Variables, numbers: list[int], room: int, scope: Scope) -> None:
    columns = scope.layout.columns
    together: dict[int, int] = defaultdict(int)
    for number in numbers:
        request = int(scope.layout.request_of[number])
        simple = request not in variables.options_of
        together[request] = 1 if simple else together[request] + int(columns.most[number])
    terms = [variables.column[number] for number in numbers]
    if sum(together.values()) <= room:
        return
    if room == 1 and all(columns.most[number] == 1 for number in numbers):
        variables.model.add_at_most_one(terms)
    else:
        variables.model.add(sum(terms) <= room)


def no_agreement_exceeds_its_cap(scope: Scope, variables: Variables) -> None:
    """Minutes under each agreement stay within what is left of its cap."""
    columns, used = scope.layout.columns, defaultdict(list)
    for request, numbers in scope.columns.items():
        for number in numbers:
            agreement = int(columns.agreement[number])
            if agreement >= 0 and scope.minutes_left[agreement] is not None:
                used[agreement].append(int(scope.layout.minutes[request]) * variables.column[number])
    for agreement, terms in used.items():
        variables.model.add(sum(terms) <= scope.minutes_left[agreement])


def preferred_means_that_one_is_used(scope: Scope, variables: Variables) -> None:
    """The cost of another asset is spared only if a column with a preferred asset is taken."""
    for request, spared in variables.preferred.items():
        names = set(scope.layout.problem.requests[request].preferred_assets)
        fitting = [n for n in scope.columns[request] if not names.isdisjoint(names_in(scope.layout, n))]
        variables.model.add(spared <= sum(variables.column[number] for number in fitting))


def as_planned_means_same_start_and_pools(scope: Scope, variables: Variables) -> None:
    """The cost of moving is spared only at the planned start with the planned assets' pools."""
    layout, columns = scope.layout, scope.layout.columns
    for request, spared in variables.as_planned.items():
        wanted = layout.problem.requests[request]
        by_need = planned_by_pool(layout, request)
        counts = [sum(need.values()) for need in by_need]
        start = wanted.planned.start if wanted.planned else None
        if counts != [need.count for need in wanted.needs]:
            variables.model.add(spared == 0)
            continue
        for need, pools in enumerate(by_need):
            for pool, count in pools.items():
                there = [
                    variables.column[n]
                    for n in scope.columns[request]
                    if columns.pool[n] == pool
                    and columns.group_need[columns.group[n]] == need
                    and columns.option_start[columns.group_option[columns.group[n]]] == start
                ]
                variables.model.add(count * spared <= sum(there))


def the_charge_is_rounded_as_the_score_does(scope: Scope, variables: Variables) -> None:
    """Pence rounded half up over all assets, charge rounded down."""
    per_pound = scope.layout.problem.weights.charge_per_pound
    for request, pence in variables.pence.items():
        minutes = int(scope.layout.minutes[request])
        due = sum(rate_of(scope.layout, n) * minutes * variables.column[n] for n in scope.columns[request])
        variables.model.add(60 * pence >= due - 29)
        variables.model.add(100 * variables.charge[request] >= per_pound * pence - 99)


def fairness_is_the_smallest_share(scope: Scope, variables: Variables) -> None:
    """No organisation's accepted share (in ten-thousandths) is below the one that is paid for."""
    if variables.fairness is None:
        return
    problem, requested = scope.layout.problem, scope.layout.requested
    won: dict[str, list[Any]] = defaultdict(list)
    for request in scope.columns:
        wanted = problem.requests[request]
        if wanted.organisation in requested:
            worth = value(wanted, problem.weights)
            won[wanted.organisation] += [worth * placing for placing in variables.placings(request, scope)]
    for name, total in requested.items():
        accepted = scope.accepted.get(name, 0) + sum(won[name])
        variables.model.add(variables.share * total <= 10_000 * accepted)
    prize = sum(requested.values()) * problem.weights.fairness_permille // 1000
    variables.model.add(10_000 * variables.fairness <= prize * variables.share)


RULES = (
    each_request_is_placed_at_most_once,
    every_need_gets_its_count,
    no_resource_is_used_beyond_its_room,
    no_agreement_exceeds_its_cap,
    preferred_means_that_one_is_used,
    as_planned_means_same_start_and_pools,
    the_charge_is_rounded_as_the_score_does,
    fairness_is_the_smallest_share,
)
