"""A new plan of a published round, held against the round as it is now: what would change in the calendars.

fresh_replan(planned, run, lost, *, now=None) -> FreshReplan       Refused `out_of_date`, `no_plan`
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from assets.cover import charge_of
from assets.models import Agreement, Asset, Booking, BookingRequest, Round
from assets.planning.again import problem_again
from assets.planning.horizon import MINUTE
from assets.planning.names import agreement_pk, booking_pk, is_held
from assets.planning.publishing import ABOUT_ITSELF, bookings_of, no_longer_holds
from optimizer.bookings.check import broken_rules
from optimizer.bookings.problem import Problem, parse_problem
from optimizer.bookings.score import is_as_planned
from optimizer.bookings.solution import Declined, Placement, held_placements, parse_solution
from optimizer.documents import canonical_json
from optimizer.runs.models import Run
from partners.refusals import Refused


@dataclass(frozen=True)
class FreshReplan:
    """What changes: bookings to cancel, to write anew and to move, and the answers that change.

    Parameters:
        cancelled: standing bookings of requests that move or lose their place, and by hand ones that lose theirs.
        written: unsaved bookings of requests that move or get a place.
        moved: bookings made by hand, with their new asset, agreement and charge set.
    """

    cancelled: list[Booking] = field(default_factory=list)
    written: list[Booking] = field(default_factory=list)
    moved: list[Booking] = field(default_factory=list)
    placed: list[BookingRequest] = field(default_factory=list)
    declined: list[tuple[BookingRequest, Declined]] = field(default_factory=list)


def fresh_replan(
    planned: Round, run: Run, lost: Collection[int], *, now: datetime | None = None
) -> FreshReplan:
    """The changes that the run's plan makes to the round, if it breaks no rule in a problem built afresh."""
    if not run.is_solved:
        raise Refused("no_plan", "This run has no plan that could be put in place.")
    problem = parse_problem(canonical_json(problem_again(planned, lost, now=now)))
    solution = parse_solution(canonical_json(run.solution))
    free = {one.id for one in problem.requests if not one.held}
    places = {one.request: one for one in solution.placements if one.request in free}
    held = held_placements(problem)
    declined = tuple(one for one in solution.declined if one.request in free)
    current = solution.model_copy(
        update={
            "placements": (*held, *places.values()),
            "declined": declined,
            "problem_sha256": problem.sha256,
        }
    )
    broken = [fault for fault in broken_rules(problem, current) if fault.rule not in ABOUT_ITSELF]
    if broken:
        raise no_longer_holds([{"rule": fault.rule, "text": fault.text} for fault in broken[:20]])
    return _changes(planned, problem, places, {one.request: one for one in declined})


def _changes(
    planned: Round, problem: Problem, places: dict[str, Placement], declined: dict[str, Declined]
) -> FreshReplan:
    rows = planned.requests.select_related("organisation")
    requests = {str(one.pk): one for one in rows}
    changed = [one for one in problem.requests if one.planned and not _stays(one, places.get(one.id))]
    asked = [one.id for one in changed if not is_held(one.id)]
    by_hand = [one.id for one in changed if is_held(one.id)]
    new = [one.id for one in problem.requests if not one.planned and not one.held and one.id in places]
    standing = Booking.objects.filter(status__in=Booking.ACTIVE).select_related("asset", "organisation")
    hand = {one.pk: one for one in standing.filter(pk__in=[booking_pk(name) for name in by_hand])}
    to_write = [places[name] for name in (*asked, *new) if name in places]
    return FreshReplan(
        cancelled=[
            *standing.filter(request__in=[requests[name].pk for name in asked]),
            *(hand[booking_pk(name)] for name in by_hand if name not in places),
        ],
        written=bookings_of(planned, problem, to_write, requests),
        moved=[_moved(hand[booking_pk(name)], places[name]) for name in by_hand if name in places],
        placed=[requests[name] for name in new],
        declined=[(requests[name], declined[name]) for name in asked if name in declined],
    )


def _stays(request, placement: Placement | None) -> bool:
    return placement is not None and is_as_planned(request, placement.start, placement.assets)


def _moved(booking: Booking, placement: Placement) -> Booking:
    (name,), (cited,) = placement.flat_assets, placement.agreements
    booking.asset = Asset.objects.select_related("site", "owner").get(pk=int(name))
    booking.agreement = Agreement.objects.get(pk=agreement_pk(cited)) if cited else None
    booking.charge_pence = charge_of(booking.agreement, (booking.ends_at - booking.starts_at) // MINUTE)
    return booking
