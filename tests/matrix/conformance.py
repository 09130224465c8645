"""Schemathesis over the whole OpenAPI document, as somebody with a token, against the product in this process."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from traceback import format_exception
from typing import Any
from urllib.parse import parse_qsl, unquote

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.engine import events, from_schema
from schemathesis.transport.wsgi import WSGITransport

from api.main import api
from tests.api.calling import ROOT
from tests.matrix.people import Role, World
from tests.matrix.routes import API, includes

# Only what a network knows; Schemathesis hands it on to an application in this process as well.
OF_THE_NETWORK = {"max_redirects", "verify", "cert", "proxies"}
TIME_WITHOUT_SECONDS = re.compile(r"T\d\d:\d\d(Z|[+-]\d\d:\d\d)")
CHECKS: dict[str, Any] = {
    # RFC 6585 has 428 for a change that does not say what it was read from.
    "missing_required_header": {"expected-statuses": ["4xx"]},
    # A rule may stand against a request; see `what_has_the_form_is_not_malformed`.
    "positive_data_acceptance": {"expected-statuses": ["2xx", "4xx"]},
}


@dataclass
class Findings:
    """What came of it.

    cases: sent, by operation. carried_out: those of them that were answered with what was asked for.
    failures: what was wrong, each once, with the call that shows it.
    """

    cases: Counter[str] = field(default_factory=Counter)
    carried_out: Counter[str] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)


def examined(world: World, secret: str, examples: int) -> Findings:
    """Every operation with every check, authenticated by this token.

    Parameters:
        examples: made-up requests for each operation, and sequences of requests, beside some 3,000 that try every
            limit and type of every field; 0: only requests that the world is known to answer.
    """
    config = schemathesis.Config.from_dict(
        {
            "headers": {"Authorization": f"Bearer {secret}"} if secret else {},
            "continue-on-failure": True,
            "generation": {"max-examples": examples or 1, "deterministic": True, "database": "none"},
            "phases": {"examples": {"fill-missing": True}}
            | {name: {"enabled": examples > 0} for name in ("coverage", "fuzzing", "stateful")},
            "checks": CHECKS,
        }
    )
    found = Findings()
    with in_this_transaction() as application:
        schema = schemathesis.openapi.from_dict(document_about(world), config=config)
        schema.app = application
        for event in from_schema(schema).execute():
            if isinstance(event, events.ScenarioFinished):
                _note(found, event)
            elif isinstance(event, (events.NonFatalError, events.FatalError)):
                value = getattr(event, "value", None) or event.exception
                found.failures[repr(value)] = "".join(format_exception(value))
    return found


def document_about(world: World) -> dict[str, Any]:
    """The OpenAPI document with rows of the world as examples, so that requests find what they ask for."""
    document = json.loads(json.dumps(api.get_openapi_schema()))
    document["components"]["parameters"]["IfMatch"]["example"] = '"0"'
    for route in API:
        method, path = route.method.lower(), ROOT + route.name.partition(" ")[2]
        operation = document["paths"].get(path, {}).get(method)
        who = route.see if method == "get" else route.write
        if not operation or not includes(who or "", "A", Role.PARTNERSHIP_ADMINISTRATOR):
            continue
        keys = [getattr(world, word).pk for word in route.about.split()]
        given = dict(parse_qsl(route.query)) | dict(zip(re.findall(r"{(\w+)}", path), keys, strict=True))
        for parameter in operation["parameters"]:
            if parameter.get("name") in given:
                parameter["example"] = given[parameter["name"]]
        if "requestBody" in operation:
            operation["requestBody"]["content"]["application/json"]["example"] = route.data(world)
    return document


@contextmanager
def in_this_transaction() -> Iterator[Callable[..., Any]]:
    """The product, whatever thread calls it, on the connection of this one: what it stores can be taken back."""
    application = get_wsgi_application()
    connection = connections[DEFAULT_DB_ALIAS]

    def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        connections[DEFAULT_DB_ALIAS] = connection
        return application(environ, start_response)

    connection.inc_thread_sharing()
    # Between requests Django would close a connection that is in the middle of a transaction.
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    try:
        yield call
    finally:
        for signal in ends:
            signal.connect(close_old_connections)
        connection.dec_thread_sharing()


@schemathesis.check
def what_has_the_form_is_not_malformed(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> None:
    """A request in the form described may be refused by a rule that no schema can say, but never for its form.

    It stands beside `positive_data_acceptance`, which cannot tell the two apart.
    """
    if case.meta and case.meta.generation.mode.is_positive and response.status_code in (400, 415, 422):
        code = response.json()["code"]
        assert code not in ("malformed", "bad_json", "not_json"), f"in the form described, yet {code}"


@schemathesis.hook
def filter_failure(
    context: schemathesis.HookContext,
    failure: Exception,
    case: schemathesis.Case,
    response: schemathesis.Response,
) -> bool:
    """Whether it is one: we take times as ISO 8601 writes them, without seconds, which `date-time` does not allow."""
    said = unquote(response.request.url or "") + (response.request.body or b"").decode(errors="replace")
    return not (isinstance(failure, AcceptedNegativeData) and TIME_WITHOUT_SECONDS.search(said))


def _send(self: WSGITransport, case: schemathesis.Case, **how: Any) -> schemathesis.Response:
    return SEND(self, case, **{name: value for name, value in how.items() if name not in OF_THE_NETWORK})


SEND, WSGITransport.send = WSGITransport.send, _send


def _note(found: Findings, event: events.ScenarioFinished) -> None:
    recorder = event.recorder
    for key, node in recorder.cases.items():
        sent = recorder.interactions.get(key)
        if sent and sent.response:
            label = node.value.operation.label
            found.cases[label] += 1
            found.carried_out[label] += sent.response.status_code < 300
    for key, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info:
                failure, call = check.failure_info.failure, check.failure_info.code_sample
                answer = recorder.interactions[key].response
                shown = f"{answer.status_code} {answer.text[:500]}" if answer else "no answer"
                found.failures.setdefault(
                    f"{failure.operation}: {check.name}",
                    f"{failure.title}: {failure.message}\n{call}\n{shown}",
                )
