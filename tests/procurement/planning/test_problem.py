"""The problem document of a scenario: what rows become, and what cannot be said is refused in words."""

import json
from datetime import date

import pytest

from optimizer.batches.problem import parse_problem
from partners.refusals import Refused
from procurement.actions.authorities import set_budget
from procurement.actions.award_rules import add_award_rule
from procurement.actions.bids import edit_bid, edit_bid_line, remove_bid_line, set_discounts
from procurement.actions.catalogue import edit_item, set_commitment, set_delivery_charge
from procurement.actions.frameworks import edit_lot
from procurement.actions.participation import withdraw_participation
from procurement.actions.procurements import edit_procurement
from procurement.actions.scenarios import change_scenario, set_scenario_rule
from procurement.models import BidLine, Discount
from procurement.planning import batch_problem
from tests.procurement.conftest import month

pytestmark = pytest.mark.django_db


def document(joint) -> dict:
    """The document, parsed by the solver's own model, so that every test also proves it valid."""
    joint.scenario.refresh_from_db()
    joint.procurement.refresh_from_db()
    joint.scenario.procurement = joint.procurement
    found = batch_problem(joint.scenario)
    parse_problem(json.dumps(found))
    return found


def test_rows_become_the_document(joint) -> None:
    found = document(joint)
    assert (found["first_month"], found["months"]) == ("2027-04", 12)
    assert [(a["id"], a["vat_recoverable"]) for a in found["authorities"]] == [
        ("BEDS", True),
        ("RRU", False),
        ("RYE", False),
    ]
    first = next(line for line in found["demand"] if line["id"] == f"D{joint.lines[0].pk}")
    assert first == {
        "id": f"D{joint.lines[0].pk}",
        "authority": "RYE",
        "item": "AED",
        "quantity": 40,
        "earliest": 1,
        "need_by": 4,
    }
    north = next(s for s in found["suppliers"] if s["id"] == "NORTH")
    assert north["delivery_pence"] == {"BEDS": 4500, "RRU": 4500, "RYE": 4500}
    offer = next(o for o in found["offers"] if o["id"] == f"O{joint.offer.pk}")
    assert offer["tiers"] == [
        {"from_quantity": 1, "price_e4": 8_600_000},
        {"from_quantity": 50, "price_e4": 8_000_000},
        {"from_quantity": 100, "price_e4": 7_450_000},
    ]
    assert (offer["minimum"], offer["lead_months"], offer["capacity_per_month"]) == (10, 1, None)


def test_a_lots_term_ceiling_and_entitlement_bound_its_bid(joint) -> None:
    edit_lot(
        lot=joint.lot,
        term_from=month(2),
        term_to=month(8),
        spent_pence=1_000_000,
        by=joint.rye_buyer,
    )
    lot = next(lot for lot in document(joint)["lots"] if lot["id"] == f"L{joint.lot_bid.pk}")
    assert (lot["from_month"], lot["to_month"], lot["ceiling_pence"]) == (2, 8, 5_000_000)
    assert lot["entitled"] == ["RRU", "RYE"]
    edit_bid(bid=joint.lot_bid, valid_to=month(5), by=joint.rye_buyer)
    lot = next(lot for lot in document(joint)["lots"] if lot["id"] == f"L{joint.lot_bid.pk}")
    assert (lot["from_month"], lot["to_month"]) == (2, 5)


@pytest.mark.parametrize(("starts", "ends"), [(2025, 2026), (2026, 2027), (2028, 2029)])
def test_a_lot_whose_term_is_over_or_not_begun_is_no_part_of_the_problem(
    joint, starts: int, ends: int
) -> None:
    edit_lot(lot=joint.lot, term_from=date(starts, 4, 1), term_to=date(ends, 4, 1), by=joint.rye_buyer)
    found = document(joint)
    assert [lot["supplier"] for lot in found["lots"]] == ["NORTH"]
    assert {offer["lot"] for offer in found["offers"]} == {f"L{joint.bid.pk}"}


def test_volume_limit_bounds_offers_that_state_their_own_volume(joint) -> None:
    edit_bid_line(line=joint.offer, own_volume=100, by=joint.rye_buyer)
    assert _capacity(joint) is None
    # 100 units x 2.5 over 12 months: 20.83, rounded up
    change_scenario(scenario=joint.scenario, volume_limit_permille=2500, by=joint.rye_buyer)
    assert _capacity(joint) == 21
    edit_bid_line(line=joint.offer, capacity_per_month=20, by=joint.rye_buyer)
    assert _capacity(joint) == 20


def _capacity(joint) -> int | None:
    return next(o for o in document(joint)["offers"] if o["id"] == f"O{joint.offer.pk}")["capacity_per_month"]


def test_without_volume_breaks_only_first_tiers_and_no_rebates_are_left(joint) -> None:
    discount = {"scope": "supplier", "basis": "spend", "threshold": 1000, "permille": 10}
    set_discounts(bid=joint.bid, discounts=[discount], by=joint.rye_buyer)
    assert document(joint)["rebates"] == [
        {"supplier": "NORTH", "tiers": [{"from_pence": 1000, "permille": 10}]}
    ]
    change_scenario(scenario=joint.scenario, apply_tiers=False, by=joint.rye_buyer)
    found = document(joint)
    assert {len(offer["tiers"]) for offer in found["offers"]} == {1}
    assert found["rebates"] == []


def test_budgets_are_the_years_of_the_horizon_and_can_be_switched_off(joint) -> None:
    for year in (2026, 2027, 2028):
        set_budget(
            authority=joint.rye_authority,
            starts_in=year,
            kind="capital",
            amount_pence=year,
            by=joint.rye_buyer,
        )
    rye = next(a for a in document(joint)["authorities"] if a["id"] == "RYE")
    assert rye["budgets"] == [{"year": "2027/28", "kind": "capital", "pence": 2027}]
    change_scenario(scenario=joint.scenario, respect_budgets=False, by=joint.rye_buyer)
    assert all(not authority["budgets"] for authority in document(joint)["authorities"])


def test_withdrawn_participants_are_not_planned_for(joint) -> None:
    participation = joint.procurement.participations.get(authority=joint.rru_authority)
    withdraw_participation(participation=participation, by=joint.rru_buyer)
    found = document(joint)
    assert {line["authority"] for line in found["demand"]} == {"RYE", "BEDS"}
    assert next(lot for lot in found["lots"] if lot["entitled"])["entitled"] == ["RYE"]


def test_vat_of_contracted_out_services_is_no_cost(joint) -> None:
    edit_item(item=joint.aed, vat_contracted_out=True, by=joint.rye_buyer)
    vat = {item["id"]: item["vat_permille"] for item in document(joint)["items"]}
    assert vat == {"AED": 0, "4X4": 200}


def test_commitments_and_delivery_charges_are_passed_on(joint) -> None:
    set_delivery_charge(supplier=joint.fen, authority=joint.rru_authority, pence=777, by=joint.rye_buyer)
    set_commitment(
        authority=joint.rye_authority,
        supplier=joint.fen,
        starts_in=2027,
        minimum_pence=5,
        shortfall_permille=150,
        by=joint.rye_buyer,
    )
    found = document(joint)
    assert next(s for s in found["suppliers"] if s["id"] == "FEN")["delivery_pence"] == {"RRU": 777}
    (commitment,) = found["commitments"]
    assert (commitment["year"], commitment["minimum_pence"]) == ("2027/28", 5)


def test_a_scenario_switches_rules_off_and_changes_their_figures(joint) -> None:
    by = joint.rye_buyer
    share = add_award_rule(
        procurement=joint.procurement, kind="max_share", permille=800, items=[joint.aed], by=by
    )
    without = add_award_rule(
        procurement=joint.procurement, kind="exclude_supplier", supplier=joint.fen, by=by
    )
    assert document(joint)["rules"] == [
        {"kind": "max_share", "items": ["AED"], "permille": 800},
        {"kind": "exclude_supplier", "supplier": "FEN"},
    ]
    set_scenario_rule(scenario=joint.scenario, rule=without, is_on=False, by=by)
    set_scenario_rule(scenario=joint.scenario, rule=share, is_on=True, permille=500, price_pence=9000, by=by)
    assert document(joint)["rules"] == [
        {"kind": "max_share", "items": ["AED"], "permille": 500, "price_pence": 9000}
    ]


def test_discounts_the_document_cannot_say_are_refused_in_words(joint) -> None:
    by_quantity = {"scope": "supplier", "basis": "quantity", "threshold": 10, "permille": 10}
    with pytest.raises(Refused, match="by quantity across items"):
        set_discounts(bid=joint.bid, discounts=[by_quantity], by=joint.rye_buyer)
    Discount.objects.create(bid=joint.bid, **by_quantity)
    with pytest.raises(Refused) as refused:
        document(joint)
    assert refused.value.code == "discount_cannot_be_planned"


def test_a_discount_on_a_lot_is_a_rebate_when_the_supplier_bids_nowhere_else(joint) -> None:
    discount = {"scope": "lot", "basis": "spend", "threshold": 1000, "permille": 10}
    set_discounts(bid=joint.lot_bid, discounts=[discount], by=joint.rye_buyer)
    assert document(joint)["rebates"][0]["supplier"] == "FEN"
    joint.procurement.bids.create(supplier=joint.fen)
    with pytest.raises(Refused, match="bids elsewhere too"):
        document(joint)


@pytest.mark.parametrize("code", ["no_demand", "no_bids", "bid_line_without_price", "demand_outside_horizon"])
def test_what_is_missing_is_said(joint, code: str) -> None:
    if code == "no_demand":
        joint.procurement.demand_lines.all().delete()
    elif code == "no_bids":
        for line in BidLine.objects.all():
            remove_bid_line(line=line, by=joint.rye_buyer)
    elif code == "bid_line_without_price":
        joint.offer.tiers.filter(from_quantity=1).delete()
    else:
        type(joint.procurement).objects.update(months=6)
    with pytest.raises(Refused) as refused:
        document(joint)
    assert refused.value.code == code


def test_horizon_cannot_be_cut_below_the_needs(joint) -> None:
    with pytest.raises(Refused) as refused:
        edit_procurement(procurement=joint.procurement, months=6, by=joint.rye_buyer)
    assert refused.value.code == "demand_outside_horizon"
    edit_procurement(procurement=joint.procurement, months=10, by=joint.rye_buyer)


def test_query_count_does_not_grow_with_the_rows(joint, django_assert_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as before:
        batch_problem(joint.scenario)
    joint.bid.lines.create(
        item=joint.procurement.lead.items.create(
            code="NEW", name="New", cpv="33182100-0", kind="revenue", reference_price_e4=1
        )
    ).tiers.create(from_quantity=1, price_e4=5)
    with django_assert_num_queries(len(before)):
        batch_problem(joint.scenario)
