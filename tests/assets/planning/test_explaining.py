"""An explanation names what its reader knows and hides the rest."""

import pytest

from assets.actions.bookings import create_booking
from assets.planning import explanation_of
from optimizer.bookings.solution import Declined
from partners.refusals import Refused
from tests.assets.county import agreement, at
from tests.assets.planning.rounds import placement, planned_by_hand, week, wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def contested(world):
    """Two requests for the one drone at one time: the drill has it, the search does not."""
    agreement(world.fire, world.police, "DRONES", kinds=["drone"])
    from assets.actions.requests import Need

    planned = week(world)
    facts = {"windows": [(at(9), at(10))], "needs": [Need("drone")]}
    drill = wish(planned, world.fire, world.manager, title="Night drill", weight=4, **facts)
    search = wish(planned, world.police, world.constable, title="Search", **facts)
    create_booking(
        asset=world.drone,
        organisation=world.fire,
        starts_at=at(11),
        ends_at=at(12),
        purpose="Inspection",
        by=world.manager,
    )
    declined = Declined(request=str(search.pk), reason="taken_by_higher_value", text="-")
    run = planned_by_hand(planned, [placement(drill, 540, world.drone)], [declined], by=world.manager)
    return planned, run, drill, search


def test_the_lead_reads_the_names(world, contested):
    planned, run, drill, search = contested
    told = explanation_of(planned, run, search, world.manager)
    assert told.outcome == "declined"
    assert "Night drill" in told.text + " ".join(told.changes)
    assert "Would no longer be served: Night drill." in told.price
    assert told.price[0].startswith("It could have Drone 1 from ")
    placed = explanation_of(planned, run, drill, world.manager)
    assert placed.price == []
    assert (placed.outcome, "Drone 1" in placed.text) == ("accepted", True)


def test_others_do_not_read_whose_request_it_was(world, contested):
    planned, run, drill, search = contested
    told = explanation_of(planned, run, search, world.constable)
    everything = told.text + " ".join([*told.changes, *told.price])
    assert "Night drill" not in everything
    assert "Inspection" not in everything
    assert "another organisation's request" in everything
    for user, request in ((world.medic, search), (world.constable, drill)):
        with pytest.raises(Refused) as refusal:
            explanation_of(planned, run, request, user)
        assert refusal.value.status == 404
