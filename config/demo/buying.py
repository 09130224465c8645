"""The demo's two joint procurements."""

import csv
import io
from datetime import date

from config.demo import AMBULANCE_BUYER, FIRE_BUYER, SECOND_AMBULANCE_BUYER, check, person, sheet
from partners.models import Organisation
from procurement.actions.authorities import confirm_name
from procurement.actions.award_rules import add_award_rule
from procurement.actions.participation import commit_participation, invite_authority
from procurement.actions.procurements import create_procurement
from procurement.actions.scenarios import create_scenario
from procurement.models import AwardRule, ContractingAuthority, JointProcurement
from procurement.sheets.imports import import_prices_paid, import_workbook

AMBULANCE_SHEETS = (
    "items",
    "suppliers",
    "lots",
    "bids",
    "discounts",
    "needs",
    "prices-paid",
    "budgets",
    "commitments",
)


def load_buying() -> list[JointProcurement]:
    """Load the real prices of the fire services and the illustrative purchase of two ambulance services."""
    return [load_fire_prices(), load_ambulance_purchase()]


def load_fire_prices() -> JointProcurement:
    """What 46 fire services paid in 2016: each contract is open to the others up to twice its own volume."""
    by = person(FIRE_BUYER)
    lead = Organisation.objects.get(short_name="BFRS")
    procurement = create_procurement(
        lead=lead,
        title="27 standard items of 46 fire and rescue services (2016)",
        first_month=date(2016, 4, 1),
        months=1,
        by=by,
        volume_limit_permille=2000,
        note=(
            "Prices and quantities as published by the Home Office on 23 August 2016. Contains public sector "
            "information licensed under the Open Government Licence v3.0."
        ),
    )
    outcome = import_workbook(procurement=procurement, data=sheet("fire-items.csv"), by=by)
    check("fire-items.csv", outcome.faults)
    for row in csv.DictReader(io.StringIO(sheet("fire-names.csv").decode())):
        authority = ContractingAuthority.objects.get(organisation__name=row["Authority"])
        confirm_name(owner=lead, written=row["Written"], authority=authority, by=by)
    name = "fire-prices-paid-2016.csv"
    outcome = import_prices_paid(procurement=procurement, data=sheet(name), by=by, leave_out_incomplete=True)
    check(name, outcome.faults)
    create_scenario(procurement=procurement, name="Best contracts, up to twice their volume", by=by)
    create_scenario(
        procurement=procurement, name="Best contracts, half as much again", by=by, volume_limit_permille=1500
    )
    return procurement


def load_ambulance_purchase() -> JointProcurement:
    """Vehicles, equipment and IT of two ambulance services over 24 months; every figure is made up."""
    by = person(AMBULANCE_BUYER)
    lead = Organisation.objects.get(short_name="SCAS")
    procurement = create_procurement(
        lead=lead,
        title="Vehicles, equipment and IT 2027 to 2029",
        first_month=date(2027, 4, 1),
        months=24,
        by=by,
        illustrative=True,
        note="Illustrative: no figure is one of either trust's. Sizes and prices lie in the range of published awards.",
    )
    partner = ContractingAuthority.objects.get(organisation__short_name="LAS")
    invited = invite_authority(procurement=procurement, authority=partner, by=by)
    commit_participation(participation=invited, by=person(SECOND_AMBULANCE_BUYER))
    own = procurement.participations.get(authority__organisation=lead)
    commit_participation(participation=own, by=by)
    for part in AMBULANCE_SHEETS:
        name = f"ambulance-{part}.csv"
        check(name, import_workbook(procurement=procurement, data=sheet(name), by=by).faults)
    name = "ambulance-budgets-las.csv"  # a trust sets its own budgets
    other = person(SECOND_AMBULANCE_BUYER)
    check(name, import_workbook(procurement=procurement, data=sheet(name), by=other).faults)
    add_award_rule(
        procurement=procurement, kind=AwardRule.Kind.MAX_SHARE, permille=800, price_pence=2_500_000, by=by
    )
    create_scenario(procurement=procurement, name="All rules and budgets", by=by)
    create_scenario(procurement=procurement, name="Without volume breaks", by=by, apply_tiers=False)
    return procurement
