"""The reference page, drawn by the server from the OpenAPI document: no scripts, nothing from outside."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

Tree = dict[str, Any]


class ReferencePage(DocsBase):
    """All operations by their tag, with scopes, parameters, fields and answers."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """The page."""
        schema = api.get_openapi_schema()
        context = {
            "api": api,
            "paragraphs": _paragraphs(api.description),
            "groups": _groups(schema),
            "documents": _documents(schema),
        }
        return render(request, "api/docs.html", context)


def _groups(schema: Tree) -> list[tuple[str, list[Tree]]]:
    groups: dict[str, list[Tree]] = defaultdict(list)
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            groups[operation["tags"][0]].append(_operation(path, method, operation, schema))
    return list(groups.items())


def _operation(path: str, method: str, operation: Tree, schema: Tree) -> Tree:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "paragraphs": _paragraphs(operation.get("description", "")),
        "scopes": [scope for way in operation["security"] for scope in way["Bearer"]],
        "parameters": [_parameter(one, schema) for one in operation["parameters"]],
        "body": _named(body),
        "answers": [
            {"status": status, "meaning": said["description"], "document": _answered(said)}
            for status, said in operation["responses"].items()
        ],
    }


def _parameter(parameter: Tree, schema: Tree) -> Tree:
    if "$ref" in parameter:
        parameter = schema["components"]["parameters"][_last(parameter["$ref"])]
    return {
        "name": parameter["name"],
        "place": parameter["in"],
        "type": _type(parameter["schema"]),
        "required": parameter["required"],
        "description": parameter.get("description", ""),
    }


def _documents(schema: Tree) -> list[Tree]:
    return [
        {
            "name": name,
            "paragraphs": _paragraphs(document.get("description", "")),
            "fields": [
                {
                    "name": field,
                    "type": _type(details),
                    "required": field in document.get("required", ()),
                    "document": _named(details),
                }
                for field, details in document.get("properties", {}).items()
            ],
        }
        for name, document in schema["components"]["schemas"].items()
    ]


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.strip().split("\n\n") if paragraph]


def _answered(said: Tree) -> str:
    for content in said.get("content", {}).values():
        return _named(content["schema"])
    return ""


def _type(details: Tree) -> str:
    """A JSON Schema in a few words: "integer or null", "list of Need"."""
    if "$ref" in details:
        return _last(details["$ref"])
    for together in ("anyOf", "allOf", "oneOf"):
        if together in details:
            return " or ".join(_type(one) for one in details[together])
    if "enum" in details:
        return "one of " + ", ".join(str(value) for value in details["enum"])
    if details.get("type") == "array":
        return f"list of {_type(details.get('items', {}))}"
    return details.get("format") or details.get("const") or details.get("type") or "anything"


def _named(details: Tree) -> str:
    """The component a schema refers to, directly or inside a list or an alternative; "" if none."""
    if "$ref" in details:
        return _last(details["$ref"])
    inner = [*details.get("anyOf", ()), *details.get("allOf", ())]
    inner += [details["items"]] if "items" in details else []
    return next((name for one in inner if (name := _named(one))), "")


def _last(reference: str) -> str:
    return reference.rsplit("/", 1)[-1]
