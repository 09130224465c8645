"""The page on which the cost is shared, and the award with the chosen shares."""

import pytest

from optimizer.runs.models import Run
from procurement.models import Award
from tests.procurement.solving import split_now

pytestmark = pytest.mark.django_db


def test_the_lead_starts_a_run_and_sees_how_far_it_is(solved, at, signed_in) -> None:
    lead, address = signed_in(solved.rye_buyer), at("scenario_sharing", solved.scenario.pk)
    assert "Work out the shares" in lead.get(address).content.decode()
    missing = lead.post(address, {"seconds": "60"})
    assert missing.status_code == 422 and "Choose how the cost is to be shared." in missing.content.decode()
    assert lead.post(address, {"rule": "nucleolus", "seconds": "60"}).status_code == 302
    run = Run.objects.get(task="split")
    page = lead.get(address).content.decode()
    assert f'id="run-{run.pk}"' in page and "Work out the shares" not in page
    assert lead.post(address, {"rule": "shapley", "seconds": "60"}).status_code == 409


def test_others_may_not_start_one(solved, at, signed_in) -> None:
    address = at("scenario_sharing", solved.scenario.pk)
    sent = {"rule": "nucleolus", "seconds": "60"}
    assert signed_in(solved.rru_buyer).post(address, sent).status_code == 403
    assert signed_in(solved.stranger_buyer).post(address, sent).status_code == 404
    assert not Run.objects.filter(task="split").exists()


def test_rules_stand_side_by_side_and_the_lead_awards_one(solved, at, signed_in) -> None:
    for rule in ("shapley", "nucleolus"):
        split_now(solved.scenario, rule, solved.rye_buyer)
    lead, address = signed_in(solved.rye_buyer), at("scenario_sharing", solved.scenario.pk)
    response = lead.get(address, {"rule": "shapley"})
    assert response.context["split"].rule == "shapley"
    page = response.content.decode()
    assert "The rules compared" in page and "Award with these shares" in page
    columns = zip(*(row.pays for row in response.context["compared"]), strict=True)
    assert [sum(column) for column in columns] == [solved.scenario.run.solution["cost_pence"]] * 2
    assert page.count("London Ambulance Service") >= 2
    other = signed_in(solved.rru_buyer).get(address)
    assert [row.name for row in other.context["compared"]] == ["London Ambulance Service"]
    assert "Award with these shares" not in other.content.decode()

    award_address = at("scenario_award", solved.scenario.pk)
    assert lead.get(f"{award_address}?split=fair").status_code == 404
    assert "Shapley value" in lead.get(f"{award_address}?split=shapley").content.decode()
    lead.post(f"{award_address}?split=shapley")
    award = Award.objects.get()
    shown = lead.get(at("award", award.pk))
    assert "To settle between buyers" in shown.content.decode()
    assert sum(row.owes_pence for row in shown.context["shares"]) == 0
    own = signed_in(solved.rru_buyer).get(at("award", award.pk)).context["shares"]
    assert [row.authority.code for row in own] == ["RRU"]
