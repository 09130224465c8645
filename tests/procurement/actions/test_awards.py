"""Awarding: what is written adds up to the penny; what is out of date or not allowed is refused."""

import pytest
from django.db.models import Sum

from optimizer.batches.bills import pays_pence
from partners.models import AuditEntry
from partners.refusals import Refused
from procurement.actions.awards import award_refusal, award_scenario, issue_call_off, undo_award
from procurement.actions.bids import edit_bid_line
from procurement.actions.demand import add_demand_line, edit_demand_line, remove_demand_line
from procurement.actions.scenarios import change_scenario, copy_scenario, create_scenario
from procurement.models import (
    Allocation,
    Award,
    BuyerCost,
    CallOff,
    CostShare,
    OrderLine,
    PurchaseBatch,
    Saving,
)
from procurement.planning import plan_of
from tests.procurement.conftest import month
from tests.procurement.solving import solve_now

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def awarded(solved):
    """The solved procurement with its award."""
    solved.award = award_scenario(scenario=solved.scenario, by=solved.rye_buyer)
    return solved


def test_an_award_writes_the_plan_and_every_sum_is_exact(awarded) -> None:
    award = awarded.award
    costs = BuyerCost.objects.filter(award=award)
    assert _sum(costs, "pays_pence") == award.cost_pence == awarded.scenario.run.solution["cost_pence"]
    for batch in PurchaseBatch.objects.filter(award=award):
        lines, call_offs = batch.order_lines.all(), batch.call_offs.all()
        assert _sum(lines, "goods_pence") == _sum(call_offs, "goods_pence")
    for line in OrderLine.objects.filter(batch__award=award):
        shares = line.allocations.all()
        assert _sum(shares, "goods_pence") == line.goods_pence
        assert _sum(shares, "quantity") + line.surplus == line.quantity
    for line in awarded.lines:
        assert _sum(line.allocations.all(), "quantity") == line.quantity


def test_call_offs_with_the_other_parts_are_what_each_buyer_pays(awarded) -> None:
    for cost in BuyerCost.objects.filter(award=awarded.award):
        mine = CallOff.objects.filter(batch__award=awarded.award, authority=cost.authority)
        called_off = sum(call_off.total_pence for call_off in mine)
        others = cost.holding_pence + cost.shortfall_pence - cost.rebates_pence + cost.broken_rules_pence
        assert called_off + others == cost.pays_pence


def test_each_buyer_pays_what_the_judge_attributes_to_it(awarded) -> None:
    plan = plan_of(awarded.scenario.run)
    expected = pays_pence(plan.problem, plan.solution.orders)
    found = dict(BuyerCost.objects.filter(award=awarded.award).values_list("authority__code", "pays_pence"))
    assert found == expected
    shares = CostShare.objects.filter(split__award=awarded.award, split__chosen=True)
    assert dict(shares.values_list("authority__code", "pays_pence")) == expected


def test_savings_are_baseline_less_goods(awarded) -> None:
    for cost in BuyerCost.objects.filter(award=awarded.award, baseline_pence__isnull=False):
        covered = Allocation.objects.filter(
            order_line__batch__award=awarded.award,
            demand_line__authority=cost.authority,
            demand_line__item=awarded.aed,
        )
        savings = Saving.objects.filter(award=awarded.award, authority=cost.authority)
        assert _sum(savings.exclude(source="rebate"), "pence") == cost.baseline_pence - _sum(
            covered, "goods_pence"
        )
    codes = Saving.objects.filter(award=awarded.award).values_list("authority__code", flat=True)
    assert set(codes) == {"RYE", "RRU"}  # BEDS recorded no price paid alone


def test_an_award_closes_the_procurement_and_is_audited(awarded) -> None:
    awarded.procurement.refresh_from_db()
    assert awarded.procurement.state == "awarded"
    assert awarded.scenario.state == "awarded"
    entry = AuditEntry.objects.get(action="award.made")
    assert (entry.user, entry.organisation) == (awarded.rye_buyer, awarded.rye)
    with pytest.raises(Refused) as refused:
        add_demand_line(
            procurement=awarded.procurement,
            authority=awarded.rye_authority,
            item=awarded.aed,
            quantity=1,
            earliest=month(1),
            need_by=month(2),
            by=awarded.rye_buyer,
        )
    assert refused.value.code == "already_awarded"


def _more(joint) -> None:
    edit_demand_line(line=joint.lines[0], quantity=41, by=joint.rye_buyer)


def _dearer(joint) -> None:
    edit_bid_line(line=joint.offer, tiers=[(1, 8_600_001)], by=joint.rye_buyer)


def _setting(joint) -> None:
    change_scenario(scenario=joint.scenario, apply_tiers=False, by=joint.rye_buyer)


@pytest.mark.parametrize("changed", [_more, _dearer, _setting])
def test_a_stale_plan_is_refused_and_nothing_is_written(solved, changed) -> None:
    assert award_refusal(solved.scenario) is None
    changed(solved)
    with pytest.raises(Refused) as refused:
        award_scenario(scenario=solved.scenario, by=solved.rye_buyer)
    assert refused.value.code == "out_of_date"
    solved.scenario.refresh_from_db()
    assert award_refusal(solved.scenario).code == "out_of_date"
    assert not Award.objects.exists() and not PurchaseBatch.objects.exists()


def test_changes_that_the_plan_does_not_rest_on_leave_it_fresh(solved) -> None:
    edit_demand_line(line=solved.lines[0], cost_centre="C-7", by=solved.rye_buyer)
    change_scenario(scenario=solved.scenario, name="Renamed", by=solved.rye_buyer)
    award_scenario(scenario=solved.scenario, by=solved.rye_buyer)


def test_a_plan_that_the_judge_faults_is_refused(solved) -> None:
    run = solved.scenario.run
    run.solution["orders"][0]["quantity"] += 1000
    run.save()
    with pytest.raises(Refused) as refused:
        award_scenario(scenario=solved.scenario, by=solved.rye_buyer)
    assert refused.value.code == "plan_broken"
    assert not Award.objects.exists()


def test_a_scenario_without_an_answer_cannot_be_awarded(joint) -> None:
    with pytest.raises(Refused) as refused:
        award_scenario(scenario=joint.scenario, by=joint.rye_buyer)
    assert refused.value.code == "not_solved"


def test_only_the_leads_buyer_may_award_and_undo(solved) -> None:
    with pytest.raises(Refused) as refused:
        award_scenario(scenario=solved.scenario, by=solved.rru_buyer)
    assert refused.value.code == "not_allowed"
    award = award_scenario(scenario=solved.scenario, by=solved.rye_buyer)
    with pytest.raises(Refused) as refused:
        undo_award(award=award, by=solved.rru_buyer)
    assert refused.value.code == "not_allowed"


def test_an_award_can_be_undone_and_made_again_until_a_call_off_is_issued(awarded) -> None:
    undo_award(award=awarded.award, by=awarded.rye_buyer)
    awarded.procurement.refresh_from_db()
    assert awarded.procurement.state == "planning"
    with pytest.raises(Refused) as refused:
        undo_award(award=awarded.award, by=awarded.rye_buyer)
    assert refused.value.code == "already_undone"
    second = award_scenario(scenario=awarded.scenario, by=awarded.rye_buyer)
    call_off = CallOff.objects.filter(batch__award=second, authority=awarded.rru_authority).first()
    issue_call_off(call_off=call_off, by=awarded.rru_buyer)
    with pytest.raises(Refused) as refused:
        undo_award(award=second, by=awarded.rye_buyer)
    assert refused.value.code == "call_offs_issued"
    with pytest.raises(Refused) as refused:
        issue_call_off(call_off=call_off, by=awarded.rru_buyer)
    assert refused.value.code == "already_issued"


def test_a_buyer_issues_only_its_own_call_offs(awarded) -> None:
    call_off = CallOff.objects.filter(authority=awarded.rru_authority).first()
    with pytest.raises(Refused) as refused:
        issue_call_off(call_off=call_off, by=awarded.beds_buyer)
    assert refused.value.code == "not_allowed"


def test_call_offs_of_an_undone_award_cannot_be_issued(awarded) -> None:
    undo_award(award=awarded.award, by=awarded.rye_buyer)
    call_off = CallOff.objects.filter(authority=awarded.rru_authority).first()
    with pytest.raises(Refused) as refused:
        issue_call_off(call_off=call_off, by=awarded.rru_buyer)
    assert refused.value.code == "award_undone"


def test_a_need_that_was_once_awarded_cannot_be_deleted(awarded) -> None:
    undo_award(award=awarded.award, by=awarded.rye_buyer)
    with pytest.raises(Refused) as refused:
        remove_demand_line(line=awarded.lines[0], by=awarded.rye_buyer)
    assert refused.value.code == "in_use"


def test_what_is_awarded_elsewhere_is_taken_off_ceilings_and_budgets(awarded) -> None:
    from procurement.queries.spending import budget_spent_elsewhere, lot_spent_elsewhere

    other = type(awarded.procurement).objects.create(
        lead=awarded.rye, title="Next", first_month=month(0), months=12
    )
    ordered = OrderLine.objects.filter(batch__award=awarded.award, batch__lot=awarded.lot)
    assert lot_spent_elsewhere(other) == ({awarded.lot.pk: _sum(ordered, "goods_pence")} if ordered else {})
    spent = budget_spent_elsewhere(other, [awarded.rye_authority])
    cars = Allocation.objects.get(demand_line=awarded.lines[3])
    assert spent[awarded.rye_authority.pk, 2027, "capital"] == cars.goods_pence * 12 // 10  # VAT is a cost
    assert lot_spent_elsewhere(awarded.procurement) == {}
    undo_award(award=awarded.award, by=awarded.rye_buyer)
    assert lot_spent_elsewhere(other) == {} and budget_spent_elsewhere(other, [awarded.rye_authority]) == {}


def test_a_copy_keeps_the_settings_and_starts_unsolved(solved) -> None:
    change_scenario(scenario=solved.scenario, respect_budgets=False, by=solved.rye_buyer)
    copy = copy_scenario(scenario=solved.scenario, name="Copy", by=solved.rye_buyer)
    assert (copy.respect_budgets, copy.run, copy.copied_from) == (False, None, solved.scenario)
    assert copy.state == "draft"


def test_a_scenario_without_breaks_costs_no_less(solved) -> None:
    flat = create_scenario(
        procurement=solved.procurement, name="No breaks", apply_tiers=False, by=solved.rye_buyer
    )
    solve_now(flat, solved.rye_buyer)
    assert flat.run.solution["cost_pence"] >= solved.scenario.run.solution["cost_pence"]


def _sum(rows, field: str) -> int:
    return rows.aggregate(total=Sum(field))["total"] or 0
