"""What is free instead: the same asset at other times, and others like it at the same time near by.

    alternatives_to(*, asset, organisation, starts_at, ends_at, attendees, by) -> list[dict], three at most

Each is JSON-able and tells nothing about whoever has the asset: {"asset", "asset_name", "site", "starts_at",
"ends_at", "when", "minutes_away"}.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from assets.cover import agreement_that_allows
from assets.hours import Instants
from assets.models import Asset
from assets.queries.agreements import CapsUsed, agreements_between
from assets.queries.calendars import Calendars
from assets.queries.catalogue import free_assets, travel_minutes
from partners.models import Organisation, User
from partners.refusals import Refused
from partners.wording import period

ALTERNATIVES = 3
DAYS_AROUND = 7
STEP = timedelta(minutes=15)
TRIES = 60


def alternatives_to(
    *,
    asset: Asset,
    organisation: Organisation,
    starts_at: datetime,
    ends_at: datetime,
    attendees: int | None,
    by: User,
) -> list[dict[str, Any]]:
    """At most three: the two nearest other times of the same asset, then assets like it, the nearest first.

    Where no asset with all its features is free, one that serves the same purpose without them is better than none.
    """
    times = _other_times(asset, organisation, starts_at, ends_at)
    of_its_kind = free_assets(
        by,
        organisation=organisation,
        kind=asset.kind,
        starts_at=starts_at,
        ends_at=ends_at,
        capacity_min=attendees or 1,
        near=asset.site,
    )
    features = set(asset.features.all())
    others = [free for free in of_its_kind if features <= set(free.asset.features.all())] or of_its_kind
    found = [_said(asset, asset, start, end) for start, end in times[: ALTERNATIVES - min(1, len(others))]]
    found += [_said(free.asset, asset, starts_at, ends_at) for free in others]
    return found[:ALTERNATIVES]


def _other_times(
    asset: Asset, organisation: Organisation, starts_at: datetime, ends_at: datetime
) -> list[Instants]:
    """The nearest times at which the organisation could book the asset for as long, the nearest first."""
    around = timedelta(days=DAYS_AROUND)
    now, length = timezone.now(), ends_at - starts_at
    calendars = Calendars.of([asset], starts_at - around, ends_at + around)
    starts = (_start_in(interval, starts_at, length) for interval in calendars.free(asset))
    coming = [start for start in starts if start is not None and start >= now]
    agreements = list(agreements_between(calendars.start, calendars.end, user_ids=[organisation.pk]))
    caps, found = CapsUsed(), []
    for start in sorted(coming, key=lambda one: (abs(one - starts_at), one))[:TRIES]:
        try:
            agreement_that_allows(
                asset=asset,
                organisation=organisation,
                intervals=[(start, start + length)],
                now=now,
                agreements=agreements,
                caps=caps,
            )
        except Refused:
            continue
        found.append((start, start + length))
        if len(found) == ALTERNATIVES:
            break
    return found


def _start_in(interval: Instants, wanted: datetime, length: timedelta) -> datetime | None:
    """The start within a free interval nearest to the wanted one, on the quarter hour; None if none fits."""
    first, last = interval[0], interval[1] - length
    if last < first:
        return None
    nearest = min(max(wanted, first), last)
    late = (nearest - nearest.replace(minute=0)) % STEP
    fitting = (start for start in (nearest - late, nearest - late + STEP) if first <= start <= last)
    return next(fitting, None)


def _said(asset: Asset, wanted: Asset, start: datetime, end: datetime) -> dict[str, Any]:
    return {
        "asset": asset.pk,
        "asset_name": asset.name,
        "site": asset.site.name,
        "starts_at": start.isoformat(),
        "ends_at": end.isoformat(),
        "when": period(start, end),
        "minutes_away": travel_minutes(wanted.site, asset.site),
    }
