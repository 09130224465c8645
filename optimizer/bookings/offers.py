"""The ways to serve one request: from which starts each need could be met on which pools, and at what cost."""

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from optimizer.bookings.agreements import minutes_per_asset
from optimizer.bookings.columns import Floats, Ints
from optimizer.bookings.fitting import ALWAYS, OWN, Fitting
from optimizer.bookings.problem import Need, Request
from optimizer.bookings.score import charge_of


@dataclass(frozen=True)
class Offer:
    """One need: rows of pool, agreement and cost, and how many assets each row offers (at most `count`) by start."""

    pool: Ints
    agreement: Ints
    cost: Floats
    most: NDArray[np.int16]

    @property
    def ways(self) -> int:
        """How many rows and starts offer something."""
        return int(np.count_nonzero(self.most))


def takes_one_asset(request: Request) -> bool:
    """Whether the request needs a single asset, so that each of its columns is a whole placement."""
    return len(request.needs) == 1 and request.needs[0].count == 1


def offers_of(fitting: Fitting, request: Request, starts: Ints) -> list[Offer] | None:
    """What each need is offered; None if some need is never offered enough."""
    offers = []
    for need in request.needs:
        offer = _offer(fitting, request, need, starts // fitting.grid) if need.kind in fitting.kinds else None
        if offer is None or not offer.most.any():
            return None
        offers.append(offer)
    return offers


def _offer(fitting: Fitting, request: Request, need: Need, at: Ints) -> Offer | None:
    reachable, minutes = fitting.in_reach(request, need)
    rights = fitting.rights(need.kind, request)
    rows = np.flatnonzero(reachable[rights.place])
    if not len(rows):
        return None
    place, times = rights.place[rows], rights.times[rows]
    free = fitting.free(need.kind, request)
    most = np.minimum(free[place[:, None], at[None, :]], need.count)
    sometimes = np.flatnonzero(times != ALWAYS)
    if len(sometimes):
        most[sometimes] *= rights.flags[times[sometimes][:, None], at[None, :]]
    pools = fitting.kinds[need.kind].numbers[place]
    cost = _cost(fitting, request, pools, minutes[place], rights.rate[rows])
    return Offer(pools, rights.agreement[rows], cost, most)


def _cost(fitting: Fitting, request: Request, pools: Ints, minutes: Ints, rates: Ints) -> Floats:
    """Travel and charge of one asset; for a request of one asset also what using none that it prefers costs."""
    weights, paid = fitting.problem.weights, minutes_per_asset(request)
    cost = weights.travel_per_minute * minutes.astype(float)
    if not takes_one_asset(request):
        return cost + weights.charge_per_pound * rates * paid / 6000
    if rates.any():
        cost += [charge_of(weights, rate, paid) for rate in rates.tolist()]
    if request.preferred_assets:
        preferred = pools_of_assets(fitting, request.preferred_assets)
        cost += weights.other_asset * ~np.isin(pools, preferred)
    return cost


def pools_of_assets(fitting: Fitting, names: tuple[str, ...]) -> list[int]:
    """The pools of these assets, as far as they are among the problem's."""
    index, pool_of = fitting.asset_index, fitting.pools.pool_of
    return [pool_of[index[name]] for name in names if name in index]


def moving_cost(fitting: Fitting, request: Request, offer: Offer, starts: Ints) -> Floats | None:
    """What moving adds, by row and start, for a request of one asset that an earlier plan had placed."""
    if request.planned is None or not takes_one_asset(request):
        return None
    planned = list(chain(*request.planned.assets))
    there = np.zeros(len(offer.pool), dtype=bool)
    if len(planned) == 1:
        there = np.isin(offer.pool, pools_of_assets(fitting, (planned[0],)))
    stays = there[:, None] & (starts == request.planned.start)[None, :]
    return np.where(stays, 0.0, float(fitting.problem.weights.moved))


def shared_cost(fitting: Fitting, request: Request, offers: list[Offer], starts: Ints) -> Floats:
    """Cost of each start: its shift, and for requests of several assets the least of what these share."""
    weights = fitting.problem.weights
    cost = _shift(fitting, request, starts)
    if takes_one_asset(request):
        return cost
    if request.preferred_assets:
        preferred = pools_of_assets(fitting, request.preferred_assets)
        if not any(np.isin(offer.pool, preferred).any() for offer in offers):
            cost += weights.other_asset
    if request.planned:
        cost += np.where(starts == request.planned.start, 0, weights.moved)
    if any((offer.agreement != OWN).any() for offer in offers):
        cost -= weights.charge_per_pound * 0.005 + 1
    return cost


def _shift(fitting: Fitting, request: Request, starts: Ints) -> Floats:
    """`score.shift_cost` for many starts at once."""
    if request.preferred_start is None:
        return np.zeros(len(starts))
    steps = -(-np.abs(starts - request.preferred_start) // fitting.grid)
    weights = fitting.problem.weights
    return np.minimum(weights.shift_per_grid * steps, weights.shift_cap).astype(float)
