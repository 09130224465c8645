"""Keeps the secrets of calendar addresses out of whatever writes addresses down."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

SECRET_IN_PATH = re.compile(r"(?<=/calendars/)[^/]+(?=\.ics$)")


class SecretPathMiddleware:
    """Takes the secret out of `request.path`, which logs and error reports show; routing reads `path_info`.

    It stands before everything else, so that a redirect to HTTPS does not repeat a secret that was sent in the clear.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.path = SECRET_IN_PATH.sub("[secret]", request.path)
        return self.get_response(request)
