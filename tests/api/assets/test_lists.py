"""A list takes as many queries for many rows as for one."""

import pytest

from tests.api.calling import queries_of
from tests.assets.county import agreement, at, room
from tests.assets.planning.rounds import week, wish


@pytest.fixture
def many(world, fire):
    """Three of everything."""
    for number in range(3):
        hall = room(world.fire, world.ampthill, f"extra-{number}")
        agreement(
            world.fire, world.trust, f"MOU-{number + 2}", kinds=["room"], cap_minutes=600, cap_period="week"
        )
        planned = week(world, name=f"Round {number}")
        wish(planned, world.police, world.constable, windows=[(at(9), at(12))], preferred_assets=[hall])
        body = {"asset": hall.pk, "organisation": world.fire.pk, "purpose": "Training"}
        body |= {"starts_at": "2035-01-08T09:00:00Z", "ends_at": "2035-01-08T10:00:00Z"}
        assert fire.post("/bookings", body).status_code == 201


@pytest.mark.parametrize(
    "path",
    [
        "/organisations",
        "/sites",
        "/assets",
        "/assets?kind=room&free_from=2036-01-08T09:00:00Z&free_to=2036-01-08T10:00:00Z",
        "/agreements",
        "/bookings?from=2035-01-01T00:00:00Z",
        "/requests",
        "/rounds",
        "/rounds?state=gathering",
    ],
)
def test_a_longer_list_takes_no_more_queries(many, fire, path):
    fire.get(path)

    one, shown = queries_of(fire, path, 1)
    all_, shown_of_all = queries_of(fire, path, 200)

    assert shown == 1
    assert shown_of_all >= 2
    assert all_ <= one
