"""Who may open, join, commit, withdraw and state needs."""

import pytest

from partners.models import AuditEntry, Membership
from partners.refusals import Refused
from procurement.actions.bids import add_bid_line
from procurement.actions.catalogue import create_item, edit_item
from procurement.actions.demand import add_demand_line, edit_demand_line, remove_demand_line
from procurement.actions.participation import (
    commit_participation,
    invite_authority,
    join_procurement,
    withdraw_participation,
)
from procurement.actions.procurements import cancel_procurement, create_procurement, edit_procurement
from procurement.actions.scenarios import create_scenario, solve_scenario
from tests.procurement.conftest import APRIL, month, person

pytestmark = pytest.mark.django_db


def code_of(act, **arguments) -> str:
    """The code with which an action is refused."""
    with pytest.raises(Refused) as refused:
        act(**arguments)
    return refused.value.code


def test_only_buyers_of_the_lead_open_a_procurement(world) -> None:
    fields = {"lead": world.rye, "title": "T", "first_month": APRIL, "months": 3}
    viewer = person(world.rye, Membership.Role.VIEWER)
    assert code_of(create_procurement, by=viewer, **fields) == "not_allowed"
    assert code_of(create_procurement, by=world.rru_buyer, **fields) == "not_allowed"
    procurement = create_procurement(by=world.rye_buyer, **fields)
    assert [p.state for p in procurement.participations.all()] == ["committed"]
    assert code_of(create_procurement, by=world.rye_buyer, **fields) == "invalid"  # the title is taken


def test_only_partners_are_invited_and_only_once(joint) -> None:
    fields = {"procurement": joint.procurement, "by": joint.rye_buyer}
    assert code_of(invite_authority, authority=joint.stranger_authority, **fields) == "not_a_partner"
    assert code_of(invite_authority, authority=joint.rru_authority, **fields) == "invalid"


def test_partners_join_what_is_open_and_strangers_do_not(world) -> None:
    procurement = create_procurement(
        lead=world.rye, title="T", first_month=APRIL, months=3, by=world.rye_buyer
    )
    joined = join_procurement(procurement=procurement, authority=world.beds_authority, by=world.beds_buyer)
    assert joined.state == "indicative"
    assert (
        code_of(
            join_procurement,
            procurement=procurement,
            authority=world.stranger_authority,
            by=world.stranger_buyer,
        )
        == "not_open"
    )
    edit_procurement(procurement=procurement, state="tendering", by=world.rye_buyer)
    assert (
        code_of(join_procurement, procurement=procurement, authority=world.rru_authority, by=world.rru_buyer)
        == "not_open"
    )


def test_nobody_commits_or_withdraws_for_another(joint) -> None:
    participation = joint.procurement.participations.get(authority=joint.rru_authority)
    for act in (commit_participation, withdraw_participation):
        assert code_of(act, participation=participation, by=joint.rye_buyer) == "not_allowed"
    withdraw_participation(participation=participation, by=joint.rru_buyer)
    entry = AuditEntry.objects.filter(action="participation.withdrawn").get()
    assert (entry.organisation, entry.before, entry.after) == (
        joint.rru,
        {"state": "committed"},
        {"state": "withdrawn"},
    )


def test_needs_are_the_buyers_own_or_the_leads_to_write(joint) -> None:
    line = joint.lines[1]  # of RRU
    assert code_of(edit_demand_line, line=line, quantity=1, by=joint.beds_buyer) == "not_allowed"
    edit_demand_line(line=line, quantity=54, by=joint.rru_buyer)
    edit_demand_line(line=line, quantity=53, by=joint.rye_buyer)
    remove_demand_line(line=line, by=joint.rru_buyer)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"quantity": 0}, "invalid", "quantity"),
        ({"need_by": month(12)}, "demand_outside_horizon", "need_by"),
        ({"need_by": month(0)}, "invalid", "need_by"),
    ],
)
def test_a_faulty_need_is_refused_at_its_field_and_not_stored(joint, changes, code: str, field: str) -> None:
    line = joint.lines[0]
    with pytest.raises(Refused) as refused:
        edit_demand_line(line=line, by=joint.rye_buyer, **changes)
    assert (refused.value.code, refused.value.field, refused.value.status) == (code, field, 422)
    line.refresh_from_db()
    assert (line.quantity, line.need_by) == (40, month(4))


def test_needs_name_items_of_the_leads_catalogue(joint) -> None:
    foreign = create_item(
        owner=joint.rru,
        code="AED",
        name="Defibrillator",
        cpv="33182100-0",
        reference_price_e4=1,
        by=joint.rru_buyer,
    )
    assert (
        code_of(
            add_demand_line,
            procurement=joint.procurement,
            authority=joint.rru_authority,
            item=foreign,
            quantity=1,
            earliest=month(1),
            need_by=month(2),
            by=joint.rru_buyer,
        )
        == "not_in_catalogue"
    )


def test_strangers_and_the_withdrawn_state_no_needs(joint) -> None:
    fields = {
        "procurement": joint.procurement,
        "item": joint.aed,
        "quantity": 1,
        "earliest": month(1),
        "need_by": month(2),
    }
    assert (
        code_of(add_demand_line, authority=joint.stranger_authority, by=joint.stranger_buyer, **fields)
        == "not_taking_part"
    )
    participation = joint.procurement.participations.get(authority=joint.rru_authority)
    withdraw_participation(participation=participation, by=joint.rru_buyer)
    assert (
        code_of(add_demand_line, authority=joint.rru_authority, by=joint.rru_buyer, **fields)
        == "not_taking_part"
    )


def test_items_are_changed_by_their_owner_with_a_right_cpv_code(joint) -> None:
    assert code_of(edit_item, item=joint.aed, name="X", by=joint.rru_buyer) == "not_allowed"
    with pytest.raises(Refused, match="33182100 ends in -0") as refused:
        edit_item(item=joint.aed, cpv="33182100-1", by=joint.rye_buyer)
    assert refused.value.field == "cpv"


@pytest.mark.parametrize("tiers", [[], [(2, 1)], [(1, 5), (1, 4)], [(1, 5), (10, 4), (9, 3)]])
def test_price_tiers_rise_from_one(joint, tiers: list) -> None:
    assert (
        code_of(add_bid_line, bid=joint.lot_bid, item=joint.car, tiers=tiers, by=joint.rye_buyer)
        == "tiers_do_not_rise"
    )
    assert not joint.lot_bid.lines.filter(item=joint.car).exists()


def test_a_cancelled_procurement_takes_no_changes(joint) -> None:
    cancel_procurement(procurement=joint.procurement, by=joint.rye_buyer)
    assert (
        code_of(create_scenario, procurement=joint.procurement, name="X", by=joint.rye_buyer)
        == "procurement_cancelled"
    )


def test_a_scenario_is_solved_once_at_a_time_and_by_the_lead(joint) -> None:
    assert code_of(solve_scenario, scenario=joint.scenario, by=joint.rru_buyer) == "not_allowed"
    run = solve_scenario(scenario=joint.scenario, by=joint.rye_buyer)
    joint.scenario.refresh_from_db()
    assert (joint.scenario.run, joint.scenario.state) == (run, "solving")
    assert code_of(solve_scenario, scenario=joint.scenario, by=joint.rye_buyer) == "already_solving"
