"""Why a request was declined, found in an index of the plan."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from optimizer.bookings.alternatives import alternatives
from optimizer.bookings.index import OutOfTime, PlanIndex, clear_of_itself
from optimizer.bookings.problem import Asset, Problem, Request
from optimizer.bookings.score import value
from optimizer.bookings.solution import Alternative, Declined, Placement, Reason
from optimizer.bookings.words import listed, things

STARTS_IN_ALL, STARTS_EACH = 20_000, 96
ASSETS_EACH = 40
BLOCKERS = 5


class Cause(NamedTuple):
    """A reason code, the sentence for people, the requests in the way, and the need or agreement it is about."""

    reason: Reason
    text: str
    blockers: tuple[str, ...] = ()
    about: str | int | None = None


UNEXAMINED = Cause("out_of_time", "Time ran out before the reason could be worked out.")


def declined_with_reasons(
    problem: Problem,
    placements: Iterable[Placement],
    *,
    out_of_time: Callable[[], bool] = lambda: False,
    must_end: Callable[[], bool] = lambda: False,
) -> tuple[Declined, ...]:
    """Every request without a placement, with its reason and its alternatives, in the order of the document.

    Once out of time the rest are looked at only where they wanted to start, and get no alternatives. Once it must
    end they are not looked at any more.
    """
    index = PlanIndex(problem, placements, out_of_time=must_end)
    missing = [request for request in problem.requests if request.id not in index.placements]
    thorough = max(8, min(STARTS_EACH, STARTS_IN_ALL // max(1, len(missing))))
    entries = []
    for request in missing:
        late = out_of_time()
        cause: Cause = UNEXAMINED
        found: tuple[Alternative, ...] = ()
        with suppress(OutOfTime):
            if not must_end():
                cause = cause_of(index, request, most_starts=0 if late else thorough)
                found = () if late else alternatives(index, request)
        entries.append(
            Declined(
                request=request.id,
                reason=cause.reason,
                text=cause.text,
                blockers=cause.blockers,
                alternatives=found,
            )
        )
    return tuple(entries)


def cause_of(index: PlanIndex, request: Request, *, most_starts: int = STARTS_EACH) -> Cause:
    """The first thing that stands in the way, from what never fits to what is taken.

    Looks at so many starts at which the request could be served; with 0 at the nearest start in each window.
    Raises OutOfTime.
    """
    starts = index.starts(request) if most_starts else index.nearest_starts(request)
    reachable = (index.in_reach(request, number) for number in range(len(request.needs)))
    never = (_no_asset_fits, _too_far, _no_agreement) if _short(request, reachable) is not None else ()
    for question in never:
        cause = question(index, request)
        if cause is not None:
            return cause
    return (
        _closed(index, request, starts)
        or _no_agreement_then(index, request, starts)
        or _taken(index, request, starts, most_starts)
    )


def _short(request: Request, groups: Iterator[list[Asset]]) -> int | None:
    """The first need that has fewer assets than it asks for."""
    for index, (need, assets) in enumerate(zip(request.needs, groups, strict=True)):
        if len(assets) < need.count:
            return index
    return None


def _no_asset_fits(index: PlanIndex, request: Request) -> Cause | None:
    need = _short(
        request,
        ([a for a in index.fitting(need) if clear_of_itself(request, a)] for need in request.needs),
    )
    if need is None:
        return None
    wanted = request.needs[need]
    largest = max(
        (asset.capacity for asset in index.problem.assets if asset.kind == wanted.kind), default=None
    )
    text = f"There is no {things(wanted)}."
    if index.fitting(wanted):
        text = f"There are not enough of what was asked for: {things(wanted)}."
    elif largest is None:
        text = f"Nobody shares a {wanted.kind}."
    elif largest < wanted.capacity_min:
        text += f" The largest holds {largest}."
    return Cause("no_asset_fits", text, about=need)


def _too_far(index: PlanIndex, request: Request) -> Cause | None:
    groups = ([a for a in index.fitting(need) if index.is_near(request, a)] for need in request.needs)
    need = _short(request, groups)
    if need is None:
        return None
    minutes = [index.minutes_to(request, asset) for asset in index.fitting(request.needs[need])]
    nearest = min((minute for minute in minutes if minute is not None), default=None)
    text = (
        f"No {things(request.needs[need])} is within {request.max_travel_minutes} minutes of {request.site}."
    )
    text += " None can be reached." if nearest is None else f" The nearest is {nearest} minutes away."
    return Cause("too_far", text, about=need)


def _no_agreement(index: PlanIndex, request: Request) -> Cause | None:
    need = _short(request, (index.in_reach(request, number) for number in range(len(request.needs))))
    if need is None:
        return None
    near = [asset for asset in index.fitting(request.needs[need]) if index.is_near(request, asset)]
    owners = sorted({asset.owner for asset in near if not index.may_use(request, asset)})
    text = f"No agreement lets {request.organisation} use a {request.needs[need].kind} of {listed(owners)}."
    return Cause("no_agreement", text, about=need)


def _closed(index: PlanIndex, request: Request, starts: list[int]) -> Cause | None:
    for number, need in enumerate(request.needs):
        assets = index.in_reach(request, number)

        def usable(asset: Asset, start: int) -> bool:
            return index.is_open(request, asset, start)

        if not _some_start_has(need.count, starts, assets, usable):
            text = f"Every {things(need)} in reach is closed or blocked at the times asked for."
            if not starts:
                text = "No start on the time grid fits the times asked for."
            return Cause("closed", text, about=number)
    return None


def _no_agreement_then(index: PlanIndex, request: Request, starts: list[int]) -> Cause | None:
    for number, need in enumerate(request.needs):
        assets = index.in_reach(request, number)

        def usable(asset: Asset, start: int) -> bool:
            return index.is_open(request, asset, start) and index.agreements_for(request, asset, start) != []

        if not _some_start_has(need.count, starts, assets, usable):
            text = (
                f"The agreements do not let {request.organisation} use a {need.kind} at the times asked for."
            )
            return Cause("no_agreement", text, about=number)
    return None


def _some_start_has(
    count: int, starts: list[int], assets: list[Asset], usable: Callable[[Asset, int], bool]
) -> bool:
    """Whether at some start at least so many assets are usable."""

    def enough(start: int) -> bool:
        found = islice((asset for asset in assets if usable(asset, start)), count)
        return sum(1 for _ in found) == count

    return any(enough(start) for start in starts)


def _taken(index: PlanIndex, request: Request, starts: list[int], most_starts: int) -> Cause:
    """Who is in the way at the start where the least would have to give."""
    spare = ASSETS_EACH if most_starts else 2
    most_starts = max(1, most_starts)
    ways = (_least_in_the_way(index, request, start, spare) for start in starts)
    possible = islice((way for way in islice(ways, 50 * most_starts) if way is not None), most_starts)
    best: tuple[tuple[bool, bool, int], set[str], str | None] | None = None
    for blockers, capped in possible:
        held = any(index.problem.request_by_id[name].held for name in blockers)
        rank = (held, capped is not None, sum(_worth(index, name) for name in blockers))
        if best is None or rank < best[0]:
            best = (rank, blockers, capped)
    if best is None:
        return Cause("closed", "The assets asked for are not open together at any of the times asked for.")
    _, blockers, capped = best
    names = tuple(sorted(blockers, key=lambda name: (_worth(index, name), name)))
    if capped is not None and not blockers:
        return Cause("cap_used", f"The hours of agreement {capped} are used up.", about=capped)
    if not blockers:
        return Cause(
            "not_worth_its_cost", "It could be served, but would cost the plan more than it is worth."
        )
    if best[0][0]:
        text = f"The time is already booked: {listed(names)}."
        return Cause("taken_by_held", text, names[:BLOCKERS])
    return Cause(
        "taken_by_higher_value",
        f"The time went to {listed(names)}, worth more to the plan.",
        names[:BLOCKERS],
    )


def _worth(index: PlanIndex, name: str) -> int:
    return value(index.problem.request_by_id[name], index.problem.weights)


def _least_in_the_way(
    index: PlanIndex, request: Request, start: int, spare: int
) -> tuple[set[str], str | None] | None:
    """The requests that would have to give way at this start, and an agreement without room (if one is).

    Looked at are the nearest assets: those needed and so many to spare.
    """
    blockers: set[str] = set()
    capped: str | None = None
    for number, need in enumerate(request.needs):
        ranked = []
        for asset in index.in_reach(request, number)[: spare + need.count]:
            agreements = index.agreements_for(request, asset, start)
            if agreements == [] or not index.is_open(request, asset, start):
                continue
            full = agreements is not None and not any(index.has_room(request, a) for a in agreements)
            way = index.in_the_way(request, asset, start)
            held = any(index.problem.request_by_id[name].held for name in way)
            cap = agreements[0].id if full and agreements else None
            ranked.append((held, full, sum(_worth(index, name) for name in way), asset.id, way, cap))
        if len(ranked) < need.count:
            return None
        for entry in sorted(ranked, key=lambda entry: entry[:4])[: need.count]:
            blockers |= entry[4]
            capped = capped or entry[5]
    return blockers, capped
