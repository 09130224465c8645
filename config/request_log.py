"""A line in the log for each request: who (by number), where (by name of the route), how it ended, how long it took."""

import time
import uuid
from typing import Any

import structlog
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.functional import LazyObject, empty
from django_structlog.middlewares import RequestMiddleware
from django_structlog.signals import bind_extra_request_failed_metadata, bind_extra_request_finished_metadata

from partners.permissions import organisation_ids_known

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class RequestLog(RequestMiddleware):
    """One line when a request has ended, nothing when it begins, no address and no header of it.

    `request_id` is in every line that is written while the request goes on.
    """

    def prepare(self, request: HttpRequest) -> None:
        """Note when the request came, and give it a number of its own."""
        request.came_at = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=uuid.uuid4().hex)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Nothing: method and route are said in fields of their own."""
        return ""

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """The user's number, if the request has asked who the user is; this asks nothing itself."""
        user = getattr(request, "user", None)
        if user is None or (isinstance(user, LazyObject) and user._wrapped is empty) or user.pk is None:
            return
        organisations = sorted(organisation_ids_known(user))
        structlog.contextvars.bind_contextvars(user=user.pk, organisations=organisations)


@receiver([bind_extra_request_finished_metadata, bind_extra_request_failed_metadata])
def say_how_it_ended(request: HttpRequest, log_kwargs: dict[str, Any], **about: Any) -> None:
    """Method, route, status and duration in milliseconds, each a field of its own."""
    del log_kwargs["request"]
    log_kwargs.update(
        method=method_of(request),
        route=route_of(request),
        status=log_kwargs.pop("code"),
        ms=round((time.perf_counter() - request.came_at) * 1000, 1),
    )


def method_of(request: HttpRequest) -> str:
    """The method, if it is one: a caller can send any word, and each would be a figure of its own."""
    return request.method if request.method in METHODS else "other"


def route_of(request: HttpRequest) -> str:
    """The name of the route ("assets:booking"), or for the API its pattern; "-" where there is none.

    An address that is no route is not told: it may hold anything.
    """
    match = request.resolver_match
    if match is None:
        return "-"
    return match.route if match.app_names == ["ninja"] or not match.view_name else match.view_name
