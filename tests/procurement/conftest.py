"""A partnership of two NHS trusts and a police force that buys defibrillators and vehicles together."""

from datetime import date
from types import SimpleNamespace

import pytest

from partners.models import Membership, Organisation, Partnership, User
from procurement.actions.authorities import set_up_authority
from procurement.actions.bids import add_bid_line, create_bid
from procurement.actions.catalogue import create_item, create_supplier
from procurement.actions.demand import add_demand_line, set_baseline
from procurement.actions.frameworks import create_framework, create_lot
from procurement.actions.participation import commit_participation, invite_authority
from procurement.actions.procurements import create_procurement
from procurement.actions.scenarios import create_scenario
from tests.procurement.solving import solve_now

Role = Membership.Role
APRIL = date(2027, 4, 1)


def month(number: int) -> date:
    """The month with this index from April 2027."""
    return date(2027 + (3 + number) // 12, (3 + number) % 12 + 1, 1)


def person(organisation: Organisation, *roles: str) -> User:
    """A user with these roles in the organisation."""
    email = f"{'-'.join(roles)}@{organisation.short_name.lower()}.example"
    user = User.objects.create_user(email, name=f"{roles[0]} of {organisation.short_name}")
    for role in roles:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


@pytest.fixture
def world(db) -> SimpleNamespace:
    """Three partners with their buyers, one stranger, and the lead's catalogue."""
    kinds = Organisation.Kind
    made = SimpleNamespace()
    for name, full, kind, vat in (
        ("rye", "South Central Ambulance Service", kinds.AMBULANCE_TRUST, False),
        ("rru", "London Ambulance Service", kinds.AMBULANCE_TRUST, False),
        ("beds", "Bedfordshire Police", kinds.POLICE_FORCE, True),
        ("stranger", "Northumbria Police", kinds.POLICE_FORCE, True),
    ):
        organisation = Organisation.objects.create(name=full, short_name=name.upper(), kind=kind)
        buyer = person(organisation, Role.PROCUREMENT_LEAD)
        authority = set_up_authority(
            organisation=organisation, code=name.upper(), vat_recoverable=vat, by=buyer
        )
        setattr(made, name, organisation)
        setattr(made, f"{name}_buyer", buyer)
        setattr(made, f"{name}_authority", authority)
    partnership = Partnership.objects.create(name="Blue light buyers")
    partnership.organisations.set([made.rye, made.rru, made.beds])
    lead = {"owner": made.rye, "by": made.rye_buyer}
    made.aed = create_item(
        code="AED",
        name="Defibrillator",
        cpv="33182100-0",
        kind="revenue",
        reference_price_e4=8_417_500,
        **lead,
    )
    made.car = create_item(
        code="4X4",
        name="4x4 response car",
        cpv="34113300-5",
        kind="capital",
        reference_price_e4=310_000_000,
        **lead,
    )
    made.north = create_supplier(
        code="NORTH", name="Northern Medical", order_cost_pence=12000, delivery_pence=4500, **lead
    )
    made.fen = create_supplier(code="FEN", name="Fenland Devices", sme=True, order_cost_pence=8000, **lead)
    framework = create_framework(code="AED-FW", name="Defibrillators 2026", **lead)
    made.lot = create_lot(
        framework=framework,
        code="1",
        supplier=made.fen,
        term_from=APRIL,
        term_to=date(2028, 4, 1),
        ceiling_pence=6_000_000,
        entitled=[made.rye_authority, made.rru_authority],
        by=made.rye_buyer,
    )
    return made


@pytest.fixture
def joint(world) -> SimpleNamespace:
    """A procurement with needs, bids (tiers of both kinds) and baselines; RYE leads, the others have committed."""
    by = world.rye_buyer
    made = SimpleNamespace(**vars(world))
    made.procurement = create_procurement(
        lead=world.rye, title="Defibrillators and cars", first_month=APRIL, months=12, by=by
    )
    for name in ("rru", "beds"):
        authority = getattr(world, f"{name}_authority")
        invited = invite_authority(procurement=made.procurement, authority=authority, by=by)
        commit_participation(participation=invited, by=getattr(world, f"{name}_buyer"))
    needs = (
        ("rye", world.aed, 40, 1, 4),
        ("rru", world.aed, 55, 2, 6),
        ("beds", world.aed, 10, 3, 9),
        ("rye", world.car, 3, 5, 9),
    )
    made.lines = [
        add_demand_line(
            procurement=made.procurement,
            authority=getattr(world, f"{name}_authority"),
            item=item,
            quantity=quantity,
            earliest=month(earliest),
            need_by=month(need_by),
            by=getattr(world, f"{name}_buyer"),
        )
        for name, item, quantity, earliest, need_by in needs
    ]
    made.bid = create_bid(procurement=made.procurement, supplier=world.north, by=by)
    made.offer = add_bid_line(
        bid=made.bid,
        item=world.aed,
        tiers=[(1, 8_600_000), (50, 8_000_000), (100, 7_450_000)],
        minimum=10,
        lead_months=1,
        by=by,
    )
    add_bid_line(
        bid=made.bid, item=world.car, tiers=[(1, 318_000_000), (5, 301_000_000)], lead_months=4, by=by
    )
    made.lot_bid = create_bid(procurement=made.procurement, supplier=world.fen, lot=world.lot, by=by)
    add_bid_line(
        bid=made.lot_bid,
        item=world.aed,
        tiers=[(1, 8_200_000), (30, 7_900_000)],
        tier_kind="incremental",
        multiple=5,
        capacity_per_month=60,
        by=by,
    )
    for name in ("rye", "rru"):
        set_baseline(
            procurement=made.procurement,
            authority=getattr(world, f"{name}_authority"),
            item=world.aed,
            price_e4=9_000_000,
            by=getattr(world, f"{name}_buyer"),
        )
    made.scenario = create_scenario(procurement=made.procurement, name="Base", by=by)
    return made


@pytest.fixture
def solved(joint) -> SimpleNamespace:
    """The same with its scenario solved."""
    solve_now(joint.scenario, joint.rye_buyer)
    return joint
