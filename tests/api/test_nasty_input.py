"""Whatever is sent, the answer is never a fault of ours: each field and parameter in turn holds something nasty."""

import json

import pytest

from api.main import api
from tests.api.calling import ROOT, Caller
from tests.assets.planning.rounds import week

NASTY = [
    None,
    "",
    " ",
    "x" * 20_000,
    "\x00",
    "٣",
    "2035-01-08",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-12:00",
    -1,
    0,
    2**31,
    2**63,
    10**40,
    1e308,
    1.5,
    True,
    [],
    [None],
    [1, 1, 10**20],
    {},
    {"amount": "1", "currency": "GBP"},
    {"amount": "9" * 12, "currency": "GBP"},
    {"kind": "room"},
]
NASTY_IN_ADDRESS = [
    "",
    " ",
    "\x00",
    "x" * 5000,
    "-1",
    "0",
    str(2**63),
    "1e5",
    "NaN",
    "٣",
    "room",
    "%",
    "2035-01-08T09:00Z",
]


def operations(*methods: str) -> list[tuple[str, str]]:
    return [
        (method, path)
        for path, by_method in api.get_openapi_schema()["paths"].items()
        for method in by_method
        if method in methods
    ]


def example_of(operation: dict) -> dict:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    name = json.dumps(body).rpartition("#/components/schemas/")[2].partition('"')[0]
    return api.get_openapi_schema()["components"]["schemas"].get(name, {}).get("examples", [{}])[0]


@pytest.mark.parametrize(("method", "path"), operations("post", "patch"))
def test_no_body_makes_a_fault_of_ours(county, method, path):
    caller = Caller(county.keeper, county.fire)
    operation = api.get_openapi_schema()["paths"][path][method]
    real = {
        "asset": county.hall.pk,
        "round": week(county).pk,
        "participants": [county.police.pk],
        "buyers": [],
    }
    real |= dict.fromkeys(("organisation", "owner", "lead"), county.fire.pk)
    good = {name: real.get(name, value) for name, value in example_of(operation).items()}
    address = path.removeprefix(ROOT).replace("{", "").replace("}", "")
    for name in ("booking_id", "round_id", "run_id", "scenario_id"):
        address = address.replace(name, "1")

    for field in good:
        for value in NASTY:
            response = caller.call(method, address, good | {field: value}, headers={"If-Match": '"0"'})
            assert response.status_code < 500, (field, value, response.content)


@pytest.mark.parametrize(("method", "path"), operations("get"))
def test_no_parameter_makes_a_fault_of_ours(county, method, path):
    caller = Caller(county.keeper, county.fire)
    operation = api.get_openapi_schema()["paths"][path][method]
    address = path.removeprefix(ROOT).replace("{asset_id}", str(county.hall.pk))
    if "{" in address:
        address = address[: address.index("{")] + "1" + address[address.index("}") + 1 :]
    named = [parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "query"]

    for name in [*named, "nothing"]:
        for value in NASTY_IN_ADDRESS:
            response = caller.get(address, **{name: value})
            assert response.status_code < 500, (name, value, response.content)
