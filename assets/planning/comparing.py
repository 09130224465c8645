"""A plan against the earlier one that its problem holds: who gains, who moves, who loses out.

comparison_of(planned, run, user) -> Comparison | None      None while the run has no plan
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from assets.models import Asset, Booking, Round
from assets.planning.names import booking_pk, is_held
from assets.planning.plans import DeclinedLine, PlacedLine, Rows, documents_of
from optimizer.bookings.problem import Problem, Request
from optimizer.bookings.score import is_as_planned, requested_values, value
from optimizer.bookings.solution import Placement, Solution
from optimizer.runs.models import Run
from partners.models import Organisation, User


@dataclass(frozen=True)
class BookingMove:
    """A booking made by hand on what is lost: where it would go; None if it would lose its place."""

    booking: Booking
    assets: list[Asset] | None


@dataclass(frozen=True)
class ShareChange:
    """What an organisation gets of what it asked for, by importance, in percent: before and after."""

    organisation: Organisation
    before: int
    after: int

    @property
    def points(self) -> int:
        """Percentage points gained; negative if lost."""
        return self.after - self.before


@dataclass(frozen=True)
class Comparison:
    """Two plans side by side.

    Parameters:
        served: requests served before and after.
        gained, displaced: those served in one of the plans alone.
        moved: served in both, (before, after) where start or assets differ.
        bookings: those made by hand that cannot stay.
    """

    served: tuple[int, int]
    gained: list[PlacedLine] = field(default_factory=list)
    displaced: list[DeclinedLine] = field(default_factory=list)
    moved: list[tuple[PlacedLine, PlacedLine]] = field(default_factory=list)
    bookings: list[BookingMove] = field(default_factory=list)
    shares: list[ShareChange] = field(default_factory=list)

    @property
    def worst(self) -> tuple[int, int]:
        """The smallest share of an organisation before and after, in percent."""
        return tuple(
            min((getattr(one, name) for one in self.shares), default=100) for name in ("before", "after")
        )

    @property
    def same(self) -> bool:
        """Whether both plans serve the same requests at the same places."""
        return not (self.gained or self.displaced or self.moved or self.bookings)


def comparison_of(planned: Round, run: Run, user: User) -> Comparison | None:
    """The run's plan against the `planned` places of its problem, as far as the user may see them."""
    documents = documents_of(run)
    if documents is None:
        return None
    problem, solution = documents
    rows = Rows(planned, problem, solution, user)
    now = {one.request: one for one in solution.placements}
    asked = [one for one in problem.requests if rows.sees(one.id)]
    stay = [one for one in asked if one.planned and one.id in now]
    declined = {one.request: one for one in solution.declined}
    return Comparison(
        served=(sum(one.planned is not None for one in asked), sum(one.id in now for one in asked)),
        gained=[rows.placed(now[one.id]) for one in asked if not one.planned and one.id in now],
        displaced=[rows.declined(declined[one.id]) for one in asked if one.planned and one.id in declined],
        moved=[
            (rows.placed(_before(one)), rows.placed(now[one.id]))
            for one in stay
            if not is_as_planned(one, now[one.id].start, now[one.id].assets)
        ],
        bookings=_bookings(problem, now, rows),
        shares=_shares(problem, solution),
    )


def _before(request: Request) -> Placement:
    assert request.planned is not None
    count = sum(need.count for need in request.needs)
    return Placement(
        request=request.id,
        start=request.planned.start,
        assets=request.planned.assets,
        agreements=(None,) * count,
    )


def _bookings(problem: Problem, now: dict[str, Placement], rows: Rows) -> list[BookingMove]:
    """Bookings that are planned, not held: their assets are lost."""
    freed = {booking_pk(one.id): one.id for one in problem.requests if is_held(one.id) and one.planned}
    found = Booking.objects.filter(pk__in=freed).select_related("asset__site", "organisation")
    places = {pk: now.get(name) for pk, name in freed.items()}
    return [
        BookingMove(booking, rows.assets(place.flat_assets) if (place := places[booking.pk]) else None)
        for booking in found.order_by("starts_at", "pk")
    ]


def _shares(problem: Problem, solution: Solution) -> list[ShareChange]:
    requested = requested_values(problem)
    before = _accepted(problem, (one for one in problem.requests if one.planned or one.held))
    placed = {one.request for one in solution.placements}
    after = _accepted(problem, (one for one in problem.requests if one.id in placed))
    known = Organisation.objects.filter(pk__in=[int(name) for name in requested]).order_by("name")
    return [
        ShareChange(one, *(100 * got[str(one.pk)] // requested[str(one.pk)] for got in (before, after)))
        for one in known
    ]


def _accepted(problem: Problem, served: Iterable[Request]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for request in served:
        totals[request.organisation] += value(request, problem.weights)
    return totals
