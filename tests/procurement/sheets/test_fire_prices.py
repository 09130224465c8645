"""The published prices of 46 fire services, as they are: faults, confirmed names, needs, contracts, saving."""

import csv
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from partners.models import AuditEntry, Membership, Organisation, Partnership, User
from procurement.actions.authorities import confirm_name, set_up_authority
from procurement.actions.procurements import create_procurement
from procurement.actions.scenarios import create_scenario
from procurement.models import Baseline, BidLine, DemandLine, Supplier
from procurement.planning import batch_problem
from procurement.results import scenario_result
from procurement.sheets.imports import import_prices_paid, import_workbook
from tests.procurement.solving import solve_now

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).parents[3] / "demo"
PRICES = DEMO / "fire-prices-paid-2016.csv"


@pytest.fixture
def fire(db) -> SimpleNamespace:
    """The services of England, a procurement led by Avon, and the items."""
    by = User.objects.create_superuser("lead@avon.example", name="Lead")
    partnership = Partnership.objects.create(name="Fire services of England")
    names = [row["Name"] for row in csv.DictReader((DEMO / "fire_services.csv").open())]
    for number, name in enumerate([*names, "Bedfordshire Fire and Rescue Service"]):
        service = Organisation.objects.create(name=name, short_name=f"F{number}", kind="fire_service")
        partnership.organisations.add(service)
        set_up_authority(organisation=service, code=f"F{number:02d}", vat_recoverable=True, by=by)
    lead = Organisation.objects.get(name__startswith="Avon")
    for service in partnership.organisations.all():
        Membership.objects.create(user=by, organisation=service, role="procurement_lead")
    by = User.objects.get(pk=by.pk)  # roles are read once for each object
    procurement = create_procurement(
        lead=lead,
        title="Standard items",
        first_month=date(2016, 4, 1),
        months=1,
        volume_limit_permille=2000,
        by=by,
    )
    outcome = import_workbook(procurement=procurement, data=(DEMO / "fire-items.csv").read_bytes(), by=by)
    assert outcome.stored == {"items": 27}
    return SimpleNamespace(by=by, lead=lead, procurement=procurement, data=PRICES.read_bytes())


def test_the_published_file_is_met_with_questions_and_nothing_is_stored(fire) -> None:
    outcome = import_prices_paid(procurement=fire.procurement, data=fire.data, by=fire.by)
    assert not outcome.ok and outcome.marked
    asked = {q.written: q.suggestions[0].authority.organisation.name for q in outcome.questions}
    assert asked == {
        "Cambridgshire": "Cambridgeshire Fire and Rescue Service",
        "Dorset": "Dorset and Wiltshire Fire and Rescue Service",
        "Isle of White": "Isle of Wight Fire and Rescue Service",
        "Wiltshire": "Dorset and Wiltshire Fire and Rescue Service",
    }
    assert outcome.incomplete == 117
    messages = {fault.message for fault in outcome.faults}
    assert {"The quantity is missing.", "The price is missing."} <= messages
    fault = next(fault for fault in outcome.faults if fault.written == "Cambridgshire")
    assert 'Did you mean "Cambridgeshire Fire and Rescue Service"?' in fault.remedy
    assert not DemandLine.objects.exists() and not Supplier.objects.exists()
    assert fire.procurement.participations.count() == 1


def test_confirmed_names_and_left_out_rows_let_it_in(fire) -> None:
    outcome = _imported(fire)
    assert outcome.stored == {
        "buyers": 44,
        "needs": 980,
        "baselines": 980,
        "suppliers": 46,
        "bids": 46,
        "bid lines": 980,
        "price tiers": 980,
    }
    assert len(outcome.left_out) == 117
    assert "Row 3: Bedfordshire, Fire fighting helmet (without torch) has no quantity." in outcome.left_out
    total = sum(row.price_e4 * row.quantity for row in Baseline.objects.all())
    assert total == 913_364_566_100  # the file's 91.3 million pounds
    assert AuditEntry.objects.filter(action="demand.created").count() == 980
    again = import_prices_paid(
        procurement=fire.procurement, data=fire.data, by=fire.by, leave_out_incomplete=True
    )
    assert not again.ok and "recorded already" in again.faults[0].message
    assert DemandLine.objects.count() == 980


def test_the_saving_is_all_from_better_contracts_and_grows_with_the_volume_limit(fire) -> None:
    _imported(fire)
    tight = create_scenario(
        procurement=fire.procurement, name="Own volume", volume_limit_permille=1000, by=fire.by
    )
    capacities = {offer["id"]: offer["capacity_per_month"] for offer in batch_problem(tight)["offers"]}
    assert capacities == {f"O{line.pk}": line.own_volume for line in BidLine.objects.all()}
    scenario = create_scenario(procurement=fire.procurement, name="Twice", by=fire.by)
    assert scenario.volume_limit_permille == 2000
    solve_now(scenario, fire.by, seconds=6)
    saving = scenario_result(scenario, fire.by).saving
    assert saving.baseline_pence == 9_133_645_661
    assert saving.volume_break_pence == 0  # every contract has one price
    assert saving.best_contract_pence == saving.total_pence > 0
    assert saving.uncovered_lines == 0


def test_a_name_confirmed_to_be_left_out_is_left_out(fire) -> None:
    outcome = _imported(fire, leave_out="Cambridgshire")
    assert outcome.ok
    assert any("Cambridgshire is left out, as you confirmed" in line for line in outcome.left_out)
    assert not Supplier.objects.filter(name="Cambridgshire contract").exists()


def _imported(fire: SimpleNamespace, leave_out: str = ""):
    first = import_prices_paid(procurement=fire.procurement, data=fire.data, by=fire.by)
    for question in first.questions:
        meant = None if question.written == leave_out else question.suggestions[0].authority
        confirm_name(owner=fire.lead, written=question.written, authority=meant, by=fire.by)
    return import_prices_paid(
        procurement=fire.procurement, data=fire.data, by=fire.by, leave_out_incomplete=True
    )
