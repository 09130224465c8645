"""The API, version 1: its routers, who may call, how it answers what no route takes."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.operation import Operation

from api.answers import rendered, without_unknown_parameters
from api.auth import Bearer
from api.bodies import StrictParser
from api.docs import ReferencePage
from api.errors import guarded, not_found, speak_problems
from api.idempotency import carried_out_once
from api.openapi import DESCRIPTION, described
from api.routers import (
    assets,
    bookings,
    catalogue,
    organisations,
    procurements,
    requests,
    rounds,
    runs,
    scenarios,
)


class Api(NinjaAPI):
    """Ninja with every answer in the API's own form: nothing below its address is HTML but the reference page."""

    @property
    def urls(self) -> tuple[list, str, str]:
        """The routes, open to callers without a session, and behind them what is answered for any other address."""
        patterns, app, namespace = super().urls
        for pattern in patterns:
            is_document = pattern.name in ("openapi-json", "openapi-view")
            # Ninja answers these two whatever the method.
            pattern.callback = guarded(require_safe(pattern.callback) if is_document else pattern.callback)
        return [*patterns, re_path(r"", guarded(_no_route))], app, namespace

    @cached_property
    def _described(self) -> dict[str, Any]:
        return described(super().get_openapi_schema())

    def get_openapi_schema(self, **where: Any) -> dict[str, Any]:
        """The OpenAPI document, made once."""
        return self._described

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """ "bookings_create": the room's module and the function."""
        view = operation.view_func
        return f"{view.__module__.rpartition('.')[2]}_{view.__name__}"


def _no_route(request: HttpRequest) -> HttpResponse:
    return not_found()


api = Api(
    title="Bluepool",
    version="1.0.0",
    description=DESCRIPTION,
    urls_namespace="api",
    docs=ReferencePage(),
    parser=StrictParser(),
    # A route that names no scope is closed to everybody.
    auth=Bearer(),
)
speak_problems(api)
for decorator in (rendered, carried_out_once, without_unknown_parameters):
    api.add_decorator(decorator)
for room in (organisations, assets, bookings, requests, rounds, runs, catalogue, procurements, scenarios):
    api.add_router("", room.router)
