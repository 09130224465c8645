"""Schemathesis over the whole OpenAPI document, as somebody with a token, against the product in this process."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from traceback import format_exception
from typing import Any
from urllib.parse import unquote

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.engine import events, from_schema
from schemathesis.transport.wsgi import WSGITransport

from tests.api.calling import ROOT

# Only what a network knows; Schemathesis hands it on to an application in this process as well.
OF_THE_NETWORK = {"max_redirects", "verify", "cert", "proxies"}

TIME_WITHOUT_SECONDS = re.compile(r"T\d\d:\d\d(Z|[+-]\d\d:\d\d)")


@dataclass
class Findings:
    """What came of it. cases: sent, by phase. failures: what was wrong, each once, with the call that shows it."""

    cases: Counter[str] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)


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


def _send(self: WSGITransport, case: schemathesis.Case, **how: Any) -> schemathesis.Response:
    return SEND(self, case, **{name: value for name, value in how.items() if name not in OF_THE_NETWORK})


SEND, WSGITransport.send = WSGITransport.send, _send


def examined(secret: str, examples: int) -> Findings:
    """Every operation with every check, authenticated by this token."""
    config = schemathesis.Config.from_dict(
        {
            "headers": {"Authorization": f"Bearer {secret}"} if secret else {},
            "continue-on-failure": True,
            "checks": {
                # RFC 6585 has 428 for a change that does not say what it was read from.
                "missing_required_header": {"expected-statuses": ["4xx"]},
                # See `what_has_the_form_is_not_malformed`.
                "positive_data_acceptance": {"expected-statuses": ["2xx", "4xx"]},
            },
            "generation": {"max-examples": examples, "deterministic": True, "database": "none"},
        }
    )
    found = Findings()
    with in_this_transaction() as application:
        schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", application, config=config)
        for event in from_schema(schema).execute():
            if isinstance(event, events.ScenarioFinished):
                found.cases[event.phase.value] += len(event.recorder.cases)
                _note(found, event)
            elif isinstance(event, (events.NonFatalError, events.FatalError)):
                value = getattr(event, "value", None) or event.exception
                found.failures[f"{event.label}: {value!r}"] = "".join(format_exception(value))
    return found


def _note(found: Findings, event: events.ScenarioFinished) -> None:
    for case, checks in event.recorder.checks.items():
        for check in checks:
            if check.failure_info:
                failure = check.failure_info.failure
                key = f"{failure.operation}: {check.name}"
                answer = event.recorder.interactions[case].response
                found.failures.setdefault(
                    key,
                    f"{failure.title}: {failure.message}\n{check.failure_info.code_sample}\n"
                    f"{answer.status_code} {answer.text[:400] if answer else ''}",
                )
