"""The home page's section of joint procurements."""

import pytest

from procurement.actions.procurements import create_procurement
from procurement.home import procurements_that_wait
from tests.procurement.conftest import APRIL

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(world):
    return create_procurement(
        lead=world.rye, title="Radios", first_month=APRIL, months=12, by=world.rye_buyer
    )


def test_the_lead_sees_what_goes_on(world, opened):
    texts = [todo.text for todo in procurements_that_wait(world.rye_buyer).todos]

    assert texts[0] == "Radios"


def test_partners_learn_what_they_could_join_and_strangers_do_not(world, opened):
    assert [todo.text for todo in procurements_that_wait(world.rru_buyer).todos] == ["Radios: you could join"]
    assert procurements_that_wait(world.stranger_buyer).todos == []


def test_a_participant_that_has_not_decided_is_asked_to(joint):
    joint.procurement.participations.filter(authority=joint.rru_authority).update(state="indicative")

    texts = [todo.text for todo in procurements_that_wait(joint.rru_buyer).todos]

    assert f"{joint.procurement}: decide whether RRU commits" in texts


def test_a_participant_that_has_committed_is_not_asked_again(joint):
    texts = [todo.text for todo in procurements_that_wait(joint.rru_buyer).todos]

    assert texts == [joint.procurement.title]
