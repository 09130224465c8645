"""Explains one request of a plan: why it was declined or moved, and what would have to give to serve it."""

import time
from collections.abc import Iterator
from contextlib import suppress

from optimizer.bookings.alternatives import alternatives
from optimizer.bookings.index import OutOfTime, PlanIndex, UnknownRequest, wanted_start
from optimizer.bookings.problem import Problem, Request
from optimizer.bookings.reasons import UNEXAMINED, Cause, cause_of
from optimizer.bookings.score import is_as_planned, value
from optimizer.bookings.solution import Alternative, Change, Explanation, Placement, Solution
from optimizer.bookings.words import listed, moment, things

# People wait for an explanation on a page.
SECONDS = 3.0
# Reasons that no other request has a part in: nobody could make room.
NEVER = {"no_asset_fits", "too_far", "no_agreement", "closed"}


def explain(
    problem: Problem, solution: Solution, request_id: str, *, seconds: float = SECONDS, priced: bool = True
) -> Explanation:
    """Why the request stands where it does in this solution, as far as it can be worked out in so many seconds.

    Raises UnknownRequest.
    """
    if request_id not in problem.request_by_id:
        raise UnknownRequest(f"The problem has no request “{request_id}”.")
    request = problem.request_by_id[request_id]
    deadline = time.monotonic() + seconds
    index = PlanIndex(problem, solution.placements, out_of_time=lambda: time.monotonic() > deadline)
    placement = index.placements.get(request_id)
    if placement is not None:
        return _of_placed(problem, request, placement)
    cause: Cause = UNEXAMINED
    found: tuple[Alternative, ...] = ()
    changes: tuple[Change, ...] = ()
    with suppress(OutOfTime):
        cause = cause_of(index, request)
        found = alternatives(index, request)
        changes = tuple(_changes(index, request, cause, found))
    price = None
    if priced and cause.reason not in NEVER:
        # The site starts without numpy, which this needs.
        from optimizer.bookings.price import price_of

        price = price_of(problem, solution, request_id, seconds=deadline - time.monotonic())
    return Explanation(
        request=request_id,
        outcome="declined",
        reason=cause.reason,
        text=cause.text,
        blockers=cause.blockers,
        alternatives=found,
        what_would_have_to_give=changes,
        price=price,
    )


def _of_placed(problem: Problem, request: Request, placement: Placement) -> Explanation:
    moved = request.planned is not None and not is_as_planned(request, placement.start, placement.assets)
    text = f"Placed on {listed(placement.flat_assets, most=10)} from {moment(problem, placement.start)}."
    if request.held:
        text = f"Already booked: {listed(placement.flat_assets, most=10)} from {moment(problem, placement.start)}."
    elif request.preferred_start is not None and placement.start != request.preferred_start:
        text += f" It asked for {moment(problem, request.preferred_start)}: the whole plan is worth more this way."
    if request.preferred_assets and set(request.preferred_assets).isdisjoint(placement.flat_assets):
        text += f" It would have liked {listed(request.preferred_assets)}."
    if moved and request.planned:
        planned = [name for group in request.planned.assets for name in group]
        text += (
            f" The earlier plan had {listed(planned, most=10)} from {moment(problem, request.planned.start)}."
        )
    return Explanation(request=request.id, outcome="moved" if moved else "accepted", text=text)


def _changes(
    index: PlanIndex, request: Request, cause: Cause, found: tuple[Alternative, ...]
) -> Iterator[Change]:
    """What would make room: first what the reason names, then other times."""
    if cause.blockers:
        worth = sum(
            value(index.problem.request_by_id[name], index.problem.weights) for name in cause.blockers
        )
        own = value(request, index.problem.weights)
        text = (
            f"Release {listed(cause.blockers)} (worth {worth:,} to the plan; this request is worth {own:,})."
        )
        yield Change(change="release", text=text)
    if cause.reason == "cap_used":
        agreement = index.problem.agreement_by_id[str(cause.about)]
        minutes = request.duration_minutes * len(request.repeats)
        missing = index.used[agreement.id] + minutes - (agreement.cap_minutes or 0)
        yield Change(change="raise_cap", text=f"Raise the cap of {agreement.id} by {missing} minutes.")
    if cause.reason == "not_worth_its_cost":
        yield Change(change="raise_weight", text="Give the request a higher weight.")
    if isinstance(cause.about, int):
        yield from _changes_of_need(index, request, cause, cause.about)
    for alternative in found:
        if alternative.start not in index.starts(request):
            text = f"Accept a start at {moment(index.problem, alternative.start)} ({_shift(request, alternative)})."
            yield Change(change="other_time", text=text)
            break


def _changes_of_need(index: PlanIndex, request: Request, cause: Cause, number: int) -> Iterator[Change]:
    need = request.needs[number]
    if cause.reason == "no_asset_fits":
        yield Change(change="share_asset", text=f"Share a {things(need)}, or ask for less.")
    if cause.reason == "too_far":
        minutes = [index.minutes_to(request, asset) for asset in index.fitting(need)]
        nearest = min((minute for minute in minutes if minute is not None), default=None)
        if nearest is not None:
            yield Change(change="more_travel", text=f"Allow {nearest} minutes of travel.")
    if cause.reason == "no_agreement":
        owners = sorted(
            {a.owner for a in index.fitting(need) if index.is_near(request, a)} - {request.organisation}
        )
        text = f"Make an agreement that lets {request.organisation} use a {need.kind} of {listed(owners)} at that time."
        yield Change(change="agreement", text=text)
    if cause.reason == "closed":
        names = [a.id for a in index.fitting(need) if index.is_near(request, a) and index.may_use(request, a)]
        yield Change(
            change="open_longer",
            text=f"Open {listed(names)} at {moment(index.problem, wanted_start(request))}.",
        )


def _shift(request: Request, alternative: Alternative) -> str:
    minutes = alternative.start - wanted_start(request)
    words = f"{abs(minutes) // 60} h {abs(minutes) % 60} min" if abs(minutes) >= 60 else f"{abs(minutes)} min"
    return f"{words} {'later' if minutes > 0 else 'earlier'}"
