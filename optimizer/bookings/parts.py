"""Splits a problem into parts that share no asset: what is decided in one is in nobody's way in another.

Parts still meet in two places: agreements whose cap they share, and fairness, which looks at all organisations.
`coordinate` brings these together.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from optimizer.bookings.columns import Ints
from optimizer.bookings.fitting import Fitting
from optimizer.bookings.index import LOOKS_BETWEEN, OutOfTime
from optimizer.bookings.pools import pools_of
from optimizer.bookings.problem import Agreement, Problem, Request

WHOLE_REQUESTS = 3_000
PART_REQUESTS = 1_200


@dataclass(frozen=True)
class Part:
    """Requests, assets and agreements (by number in the whole), and the problem that they make."""

    requests: tuple[int, ...]
    assets: tuple[int, ...]
    agreements: tuple[int, ...]
    problem: Problem


def parts_of_problem(problem: Problem, *, out_of_time: Callable[[], bool] = lambda: False) -> list[Part]:
    """The parts, the largest first; none where nothing can be split, the whole is small, or time runs out."""
    if len(problem.requests) <= WHOLE_REQUESTS:
        return []
    try:
        labels, touched = _components(problem, out_of_time)
    except OutOfTime:
        return []
    groups = _packed(labels, touched)
    return [_part(problem, *group) for group in groups] if len(groups) > 1 else []


def _components(problem: Problem, out_of_time: Callable[[], bool]) -> tuple[Ints, list[Ints]]:
    """The component of each asset, and the assets that each request touches."""
    pools = pools_of(problem)
    fitting = Fitting(problem, pools)
    first = np.array([pool.members[0] for pool in pools.pools], dtype=np.int64)
    touched = []
    for number, request in enumerate(problem.requests):
        if number % LOOKS_BETWEEN == 0 and out_of_time():
            raise OutOfTime
        touched.append(_touched(fitting, request, first))
    edges = list(touched)
    edges += [np.array(pool.members) for pool in pools.pools if len(pool.members) > 1]
    index = fitting.asset_index
    edges += [
        np.array([index[asset.id], *(index[name] for name in asset.conflicts_with)])
        for asset in problem.assets
        if asset.conflicts_with
    ]
    return joined(len(problem.assets), [edge for edge in edges if len(edge)]), touched


def _touched(fitting: Fitting, request: Request, first: Ints) -> Ints:
    """One asset of each pool that the request may use, and those it is said to have."""
    named = [
        fitting.asset_index[name]
        for fixture in (request.held, request.planned)
        if fixture
        for name in chain(*fixture.assets)
    ]
    found = [np.array(named, dtype=np.int64)]
    for need in () if request.held else request.needs:
        if need.kind in fitting.kinds:
            reachable, _ = fitting.in_reach(request, need)
            rights = fitting.rights(need.kind, request)
            allowed = np.zeros(len(reachable), dtype=bool)
            allowed[rights.place] = True
            found.append(first[fitting.kinds[need.kind].numbers[reachable & allowed]])
    return np.concatenate(found)


def joined(count: int, edges: list[Ints]) -> Ints:
    """The component of each of so many things, where those of an edge are joined: the least number in it."""
    labels = np.arange(count)
    if not edges:
        return labels
    flat = np.concatenate(edges)
    sizes = np.array([len(edge) for edge in edges])
    first = np.cumsum(sizes) - sizes
    while True:
        least = np.repeat(np.minimum.reduceat(labels[flat], first), sizes)
        before = labels.copy()
        np.minimum.at(labels, labels[flat], least)
        np.minimum.at(labels, flat, least)
        labels = labels[labels]
        if np.array_equal(before, labels):
            return labels


def _packed(labels: Ints, touched: list[Ints]) -> list[tuple[list[int], set[int]]]:
    """Components put together until each group has enough requests: their numbers, and the components."""
    by_component: dict[int, list[int]] = {}
    for request, assets in enumerate(touched):
        if len(assets):
            by_component.setdefault(int(labels[assets[0]]), []).append(request)
    groups: list[tuple[list[int], set[int]]] = []
    for component, requests in sorted(by_component.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        if groups and len(groups[-1][0]) + len(requests) <= PART_REQUESTS:
            groups[-1][0].extend(requests)
            groups[-1][1].add(component)
        else:
            groups.append((list(requests), {component}))
    return [
        (sorted(requests), {int(asset) for asset in np.flatnonzero(np.isin(labels, list(components)))})
        for requests, components in groups
    ]


def _part(problem: Problem, requests: list[int], assets: set[int]) -> Part:
    ordered = tuple(sorted(assets))
    names = {problem.assets[index].id for index in ordered}
    owners = {problem.assets[index].owner for index in ordered}
    users = {problem.requests[index].organisation for index in requests}
    agreements = tuple(
        number
        for number, agreement in enumerate(problem.agreements)
        if agreement.owner in owners and agreement.user in users
    )
    own = problem.altered(
        assets=tuple(problem.assets[index] for index in ordered),
        requests=tuple(problem.requests[index] for index in requests),
        agreements=tuple(_narrowed(problem.agreements[number], names) for number in agreements),
    )
    return Part(tuple(requests), ordered, agreements, own)


def _narrowed(agreement: Agreement, names: set[str]) -> Agreement:
    """The agreement with only those assets named that are in the part."""
    if agreement.assets is None:
        return agreement
    here = tuple(name for name in agreement.assets if name in names)
    return agreement.model_copy(update={"assets": here})


def shared_caps(problem: Problem, parts: list[Part]) -> Iterator[int]:
    """The numbers of the agreements with a cap that several parts could use up."""
    counts = np.bincount(np.array(list(chain(*(part.agreements for part in parts))), dtype=np.int64))
    for number in np.flatnonzero(counts > 1).tolist():
        if problem.agreements[number].cap_minutes is not None:
            yield number
