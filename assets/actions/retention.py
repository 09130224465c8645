"""Taking out the free text of what is over: it may tell of people, and nobody needs it any more."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from assets.models import Blocking, Booking, BookingRequest
from partners.actions.erasing import clean_audit_of

REMOVED = "Text removed"
BATCH = 500
OVER = (BookingRequest.Status.PLACED, BookingRequest.Status.DECLINED, BookingRequest.Status.WITHDRAWN)


def bookings_with_old_text(before: datetime) -> QuerySet[Booking]:
    """Bookings that ended before, and those that are over and were made by somebody who has been erased."""
    erased = Q(booked_by__erased_at__isnull=False, ends_at__lt=timezone.now())
    ended = Booking.objects.filter(Q(ends_at__lt=before) | erased)
    return ended.exclude(purpose=REMOVED, cancel_reason="")


def requests_with_old_text(before: datetime) -> QuerySet[BookingRequest]:
    """Answered or withdrawn requests made before, or made by somebody who has been erased."""
    old = Q(created_at__lt=before) | Q(requested_by__erased_at__isnull=False)
    answered = BookingRequest.objects.filter(old, status__in=OVER)
    return answered.exclude(title=REMOVED, reference="")


def blockings_with_old_text(before: datetime) -> QuerySet[Blocking]:
    """Blockings that ended before and say why they were made."""
    return Blocking.objects.filter(ends_at__lt=before).exclude(reason="")


def remove_old_texts(before: datetime) -> int:
    """Take the texts out of all of these, in their audit entries too; returns out of how many rows."""
    return (
        _remove(bookings_with_old_text(before), purpose=REMOVED, cancel_reason="")
        + _remove(requests_with_old_text(before), title=REMOVED, reference="")
        + _remove(blockings_with_old_text(before), reason="")
    )


def _remove(rows: QuerySet, **texts: str) -> int:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        _remove_batch(rows.model, keys[start : start + BATCH], texts)
    return len(keys)


@transaction.atomic
def _remove_batch(model: type, keys: Iterable[int], texts: dict[str, str]) -> None:
    model.objects.filter(pk__in=keys).update(**texts)
    clean_audit_of(model._meta.label_lower, keys, by=None, organisation=None)
