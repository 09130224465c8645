"""Joint procurements from their needs to the award."""

import io

import pytest
from openpyxl import load_workbook

from optimizer.runs.models import Run
from procurement.actions.awards import award_scenario
from procurement.models import Award, DemandLine, JointProcurement, Participation
from tests.api.calling import Caller, refused
from tests.procurement.conftest import solved
from tests.procurement.solving import split_now

__all__ = ["solved"]


def opened(world, **changes):
    body = {
        "lead": world.rye.pk,
        "title": "Response equipment",
        "first_month": "2027-04",
        "months": 24,
        "buyers": [world.rru.pk, world.rye.pk],
    }
    return body | changes


def test_a_procurement_is_opened_with_its_buyers(world, rye, rru, outsider):
    made = rye.post("/procurements", opened(world))

    shown = made.json()
    assert (made.status_code, shown["state"], shown["first_month"]) == (201, "gathering", "2027-04")
    states = dict(Participation.objects.values_list("authority__code", "state"))
    assert states == {"RYE": "committed", "RRU": "indicative"}
    assert rru.get(made.headers["Location"].removeprefix("/api/v1")).json() == shown
    assert rye.get("/procurements", state="gathering").json()["items"] == [shown]
    assert outsider.get("/procurements").json()["count"] == 0
    refused(outsider.get(f"/procurements/{shown['id']}"), 404, "not_found")
    refused(outsider.get(f"/procurements/{shown['id']}/split"), 404, "not_found")


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"months": 0}, "malformed", "months"),
        ({"months": "12"}, "malformed", "months"),
        ({"first_month": "2027-04-01"}, "malformed", "first_month"),
        ({"state": "awarded"}, "malformed", "state"),
        ({"buyers": [999_999]}, "not_found", "buyers"),
        ({"lead": 999_999}, "not_found", "lead"),
    ],
)
def test_a_faulty_procurement_leaves_nothing(world, rye, changes, code, path):
    refused(rye.post("/procurements", opened(world, **changes)), 422, code, path)
    assert not JointProcurement.objects.exists()


def test_only_those_who_buy_open_a_procurement(world, rru):
    refused(rru.post("/procurements", opened(world)), 403, "not_allowed")


def need(joint, **changes):
    body = {
        "procurement": joint.procurement.pk,
        "buyer": joint.rru.pk,
        "item": joint.aed.pk,
        "quantity": 12,
        "earliest": "2027-06",
        "need_by": "2027-09",
        "cost_centre": "EQ-1",
    }
    return body | changes


def test_a_need_is_added_and_seen_by_its_buyer_and_the_lead(joint, rye, rru, outsider):
    made = rru.post("/demand-lines", need(joint))

    assert made.status_code == 201
    assert (made.json()["buyer"], made.json()["need_by"]) == (joint.rru.pk, "2027-09")
    assert made.json() in rye.get("/demand-lines", procurement=joint.procurement.pk).json()["items"]
    assert {one["buyer"] for one in rru.get("/demand-lines").json()["items"]} == {joint.rru.pk}
    assert rye.get("/demand-lines", buyer=joint.beds.pk).json()["count"] == 1
    assert outsider.get("/demand-lines").json()["count"] == 0


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"quantity": 0}, "malformed", "quantity"),
        ({"quantity": 1.5}, "malformed", "quantity"),
        ({"need_by": "2029-01"}, "demand_outside_horizon", "need_by"),
        ({"item": 999_999}, "not_found", "item"),
        ({"buyer": 999_999}, "not_found", "buyer"),
        ({"urgent": True}, "malformed", "urgent"),
    ],
)
def test_a_faulty_need_is_refused_at_its_place(joint, rru, changes, code, path):
    before = DemandLine.objects.count()
    refused(rru.post("/demand-lines", need(joint, **changes)), 422, code, path)
    assert DemandLine.objects.count() == before


def test_nobody_states_the_needs_of_others(joint, rru, outsider):
    refused(rru.post("/demand-lines", need(joint, buyer=joint.beds.pk)), 403, "not_allowed")
    refused(outsider.post("/demand-lines", need(joint)), 422, "not_found")


def test_a_scenario_is_added_solved_and_followed(joint, rye, rru, outsider):
    made = rye.post(
        "/scenarios", {"procurement": joint.procurement.pk, "name": "No tiers", "apply_tiers": False}
    )

    shown = made.json()
    assert (made.status_code, shown["state"], shown["apply_tiers"], shown["result"]) == (
        201,
        "draft",
        False,
        None,
    )
    address = f"/scenarios/{shown['id']}"
    assert rru.get(address).json() == shown
    assert shown in rye.get("/scenarios", procurement=joint.procurement.pk).json()["items"]
    refused(outsider.get(address), 404, "not_found")
    refused(rye.get(f"{address}/workbook.xlsx"), 404, "no_solution")
    ordered = rye.post(f"{address}/solve", {"seconds": 5})
    assert (ordered.status_code, ordered.json()["format"]) == (202, "batch-problem/1")
    run = ordered.headers["Location"].removeprefix("/api/v1")
    assert rye.get(f"{run}/problem").json()["format"] == "batch-problem/1"
    refused(Caller(joint.rye_buyer, joint.rye, "assets:read", "rounds:write").get(run), 404, "not_found")


def test_only_the_lead_solves_and_awards(joint, rru, outsider):
    address = f"/scenarios/{joint.scenario.pk}"

    refused(rru.post("/scenarios", {"procurement": joint.procurement.pk, "name": "Mine"}), 403, "not_allowed")
    for path in ("solve", "award"):
        refused(rru.post(f"{address}/{path}"), 403, "not_allowed")
        refused(outsider.post(f"{address}/{path}"), 404, "not_found")
    refused(outsider.get(f"{address}/workbook.xlsx"), 404, "not_found")
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"apply_tiers": 1}, "malformed", "apply_tiers"),
        ({"name": ""}, "malformed", "name"),
        ({"run": 1}, "malformed", "run"),
        ({"name": "Base"}, "invalid", "name"),
    ],
)
def test_a_faulty_scenario_is_refused_at_its_place(joint, rye, changes, code, path):
    body = {"procurement": joint.procurement.pk, "name": "New"} | changes

    refused(rye.post("/scenarios", body), 422, code, path)


def test_an_answer_is_read_awarded_and_split(solved, world):
    rye, rru = Caller(world.rye_buyer, world.rye), Caller(world.rru_buyer, world.rru)
    address, split = f"/scenarios/{solved.scenario.pk}", f"/procurements/{solved.procurement.pk}/split"
    refused(rye.get(split), 404, "not_awarded")

    result = rye.get(address).json()["result"]
    assert result["status"] in ("optimal", "feasible")
    assert {buyer["buyer_code"] for buyer in result["buyers"]} == {"RYE", "RRU", "BEDS"}
    assert {buyer["buyer_code"] for buyer in rru.get(address).json()["result"]["buyers"]} == {"RRU"}
    pence = [int(buyer["pays"]["amount"].replace(".", "")) for buyer in result["buyers"]]
    assert sum(pence) == int(result["cost"]["amount"].replace(".", ""))

    awarded = rye.post(f"{address}/award", key="award-1")
    assert (awarded.status_code, awarded.json()["cost"]) == (201, result["cost"])
    assert rye.post(f"{address}/award", key="award-1").content == awarded.content
    refused(rye.post(f"{address}/award"), 409, "already_awarded")
    assert Award.objects.count() == 1
    assert rye.get(split).json()["authorities"] == result["buyers"]
    assert rye.get(split).json()["total"] == result["cost"]
    assert (rye.get(split).json()["rule"], rye.get(split).json()["certificate"]) == ("batch-price", None)
    assert [one["buyer_code"] for one in rru.get(split).json()["authorities"]] == ["RRU"]
    workbook = rye.get(f"{address}/workbook.xlsx")
    assert "Summary" in load_workbook(io.BytesIO(workbook.content)).sheetnames


def test_the_chosen_split_is_read_with_its_certificate(solved, world):
    rye, rru = Caller(world.rye_buyer, world.rye), Caller(world.rru_buyer, world.rru)
    split_now(solved.scenario, "shapley", world.rye_buyer)
    award_scenario(scenario=solved.scenario, by=world.rye_buyer, split_rule="shapley")

    split = rye.get(f"/procurements/{solved.procurement.pk}/split").json()
    assert split["rule"] == "shapley" and split["certificate"]["text"]
    pence = [int(one["pays"]["amount"].replace(".", "")) for one in split["authorities"]]
    assert sum(pence) == int(split["total"]["amount"].replace(".", "")) and len(pence) == 3
    own = rru.get(f"/procurements/{solved.procurement.pk}/split").json()
    assert [one["buyer_code"] for one in own["authorities"]] == ["RRU"]
    assert own["certificate"] == split["certificate"]


def test_what_changed_since_is_not_awarded(solved, world):
    rye = Caller(world.rye_buyer, world.rye)
    assert rye.post("/demand-lines", need(solved, buyer=world.rye.pk)).status_code == 201

    refused(rye.post(f"/scenarios/{solved.scenario.pk}/award"), 409, "out_of_date")
    assert not Award.objects.exists()


def test_what_was_not_solved_is_not_awarded(joint, rye):
    refused(rye.post(f"/scenarios/{joint.scenario.pk}/award"), 409, "not_solved")
    refused(rye.post(f"/scenarios/{joint.scenario.pk}/award", {"force": True}), 422, "malformed", "force")
