"""Every route is closed without a live token that has its scope. A route that is not in the table fails."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from api.main import api
from partners.models import ApiToken, Scope
from tests.api.calling import ROOT, Caller, refused, token

ASSETS, PROCUREMENT = Scope.ASSETS_READ.value, Scope.PROCUREMENT_READ.value
BOOK, ROUNDS, BUY = Scope.BOOKINGS_WRITE.value, Scope.ROUNDS_WRITE.value, Scope.PROCUREMENT_WRITE.value

SCOPES = {
    "GET /organisations": {ASSETS, PROCUREMENT},
    "GET /sites": {ASSETS},
    "GET /assets": {ASSETS},
    "GET /assets/{asset_id}": {ASSETS},
    "GET /assets/{asset_id}/availability": {ASSETS},
    "GET /agreements": {ASSETS},
    "GET /bookings": {ASSETS},
    "POST /bookings": {BOOK},
    "GET /bookings/{booking_id}": {ASSETS},
    "PATCH /bookings/{booking_id}": {BOOK},
    "POST /bookings/{booking_id}/cancel": {BOOK},
    "POST /series": {BOOK},
    "GET /requests": {ASSETS},
    "POST /requests": {BOOK},
    "GET /requests/{request_id}": {ASSETS},
    "GET /rounds": {ASSETS},
    "POST /rounds": {ROUNDS},
    "GET /rounds/{round_id}": {ASSETS},
    "POST /rounds/{round_id}/plan": {ROUNDS},
    "POST /rounds/{round_id}/publish": {ROUNDS},
    "GET /rounds/{round_id}/workbook.xlsx": {ASSETS},
    "GET /runs/{run_id}": {ASSETS, PROCUREMENT},
    "POST /runs/{run_id}/cancel": {ROUNDS, BUY},
    "GET /runs/{run_id}/problem": {ASSETS, PROCUREMENT},
    "GET /runs/{run_id}/solution": {ASSETS, PROCUREMENT},
    "GET /items": {PROCUREMENT},
    "POST /items": {BUY},
    "GET /suppliers": {PROCUREMENT},
    "POST /suppliers": {BUY},
    "GET /frameworks": {PROCUREMENT},
    "POST /frameworks": {BUY},
    "GET /procurements": {PROCUREMENT},
    "POST /procurements": {BUY},
    "GET /procurements/{procurement_id}": {PROCUREMENT},
    "GET /procurements/{procurement_id}/split": {PROCUREMENT},
    "GET /demand-lines": {PROCUREMENT},
    "POST /demand-lines": {BUY},
    "GET /bids": {PROCUREMENT},
    "POST /bids": {BUY},
    "GET /scenarios": {PROCUREMENT},
    "POST /scenarios": {BUY},
    "GET /scenarios/{scenario_id}": {PROCUREMENT},
    "POST /scenarios/{scenario_id}/solve": {BUY},
    "POST /scenarios/{scenario_id}/award": {BUY},
    "GET /scenarios/{scenario_id}/workbook.xlsx": {PROCUREMENT},
}


def address(route: str) -> tuple[str, str]:
    """Method and path of a route, with 1 for every id."""
    method, template = route.split(" ")
    return method.lower(), "/".join("1" if part.startswith("{") else part for part in template.split("/"))


def call(route: str, secret: str | None):
    method, path = address(route)
    headers = {} if secret is None else {"Authorization": f"Bearer {secret}"}
    return getattr(Client(), method)(ROOT + path, headers=headers)


def test_the_table_names_every_operation_with_its_scopes():
    declared = {
        f"{method.upper()} {path.removeprefix(ROOT)}": {
            scope for way in operation["security"] for scope in way["Bearer"]
        }
        for path, operations in api.get_openapi_schema()["paths"].items()
        for method, operation in operations.items()
    }

    assert declared == SCOPES


@pytest.mark.parametrize("route", SCOPES)
def test_without_a_token_nothing_is_answered(route, db):
    response = call(route, None)

    refused(response, 401, "token_missing")
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_that_is_not_live_opens_nothing(county):
    secret = token(county.manager, county.fire)
    for spoilt in ("expired", "revoked", "inactive"):
        now = timezone.now()
        row = ApiToken.objects.filter(account=county.manager)
        row.update(expires_at=now + timedelta(days=1), revoked_at=None)
        assert call("GET /sites", secret).status_code == 200
        if spoilt == "expired":
            row.update(created_at=now - timedelta(days=2), expires_at=now - timedelta(minutes=1))
        elif spoilt == "revoked":
            row.update(revoked_at=now)
        else:
            county.manager.is_active = False
            county.manager.save()
        for route in SCOPES:
            refused(call(route, secret), 401, "token_not_valid")


def test_what_is_no_bearer_token_opens_nothing(county):
    secret = token(county.manager, county.fire)
    client = Client()

    refused(client.get(f"{ROOT}/sites", headers={"Authorization": f"Basic {secret}"}), 401, "token_missing")
    for wrong in ("", " ", "bp_unknown", f"{secret}x", "ä"):
        assert call("GET /sites", wrong).status_code == 401, wrong


def test_a_session_opens_nothing(county):
    client = Client()
    client.force_login(county.manager)

    refused(client.get(f"{ROOT}/sites"), 401, "token_missing")


def test_a_token_without_the_scope_is_refused_before_anything_is_looked_at(county):
    for route, scopes in SCOPES.items():
        others = set(Scope.values) - scopes
        secret = token(county.manager, county.fire, *sorted(others))
        refused(call(route, secret), 403, "scope_missing")


def test_any_one_of_the_scopes_is_enough(county):
    for route, scopes in SCOPES.items():
        for scope in scopes:
            response = call(route, token(county.manager, county.fire, scope))
            assert response.status_code not in (401, 500), route
            assert b"scope_missing" not in response.content, route


def test_a_scope_opens_nothing_that_the_roles_do_not_allow(county):
    reader = Caller(county.reader, county.police)

    body = {"asset": county.lecture.pk, "organisation": county.police.pk, "purpose": "Briefing"}
    body |= {"starts_at": "2035-01-08T09:00:00Z", "ends_at": "2035-01-08T10:00:00Z"}

    refused(reader.post("/bookings", body), 403, "not_allowed", "organisation")


def test_the_last_use_of_a_token_is_noted(county):
    caller = Caller(county.manager, county.fire)

    caller.get("/sites")

    assert ApiToken.objects.get(account=county.manager).last_used_at is not None
