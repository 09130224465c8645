"""Calling the API as a program would; every answer is held against what the OpenAPI document declares."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api.main import api
from partners.models import ApiToken, Organisation, Scope, User
from partners.models.tokens import digest_of

ROOT = "/api/v1"
PROBLEM = "application/problem+json"


def token(account: User, organisation: Organisation, *scopes: str, **facts: Any) -> str:
    """The secret of a new token that acts as this account, with all scopes unless some are named."""
    secret = f"bp_{account.pk}_{'-'.join(scopes)}_{ApiToken.objects.count()}"
    facts.setdefault("expires_at", timezone.now() + timedelta(days=1))
    ApiToken.objects.filter(account=account).delete()
    ApiToken.objects.create(
        organisation=organisation,
        account=account,
        name="Test",
        digest=digest_of(secret),
        hint=secret[:10],
        scopes=list(scopes or Scope.values),
        created_by=account,
        **facts,
    )
    return secret


class Caller:
    """A program with a token."""

    def __init__(self, account: User, organisation: Organisation, *scopes: str) -> None:
        self.secret = token(account, organisation, *scopes)
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, **query: Any) -> HttpResponse:
        """GET, with a query."""
        whole = f"{path}{'&' if '?' in path else '?'}{urlencode(query)}" if query else path
        return self.call("get", whole)

    def post(self, path: str, body: Any = None, key: str = "", **headers: str) -> HttpResponse:
        """POST a document, with an Idempotency-Key if one is given."""
        if key:
            headers["Idempotency-Key"] = key
        return self.call("post", path, body, headers=headers)

    def patch(self, path: str, body: Any, **headers: str) -> HttpResponse:
        """PATCH with headers such as If_Match."""
        return self.call("patch", path, body, headers=headers)

    def call(self, method: str, path: str, body: Any = None, **how: Any) -> HttpResponse:
        """Call and check that the answer is one the document declares."""
        headers = {name.replace("_", "-"): value for name, value in how.pop("headers", {}).items()}
        headers["Authorization"] = f"Bearer {self.secret}"
        if method != "get":
            how = {"data": "" if body is None else body, "content_type": "application/json"} | how
        response = getattr(self.client, method)(ROOT + path, headers=headers, **how)
        _is_declared(response, method, ROOT + path.partition("?")[0])
        return response


def refused(response: HttpResponse, status: int, code: str, path: str | None = None) -> dict[str, Any]:
    """The problem document, which must have this status and code, and name this place if one is given."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == PROBLEM
    problem = response.json()
    assert {"type", "title", "status", "detail", "code", "errors"} <= problem.keys()
    assert (problem["status"], problem["code"]) == (status, code), problem
    if path is not None:
        assert [error["path"] for error in problem["errors"]] == [path], problem
    return problem


def _is_declared(response: HttpResponse, method: str, path: str) -> None:
    schema = api.get_openapi_schema()
    operation = next(
        operations[method]
        for template, operations in schema["paths"].items()
        if method in operations and re.fullmatch(re.sub(r"{\w+}", r"\\d+", template), path)
    )
    assert response.status_code in operation["responses"], (response.status_code, response.content)
    declared = operation["responses"][response.status_code]["content"]
    kind = response.headers["Content-Type"].split(";")[0]
    assert kind in declared
    reference = declared[kind]["schema"].get("$ref")
    if reference and kind != PROBLEM:
        document = schema["components"]["schemas"][reference.rsplit("/", 1)[-1]]
        assert set(response.json()) == set(document["properties"]), document["title"]


def queries_of(caller: Caller, path: str, limit: int) -> tuple[int, int]:
    """How many queries a list takes, and how many rows it then shows."""
    with CaptureQueriesContext(connection) as queries:
        shown = caller.get(path, limit=limit).json()["items"]
    return len(queries), len(shown)
