"""The judge: which rules a solution breaks, and what it is worth. Knows no solver.

Placements use up agreements in the order in which the solution lists them; held bookings are exempt from
agreements: they name none, use up no cap and cost no charge.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from optimizer.bookings.agreements import allowing, minutes_per_asset
from optimizer.bookings.claims import CLAIMS
from optimizer.bookings.intervals import Interval, contains, overlap, without
from optimizer.bookings.problem import Problem, Request
from optimizer.bookings.score import parts_of
from optimizer.bookings.solution import Placement, Solution
from optimizer.bookings.travel import TravelTimes

Complaints = Iterator[tuple[str, str]]
Rule = Callable[[Problem, Solution], Complaints]


class BrokenRule(NamedTuple):
    """A rule that the solution breaks: its name, a JSON path into the solution, and a sentence."""

    rule: str
    place: str
    text: str


def broken_rules(problem: Problem, solution: Solution) -> list[BrokenRule]:
    """Every breach found. If the solution does not even fit the problem, only that is reported."""
    return _breaches(FORM, problem, solution) or _breaches(RULES + CLAIMS, problem, solution)


def score(problem: Problem, solution: Solution) -> int:
    """The score recomputed from the placements alone."""
    return parts_of(problem, solution.placements).score


def _breaches(rules: Iterable[Rule], problem: Problem, solution: Solution) -> list[BrokenRule]:
    return [
        BrokenRule(rule.__name__, place, text) for rule in rules for place, text in rule(problem, solution)
    ]


def _placed(problem: Problem, solution: Solution) -> Iterator[tuple[str, Request, Placement]]:
    for index, placement in enumerate(solution.placements):
        yield f"$.placements[{index}]", problem.request_by_id[placement.request], placement


def the_solution_answers_this_problem(problem: Problem, solution: Solution) -> Complaints:
    """It carries the hash of this very problem."""
    if solution.problem_sha256 != problem.sha256:
        yield "$.problem_sha256", "the solution was made for another problem"


def every_request_is_placed_or_declined_once(problem: Problem, solution: Solution) -> Complaints:
    """Placements and declined together name each request of the problem once and nothing else."""
    named = [("placements", entry.request) for entry in solution.placements]
    named += [("declined", entry.request) for entry in solution.declined]
    times = Counter(request for _, request in named)
    for place, request in named:
        if request not in problem.request_by_id:
            yield f"$.{place}", f"{request} is not a request of the problem"
        elif times[request] > 1:
            yield f"$.{place}", f"request {request} is answered more than once"
    for request in problem.request_by_id:
        if request not in times:
            yield "$", f"request {request} is neither placed nor declined"


def every_id_is_known(problem: Problem, solution: Solution) -> Complaints:
    """Placements name assets and agreements of the problem, one agreement (or null) for each asset."""
    for index, placement in enumerate(solution.placements):
        place = f"$.placements[{index}]"
        for asset in placement.flat_assets:
            if asset not in problem.asset_by_id:
                yield f"{place}.assets", f"{asset} is not an asset of the problem"
        for name in placement.agreements:
            if name is not None and name not in problem.agreement_by_id:
                yield f"{place}.agreements", f"{name} is not an agreement of the problem"
        if len(placement.agreements) != len(placement.flat_assets):
            yield f"{place}.agreements", "there must be one agreement or null for each asset"


def held_bookings_stand(problem: Problem, solution: Solution) -> Complaints:
    """A held request is placed exactly as held, under no agreement."""
    for index, entry in enumerate(solution.declined):
        if problem.request_by_id[entry.request].held:
            yield f"$.declined[{index}]", f"held request {entry.request} is declined"
    for place, request, placement in _placed(problem, solution):
        if not request.held:
            continue
        groups = [sorted(group) for group in placement.assets]
        if placement.start != request.held.start or groups != [
            sorted(group) for group in request.held.assets
        ]:
            yield place, f"held request {request.id} is moved"
        if any(name is not None for name in placement.agreements):
            yield f"{place}.agreements", f"held request {request.id} needs no agreement: give null"


def starts_lie_on_the_grid(problem: Problem, solution: Solution) -> Complaints:
    """A start that is not held is a multiple of the grid."""
    for place, request, placement in _placed(problem, solution):
        if not request.held and placement.start % problem.grid_minutes:
            yield f"{place}.start", f"{placement.start} is not a multiple of {problem.grid_minutes}"


def the_first_occurrence_lies_in_a_window(problem: Problem, solution: Solution) -> Complaints:
    """From its start to its end it lies within one of the windows."""
    for place, request, placement in _placed(problem, solution):
        first = request.first_occurrence(placement.start)
        if not request.held and not any(contains(window, first) for window in request.windows):
            yield f"{place}.start", f"request {request.id} is placed outside its windows"


def every_occurrence_lies_within_the_horizon(problem: Problem, solution: Solution) -> Complaints:
    """No occurrence starts before minute 0 or ends after the horizon."""
    horizon = (0, problem.horizon_minutes)
    for place, request, placement in _placed(problem, solution):
        if not all(contains(horizon, occurrence) for occurrence in request.occurrences(placement.start)):
            yield f"{place}.start", f"request {request.id} leaves the horizon"


def every_need_gets_its_count_of_different_assets(problem: Problem, solution: Solution) -> Complaints:
    """Each need has `count` assets, and no asset serves a request twice."""
    for place, request, placement in _placed(problem, solution):
        if [len(group) for group in placement.assets] != [need.count for need in request.needs]:
            yield f"{place}.assets", f"request {request.id} has not the number of assets it needs"
        if len(set(placement.flat_assets)) < len(placement.flat_assets):
            yield f"{place}.assets", f"request {request.id} uses an asset twice"


def assets_fit_their_need(problem: Problem, solution: Solution) -> Complaints:
    """Kind, all features, and capacity are those the need asks for."""
    for place, request, placement in _placed(problem, solution):
        if request.held:
            continue
        for index, (need, group) in enumerate(zip(request.needs, placement.assets, strict=False)):
            for asset in (problem.asset_by_id[name] for name in group):
                at = f"{place}.assets[{index}]"
                if asset.kind != need.kind:
                    yield at, f"{asset.id} is a {asset.kind}, not a {need.kind}"
                for feature in sorted(set(need.features) - set(asset.features)):
                    yield at, f"{asset.id} has no {feature}"
                if asset.capacity < need.capacity_min:
                    yield at, f"{asset.id} holds {asset.capacity}, fewer than {need.capacity_min}"


def assets_are_open_and_not_blocked(problem: Problem, solution: Solution) -> Complaints:
    """Each asset is open throughout each occurrence and not blocked during it."""
    usable: dict[str, list[Interval]] = {}
    for place, request, placement in _placed(problem, solution):
        for name in () if request.held else placement.flat_assets:
            if name not in usable:
                asset = problem.asset_by_id[name]
                usable[name] = without(asset.open, asset.blocked)
            for occurrence in request.occurrences(placement.start):
                if not any(contains(span, occurrence) for span in usable[name]):
                    yield f"{place}.start", f"{name} is closed or blocked during {list(occurrence)}"


def assets_are_near_enough(problem: Problem, solution: Solution) -> Complaints:
    """An asset's site can be reached from the request's, within its maximum travel if it names one."""
    travel = TravelTimes(problem)
    for place, request, placement in _placed(problem, solution):
        if request.held or request.site is None:
            continue
        for name in placement.flat_assets:
            minutes = travel.minutes(request.site, problem.asset_by_id[name].site)
            if minutes is None:
                yield f"{place}.assets", f"{name} cannot be reached from {request.site}"
            elif request.max_travel_minutes is not None and minutes > request.max_travel_minutes:
                yield f"{place}.assets", f"{name} is {minutes} minutes from {request.site}"


def no_asset_is_double_booked(problem: Problem, solution: Solution) -> Complaints:
    """On one asset, or on two that conflict, the next starts at `end + turnaround` of the first or later."""
    uses: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for _, request, placement in _placed(problem, solution):
        for name in placement.flat_assets:
            turnaround = problem.asset_by_id[name].turnaround_minutes
            for start, end in request.occurrences(placement.start):
                uses[name].append((start, end + turnaround, request.id))
    for name, own in sorted(uses.items()):
        rivals = [
            other for other in problem.asset_by_id[name].conflicts_with if other > name and uses.get(other)
        ]
        yield from _clashes(name, name, own)
        for other in rivals:
            yield from _clashes(name, other, own + uses[other])


def _clashes(name: str, other: str, timeline: list[tuple[int, int, str]]) -> Complaints:
    ordered = sorted(timeline)
    for first, second in pairwise(ordered):
        if overlap(first[:2], second[:2]):
            where = name if name == other else f"{name} and {other}"
            yield (
                "$.placements",
                f"requests {first[2]} and {second[2]} clash on {where} at minute {second[0]}",
            )


def the_cheapest_agreement_with_room_is_named(problem: Problem, solution: Solution) -> Complaints:
    """Null for own assets; otherwise, in the order listed, the cheapest that allows the use with room left."""
    used: Counter[str] = Counter()
    for place, request, placement in _placed(problem, solution):
        minutes = minutes_per_asset(request)
        for index, name in enumerate(() if request.held else placement.flat_assets):
            at, named = f"{place}.agreements[{index}]", placement.agreements[index]
            asset = problem.asset_by_id[name]
            if asset.owner == request.organisation:
                if named is not None:
                    yield at, f"{name} is {request.organisation}'s own: give null"
                continue
            allowed = allowing(problem, request, asset, placement.start)
            fitting = [a for a in allowed if a.cap_minutes is None or used[a.id] + minutes <= a.cap_minutes]
            if not fitting:
                why = "has room" if allowed else f"allows {request.organisation} to use it then"
                yield at, f"{name}: no agreement {why}"
            elif named != fitting[0].id:
                yield at, f"{name}: {fitting[0].id} is the cheapest agreement with room, not {named}"
            if named is not None:
                used[named] += minutes


FORM = (the_solution_answers_this_problem, every_request_is_placed_or_declined_once, every_id_is_known)
RULES = (
    held_bookings_stand,
    starts_lie_on_the_grid,
    the_first_occurrence_lies_in_a_window,
    every_occurrence_lies_within_the_horizon,
    every_need_gets_its_count_of_different_assets,
    assets_fit_their_need,
    assets_are_open_and_not_blocked,
    assets_are_near_enough,
    no_asset_is_double_booked,
    the_cheapest_agreement_with_room_is_named,
)
