"""A scenario's answer in rows: complete for the lead, their own part for others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procurement.actions.award_rules import add_award_rule
from procurement.actions.awards import award_scenario
from procurement.actions.scenarios import create_scenario
from procurement.results import scenario_comparison, scenario_result
from procurement.savings import baseline_prices
from tests.procurement.solving import solve_now

pytestmark = pytest.mark.django_db


def test_there_is_no_result_before_there_is_an_answer(joint) -> None:
    assert scenario_result(joint.scenario, joint.rye_buyer) is None


def test_the_parts_the_buyers_and_the_batches_all_add_up_to_the_cost(solved) -> None:
    result = scenario_result(solved.scenario, solved.rye_buyer)
    assert sum(pence for _, pence in result.parts) == result.cost_pence
    assert sum(buyer.pays_pence for buyer in result.buyers) == result.cost_pence
    parts = dict(result.parts)
    assert sum(batch.goods_pence for batch in result.batches) == parts["Goods"]
    assert sum(batch.order_pence for batch in result.batches) == parts["Cost of ordering"]
    assert sum(batch.delivery_pence for batch in result.batches) == parts["Delivery"]
    assert sum(batch.vat_pence for batch in result.batches) == parts["VAT not recovered"]
    for batch in result.batches:
        assert sum(charge.total_pence for charge in batch.charges) == batch.total_pence
        for line in batch.lines:
            assert sum(a.quantity for a in line.allocations) + line.surplus == line.quantity


def test_alone_costs_more_in_all_than_together(solved) -> None:
    result = scenario_result(solved.scenario, solved.rye_buyer)
    alone = [buyer.alone_pence for buyer in result.buyers]
    assert None not in alone
    assert sum(alone) >= result.cost_pence


def test_savings_come_apart_into_contracts_and_volume(solved) -> None:
    saving = scenario_result(solved.scenario, solved.rye_buyer).saving
    assert saving.baseline_pence == (40 + 55) * 90_000
    assert saving.total_pence == saving.baseline_pence - saving.goods_pence
    assert saving.best_contract_pence + saving.volume_break_pence == saving.total_pence
    assert saving.volume_break_pence > 0
    flat = create_scenario(
        procurement=solved.procurement, name="Flat", apply_tiers=False, by=solved.rye_buyer
    )
    solve_now(flat, solved.rye_buyer)
    assert scenario_result(flat, solved.rye_buyer).saving.volume_break_pence == 0


def test_several_prices_of_one_buyer_count_by_their_quantity(joint) -> None:
    joint.procurement.baselines.create(
        authority=joint.rye_authority, item=joint.aed, price_e4=6_000_000, quantity=3, source="Second"
    )
    assert baseline_prices(joint.procurement)["RYE", "AED"] == (9_000_000 + 3 * 6_000_000, 4)


def test_a_participant_sees_the_batches_but_only_its_own_part(solved) -> None:
    lead = scenario_result(solved.scenario, solved.rye_buyer)
    result = scenario_result(solved.scenario, solved.rru_buyer)
    assert not result.sees_all
    assert [buyer.authority_code for buyer in result.buyers] == ["RRU"]
    assert [batch.total_pence for batch in result.batches] == [batch.total_pence for batch in lead.batches]
    for batch in result.batches:
        assert {charge.authority_code for charge in batch.charges} <= {"RRU"}
        assert {a.authority_code for line in batch.lines for a in line.allocations} <= {"RRU"}
    assert {row.authority_code for row in result.budgets} <= {"RRU"}


def test_ceilings_and_budgets_show_what_is_used(solved) -> None:
    (ceiling,) = scenario_result(solved.scenario, solved.rye_buyer).ceilings
    ordered = sum(
        batch.goods_pence
        for batch in scenario_result(solved.scenario, solved.rye_buyer).batches
        if batch.supplier_code == "FEN"
    )
    assert (ceiling.used_pence, ceiling.limit_pence) == (ordered, 6_000_000)


def test_an_infeasible_scenario_tells_the_conflict(joint) -> None:
    add_award_rule(
        procurement=joint.procurement, kind="exclude_supplier", supplier=joint.north, by=joint.rye_buyer
    )
    solve_now(joint.scenario, joint.rye_buyer)
    result = scenario_result(joint.scenario, joint.rye_buyer)
    assert (result.status, result.cost_pence) == ("infeasible", None)
    assert result.conflict and all(row.text for row in result.conflict)
    assert joint.scenario.state == "infeasible"


def test_the_comparison_measures_from_the_cheapest(solved) -> None:
    flat = create_scenario(
        procurement=solved.procurement, name="Flat", apply_tiers=False, by=solved.rye_buyer
    )
    solve_now(flat, solved.rye_buyer)
    create_scenario(procurement=solved.procurement, name="Draft", by=solved.rye_buyer)
    rows = {row.scenario.name: row for row in scenario_comparison(solved.procurement)}
    assert rows["Base"].above_cheapest_pence == 0
    assert rows["Flat"].above_cheapest_pence == rows["Flat"].cost_pence - rows["Base"].cost_pence
    assert (rows["Draft"].state, rows["Draft"].cost_pence) == ("draft", None)
    assert rows["Base"].batches == len(scenario_result(solved.scenario, solved.rye_buyer).batches)


def test_a_result_survives_rows_deleted_since(solved) -> None:
    solved.procurement.demand_lines.all().delete()
    solved.procurement.bids.all().delete()
    result = scenario_result(solved.scenario, solved.rye_buyer)
    assert {batch.supplier_name for batch in result.batches} == {"Removed bid"}


def test_an_awarded_scenario_shows_the_same_answer(solved) -> None:
    before = scenario_result(solved.scenario, solved.rye_buyer)
    award_scenario(scenario=solved.scenario, by=solved.rye_buyer)
    after = scenario_result(solved.scenario, solved.rye_buyer)
    assert (after.cost_pence, after.batches, after.buyers) == (
        before.cost_pence,
        before.batches,
        before.buyers,
    )


def test_the_number_of_queries_is_fixed(solved) -> None:
    with CaptureQueriesContext(connection) as few:
        scenario_result(solved.scenario, solved.rye_buyer)
    assert len(few) <= 8
    with CaptureQueriesContext(connection) as few:
        scenario_comparison(solved.procurement)
    for number in range(2):
        create_scenario(procurement=solved.procurement, name=f"S{number}", by=solved.rye_buyer)
    with CaptureQueriesContext(connection) as many:
        scenario_comparison(solved.procurement)
    assert len(many) == len(few) == 2


def test_the_causes_of_the_saving_add_up_to_it(solved) -> None:
    result = scenario_result(solved.scenario, solved.rye_buyer)
    saved = result.scenario.run.solution["savings"]
    assert [label for label, _, _ in result.causes][-1] == "Timing"
    assert result.saved_pence == saved["baseline_pence"] - result.cost_pence
