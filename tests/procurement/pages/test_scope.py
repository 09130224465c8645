"""Who sees which page, and at what cost in queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from procurement.actions.awards import award_scenario
from procurement.actions.demand import add_demand_line
from procurement.actions.scenarios import copy_scenario
from procurement.models import CallOff
from tests.procurement.conftest import month

pytestmark = pytest.mark.django_db


@pytest.fixture
def awarded(solved):
    solved.award = award_scenario(scenario=solved.scenario, by=solved.rye_buyer)
    return solved


def addresses(at, world) -> dict[str, str]:
    """Every page of a procurement that can be looked at."""
    procurement, scenario = world.procurement.pk, world.scenario.pk
    of_procurement = [
        "procurement",
        "participants",
        "demand",
        "baselines",
        "import",
        "bids",
        "award_rules",
        "scenarios",
        "import_template",
    ]
    of_scenario = ["scenario", "scenario_buyers", "scenario_batches", "scenario_limits", "scenario_workbook"]
    return {
        **{name: at(name, procurement) for name in of_procurement},
        **{name: at(name, scenario) for name in of_scenario},
        "bid": at("bid", world.bid.pk),
        "scenario_batch": at("scenario_batch", scenario, 1),
        "scenario_need": at("scenario_need", scenario, world.lines[0].pk),
        "award": at("award", world.award.pk),
    }


def test_the_lead_sees_every_page_and_a_stranger_none(awarded, at, signed_in):
    lead, stranger = signed_in(awarded.rye_buyer), signed_in(awarded.stranger_buyer)
    for name, address in addresses(at, awarded).items():
        assert lead.get(address).status_code == 200, name
        assert stranger.get(address).status_code == 404, name


def test_a_participant_sees_its_own_figures_only(awarded, at, signed_in):
    client = signed_in(awarded.beds_buyer)
    pages = addresses(at, awarded)
    others_need = pages.pop("scenario_need")
    assert client.get(others_need).status_code == 404
    for name, address in pages.items():
        response = client.get(address)
        assert response.status_code == 200, name
    needs = client.get(pages["demand"]).content.decode()
    assert "Bedfordshire Police" in needs
    assert "London Ambulance Service" not in needs
    buyers = client.get(pages["scenario_buyers"]).content.decode()
    assert "Bedfordshire Police" in buyers
    assert "London Ambulance Service" not in buyers
    scenario = awarded.scenario.pk
    assert client.get(at("scenario_buyer", scenario, "BEDS")).status_code == 200
    assert client.get(at("scenario_buyer", scenario, "RRU")).status_code == 404
    award = client.get(pages["award"]).content.decode()
    assert "-BEDS" in award
    assert "-RRU" not in award
    assert "Undo the award" not in award


def test_what_changes_a_procurement_is_refused_to_participants(joint, at, signed_in):
    client = signed_in(joint.beds_buyer)
    pk, scenario = joint.procurement.pk, joint.scenario.pk
    for address in (
        at("procurement_change", pk),
        at("procurement_cancel", pk),
        at("invite", pk),
        at("bid_new", pk),
        at("bid_change", joint.bid.pk),
        at("bid_line_change", joint.offer.pk),
        at("discounts", joint.bid.pk),
        at("award_rule_new", pk),
        at("scenario_new", pk),
        at("scenario_change", scenario),
        at("scenario_award", scenario),
    ):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {}).status_code == 403, address
    assert client.post(at("scenario_solve", scenario)).status_code == 403
    page = client.get(at("scenarios", pk)).content.decode()
    assert "New scenario" not in page
    assert "Add a need" in client.get(at("demand", pk)).content.decode()


def test_signing_in_comes_first(at, joint):
    assert Client().get(at("procurement", joint.procurement.pk)).status_code == 302


def test_a_call_off_is_issued_by_its_own_buyer_only(awarded, at, signed_in):
    row = CallOff.objects.get(authority__code="BEDS")
    assert signed_in(awarded.rru_buyer).get(at("call_off_issue", row.pk)).status_code == 404
    lead = signed_in(awarded.rye_buyer).post(at("call_off_issue", row.pk))
    assert lead.status_code == 403
    assert "Only a procurement lead of Bedfordshire Police" in lead.content.decode()
    own = signed_in(awarded.beds_buyer).post(at("call_off_issue", row.pk))
    assert own.status_code == 302
    row.refresh_from_db()
    assert row.state == CallOff.State.ISSUED
    assert (
        "Undo the award"
        not in signed_in(awarded.rye_buyer).get(at("award", awarded.award.pk)).content.decode()
    )


@pytest.mark.parametrize("name", ["procurement", "participants", "demand", "bids", "scenarios"])
def test_more_rows_ask_no_more_queries(joint, at, signed_in, name):
    client = signed_in(joint.rye_buyer)
    address = at(name, joint.procurement.pk)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(3):
        copy_scenario(scenario=joint.scenario, name=f"Copy {number}", by=joint.rye_buyer)
        add_demand_line(
            procurement=joint.procurement,
            authority=joint.rye_authority,
            item=joint.aed,
            quantity=5 + number,
            earliest=month(1),
            need_by=month(5),
            by=joint.rye_buyer,
        )
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
