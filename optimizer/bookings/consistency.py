"""What must hold between the parts of a problem document. One function a rule; each yields its faults."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

from optimizer.bookings.intervals import Interval, overlap
from optimizer.documents import Fault

if TYPE_CHECKING:
    from optimizer.bookings.problem import Fixture, Problem, Request

MAX_FAULTS = 100
MAX_SLOTS = 12_000_000
MAX_CONFLICTS = 100_000


def faults_in(problem: Problem, *, max_minutes: int) -> list[Fault]:
    """What makes the problem impossible, at most MAX_FAULTS faults; horizon, sizes and references first."""
    faults = list(the_horizon_is_whole_minutes(problem, max_minutes))
    faults = faults or list(the_calendar_is_not_too_large(problem))
    faults = faults or list(conflicts_are_not_too_many(problem))
    if faults:
        return faults
    faults = list(islice(chain(ids_are_unique(problem), references_are_known(problem)), MAX_FAULTS))
    return faults or list(islice(chain.from_iterable(rule(problem) for rule in RULES), MAX_FAULTS))


def the_horizon_is_whole_minutes(problem: Problem, max_minutes: int) -> Iterator[Fault]:
    """`ends_at` comes a whole number of minutes after `starts_at`, and not years later."""
    length = problem.ends_at - problem.starts_at
    if length <= timedelta(0):
        yield Fault("$.ends_at", "the horizon ends before it starts", "give a time after starts_at")
    elif length % timedelta(minutes=1):
        yield Fault("$.ends_at", "the horizon is not a whole number of minutes", "drop the seconds")
    elif length > timedelta(minutes=max_minutes):
        yield Fault(
            "$.ends_at", "the horizon is too long", f"plan at most {max_minutes // 1440} days at a time"
        )


def the_calendar_is_not_too_large(problem: Problem) -> Iterator[Fault]:
    """Assets × times at which a use may start is bounded, for the solver keeps a table of that size."""
    grid = problem.grid_minutes
    residues = {repeat % grid for request in problem.requests for repeat in request.repeats} | {0}
    slots = len(problem.assets) * (problem.horizon_minutes // grid + 1) * len(residues)
    if slots > MAX_SLOTS:
        wrong = f"{len(problem.assets):,} assets over this horizon make {slots:,} slots"
        yield Fault("$", wrong, f"plan at most {MAX_SLOTS:,}: fewer assets or days, or a coarser grid")


def conflicts_are_not_too_many(problem: Problem) -> Iterator[Fault]:
    """Conflicts between assets, counted on both sides, are bounded: the solver draws them together into cliques."""
    conflicts = sum(len(asset.conflicts_with) for asset in problem.assets)
    if conflicts > MAX_CONFLICTS:
        wrong = f"the assets name {conflicts:,} conflicts"
        yield Fault(
            "$.assets", wrong, f"name at most {MAX_CONFLICTS:,}: fewer assets that exclude each other"
        )


def ids_are_unique(problem: Problem) -> Iterator[Fault]:
    """An id stands once in its list."""
    for name in ("organisations", "sites", "assets", "agreements", "requests"):
        entries = getattr(problem, name)
        seen = Counter(entry.id for entry in entries)
        for index, entry in enumerate(entries):
            if seen[entry.id] > 1:
                yield Fault(
                    f"$.{name}[{index}].id", f"“{entry.id}” is used more than once", "give each its own id"
                )


def references_are_known(problem: Problem) -> Iterator[Fault]:
    """Whatever an id points at is in the document."""
    known = {
        name: {entry.id for entry in getattr(problem, name)} for name in ("organisations", "sites", "assets")
    }
    for path, listed, value in chain(_asset_references(problem), _other_references(problem)):
        if value not in known[listed]:
            yield Fault(path, f"“{value}” is not one of the {listed}", f"name one of the {listed} or add it")


def _asset_references(problem: Problem) -> Iterator[tuple[str, str, str]]:
    for index, asset in enumerate(problem.assets):
        place = f"$.assets[{index}]"
        yield f"{place}.owner", "organisations", asset.owner
        yield f"{place}.site", "sites", asset.site
        for number, other in enumerate(asset.conflicts_with):
            yield f"{place}.conflicts_with[{number}]", "assets", other
    for index, agreement in enumerate(problem.agreements):
        place = f"$.agreements[{index}]"
        yield f"{place}.owner", "organisations", agreement.owner
        yield f"{place}.user", "organisations", agreement.user
        for number, covered in enumerate(agreement.assets or ()):
            yield f"{place}.assets[{number}]", "assets", covered


def _other_references(problem: Problem) -> Iterator[tuple[str, str, str]]:
    for index, request in enumerate(problem.requests):
        place = f"$.requests[{index}]"
        yield f"{place}.organisation", "organisations", request.organisation
        if request.site is not None:
            yield f"{place}.site", "sites", request.site
        for number, preferred in enumerate(request.preferred_assets):
            yield f"{place}.preferred_assets[{number}]", "assets", preferred
        for name, fixture in (("held", request.held), ("planned", request.planned)):
            for need, assets in enumerate(fixture.assets if fixture else ()):
                for number, asset in enumerate(assets):
                    yield f"{place}.{name}.assets[{need}][{number}]", "assets", asset
    for origin, row in (problem.travel.minutes or {}).items():
        yield f"$.travel.minutes.{origin}", "sites", origin
        for target in row:
            yield f"$.travel.minutes.{origin}.{target}", "sites", target


def intervals_run_forwards_within_the_horizon(problem: Problem) -> Iterator[Fault]:
    """Every [from, to] has from < to and lies within the horizon."""
    end = problem.horizon_minutes
    for path, intervals in _intervals(problem):
        for number, (start, stop) in enumerate(intervals):
            if start >= stop:
                wrong = f"[{start}, {stop}] does not run forwards"
                yield Fault(f"{path}[{number}]", wrong, "give a later end")
            elif stop > end:
                wrong = f"[{start}, {stop}] runs past the horizon"
                yield Fault(f"{path}[{number}]", wrong, f"end at {end} or before")


def _intervals(problem: Problem) -> Iterator[tuple[str, Iterable[Interval]]]:
    for index, asset in enumerate(problem.assets):
        yield f"$.assets[{index}].open", asset.open
        yield f"$.assets[{index}].blocked", asset.blocked
    for index, agreement in enumerate(problem.agreements):
        yield f"$.agreements[{index}].windows", agreement.windows or ()
    for index, request in enumerate(problem.requests):
        yield f"$.requests[{index}].windows", request.windows


def single_minutes_lie_within_the_horizon(problem: Problem) -> Iterator[Fault]:
    """Preferred, held and planned starts are minutes of the horizon; held bookings end within it."""
    end = problem.horizon_minutes
    for index, request in enumerate(problem.requests):
        place = f"$.requests[{index}]"
        starts = {"preferred_start": request.preferred_start}
        starts["planned.start"] = request.planned.start if request.planned else None
        for name, minute in starts.items():
            if minute is not None and minute > end:
                yield Fault(f"{place}.{name}", f"{minute} is past the horizon", f"give at most {end}")
        if request.held and max(stop for _, stop in request.occurrences(request.held.start)) > end:
            wrong = f"the held booking of request {request.id} runs past the horizon"
            yield Fault(f"{place}.held.start", wrong, f"end every occurrence at {end} or before")


def every_window_holds_the_duration(problem: Problem) -> Iterator[Fault]:
    """A request that is not held has a window, and none is shorter than the duration."""
    for index, request in enumerate(problem.requests):
        place, minutes = f"$.requests[{index}].windows", request.duration_minutes
        if request.held:
            continue
        if not request.windows:
            yield Fault(place, f"request {request.id} has no window", "give at least one window")
        for number, (start, stop) in enumerate(request.windows):
            if start < stop < start + minutes:
                wrong = f"request {request.id}: window is shorter than the duration"
                yield Fault(f"{place}[{number}]", wrong, f"make it at least {minutes} minutes long")


def repeats_do_not_overlap_each_other(problem: Problem) -> Iterator[Fault]:
    """Two repeats of a request are at least its duration apart."""
    for index, request in enumerate(problem.requests):
        times = sorted(request.occurrences(0))
        if any(overlap(first, second) for first, second in pairwise(times)):
            wrong = f"the repeats of request {request.id} overlap each other"
            right = f"keep repeats at least {request.duration_minutes} minutes apart"
            yield Fault(f"$.requests[{index}].repeats", wrong, right)


def conflicts_are_named_on_both_sides(problem: Problem) -> Iterator[Fault]:
    """If a conflicts with b, then b conflicts with a; nothing conflicts with itself."""
    conflicts = {asset.id: set(asset.conflicts_with) for asset in problem.assets}
    for index, asset in enumerate(problem.assets):
        for number, other in enumerate(asset.conflicts_with):
            path = f"$.assets[{index}].conflicts_with[{number}]"
            if other == asset.id:
                yield Fault(path, f"{asset.id} conflicts with itself", "remove it from its own list")
            elif asset.id not in conflicts[other]:
                wrong = f"{asset.id} conflicts with {other}, but {other} does not conflict with {asset.id}"
                yield Fault(path, wrong, f"add {asset.id} to conflicts_with of {other}")


def held_bookings_name_assets_for_every_need(problem: Problem) -> Iterator[Fault]:
    """A held booking has `count` assets for each need, no asset twice."""
    for index, request in enumerate(problem.requests):
        if request.held is None:
            continue
        place, flat = f"$.requests[{index}].held.assets", list(chain(*request.held.assets))
        counts = [need.count for need in request.needs]
        if [len(assets) for assets in request.held.assets] != counts:
            wrong = f"the held booking of request {request.id} does not match its needs"
            yield Fault(place, wrong, f"name this many assets for each need: {counts}")
        if len(set(flat)) < len(flat):
            wrong = f"the held booking of request {request.id} names an asset twice"
            yield Fault(place, wrong, "name each asset once")


def held_bookings_do_not_clash(problem: Problem) -> Iterator[Fault]:
    """Held bookings must all stand, so no two overlap on an asset, turnaround and conflicts included."""
    uses: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for index, request in enumerate(problem.requests):
        if request.held:
            for name, interval in _occupied(problem, request, request.held):
                uses[name].append((*interval, index))
    for asset in problem.assets:
        rivals = [other for other in asset.conflicts_with if other > asset.id]
        for timeline in [uses[asset.id], *(uses[asset.id] + uses[rival] for rival in rivals if uses[rival])]:
            ordered = sorted(timeline)
            for first, second in pairwise(ordered):
                if overlap(first[:2], second[:2]):
                    one, two = problem.requests[first[2]].id, problem.requests[second[2]].id
                    wrong = f"held requests {one} and {two} clash on {asset.id}"
                    yield Fault(
                        f"$.requests[{second[2]}].held", wrong, f"release {one} or {two}, or move one"
                    )


def _occupied(problem: Problem, request: Request, fixture: Fixture) -> Iterator[tuple[str, Interval]]:
    for asset_id in chain(*fixture.assets):
        turnaround = problem.asset_by_id[asset_id].turnaround_minutes
        for start, stop in request.occurrences(fixture.start):
            yield asset_id, (start, stop + turnaround)


RULES = (
    intervals_run_forwards_within_the_horizon,
    single_minutes_lie_within_the_horizon,
    every_window_holds_the_duration,
    repeats_do_not_overlap_each_other,
    conflicts_are_named_on_both_sides,
    held_bookings_name_assets_for_every_need,
    held_bookings_do_not_clash,
)
