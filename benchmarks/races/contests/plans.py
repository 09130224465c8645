"""Races between a round's plan and bookings by hand. A plan holds bundles: two rooms at once, a room on two days."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from assets.calendar import release, standing_of
from assets.models import Booking, Round
from benchmarks.races.attempts import Attempt, Contest, Span, booking, cancellation, move
from benchmarks.races.contests.arena import NINE, Arena
from benchmarks.races.contests.slots import CLIENTS, Preparing, named
from benchmarks.races.planned import DAYS, Planned, put_back
from benchmarks.races.world import CAP_MINUTES, World, at

HOUR = timedelta(hours=1)


def publishing(arena: Arena, number: int) -> Preparing:
    """Two publish a plan while the others book what it would take, at shifted times; every third lets it through."""
    plan, world = arena.open_plan, arena.world
    attempts = [_publication(world, plan, "police") for _ in range(2)]
    for n in CLIENTS[2:]:
        wanted = plan.spans[n % len(plan.spans)]
        # An hour and a quarter later the plan's booking and its turnaround are over.
        shift = 20 * (n % 4) if number % 3 else 75 + 5 * n
        start = wanted.start + timedelta(minutes=shift)
        attempts.append(booking(world, Span(wanted.asset, start, start + HOUR), named(number, n)))
    return Contest(_turned(attempts, number), after=_cleared(world, plan))
    yield []


def publishing_under_a_cap(arena: Arena, number: int) -> Preparing:
    """A plan that takes half of what an agreement allows in the week, while others book other rooms under it."""
    plan, world = arena.capped_plan, arena.world
    attempts = [_publication(world, plan, "trust")]
    taken = {span.asset.pk for span in plan.spans}
    free = [room for room in world.rooms if room.pk not in taken]
    for n in CLIENTS[1:]:
        start = at(plan.week * DAYS + 3, NINE)
        span = Span(free[n % len(free)], start, start + HOUR)
        attempts.append(booking(world, span, named(number, n), who="trust"))
    return Contest(_turned(attempts, number), cap_minutes=CAP_MINUTES, after=_cleared(world, plan))
    yield []


def retracting(arena: Arena, number: int) -> Preparing:
    """A publication is taken back by two, its bookings are moved and cancelled, and others want their places."""
    plan, world = arena.open_plan, arena.world
    rows = plan.publish(world)
    back = Attempt(
        world.form(arena.browser, reverse("assets:round_unpublish", args=[plan.pk])),
        "take back",
        targets=frozenset({f"round {plan.pk}", *(f"booking {row.pk}" for row in rows)}),
        is_done=lambda: plan.row.state == Round.State.REVIEW and not plan.standing().exists(),
    )
    attempts = [back, back]
    for row, span in zip(rows[:3], plan.spans, strict=False):
        later = Span(span.asset, span.start + 8 * HOUR, span.end + 8 * HOUR)
        attempts.append(move(world, row.pk, later, row.purpose, fleeting=True))
    attempts.append(cancellation(world, rows[-1].pk))
    for n in CLIENTS[len(attempts) :]:
        attempts.append(booking(world, plan.spans[n % len(plan.spans)], named(number, n)))
    return Contest(_turned(attempts, number), plan.spans, after=_cleared(world, plan))
    yield []


def replanning(arena: Arena, number: int) -> Preparing:
    """A room is lost: two put the plan without it in place, and others want its new places and those it leaves."""
    plan, study, world = arena.open_plan, arena.study, arena.world
    rows = plan.publish(world)
    stays = {span.place for span in plan.spans} & {span.place for span in study.spans}
    adopted = Attempt(
        world.form(arena.browser, reverse("assets:study_adopt", args=[study.pk])),
        plan.title,
        tuple(span for span in study.spans if span.place not in stays),
        frozenset({f"round {plan.pk}", *(f"booking {row.pk}" for row in rows)}),
    )
    attempts = [adopted, adopted]
    wanted = [span for span in (*study.spans, *plan.spans) if span.asset != study.lost]
    for n in CLIENTS[2:]:
        span = wanted[n % len(wanted)]
        shift = timedelta(minutes=0 if number % 3 else 75 + 5 * n)
        attempts.append(
            booking(world, Span(span.asset, span.start + shift, span.start + shift + HOUR), named(number, n))
        )

    def clear() -> None:
        _cleared(world, plan)()
        put_back(plan, study.lost, world)

    return Contest(_turned(attempts, number), plan.spans, after=clear)
    yield []


def _publication(world: World, plan: Planned, who: str) -> Attempt:
    call = world.api(f"/rounds/{plan.pk}/publish", who=who)
    return Attempt(call, plan.title, plan.spans, frozenset({f"round {plan.pk}"}))


def _turned(attempts: list[Attempt], number: int) -> list[Attempt]:
    """Now one goes first, now another."""
    first = number % len(attempts)
    return attempts[first:] + attempts[:first]


def _cleared(world: World, plan: Planned) -> Callable[[], None]:
    """Takes the publication back and cancels what else stands in its week on those assets."""

    @transaction.atomic
    def clear() -> None:
        plan.take_back(world)
        week = (at(plan.week * DAYS, 0), at((plan.week + 1) * DAYS, 0))
        rows = Booking.objects.filter(starts_at__range=week)
        release(bookings=standing_of(rows), by=world.keeper)

    return clear
