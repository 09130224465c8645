"""The score of a plan, from the problem and the placements alone. Whole numbers throughout."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from optimizer.bookings.problem import Problem, Request, Weights
from optimizer.bookings.solution import Parts, Placement
from optimizer.bookings.travel import TravelTimes


def parts_of(problem: Problem, placements: Iterable[Placement]) -> Parts:
    """The parts of the score of these placements; every other request counts as declined."""
    placed = {placement.request: placement for placement in placements}
    accepted = accepted_values(problem, placed)
    fair = fairness(problem.weights, requested_values(problem), accepted)
    costs = costs_of(problem, problem.requests, placed)
    return Parts(accepted=sum(accepted.values()), fairness=fair, **costs)


def accepted_values(problem: Problem, placed: Iterable[str]) -> dict[str, int]:
    """The value of the placed requests by organisation."""
    accepted: dict[str, int] = defaultdict(int)
    for name in placed:
        request = problem.request_by_id[name]
        accepted[request.organisation] += value(request, problem.weights)
    return accepted


def costs_of(
    problem: Problem, requests: Iterable[Request], placed: Mapping[str, Placement]
) -> dict[str, int]:
    """What some of the requests cost, placed like this or declined, by kind of cost."""
    travel, parts = TravelTimes(problem), defaultdict[str, int](int)
    for request in requests:
        placement = placed.get(request.id)
        if placement is None:
            parts["moved"] += declined_cost(request, problem.weights)
            continue
        parts["shift"] += shift_cost(problem, request, placement.start)
        parts["other_asset"] += other_asset_cost(request, placement.flat_assets, problem.weights)
        parts["travel"] += travel_cost(problem, request, placement.flat_assets, travel)
        parts["charge"] += charge_cost(problem, request, placement.agreements)
        parts["moved"] += moved_cost(request, placement, problem.weights)
    return parts


def value(request: Request, weights: Weights) -> int:
    """accept × weight × number of occurrences."""
    return weights.accept * request.weight * len(request.repeats)


def requested_values(problem: Problem) -> dict[str, int]:
    """The value of all requests by organisation; organisations that request nothing are left out."""
    totals: dict[str, int] = defaultdict(int)
    for request in problem.requests:
        totals[request.organisation] += value(request, problem.weights)
    return {organisation: total for organisation, total in totals.items() if total}


def fairness(weights: Weights, requested: Mapping[str, int], accepted: Mapping[str, int]) -> int:
    """total × fairness_permille // 1000 × ⌊10000 × m⌋ // 10000, m = the smallest share accepted."""
    if not requested:
        return 0
    smallest = min(
        10_000 * accepted.get(organisation, 0) // total for organisation, total in requested.items()
    )
    return sum(requested.values()) * weights.fairness_permille // 1000 * smallest // 10_000


def shift_cost(problem: Problem, request: Request, start: int) -> int:
    """Per started grid step away from the preferred start, up to a cap."""
    if request.preferred_start is None:
        return 0
    steps = -(-abs(start - request.preferred_start) // problem.grid_minutes)
    return min(problem.weights.shift_per_grid * steps, problem.weights.shift_cap)


def other_asset_cost(request: Request, assets: Iterable[str], weights: Weights) -> int:
    """Due when preferred assets are named and none of them is used."""
    if not request.preferred_assets or not set(request.preferred_assets).isdisjoint(assets):
        return 0
    return weights.other_asset


def travel_cost(problem: Problem, request: Request, assets: Iterable[str], travel: TravelTimes) -> int:
    """Per minute between the request's site and each asset's; a held booking out of reach counts none."""
    if request.site is None:
        return 0
    sites = (problem.asset_by_id[asset].site for asset in assets)
    return problem.weights.travel_per_minute * sum(travel.minutes(request.site, site) or 0 for site in sites)


def charge_cost(problem: Problem, request: Request, agreements: Iterable[str | None]) -> int:
    """⌊charge_per_pound × pence / 100⌋ of all assets and occurrences; a held booking is not charged."""
    if request.held:
        return 0
    rates = sum(problem.agreement_by_id[name].rate_pence_per_hour for name in agreements if name is not None)
    return charge_of(problem.weights, rates, request.duration_minutes * len(request.repeats))


def charge_of(weights: Weights, pence_per_hour: int, minutes: int) -> int:
    """The cost of so many minutes at a rate; the pence are rounded half up, the cost down."""
    pence = (pence_per_hour * minutes + 30) // 60
    return weights.charge_per_pound * pence // 100


def moved_cost(request: Request, placement: Placement, weights: Weights) -> int:
    """Due when an earlier plan placed it at another start or on other assets."""
    if request.planned is None or is_as_planned(request, placement.start, placement.assets):
        return 0
    return weights.moved


def is_as_planned(request: Request, start: int, assets: Iterable[Iterable[str]]) -> bool:
    """Whether start and assets are those of the earlier plan; the order within a need does not matter."""
    planned = request.planned
    if planned is None or planned.start != start:
        return False
    return [sorted(group) for group in assets] == [sorted(group) for group in planned.assets]


def declined_cost(request: Request, weights: Weights) -> int:
    """Twice the cost of moving, for a request that an earlier plan had placed."""
    return 2 * weights.moved if request.planned else 0
