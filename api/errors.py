"""Every refusal of the API as a problem document (RFC 9457, `application/problem+json`).

problem(status, code, detail, *, errors=(), headers=None, facts=None) -> HttpResponse
problem_of(refusal) -> HttpResponse          a `Refused` of the rooms below
speak_problems(api)                          every exception that leaves a route
guarded(view)                                404 and 405 that never reach a route
"""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.serializers.json import DjangoJSONEncoder
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from partners.outages import database_is_gone
from partners.refusals import Refused, refused

logger = logging.getLogger(__name__)

PROBLEM_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = {503: 2, 429: 60}
# Words for the faults of pydantic that callers meet most.
MESSAGES = {
    "missing": "This is required.",
    "extra_forbidden": "There is no such field.",
    "int_type": "Give a whole number.",
    "int_parsing": "Give a whole number.",
    "string_type": "Give text.",
    "bool_type": "Give true or false.",
    "list_type": "Give a list.",
    "model_attributes_type": "Give a JSON object.",
    "model_type": "Give a JSON object.",
    "literal_error": "Give one of {expected}.",
    "greater_than_equal": "Give a number of at least {ge}.",
    "less_than_equal": "Give a number of at most {le}.",
    "string_too_short": "Give text of at least {min_length} characters.",
    "string_too_long": "Give text of at most {max_length} characters.",
    "string_pattern_mismatch": "This is not in the form {pattern}.",
    "too_short": "Give a list of at least {min_length}.",
    "too_long": "Give a list of at most {max_length}.",
}
# What our routes call a body or a set of parameters is not part of a place.
ARGUMENTS = {"filters", "paging", "span"}


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    errors: Iterable[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """A problem document.

    Parameters:
        code: stable snake_case name of the reason; the `type` is a URN made of it.
        detail: a sentence for a person.
        errors: the places at fault, each {"path", "message"}.
        facts: further members, such as alternatives.
    """
    refused.send(sender=problem, code=code)
    members = {
        **(facts or {}),
        "type": f"urn:problem-type:bluepool:{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": detail,
        "code": code,
        "errors": list(errors),
    }
    content = json.dumps(members, cls=DjangoJSONEncoder, ensure_ascii=False)
    return HttpResponse(content, status=status, content_type=PROBLEM_TYPE, headers=dict(headers or {}))


def problem_of(refusal: Refused) -> HttpResponse:
    """A refusal with its own status, code, words, place and further facts."""
    facts = dict(refusal.details)
    errors = facts.pop("errors", None) or []
    if not errors and refusal.field:
        errors = [{"path": refusal.field, "message": refusal.message}]
    wait = RETRY_AFTER_SECONDS.get(refusal.status)
    headers = {"Retry-After": str(wait)} if wait else {}
    if refusal.status == 401:
        headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return problem(refusal.status, refusal.code, refusal.message, errors=errors, headers=headers, facts=facts)


def not_found(detail: str = "There is nothing at this address.") -> HttpResponse:
    """The problem of an address or a row that is not there, or not for the caller."""
    return problem(404, "not_found", detail)


def speak_problems(api: NinjaAPI) -> None:
    """Have every exception that leaves a route answered as a problem."""
    api.add_exception_handler(Refused, lambda request, refusal: problem_of(refusal))
    api.add_exception_handler(Http404, lambda request, error: not_found())
    api.add_exception_handler(AuthenticationError, _unauthenticated)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(RequestDataTooBig, _too_large)
    api.add_exception_handler(UnreadablePostError, _unreadable)
    api.add_exception_handler(OperationalError, _database_fault)
    api.add_exception_handler(InterfaceError, _database_fault)
    api.add_exception_handler(Exception, _unforeseen)


def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the API's router that answers what no route takes as a problem, and sends nobody to sign in."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return not_found()
        if response.status_code != 405:
            response.headers.setdefault("Cache-Control", "no-store")
            return response
        allowed = response.headers["Allow"]
        detail = f"{request.method} is not possible here. Possible: {allowed}."
        return problem(405, "method_not_allowed", detail, headers={"Allow": allowed})

    # Callers of the API have tokens instead of a session.
    answered.login_required = False  # type: ignore[attr-defined]
    # A token comes in a header that no other site can have a browser send.
    answered.csrf_exempt = True  # type: ignore[attr-defined]
    return answered


def _unauthenticated(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(
        401,
        "token_missing",
        "Send an API token in the header: Authorization: Bearer bp_…",
        headers={"WWW-Authenticate": "Bearer"},
    )


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"path": _path(fault["loc"]), "message": _message(fault)} for fault in error.errors]
    place = f"{errors[0]['path']}: " if errors[0]["path"] else ""
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return problem(422, "malformed", f"{place}{errors[0]['message']}{more}", errors=errors)


def _path(place: tuple[str | int, ...]) -> str:
    """ "needs.0.kind": the place without its source and without the name of our own argument."""
    source, *rest = place
    inside = rest[1:] if source == "body" or rest[0] in ARGUMENTS else rest
    # Pydantic says "[key]" where not the value but its name is at fault.
    return ".".join(str(part) for part in inside if part != "[key]")


def _message(fault: Mapping[str, Any]) -> str:
    known = MESSAGES.get(fault["type"])
    message = known.format(**fault.get("ctx", {})) if known else fault["msg"].removeprefix("Value error, ")
    return message if message.endswith((".", "?")) else f"{message}."


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, Refused):
        # Ninja puts an error of its own in front of what our reading of a body says.
        return problem_of(error.__cause__)
    return problem(error.status_code, "refused", str(error))


def _too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(413, "body_too_large", "The body is too large. Send it in smaller parts.")


def _unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(400, "body_cut_short", "The body ended before its announced length. Send it again.")


def _database_fault(request: HttpRequest, error: OperationalError | InterfaceError) -> HttpResponse:
    """Somebody else holds the lock for longer than we wait, or the database is gone; else it is a fault of ours."""
    if "locked" in str(error):
        return problem_of(
            Refused("busy", "The database is busy. Nothing was changed; please try again.", status=503)
        )
    if not database_is_gone(error):
        return _unforeseen(request, error)
    logger.error("%s %s lost the database", request.method, request.path, exc_info=error)
    return problem_of(Refused("database_unreachable", _out_of_reach(request), status=503))


def _out_of_reach(request: HttpRequest) -> str:
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return "The database cannot be reached at the moment. Please try again."
    # A commit may have been carried out although the word of it never came.
    return (
        "The database was lost on the way, so it is not known whether this was done. "
        "Send it again with the same Idempotency-Key, or look before you do it anew."
    )


def _unforeseen(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem(
        500,
        "internal_error",
        "This failed because of a fault in this system; nothing was changed. It has been recorded.",
    )
