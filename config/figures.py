"""What is counted while the site runs: requests with their time, and refusals. Right across all its processes.

Each process counts in files of its own in METRICS_FOLDER, which outlive it; `figures()` adds them up.
"""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector

from config.request_log import method_of, route_of
from partners.refusals import refused

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.4, 1, 2.5, 5, 10, 30)

REQUESTS = Counter("bluepool_requests", "Requests answered", ["route", "method", "status"])
DURATION = Histogram("bluepool_request_seconds", "Time to answer", ["route"], buckets=SECONDS)
REFUSALS = Counter("bluepool_refusals", "Refusals told to people and programs", ["code"])


class RequestFigures:
    """Counts each request by route, method and status, and measures its time; not in use without METRICS_TOKEN."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response
        refused.connect(count_refusal, dispatch_uid="figures")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        route = route_of(request)
        REQUESTS.labels(route, method_of(request), response.status_code).inc()
        DURATION.labels(route).observe(time.perf_counter() - started)
        return response


def count_refusal(code: str, **about: Any) -> None:
    """Count one refusal that was told."""
    REFUSALS.labels(code).inc()


def figures() -> Iterable[Metric]:
    """Those of all processes, also of those that have ended."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        return MultiProcessCollector(CollectorRegistry()).collect()
    return REGISTRY.collect()
