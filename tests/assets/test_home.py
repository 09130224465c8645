"""The home page's sections of bookings and rounds."""

import pytest

from assets.actions.bookings import create_booking
from assets.actions.rounds import create_round
from assets.home import next_bookings, rounds_that_wait
from tests.assets.county import at

pytestmark = pytest.mark.django_db


def test_strangers_are_told_nothing_of_others(world):
    create_booking(
        asset=world.hall,
        organisation=world.fire,
        starts_at=at(9),
        ends_at=at(10),
        purpose="Drill",
        by=world.manager,
    )

    assert next_bookings(world.outsider).todos == []
    assert rounds_that_wait(world.outsider) is None


def test_the_next_bookings_of_ones_own_organisation_come_first(world):
    for hour, purpose in ((14, "Later"), (9, "Sooner")):
        create_booking(
            asset=world.hall,
            organisation=world.fire,
            starts_at=at(hour),
            ends_at=at(hour + 1),
            purpose=purpose,
            by=world.manager,
        )

    section = next_bookings(world.manager)

    assert [todo.text for todo in section.todos] == ["Sooner: Hall", "Later: Hall"]
    assert section.links[0][0] == "Book something"


def test_a_viewer_is_not_invited_to_book(world):
    assert [text for text, _ in next_bookings(world.reader).links] == ["Our bookings", "Schedule"]


def test_a_round_that_gathers_is_shown_to_everybody_in_it_and_nobody_else(world):
    create_round(
        lead=world.fire,
        participants=[world.police],
        name="January",
        starts_at=at(0),
        ends_at=at(0, day=7),
        by=world.manager,
    )

    assert [todo.text for todo in rounds_that_wait(world.constable).todos] == ["January gathers requests"]
    assert rounds_that_wait(world.medic) is None
