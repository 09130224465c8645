"""A run's solution held against the round as it is now: the step before a plan becomes bookings.

fresh_plan(planned, run, *, now=None) -> FreshPlan        Refused `out_of_date`, `no_plan`
no_longer_holds(broken) -> Refused                        `out_of_date`, with the breaches in words
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assets.cover import charge_of
from assets.models import Agreement, Asset, Booking, BookingRequest, Round
from assets.planning.horizon import MINUTE, Horizon
from assets.planning.names import agreement_pk, is_held
from assets.planning.problem import booking_problem, submitted_requests
from optimizer.bookings.check import broken_rules
from optimizer.bookings.claims import CLAIMS
from optimizer.bookings.problem import Problem, parse_problem
from optimizer.bookings.solution import Declined, Placement, Solution, held_placements, parse_solution
from optimizer.documents import InvalidDocument, canonical_json
from optimizer.runs.models import Run
from partners.refusals import Refused

# What a solution says of itself was true of its own problem; a booking made since changes its sums, not the plan.
ABOUT_ITSELF = {rule.__name__ for rule in CLAIMS}


@dataclass(frozen=True)
class FreshPlan:
    """A plan that still holds: the bookings to write (unsaved), and the requests it declines."""

    bookings: list[Booking]
    placed: list[BookingRequest]
    declined: list[tuple[BookingRequest, Declined]]


def fresh_plan(planned: Round, run: Run, *, now: datetime | None = None) -> FreshPlan:
    """The solution of the run as rows, if it breaks no rule in a problem built afresh.

    Raises:
        Refused: `no_plan` if the run has no solution; `out_of_date` with the breaches in details["broken"].
    """
    if not run.is_solved:
        raise Refused("no_plan", "This run has no plan that could be published.")
    problem = _fresh_problem(planned, now)
    solution = as_of_now(parse_solution(canonical_json(run.solution)), problem)
    broken = [fault for fault in broken_rules(problem, solution) if fault.rule not in ABOUT_ITSELF]
    if broken:
        raise no_longer_holds([{"rule": fault.rule, "text": fault.text} for fault in broken[:20]])
    requests = {str(request.pk): request for request in submitted_requests(planned)}
    placements = [placement for placement in solution.placements if not is_held(placement.request)]
    return FreshPlan(
        bookings=bookings_of(planned, problem, placements, requests),
        placed=[requests[placement.request] for placement in placements],
        declined=[(requests[entry.request], entry) for entry in solution.declined],
    )


def _fresh_problem(planned: Round, now: datetime | None) -> Problem:
    try:
        return parse_problem(canonical_json(booking_problem(planned, now=now)))
    except InvalidDocument as error:
        raise no_longer_holds(
            [{"rule": "document", "text": str(fault)} for fault in error.faults[:20]]
        ) from error


def no_longer_holds(broken: list[dict[str, str]]) -> Refused:
    """The refusal of a plan that the round has outrun; broken: {rule, text} of each breach."""
    return Refused(
        "out_of_date",
        "Requests, bookings or assets have changed since this plan was made, and it no longer holds. "
        "Plan the round again, then publish.",
        details={"broken": broken},
    )


def as_of_now(solution: Solution, problem: Problem) -> Solution:
    """The solution with the bookings that are held now in place of those held when it was made.

    A booking that came in between and takes nothing from the plan does not spoil it; one that does is found by
    the judge as a double booking.
    """
    held = held_placements(problem)
    planned = [placement for placement in solution.placements if not is_held(placement.request)]
    return solution.model_copy(update={"placements": (*held, *planned), "problem_sha256": problem.sha256})


def bookings_of(
    planned: Round, problem: Problem, placements: list[Placement], requests: dict[str, BookingRequest]
) -> list[Booking]:
    """A row for each asset and occurrence of each placement."""
    ids = {name for placement in placements for name in placement.flat_assets}
    assets = Asset.objects.select_related("site", "owner").in_bulk([int(name) for name in ids])
    cited = {agreement_pk(name) for one in placements for name in one.agreements if name}
    agreements = Agreement.objects.in_bulk(cited)
    horizon, rows = Horizon(planned), []
    for placement in placements:
        request, bundle = requests[placement.request], uuid.uuid4()
        for start, end in problem.request_by_id[placement.request].occurrences(placement.start):
            for name, cited_name in zip(placement.flat_assets, placement.agreements, strict=True):
                agreement = agreements[agreement_pk(cited_name)] if cited_name else None
                facts: dict[str, Any] = {"asset": assets[int(name)], "agreement": agreement, "bundle": bundle}
                rows.append(_booking(request, horizon.moment(start), horizon.moment(end), facts))
    return rows


def _booking(request: BookingRequest, start: datetime, end: datetime, facts: dict[str, Any]) -> Booking:
    return Booking(
        organisation_id=request.organisation_id,
        starts_at=start,
        ends_at=end,
        purpose=request.title,
        attendees=request.attendees,
        charge_pence=charge_of(facts["agreement"], (end - start) // MINUTE),
        request=request,
        round_id=request.round_id,
        **facts,
    )
