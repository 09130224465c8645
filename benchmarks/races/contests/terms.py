"""Races between bookings and what may forbid them: caps, blockings, agreements that are signed or end."""

from datetime import timedelta

from django.urls import reverse

from assets.local_time import LOCAL
from assets.models import Agreement, Blocking
from benchmarks.races.attempts import Attempt, Contest, Span, booking
from benchmarks.races.contests.arena import NINE, Arena
from benchmarks.races.contests.slots import CLIENTS, Preparing, named
from benchmarks.races.world import CAP_MINUTES, World


def under_a_cap(arena: Arena, number: int) -> Preparing:
    """Each wants another room under an agreement whose cap lets four have theirs."""
    world = arena.world
    spans = [arena.span(world.rooms[n], number, NINE + n, day=1) for n in CLIENTS]
    attempts = [booking(world, span, named(number, n), who="trust") for n, span in enumerate(spans)]
    return Contest(attempts, cap_minutes=CAP_MINUTES)
    yield []


def blockings(arena: Arena, number: int) -> Preparing:
    """Four take a hall or its half out of use for a morning, the others book it."""
    world = arena.world
    units = [world.hall, *world.halves]
    attempts = []
    for n in CLIENTS:
        if n % 4 == number % 4:
            span = arena.span(units[n % 3], number, NINE + 30 * (n % 5), day=4)
            attempts.append(blocking(world, arena.browser, span, named(number, n)))
        else:
            span = arena.span(units[n % 3], number, NINE + 15 * n, day=4)
            attempts.append(booking(world, span, named(number, n)))
    return Contest(attempts)
    yield []


def blocking(world: World, browser: str, span: Span, reason: str) -> Attempt:
    """To take an asset out of use for two hours."""
    shut = Span(span.asset, span.start, span.start + timedelta(hours=2))
    first, last = shut.start.astimezone(LOCAL), shut.end.astimezone(LOCAL)
    call = world.form(
        browser,
        reverse("assets:blocking_new", args=[span.asset.pk]),
        kind="maintenance",
        reason=reason,
        first_day=first.date().isoformat(),
        start=f"{first:%H:%M}",
        last_day=last.date().isoformat(),
        end=f"{last:%H:%M}",
    )
    return Attempt(call, reason, shuts=(shut,), is_done=Blocking.objects.filter(reason=reason).exists)


def signing(arena: Arena, number: int) -> Preparing:
    """The owner's approval: two record that an agreement was signed while the others book under it."""
    pk = arena.agreement.pk
    rows = Agreement.objects.filter(pk=pk)
    rows.update(signed_on=None, valid_to=None)
    path = reverse("assets:agreement_sign", args=[pk])
    call = arena.world.form(arena.browser, path, signed_on="2020-03-01")
    sign = Attempt(
        call,
        "sign",
        targets=frozenset({f"agreement {pk}"}),
        is_done=rows.filter(signed_on__isnull=False).exists,
    )
    spans = [arena.span(arena.lent, number, NINE + 20 * n) for n in CLIENTS[2:]]
    attempts = [booking(arena.world, span, named(number, n), who="council") for n, span in enumerate(spans)]
    return Contest([*attempts[:4], sign, sign, *attempts[4:]], forbidden=True)
    yield []


def ending(arena: Arena, number: int) -> Preparing:
    """An agreement is ended from the second day on while the others book that day under it."""
    pk = arena.agreement.pk
    rows = Agreement.objects.filter(pk=pk)
    rows.update(signed_on="2020-03-01", valid_to=None)
    last = arena.span(arena.lent, number, 0)
    midnight = (last.start + timedelta(days=1)).astimezone(LOCAL).replace(hour=0)
    path = reverse("assets:agreement_end", args=[pk])
    call = arena.world.form(arena.browser, path, last_day=last.start.date().isoformat())
    day_after = Span(arena.lent, midnight, midnight + timedelta(days=1))
    end = Attempt(
        call,
        "end",
        targets=frozenset({f"agreement {pk}"}),
        shuts=(day_after,),
        is_done=rows.filter(valid_to__isnull=False).exists,
    )
    spans = [arena.span(arena.lent, number, NINE + 20 * n, day=1) for n in CLIENTS[1:]]
    attempts = [booking(arena.world, span, named(number, n), who="council") for n, span in enumerate(spans)]
    first = number % 8
    return Contest([*attempts[:first], end, *attempts[first:]])
    yield []
