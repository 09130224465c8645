"""What calendar programs may read.

    feeds_of(user) -> QuerySet[CalendarFeed]
    live_feed(secret) -> CalendarFeed | None          None unless its person may see what it gives now
    own_lines(user) -> list[BookingLine]              made or asked for by the user, for organisations still theirs
    asset_lines(user, asset) -> list[BookingLine]     of the asset, its whole and its parts, as the user may see them
    asset_blockings(asset) -> QuerySet[Blocking]
    changed_at(lines) -> {booking id: datetime}       for those whose details are seen

Cancelled bookings are among the lines, so that programs take them out.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from assets.models import Asset, Blocking, Booking, CalendarFeed
from assets.queries.bookings import BookingLine, lines_of
from assets.queries.calendars import related_to
from assets.queries.catalogue import visible_assets
from partners.models import AuditEntry, User
from partners.models.tokens import digest_of
from partners.permissions import organisation_ids_of

KEPT_BEHIND = timedelta(days=92)
EVENTS_MAX = 2_000


def feeds_of(user: User) -> QuerySet[CalendarFeed]:
    """The addresses the user made, newest first."""
    return user.calendar_feeds.select_related("asset__site")


def live_feed(secret: str) -> CalendarFeed | None:
    """The address with this secret, with its person and asset, as long as that person may see what it gives."""
    feed = CalendarFeed.objects.select_related("user", "asset").filter(digest=digest_of(secret)).first()
    if feed is None or not organisation_ids_of(feed.user):
        return None
    if feed.asset_id and not visible_assets(feed.user).filter(pk=feed.asset_id).exists():
        return None
    return feed


def own_lines(user: User) -> list[BookingLine]:
    """Bookings the user made by hand, and those a plan made of the user's requests."""
    mine = Q(booked_by=user, request=None) | Q(request__requested_by=user)
    return _lines(user, mine & Q(organisation__in=organisation_ids_of(user)))


def asset_lines(user: User, asset: Asset) -> list[BookingLine]:
    """Bookings that occupy the asset: its own, those of its whole and those of its parts."""
    return _lines(user, Q(asset__in=related_to([asset.pk]).order_by()))


def asset_blockings(asset: Asset) -> QuerySet[Blocking]:
    """When the asset, its whole or one of its parts is out of use."""
    return Blocking.objects.filter(asset__in=related_to([asset.pk]).order_by(), ends_at__gt=_since())[
        :EVENTS_MAX
    ]


def changed_at(lines: Iterable[BookingLine]) -> dict[int, datetime]:
    """When each booking was last changed, as the audit has it."""
    ids = [str(line.id) for line in lines if line.details]
    entries = AuditEntry.objects.filter(object_type=Booking._meta.label_lower, object_id__in=ids)
    latest = entries.order_by().values_list("object_id").annotate(latest=Max("at"))
    return {int(booking_id): moment for booking_id, moment in latest}


def _lines(user: User, wanted: Q) -> list[BookingLine]:
    return lines_of(user, Booking.objects.filter(wanted, ends_at__gt=_since())[:EVENTS_MAX])


def _since() -> datetime:
    return timezone.now() - KEPT_BEHIND
