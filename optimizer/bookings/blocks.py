"""The columns of one request: for each need, pool and agreement the starts at which it could be served, priced."""

from dataclasses import dataclass
from itertools import chain

import numpy as np

from optimizer.bookings.agreements import minutes_per_asset
from optimizer.bookings.columns import Floats, Ints
from optimizer.bookings.fitting import OWN, Fitting
from optimizer.bookings.pools import Pool
from optimizer.bookings.problem import Request
from optimizer.bookings.score import charge_of


@dataclass(frozen=True)
class Block:
    """One need on one pool under one agreement, over several starts (by their number)."""

    need: int
    pool: int
    agreement: int
    starts: Ints
    most: Ints
    cost: Floats


def takes_one_asset(request: Request) -> bool:
    """Whether the request needs a single asset, so that each of its columns is a whole placement."""
    return len(request.needs) == 1 and request.needs[0].count == 1


def blocks_of(fitting: Fitting, request: Request, starts: Ints) -> list[Block]:
    """The blocks of all needs; empty ones are left out."""
    blocks = []
    for index, need in enumerate(request.needs):
        for number, pool, minutes in fitting.fitting_pools(request, need):
            free = fitting.free_members(request, number, starts)
            for agreement, rate, allowed in fitting.agreements(request, pool, starts):
                at = np.flatnonzero(allowed & (free > 0))
                if len(at):
                    cost = _cost(fitting, request, pool, minutes, rate, starts[at])
                    most = np.minimum(free[at], need.count)
                    blocks.append(Block(index, number, agreement, at, most, cost))
    return blocks


def _cost(fitting: Fitting, request: Request, pool: Pool, minutes: int, rate: int, starts: Ints) -> Floats:
    """Travel and charge of one asset; for a request of one asset also what another asset or moving costs."""
    problem, weights, paid = fitting.problem, fitting.problem.weights, minutes_per_asset(request)
    cost = np.full(len(starts), float(weights.travel_per_minute * minutes))
    if not takes_one_asset(request):
        return cost + weights.charge_per_pound * rate * paid / 6000
    cost += charge_of(weights, rate, paid)
    names = {problem.assets[member].id for member in pool.members}
    if request.preferred_assets and names.isdisjoint(request.preferred_assets):
        cost += weights.other_asset
    if request.planned:
        planned = list(chain(*request.planned.assets))
        there = len(planned) == 1 and names.issuperset(planned)
        cost += np.where((starts == request.planned.start) & there, 0, weights.moved)
    return cost


def shared_cost(fitting: Fitting, request: Request, blocks: list[Block], starts: Ints) -> Floats:
    """Cost of each start: its shift, and for requests of several assets the least of what these share."""
    problem, weights = fitting.problem, fitting.problem.weights
    cost = _shift(fitting, request, starts)
    if takes_one_asset(request):
        return cost
    used = {problem.assets[m].id for block in blocks for m in fitting.pools.pools[block.pool].members}
    if request.preferred_assets and used.isdisjoint(request.preferred_assets):
        cost += weights.other_asset
    if request.planned:
        cost += np.where(starts == request.planned.start, 0, weights.moved)
    if any(block.agreement != OWN for block in blocks):
        cost -= weights.charge_per_pound * 0.005 + 1
    return cost


def _shift(fitting: Fitting, request: Request, starts: Ints) -> Floats:
    """`score.shift_cost` for many starts at once."""
    if request.preferred_start is None:
        return np.zeros(len(starts))
    steps = -(-np.abs(starts - request.preferred_start) // fitting.problem.grid_minutes)
    weights = fitting.problem.weights
    return np.minimum(weights.shift_per_grid * steps, weights.shift_cap).astype(float)
