"""Rounds to plan, and plans made by hand: what is tested is the way between rows and documents, not the solver."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from assets.actions.requests import Need, request_booking
from assets.actions.rounds import create_round, plan_round
from assets.models import BookingRequest, Round
from optimizer.bookings.problem import parse_problem
from optimizer.bookings.score import parts_of, requested_values, value
from optimizer.bookings.solution import Declined, Placement, Solution, gap_of
from optimizer.documents import canonical_json
from optimizer.runs.models import Run
from partners.models import User
from tests.assets.county import at


def week(world, **facts: Any) -> Round:
    """A round of the week from Monday, led by the fire service."""
    facts = {
        "lead": world.fire,
        "participants": [world.police, world.trust],
        "name": "Week 2",
        "starts_at": at(0),
        "ends_at": at(0, 7),
        "by": world.manager,
    } | facts
    return create_round(**facts)


def wish(
    planned: Round,
    organisation,
    by: User,
    *,
    windows: Sequence[tuple[datetime, datetime]],
    needs: Sequence[Need] = (Need("room"),),
    minutes: int = 60,
    preferred_assets=(),
    **facts: Any,
) -> BookingRequest:
    """A submitted request for a room, unless told otherwise."""
    facts.setdefault("title", "Wish")
    request = BookingRequest(organisation=organisation, round=planned, duration_minutes=minutes, **facts)
    return request_booking(
        request=request, needs=needs, windows=windows, preferred_assets=preferred_assets, by=by
    )


def planned_by_hand(
    planned: Round, placements: Sequence[Placement], declined: Sequence[Declined] = (), *, by: User
) -> Run:
    """Order a run of the round and answer it with these placements, as a worker would with its own."""
    run = plan_round(planned=planned, by=by, seconds=5)
    problem = parse_problem(canonical_json(run.problem))
    held = [
        Placement(request=one.id, start=one.held.start, assets=one.held.assets, agreements=(None,))
        for one in problem.requests
        if one.held
    ]
    every = (*held, *placements)
    parts = parts_of(problem, every)
    asked = requested_values(problem)
    got = dict.fromkeys(asked, 0)
    for placement in every:
        request = problem.request_by_id[placement.request]
        got[request.organisation] += value(request, problem.weights)
    solution = Solution(
        format="booking-solution/1",
        problem_sha256=problem.sha256,
        status="feasible",
        score=parts.score,
        bound=parts.score + 1,
        gap=gap_of(parts.score, parts.score + 1),
        parts=parts,
        seconds=0.1,
        seed=0,
        solver="by hand",
        placements=every,
        declined=tuple(declined),
        organisations=tuple(
            {"id": one.id, "requested": asked.get(one.id, 0), "accepted": got.get(one.id, 0)}
            for one in problem.organisations
        ),
    )
    Run.objects.filter(pk=run.pk).update(
        status=Run.Status.FEASIBLE, solution=solution.as_document(), finished_at=timezone.now()
    )
    run.refresh_from_db()
    return run


def placement(request: BookingRequest, start: int, *assets, agreements=None) -> Placement:
    """The request at a minute of the round, one asset a need, own assets unless agreements are named."""
    return Placement(
        request=str(request.pk),
        start=start,
        assets=tuple((str(asset.pk),) for asset in assets),
        agreements=tuple(agreements or (None,) * len(assets)),
    )
