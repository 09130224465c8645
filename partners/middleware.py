"""Turns a refusal that reaches no form into a page that says why; lets pages be asked for in three ways only."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from partners.refusals import Refused

PAGE_METHODS = ("GET", "HEAD", "OPTIONS", "POST")


class PageMethodMiddleware:
    """Answers 405 to what no browser sends; some views of libraries would take a PUT for a POST."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        # What is made for programs is exempt from the tokens of forms and says itself what it takes.
        if request.method in PAGE_METHODS or getattr(view, "csrf_exempt", False):
            return None
        return HttpResponseNotAllowed(PAGE_METHODS)


class RefusalMiddleware:
    """Answers `Refused` with its own status and words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        exception.tell()
        return render(request, "refused.html", {"refusal": exception}, status=exception.status)
