"""Whether this process answers, whether the site can do its work, and whether runs are carried out.

/health/live    this process answers; asks nothing of anybody
/health/ready   200 while the database answers and has every migration of this version, else 503
/health/queue   200 while runs are carried out, 503 when one waits and no worker takes it
"""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from optimizer.runs.queue import queue_at


@login_not_required
@never_cache
@require_GET
def live(request: HttpRequest) -> JsonResponse:
    """This process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_GET
def ready(request: HttpRequest) -> JsonResponse:
    """The site can do its work. A stuck queue is told but takes nothing away: bookings need no worker."""
    try:
        missing = len(_known_migrations() - _applied_migrations())
        queue = "stuck" if not missing and queue_at(timezone.now()).is_stuck else "ok"
    except DatabaseError:
        return _answer(False, database="unreachable")
    return _answer(
        not missing, database="ok", migrations=f"{missing} to apply" if missing else "ok", queue=queue
    )


@login_not_required
@never_cache
@require_GET
def queue(request: HttpRequest) -> JsonResponse:
    """Runs are carried out."""
    try:
        found = queue_at(timezone.now())
    except DatabaseError:
        return _answer(False, database="unreachable")
    return _answer(
        not found.is_stuck,
        waiting=found.waiting,
        oldest_seconds=round(found.oldest_seconds),
        working=found.working,
    )


def _answer(is_well: bool, **facts: object) -> JsonResponse:
    return JsonResponse({"status": "ok" if is_well else "unwell", **facts}, status=200 if is_well else 503)


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """All migrations of this version, read from the disk once."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _applied_migrations() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(cursor.fetchall())
