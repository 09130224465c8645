"""From what several bodies need to the award, its call-offs and its workbook, as people meet it in the browser."""

import io

import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from optimizer.batches.problem import parse_problem
from optimizer.batches.solve import solve
from optimizer.documents import canonical_json
from optimizer.runs.models import Run
from procurement.actions.awards import award_scenario
from procurement.models import CallOff, JointProcurement, Scenario
from tests.procurement.conftest import joint, solved, world  # noqa: F401
from tests.procurement.solving import solve_now

# ruff: noqa: F811 - fixtures of another folder are used by their names

pytestmark = pytest.mark.django_db(transaction=True)


def at(live_server, name, *args):
    return live_server.url + reverse(f"procurement:{name}", args=args)


def answer(scenario):
    """What a worker does: solve the queued problem and store the answer."""
    run = Run.objects.get(pk=Scenario.objects.get(pk=scenario.pk).run_id)
    found = solve(parse_problem(canonical_json(run.problem)), seconds=5, workers=1, seed=0)
    now = timezone.now()
    Run.objects.filter(pk=run.pk).update(
        solution=found.model_dump(mode="json"),
        status=found.status,
        started_at=now,
        heartbeat_at=now,
        finished_at=now,
    )


def test_every_page_is_accessible_and_fits_the_screen(
    solved, signed_in_page, live_server, viewport, check_page
):
    award = award_scenario(scenario=solved.scenario, by=solved.rye_buyer)
    other = JointProcurement.objects.create(
        lead=solved.rye, title="Empty", first_month=solved.procurement.first_month
    )
    page = signed_in_page(solved.rye_buyer, viewport)
    pk, scenario = solved.procurement.pk, solved.scenario.pk
    draft = Scenario.objects.create(procurement=other, name="Draft")
    for name, *args in (
        ("procurements",),
        ("procurement_new",),
        ("procurement", pk),
        ("participants", pk),
        ("demand", pk),
        ("baselines", pk),
        ("bids", pk),
        ("bid", solved.bid.pk),
        ("award_rules", pk),
        ("scenarios", pk),
        ("scenario", scenario),
        ("scenario_buyers", scenario),
        ("scenario_buyer", scenario, "RYE"),
        ("scenario_batches", scenario),
        ("scenario_batch", scenario, 1),
        ("scenario_need", scenario, solved.lines[0].pk),
        ("scenario_limits", scenario),
        ("award", award.pk),
        ("award_undo", award.pk),
        ("call_off_issue", CallOff.objects.filter(authority=solved.rye_authority).first().pk),
        ("procurement", other.pk),
        ("procurement_change", other.pk),
        ("invite", other.pk),
        ("demand", other.pk),
        ("demand_new", other.pk),
        ("baseline_new", other.pk),
        ("import", other.pk),
        ("bids", other.pk),
        ("bid_new", other.pk),
        ("award_rules", other.pk),
        ("award_rule_new", other.pk),
        ("scenario_new", other.pk),
        ("scenario", draft.pk),
        ("scenario_change", draft.pk),
        ("scenario_copy", draft.pk),
        ("items",),
        ("item_new",),
        ("suppliers",),
        ("supplier", solved.north.pk),
        ("frameworks",),
        ("lot_change", solved.lot.pk),
        ("funding",),
        ("authority",),
        ("budget",),
        ("commitment",),
    ):
        page.goto(at(live_server, name, *args))
        check_page(page)


def test_from_demand_to_award_and_workbook(world, signed_in_page, live_server, check_page):
    page = signed_in_page(world.rye_buyer)
    page.goto(at(live_server, "procurements"))
    page.get_by_role("button", name="New joint procurement").click()
    page.get_by_label("Title").fill("Defibrillators")
    page.get_by_label("First month").fill("2027-04")
    page.get_by_label("Number of months").fill("6")
    page.get_by_role("button", name="Open the procurement").click()
    expect(page.get_by_text("Invite those who buy with you")).to_be_visible()

    page.get_by_role("link", name="Participants").click()
    page.get_by_role("button", name="Invite an authority").click()
    page.get_by_label("Whom do you invite?").select_option(label="London Ambulance Service")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("row", name="London Ambulance Service")).to_contain_text("Indicative")

    procurement = JointProcurement.objects.get()
    page.goto(at(live_server, "demand_new", procurement.pk))
    for who, quantity in (("South Central Ambulance Service", "40"), ("London Ambulance Service", "70")):
        page.get_by_label("Who needs it?").select_option(label=who)
        page.get_by_label("Item").select_option(label="Defibrillator")
        page.get_by_label("Quantity").fill(quantity)
        page.get_by_role("button", name="Save and add another").click()
        expect(page.get_by_text("Added:")).to_be_visible()
    page.goto(at(live_server, "demand", procurement.pk))
    expect(page.get_by_role("table", name="Totals by item")).to_contain_text("110")

    page.goto(at(live_server, "bid_new", procurement.pk))
    page.get_by_label("Supplier").select_option(label="Northern Medical")
    page.get_by_role("button", name="Save and add lines").click()
    page.get_by_label("Item").select_option(label="Defibrillator")
    page.get_by_label("Price for one").fill("860")
    page.get_by_role("button", name="Add another tier").click()
    page.get_by_label("From quantity").nth(1).fill("100")
    page.get_by_label("Price for one").nth(1).fill("745")
    check_page(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("from 100: £745.00")).to_be_visible()

    page.goto(at(live_server, "scenario_new", procurement.pk))
    page.get_by_label("Name").fill("Everything together")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("15 seconds").check()
    page.get_by_role("button", name="Solve").click()
    expect(page.get_by_text("Waiting to start")).to_be_visible()
    check_page(page)
    scenario = Scenario.objects.get()
    answer(scenario)
    expect(page.get_by_text("No plan can be")).to_be_visible()
    page.get_by_role("link", name="What each pays").click()
    expect(page.get_by_text("Nobody pays more together than with its own best plan alone.")).to_be_visible()
    check_page(page)

    page.get_by_role("link", name="Summary").click()
    page.get_by_role("button", name="Award this scenario").click()
    page.get_by_role("button", name="Award", exact=True).click()
    expect(page.get_by_text("“Everything together” is awarded.")).to_be_visible()
    expect(page.get_by_role("table", name="Call-offs").get_by_role("row")).to_have_count(
        1 + CallOff.objects.count()
    )
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the workbook").click()
    sheets = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).sheetnames
    assert "Checks" in sheets

    page.get_by_role("link", name="Issue").first.click()
    page.get_by_role("button", name="Issue the call-off").click()
    expect(page.get_by_text("Call-offs issued")).to_be_visible()
    expect(page.get_by_role("button", name="Undo the award")).to_have_count(0)


def test_tiers_and_filters_work_without_scripts(joint, browser, live_server):
    client = Client()
    client.force_login(joint.rye_buyer)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": live_server.url,
            }
        ]
    )
    page = context.new_page()
    page.goto(at(live_server, "bid_line_change", joint.offer.pk))
    page.get_by_role("button", name="Add another tier").click()
    expect(page.get_by_label("Price for one")).to_have_count(4)
    page.get_by_role("button", name="Remove tier 2").click()
    expect(page.get_by_label("Price for one")).to_have_count(3)
    page.get_by_label("From quantity").first.fill("5")
    page.get_by_label("From quantity").first.press("Enter")
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.goto(at(live_server, "demand", joint.procurement.pk))
    page.get_by_label("Item").select_option(label="4x4 response car")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("table", name="Totals by item").get_by_role("row")).to_have_count(2)
    context.close()


def test_an_impossible_scenario_is_readable(joint, signed_in_page, live_server, viewport, check_page):
    joint.bid.lines.filter(item=joint.aed).delete()
    joint.lot.ceiling_pence = 100_000
    joint.lot.save()
    solve_now(joint.scenario, joint.rye_buyer)
    page = signed_in_page(joint.rye_buyer, viewport)
    page.goto(at(live_server, "scenario", joint.scenario.pk))
    expect(page.get_by_role("heading", name="No award can meet all of this")).to_be_visible()
    check_page(page)
