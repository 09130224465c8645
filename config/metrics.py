"""/metrics for Prometheus: what the database holds and what the processes have counted."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric

from assets.models import Booking
from config.figures import figures
from optimizer.runs.models import Run
from optimizer.runs.queue import queue_at

# kind of run: (format, task)
KINDS = {
    "bookings": (Run.Format.BOOKING, Run.Task.SOLVE),
    "batches": (Run.Format.BATCH, Run.Task.SOLVE),
    "splits": (Run.Format.BATCH, Run.Task.SPLIT),
}


@login_not_required
@never_cache
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """All figures, for who sends METRICS_TOKEN as a bearer token; not found while none is set."""
    if not settings.METRICS_TOKEN:
        raise Http404
    expected = f"Bearer {settings.METRICS_TOKEN}"
    if not constant_time_compare(request.headers.get("Authorization", ""), expected):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry()
    registry.register(_Collected())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Collected:
    """A collector as prometheus_client wants it."""

    def collect(self) -> Iterable[Metric]:
        try:
            yield from [*_bookings(), *_runs(), *_last_runs(), *_queue()]
            up = 1
        except DatabaseError:
            up = 0
        yield GaugeMetricFamily("bluepool_database_up", "Whether the database answered", value=up)
        yield from figures()


def _bookings() -> Iterator[Metric]:
    by_status = dict(Booking.objects.order_by().values_list("status").annotate(Count("pk")))
    yield CounterMetricFamily(
        "bluepool_bookings_made", "Bookings made, cancelled ones included", value=sum(by_status.values())
    )
    yield _gauge("bluepool_bookings", "Bookings by status", ["status"], _complete(Booking.Status, by_status))


def _runs() -> Iterator[Metric]:
    by_status = dict(Run.objects.order_by().values_list("status").annotate(Count("pk")))
    yield _gauge("bluepool_runs", "Runs by status", ["status"], _complete(Run.Status, by_status))


def _last_runs() -> Iterator[Metric]:
    gaps, seconds = {}, {}
    for kind, (format_, task) in KINDS.items():
        solved = Run.objects.filter(format=format_, task=task, status__in=Run.SOLVED)
        last = solved.order_by("-finished_at").values("started_at", "finished_at", "solution__gap").first()
        if last is None:
            continue
        seconds[kind,] = (last["finished_at"] - last["started_at"]).total_seconds()
        if last["solution__gap"] is not None:
            gaps[kind,] = last["solution__gap"]
    yield _gauge("bluepool_last_run_gap", "Proven gap of the last solved run, a share of 1", ["kind"], gaps)
    yield _gauge("bluepool_last_run_seconds", "Time the last solved run took", ["kind"], seconds)


def _queue() -> Iterator[Metric]:
    queue = queue_at(timezone.now())
    yield GaugeMetricFamily("bluepool_queue_length", "Runs that wait", value=queue.waiting)
    yield GaugeMetricFamily(
        "bluepool_queue_oldest_seconds", "Wait of the run that waits longest", value=queue.oldest_seconds
    )
    yield GaugeMetricFamily("bluepool_runs_attended", "Runs a worker is busy with", value=queue.working)


def _complete(choices: Any, counts: dict[str, int]) -> dict[tuple[str, ...], int]:
    """A figure for each choice, so that none is missing while it is nought."""
    return {(value,): counts.get(value, 0) for value in choices.values}


def _gauge(name: str, words: str, labels: list[str], figures: dict[tuple[str, ...], float]) -> Metric:
    gauge = GaugeMetricFamily(name, words, labels=labels)
    for values, figure in figures.items():
        gauge.add_metric(values, figure)
    return gauge
