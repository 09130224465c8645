"""The database refuses what the forms refuse, when nobody asks the forms: rows are written past full_clean."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from partners.models import Organisation
from procurement.models import (
    Award,
    AwardRule,
    Baseline,
    Bid,
    BidLine,
    Budget,
    BuyerCost,
    Commitment,
    ContractingAuthority,
    DeliveryCharge,
    DemandLine,
    Discount,
    Item,
    JointProcurement,
    Lot,
    Participation,
    PriceTier,
    Scenario,
    ScenarioRule,
    Supplier,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Changes = dict[str, Any]

# (constraint, how to make a good row, what makes it bad)
Good = Callable[[SimpleNamespace], models.Model]


def _item(w: SimpleNamespace) -> Item:
    return Item(owner=w.rye, code="X", name="X", cpv="33182100-0", kind="revenue", reference_price_e4=1)


def _demand(w: SimpleNamespace) -> DemandLine:
    return DemandLine(
        procurement=w.procurement,
        authority=w.rye_authority,
        item=w.aed,
        quantity=1,
        earliest=date(2027, 5, 1),
        need_by=date(2027, 6, 1),
    )


def _lot(w: SimpleNamespace) -> Lot:
    return Lot(
        framework=w.lot.framework,
        code="2",
        supplier=w.fen,
        term_from=date(2027, 4, 1),
        term_to=date(2028, 4, 1),
    )


def _commitment(w: SimpleNamespace) -> Commitment:
    return Commitment(
        authority=w.rye_authority, supplier=w.fen, starts_in=2027, minimum_pence=1, shortfall_permille=1
    )


def _cost(w: SimpleNamespace) -> BuyerCost:
    names = ("goods", "order", "delivery", "vat", "holding", "shortfall", "rebates", "broken_rules")
    parts = {f"{name}_pence": 10 for name in names}
    run = _run(w)
    award = Award.objects.create(
        procurement=w.procurement, scenario=w.scenario, run=run, cost_pence=1, awarded_by=w.rye_buyer
    )
    return BuyerCost(award=award, authority=w.rye_authority, pays_pence=60, **parts)


def _run(w: SimpleNamespace):
    from procurement.actions.scenarios import solve_scenario

    return solve_scenario(scenario=w.scenario, by=w.rye_buyer)


def _budget(w: SimpleNamespace) -> Budget:
    return Budget(authority=w.rye_authority, starts_in=2027, kind="capital", amount_pence=1)


def _procurement(w: SimpleNamespace) -> JointProcurement:
    return JointProcurement(lead=w.rye, title="Other", first_month=date(2027, 4, 1), months=1)


def _line(w: SimpleNamespace) -> BidLine:
    return BidLine(bid=w.lot_bid, item=w.car)


def _rule(w: SimpleNamespace) -> AwardRule:
    return AwardRule(procurement=w.procurement, kind="max_suppliers", value=1)


def _setting(w: SimpleNamespace) -> ScenarioRule:
    rule = AwardRule.objects.create(procurement=w.procurement, kind="max_suppliers", value=1)
    return ScenarioRule(scenario=w.scenario, rule=rule)


def _new_authority(w: SimpleNamespace) -> ContractingAuthority:
    organisation = Organisation.objects.create(name="New", short_name="NEW", kind="council")
    return ContractingAuthority(organisation=organisation, code="NEW")


CASES: list[tuple[str, Good, Changes]] = [
    ("authority_threshold_class_is_known", _new_authority, {"threshold_class": "huge"}),
    ("authority_code_is_unique", _new_authority, {"code": "rye"}),
    ("budget_kind_is_known", _budget, {"kind": "gift"}),
    ("budget_year_is_sensible", _budget, {"starts_in": 27}),
    ("budget_is_not_negative", _budget, {"amount_pence": -1}),
    ("item_code_is_unique", _item, {"code": "aed"}),
    ("item_cpv_has_its_form", _item, {"cpv": "331821000"}),
    ("item_kind_is_known", _item, {"kind": "gift"}),
    ("item_price_is_not_negative", _item, {"reference_price_e4": -1}),
    ("item_vat_is_a_share", _item, {"vat_permille": 1001}),
    ("item_holding_is_sensible", _item, {"holding_permille": 10001}),
    ("procurement_title_is_unique", _procurement, {"title": "Defibrillators and cars"}),
    ("procurement_state_is_known", _procurement, {"state": "lost"}),
    ("procurement_route_is_known", _procurement, {"route": "guess"}),
    ("procurement_months_are_sensible", _procurement, {"months": 0}),
    ("demand_quantity_is_positive", _demand, {"quantity": 0}),
    ("demand_is_needed_after_earliest", _demand, {"need_by": date(2027, 4, 30)}),
    ("lot_term_ends_after_it_starts", _lot, {"term_to": date(2027, 4, 1)}),
    ("lot_ceiling_is_not_negative", _lot, {"ceiling_pence": -1}),
    ("lot_spend_is_not_negative", _lot, {"spent_pence": -1}),
    ("lot_code_is_unique", _lot, {"code": "1"}),
    ("commitment_is_not_negative", _commitment, {"minimum_pence": -1}),
    ("commitment_shortfall_is_a_share", _commitment, {"shortfall_permille": 1001}),
    ("commitment_year_is_sensible", _commitment, {"starts_in": 27}),
    ("bid_line_tier_kind_is_known", _line, {"tier_kind": "sliding"}),
    ("bid_line_multiple_is_positive", _line, {"multiple": 0}),
    ("bid_line_lead_is_sensible", _line, {"lead_months": 61}),
    ("award_rule_has_its_figure", _rule, {"kind": "whim"}),
    ("award_rule_has_its_figure", _rule, {"value": None}),
    ("award_rule_has_its_figure", _rule, {"kind": "max_share"}),
    ("award_rule_has_its_figure", _rule, {"kind": "exclude_supplier"}),
    ("award_rule_price_is_not_negative", _rule, {"price_pence": -1}),
    ("scenario_rule_figures_are_sensible", _setting, {"permille": 1001}),
    ("buyer_cost_is_the_sum_of_its_parts", _cost, {"pays_pence": 61}),
]

SIMPLE: list[tuple[str, Good]] = [
    ("supplier_order_cost_is_not_negative", lambda w: Supplier(owner=w.rye, code="Z", name="Z", order_cost_pence=-1)),
    ("supplier_delivery_is_not_negative", lambda w: Supplier(owner=w.rye, code="Z", name="Z", delivery_pence=-1)),
    ("supplier_code_is_unique", lambda w: Supplier(owner=w.rye, code="north", name="Z")),
    ("delivery_charge_is_not_negative",
     lambda w: DeliveryCharge(supplier=w.north, authority=w.rye_authority, pence=-1)),
    ("participation_is_given_once", lambda w: Participation(procurement=w.procurement, authority=w.rye_authority)),
    ("participation_state_is_known",
     lambda w: Participation(procurement=w.procurement, authority=w.stranger_authority, state="maybe")),
    ("baseline_quantity_is_positive",
     lambda w: Baseline(procurement=w.procurement, authority=w.beds_authority, item=w.aed, price_e4=1, quantity=0)),
    ("baseline_price_is_not_negative",
     lambda w: Baseline(procurement=w.procurement, authority=w.beds_authority, item=w.aed, price_e4=-1)),
    ("bid_is_given_once_for_a_lot", lambda w: Bid(procurement=w.procurement, supplier=w.fen, lot=w.lot)),
    ("bid_is_given_once_directly", lambda w: Bid(procurement=w.procurement, supplier=w.north)),
    ("bid_validity_ends_after_it_starts",
     lambda w: Bid(procurement=w.procurement, supplier=w.fen, valid_from=date(2027, 5, 9), valid_to=date(2027, 5, 1))),
    ("bid_line_is_given_once", lambda w: BidLine(bid=w.bid, item=w.aed)),
    ("price_tier_starts_once", lambda w: PriceTier(line=w.offer, from_quantity=50, price_e4=1)),
    ("price_tier_starts_at_one_or_more", lambda w: PriceTier(line=w.offer, from_quantity=0, price_e4=1)),
    ("price_tier_is_not_negative", lambda w: PriceTier(line=w.offer, from_quantity=7, price_e4=-1)),
    ("discount_scope_is_known", lambda w: Discount(bid=w.bid, scope="all", threshold=1, permille=1)),
    ("discount_basis_is_known", lambda w: Discount(bid=w.bid, basis="love", threshold=1, permille=1)),
    ("discount_is_a_share", lambda w: Discount(bid=w.bid, threshold=1, permille=1001)),
    ("scenario_name_is_unique", lambda w: Scenario(procurement=w.procurement, name="Base")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "good", "changes"), CASES, ids=lambda case: case if isinstance(case, str) else ""
)
def test_a_good_row_is_stored_and_a_bad_one_is_refused(
    joint, name: str, good: Good, changes: Changes
) -> None:
    row = good(joint)
    with transaction.atomic():
        row.save()
        transaction.set_rollback(True)
    row.pk, row._state.adding = None, True
    for field, value in changes.items():
        setattr(row, field, value)
    _refused_by_the_database(row, name)
    _refused_by_the_form(row)


@pytest.mark.parametrize(("name", "bad"), SIMPLE, ids=lambda case: case if isinstance(case, str) else "")
def test_a_bad_row_is_refused(joint, name: str, bad: Good) -> None:
    _refused_by_the_database(bad(joint), name)
    _refused_by_the_form(bad(joint))


def test_a_month_is_stored_as_its_first_day(joint) -> None:
    line = joint.lines[0]
    DemandLine.objects.filter(pk=line.pk).update(earliest=date(2027, 5, 31))
    line.refresh_from_db()
    assert line.earliest == date(2027, 5, 1)
    line.need_by = date(2027, 6, 30)
    line.save()
    assert line.need_by == date(2027, 6, 1)


def test_only_one_award_is_in_force(joint) -> None:
    fields = {
        "procurement": joint.procurement,
        "scenario": joint.scenario,
        "run": _run(joint),
        "cost_pence": 1,
        "awarded_by": joint.rye_buyer,
    }
    Award.objects.create(**fields)
    _refused_by_the_database(Award(**fields), "award_in_force_is_one")


def _refused_by_the_database(row: models.Model, name: str) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        row.save()
    constraint = next(c for c in type(row)._meta.constraints if c.name == name)
    if isinstance(constraint, models.CheckConstraint):
        assert name in str(refused.value)


def _refused_by_the_form(row: models.Model) -> None:
    row.pk, row._state.adding = None, True
    with pytest.raises(ValidationError):
        row.full_clean()
