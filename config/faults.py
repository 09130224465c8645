"""What a page answers to when something failed that nobody foresaw."""

import sys

from django.http import HttpRequest, HttpResponse
from django.template import loader

from partners.outages import database_is_gone

RETRY_AFTER_SECONDS = 10


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database is gone, 500 else; without the request, because what reads it may have failed."""
    if database_is_gone(sys.exc_info()[1]):
        words = loader.get_template("503.html").render()
        return HttpResponse(words, status=503, headers={"Retry-After": RETRY_AFTER_SECONDS})
    return HttpResponse(loader.get_template("500.html").render(), status=500)
