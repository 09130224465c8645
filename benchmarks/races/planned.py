"""Rounds with a plan in review, to be published and taken back.

found_plan(world, name, week, lead, wishes) -> Planned
found_study(world, plan) -> Studied            the plan without its first room, to be put in place of the published one
solved(order)                                  the run that is ordered, with the answer that a worker would give it
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from assets.actions.catalogue import remove_blocking
from assets.actions.requests import Need, request_booking
from assets.actions.rounds import create_round, plan_round, publish_round, unpublish_round
from assets.actions.studies import adopt_study, order_study
from assets.models import Asset, Blocking, Booking, BookingRequest, Round, Study
from benchmarks.races.attempts import Span
from benchmarks.races.world import HOUR, World, at
from optimizer.batches import problem as batches
from optimizer.bookings import problem as bookings
from optimizer.documents import canonical_json
from optimizer.runs.executing import Outcome, claim_run, finish_run
from optimizer.runs.models import Run

DAYS = 7
NINE = 9 * HOUR
SECONDS = 2


@dataclass(frozen=True)
class Planned:
    """A round in review and what its plan takes; `week` is where it lies."""

    pk: int
    week: int
    spans: tuple[Span, ...]
    title: str
    run_id: int

    @property
    def row(self) -> Round:
        """The round as it is now."""
        return Round.objects.get(pk=self.pk)

    def publish(self, world: World) -> list[Booking]:
        """Publish it outside a race; its bookings."""
        publish_round(planned=self.row, by=world.keeper)
        return list(self.standing())

    def take_back(self, world: World) -> None:
        """Put it back in review, if it was published."""
        if self.row.state == Round.State.PUBLISHED:
            unpublish_round(planned=self.row, by=world.keeper)

    def standing(self) -> Any:
        """Its bookings that stand."""
        return Booking.objects.filter(round=self.pk, status__in=Booking.ACTIVE).order_by("pk")


@dataclass(frozen=True)
class Studied:
    """A study of the loss of a room, with its plan; `spans` is what the round takes once it is in place."""

    pk: int
    lost: Asset
    spans: tuple[Span, ...]


def found_study(world: World, plan: Planned) -> Studied:
    """Order it while the plan is published, put it in place once to see what it takes, and put everything back."""
    rows = plan.publish(world)
    lost = rows[0].asset
    loss = {"kind": Study.Kind.LOST, "asset": lost}
    run = solved(lambda: order_study(planned=plan.row, by=world.keeper, seconds=SECONDS, **loss).run)
    study = run.study
    adopt_study(study=study, by=world.keeper)
    standing = plan.standing().select_related("asset")
    spans = tuple(Span(row.asset, row.starts_at, row.ends_at) for row in standing)
    plan.take_back(world)
    put_back(plan, lost, world)
    return Studied(study.pk, lost, spans)


def put_back(plan: Planned, lost: Asset, world: World) -> None:
    """The round has its first plan again, and what was lost is in use."""
    Round.objects.filter(pk=plan.pk).update(run=plan.run_id)
    for blocking in Blocking.objects.filter(asset=lost):
        remove_blocking(blocking=blocking, by=world.keeper)


def found_round(world: World, name: str, week: int, lead: str) -> Round:
    """A round of a week that gathers requests."""
    day = week * DAYS
    return create_round(
        lead=world.bodies[lead],
        participants=[],
        name=name,
        starts_at=at(day, 0),
        ends_at=at(day + DAYS, 0),
        by=world.keeper,
    )


def found_plan(
    world: World, name: str, week: int, wishes: Sequence[dict[str, Any]], *, lead: str = "police"
) -> Planned:
    """A round of a week with wishes at nine on its first day, planned in this process.

    wishes: fields of BookingRequest; `count` is the number of rooms.
    """
    planned = found_round(world, name, week, lead)
    for wish in wishes:
        given = {"title": name, "duration_minutes": HOUR, **wish}
        needs = [Need("room", count=given.pop("count", 1))]
        request = BookingRequest(organisation=world.bodies[lead], round=planned, **given)
        start = at(week * DAYS, NINE)
        window = (start, at(week * DAYS, NINE + request.duration_minutes))
        request_booking(request=request, needs=needs, windows=[window], by=world.keeper)
    run = solved(lambda: plan_round(planned=planned, by=world.keeper, seconds=SECONDS))
    probe = Planned(planned.pk, week, (), name, run.pk)
    rows = probe.publish(world)
    assets = Asset.objects.in_bulk([row.asset_id for row in rows])
    probe.take_back(world)
    spans = tuple(Span(assets[row.asset_id], row.starts_at, row.ends_at) for row in rows)
    if not spans or not run.is_solved:
        raise RuntimeError(f"{name} has no plan.")
    return Planned(planned.pk, week, spans, name, run.pk)


def solved(order: Callable[[], Run]) -> Run:
    """The run that is ordered, claimed, solved here and stored as a worker does."""
    # In one transaction, so that the site's own worker never sees it waiting.
    with transaction.atomic():
        run = order()
        claimed = claim_run(run.pk)
    if claimed is None:
        raise RuntimeError(f"Run {run.pk} does not wait any more.")
    document = canonical_json(claimed.problem)
    if run.format == Run.Format.BOOKING:
        from optimizer.bookings.solve import solve as solve_bookings

        answer: Any = solve_bookings(bookings.parse_problem(document), seconds=SECONDS, workers=1)
    else:
        from optimizer.batches.solve import solve as solve_batches

        answer = solve_batches(batches.parse_problem(document), seconds=SECONDS, workers=1)
    finish_run(claimed, Outcome(answer.status, answer.as_document()))
    return Run.objects.get(pk=run.pk)
