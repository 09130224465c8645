"""Forms store what people write, and show refusals where they belong."""

import pytest
from django.utils import timezone

from procurement.models import (
    Budget,
    DemandLine,
    Item,
    JointProcurement,
    Lot,
    Participation,
    PriceTier,
    Scenario,
)
from procurement.months import financial_year_of
from tests.procurement.conftest import APRIL, month

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(joint, signed_in):
    return signed_in(joint.rye_buyer)


def test_a_procurement_is_opened(world, at, signed_in):
    client = signed_in(world.rye_buyer)
    data = {
        "lead": world.rye.pk,
        "title": "Stretchers",
        "first_month": "April 2027",
        "months": "12",
        "route": "framework",
        "volume_limit_permille": "150%",
    }
    response = client.post(at("procurement_new"), data, follow=True)
    made = JointProcurement.objects.get()
    assert (made.first_month, made.volume_limit_permille) == (APRIL, 1500)
    assert "Invite those who buy with you" in response.content.decode()
    again = client.post(at("procurement_new"), data)
    assert again.status_code == 422
    assert "You lead a procurement with this title already." in again.content.decode()


def test_an_authority_is_invited_commits_and_withdraws(world, at, signed_in):
    from procurement.actions.procurements import create_procurement

    made = create_procurement(lead=world.rye, title="X", first_month=APRIL, months=3, by=world.rye_buyer)
    signed_in(world.rye_buyer).post(at("invite", made.pk), {"authority": world.beds_authority.pk})
    row = Participation.objects.get(authority=world.beds_authority)
    beds = signed_in(world.beds_buyer)
    assert "Commit" in beds.get(at("participants", made.pk)).content.decode()
    beds.post(at("commit", row.pk))
    row.refresh_from_db()
    assert row.state == "committed"
    beds.post(at("withdraw", row.pk))
    row.refresh_from_db()
    assert row.state == "withdrawn"
    joined = signed_in(world.rru_buyer).post(at("join", made.pk), {"authority": world.rru_authority.pk})
    assert joined.status_code == 302
    assert Participation.objects.filter(authority=world.rru_authority).exists()


def need(joint, **changes):
    return {
        "authority": joint.rye_authority.pk,
        "item": joint.aed.pk,
        "quantity": "7",
        "earliest": month(1).isoformat(),
        "need_by": month(3).isoformat(),
        **changes,
    }


def test_a_need_is_added_changed_and_removed(joint, at, lead):
    lead.post(at("demand_new", joint.procurement.pk), need(joint, cost_centre="C-1"))
    line = DemandLine.objects.get(cost_centre="C-1")
    assert (line.quantity, line.earliest, line.need_by) == (7, month(1), month(3))
    changed = {**need(joint), "quantity": "9"}
    lead.post(at("demand_change", line.pk), changed)
    line.refresh_from_db()
    assert line.quantity == 9
    lead.post(at("demand_remove", line.pk))
    assert not DemandLine.objects.filter(pk=line.pk).exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"quantity": "many"}, "Enter a quantity in digits."),
        ({"quantity": "0"}, "Enter a quantity, 1 or more."),
        ({"need_by": month(0).isoformat()}, "before the earliest month"),
        ({"item": ""}, "Choose an item."),
        ({"need_by": "2040-01-01"}, "valid choice"),
    ],
)
def test_a_faulty_need_is_explained(joint, at, lead, changes, words):
    before = DemandLine.objects.count()
    response = lead.post(at("demand_new", joint.procurement.pk), need(joint, **changes))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert DemandLine.objects.count() == before


def test_a_participant_may_not_write_for_another(joint, at, signed_in):
    response = signed_in(joint.beds_buyer).post(at("demand_new", joint.procurement.pk), need(joint))
    assert response.status_code == 422
    assert DemandLine.objects.filter(quantity=7).count() == 0


def tiers(*rows, **more):
    data = {"tiers-TOTAL_FORMS": len(rows), "tiers-INITIAL_FORMS": 0, **more}
    for number, (start, price) in enumerate(rows):
        data |= {f"tiers-{number}-from_quantity": start, f"tiers-{number}-price_e4": price}
    return data


TERMS = {"tier_kind": "all_units", "minimum": "0", "multiple": "1", "lead_months": "0"}


def test_another_tier_is_asked_for_without_losing_what_was_typed(joint, at, lead):
    address = at("bid_line_change", joint.offer.pk)
    typed = tiers(("1", "900"), ("20", "850.5"), **TERMS)
    asked = lead.post(address, {**typed, "minimum": "4", "add-tiers": "1"})
    page = asked.content.decode()
    assert 'name="tiers-2-from_quantity"' in page
    assert 'value="850.5"' in page
    assert 'value="4"' in page
    removed = lead.post(address, {**tiers(("1", "900"), ("20", "850.5"), **TERMS), "remove-tiers": "1"})
    assert 'name="tiers-1-from_quantity"' not in removed.content.decode()


def test_tiers_are_stored_in_hundredths_of_a_penny(joint, at, lead):
    lead.post(at("bid_line_change", joint.offer.pk), tiers(("1", "£1,900"), ("20", "0.4275"), **TERMS))
    stored = PriceTier.objects.filter(line=joint.offer).order_by("from_quantity")
    assert list(stored.values_list("from_quantity", "price_e4")) == [(1, 19_000_000), (20, 4275)]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("5", "900")], "The first price tier starts from 1."),
        ([("1", "900"), ("1", "800")], "higher quantity than the one before"),
        ([("1", "cheap")], "Enter a price in pounds"),
    ],
)
def test_faulty_tiers_are_explained(joint, at, lead, rows, words):
    response = lead.post(at("bid_line_change", joint.offer.pk), tiers(*rows, **TERMS))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert joint.offer.tiers.count() == 3


def test_an_item_with_a_wrong_check_digit_is_refused(joint, at, lead):
    data = {
        "owner": joint.rye.pk, "name": "Stretcher", "code": "STR", "cpv": "33192160-2", "unit": "each",
        "specification_version": "1", "kind": "capital", "reference_price_e4": "4,200.50", "vat_permille": "20",
        "holding_permille": "3.5",
    }  # fmt: skip
    response = lead.post(at("item_new"), data)
    assert response.status_code == 422
    assert "check digit" in response.content.decode()
    lead.post(at("item_new"), {**data, "cpv": "33192160-1"})
    made = Item.objects.get(code="STR")
    assert (made.reference_price_e4, made.vat_permille, made.holding_permille) == (42_005_000, 200, 35)


def test_a_lot_shows_how_far_its_ceiling_is_used(joint, at, lead):
    Lot.objects.filter(pk=joint.lot.pk).update(spent_pence=3_000_000)
    page = lead.get(at("frameworks")).content.decode()
    assert "50%" in page
    assert "£30,000 of £60,000" in page


def test_finance_sets_a_budget_and_replaces_it(joint, at, lead):
    year = financial_year_of(timezone.localdate())
    data = {"authority": joint.rye_authority.pk, "starts_in": year, "kind": "capital"}
    for amount in ("1,000", "2,000.50"):
        assert lead.post(at("budget"), {**data, "amount_pence": amount}).status_code == 302
    assert Budget.objects.get().amount_pence == 200_050


def test_a_rule_needs_its_figure_and_a_scenario_may_switch_it_off(joint, at, lead):
    pk = joint.procurement.pk
    missing = lead.post(at("award_rule_new", pk), {"kind": "max_share"})
    assert missing.status_code == 422
    assert "Enter the share in per cent." in missing.content.decode()
    lead.post(at("award_rule_new", pk), {"kind": "max_share", "permille": "60", "value": "3"})
    rule = joint.procurement.award_rules.get()
    assert (rule.permille, rule.value) == (600, None)
    off = {"name": "Base", "apply_tiers": "on", "respect_budgets": "on", "include_indicative": "on"}
    lead.post(at("scenario_change", joint.scenario.pk), off)
    assert joint.scenario.rule_settings.get().is_on is False
    page = lead.get(at("scenario", joint.scenario.pk)).content.decode()
    assert "Rule switched off" in page
    lead.post(at("scenario_copy", joint.scenario.pk), {"name": "Second"})
    assert Scenario.objects.get(name="Second").rule_settings.get().is_on is False


def test_a_discount_that_cannot_be_planned_says_what_to_ask_for(joint, at, lead):
    row = {
        "discounts-TOTAL_FORMS": 1, "discounts-INITIAL_FORMS": 0, "discounts-0-basis": "spend",
        "discounts-0-threshold": "50,000", "discounts-0-permille": "1.5",
    }  # fmt: skip
    address = at("discounts", joint.bid.pk)
    assert lead.post(address, {**row, "discounts-0-scope": "supplier"}).status_code == 302
    stored = joint.bid.discounts.get()
    assert (stored.threshold, stored.permille) == (5_000_000, 15)
    refused = lead.post(address, {**row, "discounts-0-scope": "supplier", "discounts-0-basis": "quantity"})
    assert refused.status_code == 422
    assert "nhsuk-error-summary" in refused.content.decode()
    assert joint.bid.discounts.get().basis == "spend"
