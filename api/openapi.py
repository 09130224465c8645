"""What every operation of the OpenAPI document has in common: errors, scopes, the key of a POST, the match of a PATCH.

described(schema) -> the document that ninja made, completed
"""

import json
from http import HTTPStatus
from typing import Any

Tree = dict[str, Any]
PLACE = "#/components/schemas/"

DESCRIPTION = """Book shared assets and buy together.

Send `Authorization: Bearer …` with a token of your organisation; what it may do is bounded by its scopes and by the
roles of its service account. Times are ISO 8601 with an offset, money is `{"amount": "123.45", "currency": "GBP"}`.
Lists take `limit` and `offset` and answer `{"items": […], "count": n}`. Unknown fields and parameters are errors.

Errors are `application/problem+json` (RFC 9457) with a stable `code`. `malformed` says that a request is not in the
form described here; any other code that a rule stands against it, in words. Every POST takes an `Idempotency-Key`: the same
key and body gives the same answer and does nothing twice. What others own and you may not see is 404.
"""
PROBLEM: Tree = {
    "title": "Problem",
    "description": "Why a request was refused (RFC 9457). Some codes have further members, such as alternatives.",
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"path": {"type": "string"}, "message": {"type": "string"}},
                "required": ["path", "message"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "examples": [
        {
            "type": "urn:problem-type:bluepool:asset_not_free",
            "title": "Asset not free",
            "status": 409,
            "detail": "Lecture room is taken then. Choose another time or asset.",
            "code": "asset_not_free",
            "errors": [],
            "alternatives": [
                {
                    "asset": 12,
                    "asset_name": "Lecture room",
                    "site": "Ampthill",
                    "starts_at": "2027-03-04T11:15:00+00:00",
                    "ends_at": "2027-03-04T13:15:00+00:00",
                    "when": "Thu 4 Mar 2027, 11:15 to 13:15",
                    "minutes_away": 0,
                }
            ],
        }
    ],
}
IDEMPOTENCY_KEY: Tree = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "The same key and body gives the same answer and does nothing twice",
    "schema": {"type": "string", "pattern": "^[!-~]([ -~]{0,198}[!-~])?$"},
    "required": False,
}
IF_MATCH: Tree = {
    "in": "header",
    "name": "If-Match",
    "description": "The ETag of the booking as it was read",
    "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
    "required": True,
}


def _header(description: str, **said: Any) -> Tree:
    return {"description": description, "required": True, "schema": {"type": "string", **said}}


LOCATION = {"Location": _header("The address of what was made", format="uri-reference")}
ETAG = {"ETag": _header("What a change has to name in If-Match", pattern='^"[0-9]+"$')}
# What a refusal always says beside its document.
HEADERS: dict[int, Tree] = {
    401: {"WWW-Authenticate": _header("How to be let in: Bearer")},
    503: {"Retry-After": _header("Seconds", pattern="^[0-9]+$")},
}


def described(schema: Tree) -> Tree:
    """Complete the document in place and return it."""
    components = schema["components"]
    components["schemas"]["Problem"] = PROBLEM
    components["parameters"] = {"IdempotencyKey": IDEMPOTENCY_KEY, "IfMatch": IF_MATCH}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            _complete(path, method, operation)
    schema["paths"] = _renamed(schema["paths"])
    documents = {_public(name): _renamed(document) for name, document in components["schemas"].items()}
    said = json.dumps([schema["paths"], documents])
    # Filters are spelt out as parameters, so nothing refers to them.
    components["schemas"] = {
        name: document | {"title": name}
        for name, document in sorted(documents.items())
        if f'"{PLACE}{name}"' in said
    }
    return schema


def _complete(path: str, method: str, operation: Tree) -> None:
    scopes, headers = operation.pop("x-scopes"), operation.pop("x-headers")
    for answered in operation["responses"].values():
        answered |= {"headers": headers} if headers else {}
    operation["security"] = [{"Bearer": [scope]} for scope in scopes]
    if method == "post":
        operation["parameters"].append({"$ref": "#/components/parameters/IdempotencyKey"})
    if method == "patch":
        operation["parameters"].append({"$ref": "#/components/parameters/IfMatch"})
    for status in _problems(path, method):
        operation["responses"][status] = {
            "description": HTTPStatus(status).phrase,
            **({"headers": HEADERS[status]} if status in HEADERS else {}),
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }


def _renamed(tree: Any) -> Any:
    """The tree with every reference to a document by its public name."""
    if isinstance(tree, dict):
        return {
            key: PLACE + _public(value.removeprefix(PLACE))
            if key == "$ref" and value.startswith(PLACE)
            else _renamed(value)
            for key, value in tree.items()
        }
    return [_renamed(one) for one in tree] if isinstance(tree, list) else tree


def _public(name: str) -> str:
    """ "Page_BookingOut_" is BookingPage, "BookingOut" is Booking."""
    if name.startswith("Page_"):
        return f"{_public(name[5:-1])}Page"
    return name.removesuffix("Out")


def _problems(path: str, method: str) -> list[int]:
    """The statuses of the refusals an operation may answer with."""
    statuses = [401, 403, 422, 429, 500, 503]
    if "{" in path:
        statuses.append(404)
    if method in ("post", "patch"):
        statuses += [400, 409, 413, 415]
    if method == "patch":
        statuses += [412, 428]
    return sorted(statuses)
