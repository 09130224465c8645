"""Making and revoking addresses for calendar programs.

    create_feed(*, asset=None, by) -> (CalendarFeed, secret)     the secret is stored nowhere
    revoke_feed(*, feed, by) -> None
    end_feeds_of_who_left(sender, instance, **_) -> None     heard whenever a user is saved
    note_fetch(*, feed) -> None

Refused: `not_found` (404), `too_many_feeds`.
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from assets.models import Asset, CalendarFeed
from assets.queries.catalogue import visible_assets
from partners.audit import record, state_of
from partners.models import User
from partners.models.tokens import digest_of
from partners.queries import organisations_of
from partners.refusals import Refused

PREFIX = "cal_"
HINT_LENGTH = 8
FEEDS_MAX = 20
NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def create_feed(*, asset: Asset | None = None, by: User) -> tuple[CalendarFeed, str]:
    """Make an address for `by`'s own bookings, or for the calendar of an asset they may see.

    Returns it with its secret: 256 random bits, of which only the hash is kept.
    """
    if asset is not None and not visible_assets(by).filter(pk=asset.pk).exists():
        raise Refused("not_found", "There is no such asset.", "asset", status=404)
    # Locked so that two at once cannot pass the limit together.
    User.objects.select_for_update().get(pk=by.pk)
    if by.calendar_feeds.count() >= FEEDS_MAX:
        message = f"You have {FEEDS_MAX} calendar addresses. Revoke one that you no longer use first."
        raise Refused("too_many_feeds", message)
    secret = PREFIX + secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        user=by, asset=asset, digest=digest_of(secret), hint=secret[:HINT_LENGTH]
    )
    _record("calendar_feed.created", feed, by, after=state_of(feed))
    return feed, secret


@transaction.atomic
def revoke_feed(*, feed: CalendarFeed, by: User) -> None:
    """End one of `by`'s own addresses for good."""
    found = CalendarFeed.objects.select_for_update().filter(pk=feed.pk, user=by).first()
    if found is None:
        raise Refused("not_found", "There is no such calendar address.", status=404)
    _record("calendar_feed.revoked", found, by, before=state_of(found))
    found.delete()


@transaction.atomic
def end_feeds_of_who_left(sender: type[User], instance: User, **_: object) -> None:
    """End the addresses of a closed account, so that they do not work again if it is ever opened again."""
    if instance.is_active:
        return
    for feed in instance.calendar_feeds.select_for_update():
        record("calendar_feed.revoked", feed, by=None, organisation=None, before=state_of(feed))
        feed.delete()


def note_fetch(*, feed: CalendarFeed) -> None:
    """Keep when an address was last read, to within NOTED_EVERY, so that reading does not mean writing."""
    now = timezone.now()
    if feed.last_used_at is None or now - feed.last_used_at > NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_used_at=now)


def _record(action: str, feed: CalendarFeed, by: User, **states) -> None:
    """One entry for each organisation the person acts for: its bookings are what the address gives out."""
    for organisation in organisations_of(by):
        record(action, feed, by=by, organisation=organisation, **states)
