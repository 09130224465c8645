"""The OpenAPI document and the reference page."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from api.main import api
from tests.api.calling import ROOT


@pytest.fixture
def schema():
    return api.get_openapi_schema()


def references(tree) -> set[str]:
    if isinstance(tree, dict):
        own = {tree["$ref"]} if isinstance(tree.get("$ref"), str) else set()
        return own.union(*(references(value) for value in tree.values()))
    return set().union(*(references(one) for one in tree)) if isinstance(tree, list) else set()


def test_the_document_is_public_and_the_same_every_time(db):
    first, again = (Client().get(f"{ROOT}/openapi.json") for _ in range(2))

    assert first.status_code == 200
    assert first.content == again.content
    assert first.json()["openapi"] == "3.1.0"


def test_the_stored_document_is_the_one_the_code_makes(tmp_path):
    made = tmp_path / "openapi.json"
    call_command("export_openapi_schema", api="api.main.api", indent=2, sort_keys=True, output=str(made))

    stored = Path(settings.BASE_DIR) / "docs" / "openapi.json"
    assert json.loads(stored.read_text()) == json.loads(made.read_text()), "run make documents"


def test_everything_referred_to_is_there_and_nothing_else(schema):
    document = json.loads(json.dumps(schema))
    found = references(document)

    for reference in found:
        place = document
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]
    named = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert named <= found


def test_every_operation_has_words_a_room_and_its_refusals(schema):
    seen = set()
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"]
            assert operation["description"]
            assert len(operation["tags"]) == 1
            seen.add(operation["operationId"])
            assert {401, 403, 422, 500, 503} <= operation["responses"].keys()
            assert (404 in operation["responses"]) == ("{" in path)
            names = str(operation["parameters"])
            assert ("IdempotencyKey" in names) == (method == "post")
            assert ("IfMatch" in names) == (method == "patch")
    assert len(seen) == sum(len(operations) for operations in schema["paths"].values())


def test_every_document_is_closed_and_what_is_sent_has_an_example(schema):
    for name, document in schema["components"]["schemas"].items():
        if name != "Problem":
            assert document["additionalProperties"] is False, name
    for operations in schema["paths"].values():
        for operation in operations.values():
            body = (
                operation.get("requestBody", {})
                .get("content", {})
                .get("application/json", {})
                .get("schema", {})
            )
            if "$ref" in body:
                assert schema["components"]["schemas"][body["$ref"].rsplit("/", 1)[-1]]["examples"]


def test_the_reference_page_names_every_operation_and_needs_no_script(db, schema):
    response = Client().get(f"{ROOT}/docs")

    page = response.content.decode()
    assert response.status_code == 200
    for path in schema["paths"]:
        assert path in page
    assert "<script>" not in page
    assert 'style="' not in page
    loaded = re.findall(r'<(?:script|link|img)[^>]* (?:src|href)="([^"]*)"', page)
    assert loaded
    assert [address for address in loaded if not address.startswith("/")] == []
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
