"""What logs and figures add to a request, in processor time.

booking_ms(rooms, requests)      a booking over the API, logs and figures included
added_ms(rounds)                 {"logs": …, "figures": …} on top of an answer that costs nothing
"""

import json
import statistics
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.urls import resolve

from benchmarks.operations.storm import Rooms, booking
from config.figures import RequestFigures
from config.request_log import RequestLog
from partners.models import User

# Turns of the clients' rooms that no storm uses.
FIRST_TURN = 200_000
BATCH = 500
PATH = "/api/v1/bookings"


def booking_ms(rooms: Rooms, requests: int) -> float:
    """Milliseconds of a booking in this process; the median, after a tenth to warm up."""
    handler = ClientHandler(enforce_csrf_checks=False)
    headers = {"Authorization": f"Bearer {rooms.secret}", "Host": "127.0.0.1"}
    spent = []
    for turn in range(requests):
        body = json.dumps(booking(rooms, 0, FIRST_TURN + turn))
        request = RequestFactory().post(PATH, body, content_type="application/json", headers=headers)
        started = time.process_time()
        status = handler(request.environ).status_code
        spent.append((time.process_time() - started) * 1000)
        if status != 201:
            raise RuntimeError(f"A booking was answered with {status}")
    return statistics.median(spent[requests // 10 :])


def added_ms(rounds: int = 9) -> dict[str, float]:
    """Milliseconds that each middleware adds, the median of several rounds in turn."""
    layers = {"": _answer, "logs": RequestLog(_answer), "figures": RequestFigures(_answer)}
    spent: dict[str, list[float]] = {name: [] for name in layers}
    for _ in range(rounds):
        for name, layer in layers.items():
            spent[name].append(_round_ms(layer))
    medians = {name: statistics.median(times[1:]) for name, times in spent.items()}
    return {name: medians[name] - medians[""] for name in ("logs", "figures")}


def _round_ms(layer: Callable[[HttpRequest], HttpResponse]) -> float:
    requests = [_request() for _ in range(BATCH)]
    started = time.process_time()
    for request in requests:
        layer(request)
    return (time.process_time() - started) / BATCH * 1000


def _answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


def _request() -> HttpRequest:
    """A request as it is when it has been answered: its route and its user are known."""
    request = RequestFactory().post(PATH)
    request.resolver_match = resolve(PATH)
    request.user = User(pk=1)
    request.user._roles_by_organisation = {1: {"booker"}}
    return request
