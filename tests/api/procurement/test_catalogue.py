"""Items, suppliers, frameworks, bids."""

import pytest

from procurement.models import Bid, Framework, Item
from tests.api.calling import Caller, refused

GBP = "GBP"


def money(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": GBP}


def item(world, **changes):
    body = {
        "owner": world.rye.pk,
        "code": "stretcher",
        "name": "Stretcher",
        "cpv": "33192160-1",
        "reference_price": money("1234.5678"),
        "critical": True,
    }
    return body | changes


def test_an_item_is_added_and_seen_by_partners_only(world, rye, rru, outsider):
    made = rye.post("/items", item(world))

    assert made.status_code == 201
    assert made.json()["reference_price"] == money("1234.5678")
    assert made.json() in rru.get("/items", owner=world.rye.pk).json()["items"]
    assert outsider.get("/items").json()["count"] == 0
    assert rru.get("/items", owner=world.rru.pk).json()["count"] == 0


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"cpv": "33192160-2"}, "invalid", "cpv"),
        ({"cpv": "nonsense"}, "malformed", "cpv"),
        ({"reference_price": money("-1.00")}, "malformed", "reference_price.amount"),
        ({"reference_price": 5}, "malformed", "reference_price"),
        ({"reference_price_e4": 5}, "malformed", "reference_price_e4"),
        ({"vat_permille": 1001}, "malformed", "vat_permille"),
        ({"critical": "yes"}, "malformed", "critical"),
        ({"code": "AED"}, "invalid", "code"),
        ({"code": "has space"}, "malformed", "code"),
    ],
)
def test_a_faulty_item_is_refused_at_its_place(world, rye, changes, code, path):
    before = Item.objects.count()
    refused(rye.post("/items", item(world, **changes)), 422, code, path)
    assert Item.objects.count() == before


def test_nobody_adds_to_the_catalogue_of_others(world, rru, outsider):
    refused(rru.post("/items", item(world)), 403, "not_allowed")
    refused(outsider.post("/items", item(world)), 422, "not_found", "owner")


def test_a_supplier_is_added(world, rye, rru, outsider):
    body = {
        "owner": world.rye.pk,
        "code": "new",
        "name": "New Ltd",
        "sme": True,
        "order_cost": money("80.00"),
    }

    made = rye.post("/suppliers", body)

    assert made.status_code == 201
    assert (made.json()["order_cost"], made.json()["delivery"]) == (money("80.00"), money("0.00"))
    assert made.json() in rru.get("/suppliers").json()["items"]
    assert outsider.get("/suppliers").json()["count"] == 0
    refused(rye.post("/suppliers", body | {"code": "x", "rating": 5}), 422, "malformed", "rating")
    refused(outsider.post("/suppliers", body), 422, "not_found", "owner")


def framework(world, **changes):
    lot = {
        "code": "1",
        "supplier": world.north.pk,
        "term_from": "2027-04",
        "term_to": "2029-04",
        "ceiling": money("50000.00"),
        "entitled": [world.rye.pk],
    }
    return {"owner": world.rye.pk, "code": "FW-2", "name": "Vehicles", "lots": [lot | changes]}


def test_a_framework_is_added_with_its_lots(world, rye, outsider):
    made = rye.post("/frameworks", framework(world))

    (lot,) = made.json()["lots"]
    assert made.status_code == 201
    assert (lot["term_from"], lot["term_to"], lot["entitled"]) == ("2027-04", "2029-04", [world.rye.pk])
    assert lot["ceiling"] == money("50000.00")
    assert made.json() in rye.get("/frameworks").json()["items"]
    assert outsider.get("/frameworks").json()["count"] == 0


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"supplier": 999_999}, "not_found", "lots.0.supplier"),
        ({"entitled": [999_999]}, "not_found", "lots.0.entitled"),
        ({"term_from": "2027-13"}, "malformed", "lots.0.term_from"),
        ({"term_to": "2027-04"}, "invalid", None),
        ({"colour": "red"}, "malformed", "lots.0.colour"),
    ],
)
def test_a_framework_with_a_faulty_lot_leaves_nothing(world, rye, changes, code, path):
    refused(rye.post("/frameworks", framework(world, **changes)), 422, code, path)
    assert not Framework.objects.filter(code="FW-2").exists()


def bid(joint, **changes):
    line = {
        "item": joint.aed.pk,
        "tiers": [
            {"from_quantity": 1, "price": money("850.00")},
            {"from_quantity": 20, "price": money("799.995")},
        ],
        "lead_months": 2,
        "valid_for": [joint.rru.pk],
    }
    return {
        "procurement": joint.procurement.pk,
        "supplier": joint.fen.pk,
        "valid_from": "2027-04",
        "lines": [line | changes],
        "discounts": [],
    }


def test_a_bid_is_recorded_with_its_lines(joint, rye, rru, outsider):
    made = rye.post("/bids", bid(joint))

    (line,) = made.json()["lines"]
    assert made.status_code == 201, made.content
    assert [tier["price"]["amount"] for tier in line["tiers"]] == ["850.00", "799.9950"]
    assert (line["valid_for"], line["multiple"], made.json()["valid_from"]) == ([joint.rru.pk], 1, "2027-04")
    assert (
        made.json()
        in rru.get("/bids", procurement=joint.procurement.pk, supplier=joint.fen.pk).json()["items"]
    )
    assert outsider.get("/bids").json()["count"] == 0


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"item": 999_999}, 422, "not_found"),
        ({"valid_for": [999_999]}, 422, "not_found"),
        ({"tiers": []}, 422, "malformed"),
        (
            {"tiers": [{"from_quantity": 5, "price": {"amount": "1.00", "currency": "GBP"}}]},
            422,
            "tiers_do_not_rise",
        ),
        ({"multiple": 0}, 422, "malformed"),
        ({"lead_months": 61}, 422, "malformed"),
    ],
)
def test_a_bid_with_a_faulty_line_leaves_nothing(joint, rye, changes, status, code):
    before = Bid.objects.count()
    refused(rye.post("/bids", bid(joint, **changes)), status, code)
    assert Bid.objects.count() == before


def test_only_the_lead_records_bids(joint, rru, outsider):
    refused(rru.post("/bids", bid(joint)), 403, "not_allowed")
    refused(outsider.post("/bids", bid(joint)), 422, "not_found", "procurement")


def test_a_reader_of_procurement_sees_no_assets(world):
    reader = Caller(world.rye_buyer, world.rye, "procurement:read")

    codes = {one["buyer_code"] for one in reader.get("/organisations").json()["items"]}
    assert codes == {"RYE", "RRU", "BEDS"}
    refused(reader.get("/assets"), 403, "scope_missing")
