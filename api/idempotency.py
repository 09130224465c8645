"""A POST is carried out once for each `Idempotency-Key`, however often it is sent.

The key is written first, then the effect, then the answer, in one transaction. An answer that refuses (but for 5xx)
is kept as well: its effect was rolled back, and the caller gets the same words again.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from api.bodies import document_of
from api.errors import problem_of
from api.models import IdempotencyKey
from assets.calendar import retried_once
from partners.permissions import partner_ids_of
from partners.refusals import Refused

HEADER = "Idempotency-Key"
KEPT_HEADERS = ("Content-Type", "Location", "ETag")
LENGTH_MAX = 200

View = Callable[..., Any]


def carried_out_once(view: View) -> View:
    """A route whose POST runs in one transaction and heeds the caller's key."""

    @wraps(view)
    def with_key(request: HttpRequest, **values: Any) -> Any:
        if request.method != "POST":
            return view(request, **values)
        # Read before the transaction, so that nobody waits for it: SQLite has one writer at a time.
        partner_ids_of(request.user)
        key = request.headers.get(HEADER)
        if key is None:
            return _in_one_transaction(view, request, values)
        _check_form(key)
        return _once(view, request, values, key)

    return with_key


@retried_once
@transaction.atomic
def _in_one_transaction(view: View, request: HttpRequest, values: dict[str, Any]) -> HttpResponse:
    return view(request, **values)


@retried_once
@transaction.atomic
def _once(view: View, request: HttpRequest, values: dict[str, Any], key: str) -> HttpResponse:
    digest = _digest(request)
    # A second request with the key waits here until the first has committed or rolled back.
    kept, is_new = IdempotencyKey.objects.get_or_create(
        principal=request.user, key=key, defaults={"body_hash": digest}
    )
    if not is_new:
        return _same_answer(kept, digest)
    try:
        with transaction.atomic():
            response = view(request, **values)
    except Refused as refusal:
        if refusal.status >= 500:
            raise
        response = problem_of(refusal)
    kept.status, kept.body = response.status_code, response.content.decode()
    kept.headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    kept.save(update_fields=["status", "body", "headers"])
    return response


def _same_answer(kept: IdempotencyKey, digest: str) -> HttpResponse:
    if kept.body_hash != digest:
        raise Refused(
            "idempotency_key_reused",
            "This Idempotency-Key came before with another address or body. Use a new key for a new request.",
        )
    return HttpResponse(kept.body, status=kept.status, headers=kept.headers)


def _check_form(key: str) -> None:
    if not (0 < len(key) <= LENGTH_MAX and key.isascii() and key.isprintable()):
        message = f"Give a key of 1 to {LENGTH_MAX} printable characters, such as a UUID."
        raise Refused("malformed", message, HEADER, status=422)


def _digest(request: HttpRequest) -> str:
    """Two bodies that say the same in another order or spacing are the same."""
    said = [request.method, request.get_full_path(), document_of(request)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
