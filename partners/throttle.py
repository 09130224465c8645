"""Guessing API tokens: an address that sent too many unknown tokens is not listened to for a minute.

A token that is revoked or expired is no guess, so a program that still sends one shuts nobody out. Guesses are counted
in the cache that all processes share; that an address is closed each process remembers itself, so that a call with a
good token costs nothing more.
"""

import logging
import time

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest

from partners.refusals import Refused

logger = logging.getLogger(__name__)

CLOSED_SECONDS = 60
REMEMBERED_MAX = 10_000
_closed_until: dict[str, float] = {}


def check_address_is_open(request: HttpRequest) -> None:
    """Refused (429) while the caller's address is closed."""
    if _closed_until and _closed_until.get(_address(request), 0) > time.monotonic():
        raise _too_many()


def count_unknown_token(request: HttpRequest) -> None:
    """Count a guess; the one too many closes the caller's address and is refused (429)."""
    address = _address(request)
    if not address:
        return
    rate = {"unknown_token": f"{settings.UNKNOWN_TOKENS_PER_MINUTE}/m/ip"}
    if (
        ratelimit.consume(request, app="partners", action="unknown_token", config=rate, limit_get=True)
        is None
    ):
        if len(_closed_until) >= REMEMBERED_MAX:
            _closed_until.clear()
        _closed_until[address] = time.monotonic() + CLOSED_SECONDS
        logger.warning("An address sent too many unknown API tokens and is closed for a minute")
        raise _too_many()


def _address(request: HttpRequest) -> str:
    """ "" behind a socket without addresses: callers cannot be told apart there, so none is shut out for another."""
    return ratelimit.get_ip(request) if request.META.get("REMOTE_ADDR") else ""


def _too_many() -> Refused:
    return Refused(
        "too_many_unknown_tokens",
        "Too many unknown tokens came from your address. Wait a minute, then send a token that is known here.",
        status=429,
    )
