"""The rule against double booking is written three times: in words for people, in the database, in the judge of plans.

All three must say the same about any calendar. Small random calendars are put to each.
"""

import random
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from assets.models import Blocking, Booking
from assets.planning import booking_problem
from assets.queries.calendars import Calendars
from optimizer.bookings.problem import parse_problem
from optimizer.documents import InvalidDocument, canonical_json
from tests.assets.county import at
from tests.assets.planning.rounds import week

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

QUARTERS = 40


def written(world, asset, start, end) -> bool:
    """Whether the database takes the booking, past every check."""
    try:
        with transaction.atomic():
            Booking.objects.create(
                asset=asset,
                organisation=world.fire,
                starts_at=start,
                ends_at=end,
                purpose="Random",
                booked_by=world.manager,
            )
    except IntegrityError:
        return False
    return True


@pytest.mark.parametrize("seed", range(4))
def test_people_and_database_hear_the_same(world, seed):
    dice = random.Random(seed)
    assets = [world.hall, *world.halves, world.lecture]
    for asset in assets:
        type(asset).objects.filter(pk=asset.pk).update(turnaround_minutes=dice.choice([0, 15, 30, 45]))
        asset.refresh_from_db()
    Blocking.objects.create(
        asset=dice.choice(assets), starts_at=at(6), ends_at=at(6.5), kind="standby", reason=""
    )
    answers = []
    for _ in range(60):
        asset = dice.choice(assets)
        start = at(dice.randrange(QUARTERS) / 4)
        end = start + timedelta(minutes=15 * dice.randint(1, 6))
        clash = Calendars.of([asset], start, end).clash(asset, start, end)
        answers.append(written(world, asset, start, end))
        assert answers[-1] == (clash is None), f"{asset} {start} {end}: {clash and clash.message}"
    assert set(answers) == {True, False}


@pytest.mark.parametrize("seed", range(4))
def test_what_the_database_takes_the_judge_takes_too(world, seed):
    dice = random.Random(seed)
    assets = [world.hall, *world.halves, world.lecture]
    for asset in assets:
        type(asset).objects.filter(pk=asset.pk).update(turnaround_minutes=dice.choice([0, 15, 30]))
    taken = []
    for _ in range(25):
        asset = dice.choice(assets)
        start = at(dice.randrange(QUARTERS) / 4)
        end = start + timedelta(minutes=15 * dice.randint(1, 6))
        if written(world, asset, start, end):
            taken.append((asset, start, end))
    problem = booking_problem(week(world))
    parse_problem(canonical_json(problem))
    assert len(problem["requests"]) == len(taken) > 5
    # The same calendar with one booking moved onto another is refused by both.
    first, second = problem["requests"][:2]
    second["held"] = {**second["held"], "start": first["held"]["start"], "assets": first["held"]["assets"]}
    second["needs"] = first["needs"]
    with pytest.raises(InvalidDocument, match="clash"):
        parse_problem(canonical_json(problem))
