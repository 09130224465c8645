"""The whole database looked at once more in the end, by other means than the judge of each race.

closed() -> {what must not be: how many}
"""

from collections import Counter
from datetime import timedelta
from io import StringIO

from django.core.management import CommandError, call_command
from django.db.models import Count, Exists, F, OuterRef, Q

from api.models import IdempotencyKey
from assets.models import Agreement, Asset, Blocking, Booking, Hold
from assets.queries.agreements import cap_span
from benchmarks.races.attempts import Span, double_bookings
from partners.models import AuditEntry


def closed() -> dict[str, int]:
    """Count what must not be among all that is stored."""
    standing = Booking.objects.filter(status__in=Booking.ACTIVE)
    return {
        "double bookings": _double(),
        "bookings in a blocking": standing.filter(Exists(_blockings())).count(),
        "bookings over a cap": _over_caps(),
        "bookings without their holds": _without_holds(),
        "holds of cancelled bookings": Hold.objects.exclude(booking__status__in=Booking.ACTIVE).count(),
        "bookings without one audit entry": _unrecorded(),
        "keys without an answer": IdempotencyKey.objects.filter(status=0).count(),
        "breaks of the audit chain": _breaks(),
    }


def _double() -> int:
    assets = Asset.objects.in_bulk()
    rows = Booking.objects.filter(status__in=Booking.ACTIVE).values_list("asset_id", "starts_at", "ends_at")
    return double_bookings(Span(assets[asset], start, end) for asset, start, end in rows.iterator())


def _blockings():
    own, whole = OuterRef("asset"), OuterRef("asset__part_of")
    return Blocking.objects.filter(
        Q(asset=own) | Q(asset=whole) | Q(asset__part_of=own),
        starts_at__lt=OuterRef("ends_at"),
        ends_at__gt=OuterRef("starts_at"),
    )


def _over_caps() -> int:
    over = 0
    for agreement in Agreement.objects.filter(cap_minutes__isnull=False):
        used: Counter = Counter()
        rows = agreement.bookings.filter(status__in=Booking.ACTIVE).values_list("starts_at", "ends_at")
        for start, end in rows.iterator():
            used[cap_span(agreement, start)] += (end - start) // timedelta(minutes=1)
        over += sum(minutes > agreement.cap_minutes for minutes in used.values())
    return over


def _without_holds() -> int:
    """A booking holds its asset and each of its parts."""
    rows = Booking.objects.filter(status__in=Booking.ACTIVE).annotate(
        held=Count("holds", distinct=True), parts=Count("asset__parts", distinct=True)
    )
    return rows.exclude(held=F("parts") + 1).count()


def _unrecorded() -> int:
    said = AuditEntry.objects.filter(action="booking.created").values_list("object_id", flat=True)
    counts = Counter(said.iterator())
    stored = {str(pk) for pk in Booking.objects.values_list("pk", flat=True).iterator()}
    return len(stored ^ set(counts)) + sum(count > 1 for count in counts.values())


def _breaks() -> int:
    try:
        call_command("verify_audit", stdout=StringIO())
    except CommandError as fault:
        print(fault)
        return 1
    return 0
