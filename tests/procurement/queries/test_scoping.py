"""What each organisation may see, in a number of queries that does not grow with the rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.refusals import Refused
from procurement.actions.demand import add_demand_line
from procurement.actions.participation import withdraw_participation
from procurement.actions.procurements import create_procurement
from procurement.actions.scenarios import create_scenario
from procurement.queries import bids, catalogue, funding, procurements, scenarios, taking_part
from tests.procurement.conftest import APRIL, month

pytestmark = pytest.mark.django_db


def test_participants_see_the_procurement_and_strangers_get_404(joint) -> None:
    for user in (joint.rye_buyer, joint.rru_buyer, joint.beds_buyer):
        assert procurements.procurement_for(user, joint.procurement.pk) == joint.procurement
    assert not procurements.visible_procurements(joint.stranger_buyer).exists()
    with pytest.raises(Refused) as refused:
        procurements.procurement_for(joint.stranger_buyer, joint.procurement.pk)
    assert refused.value.status == 404


def test_those_who_withdrew_still_see_it(joint) -> None:
    participation = joint.procurement.participations.get(authority=joint.rru_authority)
    withdraw_participation(participation=participation, by=joint.rru_buyer)
    assert procurements.visible_procurements(joint.rru_buyer).exists()


def test_the_lead_sees_every_need_and_others_their_own(joint) -> None:
    assert set(taking_part.demand_of(joint.rye_buyer, joint.procurement)) == set(joint.lines)
    assert list(taking_part.demand_of(joint.rru_buyer, joint.procurement)) == [joint.lines[1]]
    assert set(taking_part.visible_demand(joint.rye_buyer)) == set(joint.lines)
    assert list(taking_part.visible_demand(joint.rru_buyer)) == [joint.lines[1]]
    assert not taking_part.visible_demand(joint.stranger_buyer).exists()


def test_prices_paid_alone_are_the_buyers_own_or_the_leads(joint) -> None:
    assert taking_part.baselines_of(joint.rye_buyer, joint.procurement).count() == 2
    assert [b.authority for b in taking_part.baselines_of(joint.rru_buyer, joint.procurement)] == [
        joint.rru_authority
    ]


def test_catalogue_bids_and_scenarios_are_for_partners(joint) -> None:
    for visible, partners_see in (
        (catalogue.visible_items, 2),
        (catalogue.visible_suppliers, 2),
        (catalogue.visible_frameworks, 1),
        (catalogue.visible_lots, 1),
        (bids.visible_bids, 2),
        (scenarios.visible_scenarios, 1),
    ):
        assert visible(joint.rru_buyer).count() == partners_see
        assert visible(joint.stranger_buyer).count() == 0


def test_budgets_are_seen_by_their_own_organisation(joint) -> None:
    joint.rru_authority.budgets.create(starts_in=2027, kind="capital", amount_pence=1)
    assert funding.visible_budgets(joint.rru_buyer).count() == 1
    assert funding.visible_budgets(joint.rye_buyer).count() == 0


def test_open_procurements_are_those_of_partners_not_yet_joined(world) -> None:
    procurement = create_procurement(
        lead=world.rye, title="T", first_month=APRIL, months=3, by=world.rye_buyer
    )
    assert list(procurements.open_procurements(world.rru_buyer)) == [procurement]
    assert not procurements.open_procurements(world.rye_buyer).exists()
    assert not procurements.open_procurements(world.stranger_buyer).exists()


def test_participations_count_the_lines_of_this_procurement_alone(joint) -> None:
    other = create_procurement(
        lead=joint.rye, title="Other", first_month=APRIL, months=12, by=joint.rye_buyer
    )
    add_demand_line(
        procurement=other,
        authority=joint.rye_authority,
        item=joint.aed,
        quantity=1,
        earliest=month(1),
        need_by=month(2),
        by=joint.rye_buyer,
    )
    counts = {p.authority.code: p.line_count for p in taking_part.participations_of(joint.procurement)}
    assert counts == {"RYE": 2, "RRU": 1, "BEDS": 1}
    assert [p.line_count for p in taking_part.participations_of(other)] == [1]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("procurements", lambda j: [(p.lead.name, p.buyers) for p in procurements.listed_procurements(j.rye_buyer)]),
        ("demand", lambda j: [(d.authority.organisation.name, d.item.name)
                              for d in taking_part.demand_of(j.rye_buyer, j.procurement)]),
        ("participations", lambda j: [p.authority.organisation.name
                                      for p in taking_part.participations_of(j.procurement)]),
        ("scenarios", lambda j: [(s.state, s.run) for s in scenarios.scenarios_of(j.procurement)]),
        ("bids", lambda j: [(b.supplier.name, [(line.item.name, len(line.tiers.all())) for line in b.lines.all()])
                            for b in bids.bids_of(j.procurement)]),
    ],
)  # fmt: skip
def test_query_count_is_the_same_at_one_and_at_three_rows(joint, name: str, read) -> None:
    with CaptureQueriesContext(connection) as few:
        read(joint)
    for number in range(2):
        create_procurement(
            lead=joint.rye, title=f"P{number}", first_month=APRIL, months=3, by=joint.rye_buyer
        )
        create_scenario(procurement=joint.procurement, name=f"S{number}", by=joint.rye_buyer)
        joint.bid.lines.create(
            item=joint.rye.items.create(code=f"I{number}", name="I", cpv="33182100-0", reference_price_e4=1)
        ).tiers.create(from_quantity=1, price_e4=1)
        add_demand_line(
            procurement=joint.procurement,
            authority=joint.rye_authority,
            item=joint.aed,
            quantity=5 + number,
            earliest=month(1),
            need_by=month(2),
            by=joint.rye_buyer,
        )
    with CaptureQueriesContext(connection) as many:
        read(joint)
    assert len(many) == len(few)
