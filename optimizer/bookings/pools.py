"""Pools of interchangeable assets, and the resources whose capacity they use up.

Assets of the same kind, owner, site, features, capacity, turnaround, usable time and held bookings, under the same
agreements, are one pool. An asset that conflicts with others stands alone: each clique of assets that conflict with one
another is a resource of capacity 1. Every other pool is its own resource with as many units as it has assets.
"""

from dataclasses import dataclass
from itertools import chain

from optimizer.bookings.intervals import Interval, without
from optimizer.bookings.problem import Asset, Problem


@dataclass(frozen=True)
class Pool:
    """Assets (by index) that serve equally well. `usable`: open and not blocked, sorted intervals."""

    members: tuple[int, ...]
    kind: str
    owner: str
    site: str
    features: frozenset[str]
    capacity: int
    turnaround_minutes: int
    usable: tuple[Interval, ...]
    agreements: tuple[str, ...]
    resources: tuple[int, ...]


@dataclass(frozen=True)
class Pools:
    """All pools, the pool of each asset, and the capacity of each resource."""

    pools: tuple[Pool, ...]
    pool_of: tuple[int, ...]
    capacity: tuple[int, ...]


def pools_of(problem: Problem, *, single: bool = False) -> Pools:
    """Group the assets. `single` keeps every asset in a pool of its own: larger models, but exact ones."""
    naming: dict[str, list[str]] = {asset.id: [] for asset in problem.assets}
    for agreement in problem.agreements:
        for name in dict.fromkeys(agreement.assets or ()):
            naming[name].append(agreement.id)
    held = _held_times(problem)
    groups: dict[object, list[int]] = {}
    for index, asset in enumerate(problem.assets):
        alone = index if single or asset.conflicts_with else -1
        groups.setdefault((alone, _likeness(asset, naming[asset.id]), held.get(asset.id)), []).append(index)
    pool_of = [0] * len(problem.assets)
    capacity: list[int] = []
    cliques = _resources_of_conflicts(problem, capacity)
    pools = []
    for number, members in enumerate(groups.values()):
        asset = problem.assets[members[0]]
        resources = cliques.get(asset.id)
        if resources is None:
            resources = [len(capacity)]
            capacity.append(len(members))
        pools.append(_pool(asset, members, naming[asset.id], resources))
        for member in members:
            pool_of[member] = number
    return Pools(tuple(pools), tuple(pool_of), tuple(capacity))


def _held_times(problem: Problem) -> dict[str, tuple[Interval, ...]]:
    """When held bookings take each asset: two that are taken at different times do not serve equally well."""
    taken: dict[str, list[Interval]] = {}
    for request in problem.requests:
        if request.held:
            for name in chain(*request.held.assets):
                taken.setdefault(name, []).extend(request.occurrences(request.held.start))
    return {name: tuple(sorted(times)) for name, times in taken.items()}


def _likeness(asset: Asset, named_by: list[str]) -> object:
    usable = tuple(without(asset.open, asset.blocked))
    features = tuple(sorted(set(asset.features)))
    return (
        asset.kind,
        asset.owner,
        asset.site,
        features,
        asset.capacity,
        asset.turnaround_minutes,
        usable,
        tuple(named_by),
    )


def _pool(asset: Asset, members: list[int], named_by: list[str], resources: list[int]) -> Pool:
    return Pool(
        members=tuple(members),
        kind=asset.kind,
        owner=asset.owner,
        site=asset.site,
        features=frozenset(asset.features),
        capacity=asset.capacity,
        turnaround_minutes=asset.turnaround_minutes,
        usable=tuple(without(asset.open, asset.blocked)),
        agreements=tuple(named_by),
        resources=tuple(resources),
    )


def _resources_of_conflicts(problem: Problem, capacity: list[int]) -> dict[str, list[int]]:
    """Cover every conflict by a clique, grown greedily; each clique is a resource of capacity 1."""
    neighbours = {asset.id: set(asset.conflicts_with) for asset in problem.assets if asset.conflicts_with}
    resources: dict[str, list[int]] = {name: [] for name in neighbours}
    covered: set[tuple[str, str]] = set()
    for name in neighbours:
        for other in sorted(neighbours[name]):
            if (name, other) in covered:
                continue
            clique, common = [name, other], neighbours[name] & neighbours[other]
            while common:
                clique.append(min(common))
                common &= neighbours[clique[-1]]
            covered |= {(one, two) for one in clique for two in clique}
            for member in clique:
                resources[member].append(len(capacity))
            capacity.append(1)
    return resources
