"""How long things are kept, and what goes once that is over: one rule each, shown before it is carried out."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from api.models import IdempotencyKey
from assets.actions import retention as texts
from partners.actions.erasing import erase_person
from partners.models import ApiToken, User


class Rule(NamedTuple):
    """What goes, in words; how many there are now; and the act."""

    what: str
    count: int
    act: Callable[[], object]


def rules() -> Iterator[Rule]:
    """What would go now, rule by rule."""
    now = timezone.now()
    days = settings.RETENTION_DAYS

    def ago(name: str) -> datetime:
        return now - timedelta(days=days[name])

    yield Rule("sessions that have ended", *_deleted(Session.objects.filter(expire_date__lt=now)))
    yield Rule("counts of failed attempts that no longer matter", _cached(now), lambda: _forget_cached(now))
    yield Rule(
        f"answers kept for repeated API calls for more than {days['idempotency_keys']} days",
        *_deleted(IdempotencyKey.objects.filter(created_at__lt=ago("idempotency_keys"))),
    )
    yield Rule(
        f"API tokens that ended more than {days['ended_tokens']} days ago",
        *_deleted(
            ApiToken.objects.filter(
                Q(expires_at__lt=ago("ended_tokens")) | Q(revoked_at__lt=ago("ended_tokens"))
            )
        ),
    )
    left = User.objects.filter(
        left_at__lt=ago("closed_accounts"), erased_at=None, is_service=False, memberships=None
    )
    yield Rule(
        f"people to erase whose account was closed more than {days['closed_accounts']} days ago",
        left.count(),
        lambda: [erase_person(person=person, organisation=None, by=None) for person in left],
    )
    old = ago("booking_texts")
    yield Rule(
        f"texts of bookings, requests and blockings over for more than {days['booking_texts']} days, or of erased people",
        sum(
            rows.count()
            for rows in (
                texts.bookings_with_old_text(old),
                texts.requests_with_old_text(old),
                texts.blockings_with_old_text(old),
            )
        ),
        lambda: texts.remove_old_texts(old),
    )


def _deleted(rows: QuerySet) -> tuple[int, Callable[[], object]]:
    return rows.count(), rows.delete


def _cached(now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {_cache_table()} WHERE expires < %s", [_stored(now)])  # noqa: S608
        return cursor.fetchone()[0]


def _forget_cached(now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_cache_table()} WHERE expires < %s", [_stored(now)])  # noqa: S608


def _cache_table() -> str:
    return connection.ops.quote_name(cache._table)


def _stored(now: datetime) -> str | datetime:
    return connection.ops.adapt_datetimefield_value(now)
