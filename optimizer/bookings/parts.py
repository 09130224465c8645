"""Splits a problem into parts that share no asset: what is decided in one is in nobody's way in another.

Parts still meet in three places: agreements whose cap they share, fairness, which looks at all organisations, and
requests that could be served in one part or another where too many hang together to be one. `coordinate` brings
these together.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np

from optimizer.bookings.columns import Ints
from optimizer.bookings.fitting import Fitting
from optimizer.bookings.index import LOOKS_BETWEEN, OutOfTime
from optimizer.bookings.offers import takes_one_asset
from optimizer.bookings.pools import pools_of
from optimizer.bookings.problem import Agreement, Problem, Request
from optimizer.bookings.territories import places_of, territories

WHOLE_REQUESTS = 3_000
PART_REQUESTS = 1_200


@dataclass(frozen=True)
class Part:
    """Requests, assets and agreements (by number in the whole), and the problem that they make.

    `guests` are those of the requests that another part is the home of; `straddling` those that could also be served by
    assets of several parts together.
    """

    requests: tuple[int, ...]
    assets: tuple[int, ...]
    agreements: tuple[int, ...]
    problem: Problem
    guests: frozenset[int] = frozenset()
    straddling: frozenset[int] = frozenset()


def parts_of_problem(problem: Problem, *, out_of_time: Callable[[], bool] = lambda: False) -> list[Part]:
    """The parts, the largest first; none where nothing can be split, the whole is small, or time runs out."""
    if len(problem.requests) <= WHOLE_REQUESTS:
        return []
    try:
        bonds, touched = _bonds(problem, out_of_time)
    except OutOfTime:
        return []
    labels = joined(len(problem.assets), [*bonds, *(edge for edge in touched if len(edge))])
    labels = _divided(problem, labels, bonds, touched)
    homes = {
        number: _home(problem.requests[number], labels[assets])
        for number, assets in enumerate(touched)
        if len(assets)
    }
    near = {number: np.unique(labels[touched[number]]).tolist() for number in homes}
    groups = _packed(homes, set(chain(*near.values())))
    if len(groups) < 2:
        return []
    at = {label: number for number, (_, own) in enumerate(groups) for label in own}
    reach = {number: {at[label] for label in found} for number, found in near.items()}
    return [
        _part(problem, number, requests, np.flatnonzero(np.isin(labels, list(own))), reach)
        for number, (requests, own) in enumerate(groups)
    ]


def _bonds(problem: Problem, out_of_time: Callable[[], bool]) -> tuple[list[Ints], list[Ints]]:
    """Assets that no split may part, and the assets that each request touches."""
    pools = pools_of(problem)
    fitting = Fitting(problem, pools)
    first = np.array([pool.members[0] for pool in pools.pools], dtype=np.int64)
    bonds, touched = [], []
    for number, request in enumerate(problem.requests):
        if number % LOOKS_BETWEEN == 0 and out_of_time():
            raise OutOfTime
        named = _named(fitting, request)
        if len(named) > 1:
            bonds.append(named)
        touched.append(np.concatenate([named, *_touched(fitting, request, first)]))
    bonds += [np.array(pool.members) for pool in pools.pools if len(pool.members) > 1]
    index = fitting.asset_index
    bonds += [
        np.array([index[asset.id], *(index[name] for name in asset.conflicts_with)])
        for asset in problem.assets
        if asset.conflicts_with
    ]
    return bonds, touched


def _named(fitting: Fitting, request: Request) -> Ints:
    """The assets that the request is said to have."""
    fixtures = [fixture for fixture in (request.held, request.planned) if fixture]
    return np.array(
        [fitting.asset_index[name] for fixture in fixtures for name in chain(*fixture.assets)], dtype=np.int64
    )


def _touched(fitting: Fitting, request: Request, first: Ints) -> Iterator[Ints]:
    """One asset of each pool that the request may use, need by need."""
    for need in () if request.held else request.needs:
        if need.kind in fitting.kinds:
            reachable, _ = fitting.in_reach(request, need)
            rights = fitting.rights(need.kind, request)
            allowed = np.zeros(len(reachable), dtype=bool)
            allowed[rights.place] = True
            yield first[fitting.kinds[need.kind].numbers[reachable & allowed]]


def _divided(problem: Problem, labels: Ints, bonds: list[Ints], touched: list[Ints]) -> Ints:
    """The label of each asset where components of too many requests are cut into territories."""
    numbers = np.array([request for request, assets in enumerate(touched) if len(assets)], dtype=np.int64)
    component = np.array([labels[touched[request][0]] for request in numbers.tolist()], dtype=np.int64)
    places = places_of(problem)
    pieces: list[Ints] = []
    for label in np.unique(labels).tolist():
        own = numbers[component == label]
        pieces += territories(places, touched, own, np.flatnonzero(labels == label), WHOLE_REQUESTS)
    return joined(len(labels), [*bonds, *pieces])


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


def _home(request: Request, labels: Ints) -> int:
    """Where most of the assets are that a request touches, or those that it is said to have, which come first."""
    if request.held or request.planned:
        return int(labels[0])
    return Counter(labels.tolist()).most_common(1)[0][0]


def _packed(homes: Mapping[int, int], labels: set[int]) -> list[tuple[list[int], set[int]]]:
    """Labels put together until each group has enough requests at home: their numbers, and the labels."""
    by_label: dict[int, list[int]] = {label: [] for label in labels}
    for request, label in homes.items():
        by_label.setdefault(label, []).append(request)
    groups: list[tuple[list[int], set[int]]] = []
    for label, requests in sorted(by_label.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        if groups and len(groups[-1][0]) + len(requests) <= PART_REQUESTS:
            groups[-1][0].extend(requests)
            groups[-1][1].add(label)
        else:
            groups.append((list(requests), {label}))
    return groups


def may_be_a_guest(request: Request) -> bool:
    """Whether what a request gains in another part than its home does not depend on its home."""
    return takes_one_asset(request) and not request.held and not request.planned


def _part(
    problem: Problem, number: int, homely: list[int], assets: Ints, reach: Mapping[int, set[int]]
) -> Part:
    """The part of this number. `reach` are the numbers of the parts that each request touches."""
    at_home, across = set(homely), {request for request, parts in reach.items() if len(parts) > 1}
    guests = {
        request
        for request in across - at_home
        if number in reach[request] and may_be_a_guest(problem.requests[request])
    }
    straddling = {request for request in across & at_home if not may_be_a_guest(problem.requests[request])}
    requests = sorted(at_home | guests)
    ordered = tuple(assets.tolist())
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
    return Part(tuple(requests), ordered, agreements, own, frozenset(guests), frozenset(straddling))


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
