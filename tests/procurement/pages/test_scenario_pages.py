"""A scenario's answer, its comparison, its award and what stands against them, in words."""

import io

import openpyxl
import pytest

from optimizer.runs.models import Run
from procurement.actions.award_rules import add_award_rule
from procurement.actions.demand import add_demand_line
from procurement.actions.scenarios import change_scenario, copy_scenario
from procurement.models import Award, Baseline, Lot
from tests.procurement.conftest import month
from tests.procurement.solving import solve_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(solved, signed_in):
    return signed_in(solved.rye_buyer)


def test_the_summary_says_cost_bound_and_saving(solved, at, lead):
    page = lead.get(at("scenario", solved.scenario.pk)).content.decode()
    assert "No plan can be" in page
    assert "Moving to the best contracts" in page
    assert "Volume breaks" in page
    assert "Award this scenario" in page
    assert "The two savings are not to be added." in page
    assert "Fewer orders and deliveries" in page


def test_without_prices_paid_alone_the_summary_says_what_is_saved_against_buying_as_needed(solved, at, lead):
    Baseline.objects.all().delete()
    page = lead.get(at("scenario", solved.scenario.pk)).content.decode()
    assert "Saved against each buying alone as and when needed" in page
    assert "Fewer orders and deliveries" in page
    assert "Saved on goods" not in page


def test_what_each_pays_adds_up_and_says_who_gains(solved, at, lead):
    response = lead.get(at("scenario_buyers", solved.scenario.pk))
    result = response.context["result"]
    assert sum(buyer.pays_pence for buyer in result.buyers) == result.cost_pence
    page = response.content.decode()
    assert "with its own best plan alone" in page or "with their own best plan alone" in page
    assert page.count('class="bp-bars__bar"') == len(result.buyers)


def test_shared_contracts_are_compared_with_prices_paid(solved, at, lead):
    change_scenario(scenario=solved.scenario, by=solved.rye_buyer, volume_limit_permille=2000)
    page = lead.get(at("scenario_buyers", solved.scenario.pk)).content.decode()
    assert "Compared with the prices paid so far" in page
    assert "Better off by" not in page


def test_batches_are_narrowed_by_supplier_and_month(solved, at, lead):
    address = at("scenario_batches", solved.scenario.pk)
    everything = lead.get(address).context["page_obj"].object_list
    north = lead.get(address, {"supplier": "NORTH"}).context["page_obj"].object_list
    assert 0 < len(north) <= len(everything)
    assert {batch.supplier_code for batch in north} == {"NORTH"}
    assert "No batch fits this." in lead.get(
        address, {"supplier": "NORTH", "month": "2027-04"}
    ).content.decode() or len(lead.get(address, {"month": "2027-04"}).context["page_obj"].object_list)
    assert lead.get(at("scenario_batch", solved.scenario.pk, 99)).status_code == 404


def test_a_need_is_explained_with_its_next_best_choice(solved, at, lead):
    page = lead.get(at("scenario_need", solved.scenario.pk, solved.lines[3].pk)).content.decode()
    assert "Northern Medical" in page
    assert "£31,800.00 each" in page
    assert "The whole plan would cost" in page or "No other single order" in page
    assert "What holds the price up" in page
    late = add_demand_line(
        procurement=solved.procurement,
        authority=solved.rye_authority,
        item=solved.aed,
        quantity=1,
        earliest=month(1),
        need_by=month(2),
        by=solved.rye_buyer,
    )
    later = lead.get(at("scenario_need", solved.scenario.pk, late.pk)).content.decode()
    assert "no part of the answer" in later


def test_a_need_says_which_limit_holds_its_price_up_and_what_a_step_is_worth(joint, at, signed_in):
    #   105 would reach £745.00 from 100 on; with 60% at most from one supplier nobody does
    terms = {"kind": "max_share", "permille": 600, "items": [joint.aed]}
    add_award_rule(procurement=joint.procurement, by=joint.rye_buyer, **terms)
    solve_now(joint.scenario, joint.rye_buyer)
    page = signed_in(joint.rye_buyer).get(at("scenario_need", joint.scenario.pk, joint.lines[0].pk))
    (row,) = [row for row in page.context["binding"] if "No supplier may deliver" in row.words]
    assert row.step == "1 percentage point more"
    assert row.without_pence > 0
    assert "No supplier may deliver more than 60% of an item (Defibrillator)." in page.content.decode()


def test_scenarios_stand_side_by_side(solved, at, lead):
    other = copy_scenario(scenario=solved.scenario, name="Without breaks", by=solved.rye_buyer)
    change_scenario(scenario=other, by=solved.rye_buyer, apply_tiers=False)
    solve_now(other, solved.rye_buyer)
    response = lead.get(at("scenarios", solved.procurement.pk))
    comparison = response.context["comparison"]
    assert [cells for label, cells in comparison.settings if label == "Volume breaks"] == [["Yes", "No"]]
    for _, (first, second) in comparison.buyers:
        assert second.above_first == second.pence - first.pence
    columns = zip(*(cells for _, cells in comparison.buyers), strict=True)
    assert [sum(cell.pence for cell in column) for column in columns] == [
        row.cost_pence for row in comparison.columns
    ]


def test_an_impossible_scenario_names_the_conflict_and_the_smallest_change(joint, at, signed_in):
    joint.bid.lines.filter(item=joint.aed).delete()
    Lot.objects.filter(pk=joint.lot.pk).update(ceiling_pence=100_000)
    run = solve_now(joint.scenario, joint.rye_buyer)
    assert run.status == Run.Status.INFEASIBLE
    page = signed_in(joint.rye_buyer).get(at("scenario", joint.scenario.pk)).content.decode()
    assert "No award can meet all of this" in page
    assert "may be ordered under Fenland" in page
    assert f"lot L{joint.bid.pk}" not in page
    assert "Smallest change that would do" in page
    assert "Award this scenario" not in page


def test_solving_is_queued_shown_and_not_queued_twice(joint, at, signed_in):
    client = signed_in(joint.rye_buyer)
    address = at("scenario", joint.scenario.pk)
    page = client.post(
        at("scenario_solve", joint.scenario.pk), {"seconds": "15"}, follow=True
    ).content.decode()
    assert "Waiting to start" in page
    assert "Stop and keep the best so far" in page
    again = client.post(
        at("scenario_solve", joint.scenario.pk), {"seconds": "15"}, follow=True
    ).content.decode()
    assert "is being solved" in again
    other = signed_in(joint.beds_buyer).get(address).content.decode()
    assert "It is being solved" in other
    assert "Stop and keep" not in other


def test_an_award_is_asked_about_made_and_undone(solved, at, lead):
    address = at("scenario_award", solved.scenario.pk)
    assert "Do you want to award" in lead.get(address).content.decode()
    assert not Award.objects.exists()
    page = lead.post(address, follow=True).content.decode()
    award = Award.objects.get()
    assert "Call-offs" in page
    closed = lead.get(at("procurement", solved.procurement.pk)).content.decode()
    assert "was awarded on" in closed
    refused = lead.post(
        at("procurement_change", solved.procurement.pk),
        {"title": "X", "first_month": "2027-04", "months": "12", "route": "open", "state": "planning"},
    )
    assert refused.status_code == 409
    assert "Undo the award" in refused.content.decode()
    lead.post(at("award_undo", award.pk))
    award.refresh_from_db()
    assert award.undone_at is not None
    assert "no longer in force" in lead.get(at("award", award.pk)).content.decode()


def test_an_answer_out_of_date_is_explained(solved, at, lead):
    solved.lines[0].quantity += 1
    solved.lines[0].save()
    response = lead.get(at("scenario_award", solved.scenario.pk))
    assert response.status_code == 409
    assert "Solve it again and review the new answer." in response.content.decode()
    posted = lead.post(at("scenario_award", solved.scenario.pk))
    assert posted.status_code == 409
    assert not Award.objects.exists()


def test_the_workbook_is_an_excel_file(solved, at, lead):
    response = lead.get(at("scenario_workbook", solved.scenario.pk))
    names = openpyxl.load_workbook(io.BytesIO(response.content)).sheetnames
    assert {"Summary", "Batches", "Checks"} <= set(names)
    assert ".xlsx" in response["Content-Disposition"]


def test_an_unsolved_scenario_has_no_answer_pages(joint, at, signed_in):
    client = signed_in(joint.rye_buyer)
    for name in ("scenario_buyers", "scenario_batches", "scenario_limits", "scenario_workbook"):
        assert client.get(at(name, joint.scenario.pk)).status_code == 404
    assert "Find the cheapest award" in client.get(at("scenario", joint.scenario.pk)).content.decode()
