"""Assets and agreements of a round as parts of its problem document."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from assets.hours import Instants, open_intervals
from assets.models import Agreement, Asset, Booking, Round
from assets.planning.horizon import Horizon, whole_minute
from assets.planning.names import agreement_id
from assets.queries.agreements import CapsUsed, agreements_between, cap_span, covers, valid_span
from assets.queries.calendars import TURNAROUND_MAX, Calendars
from optimizer.bookings.intervals import overlap

Part = dict[str, Any]


def assets_of(planned: Round, participants: set[int], agreements: Iterable[Agreement]) -> list[Asset]:
    """Assets in use that participants own or may use, with those they are parts of or divided into."""
    shared = Asset.objects.filter(
        active=True, owner__in={*participants, *(one.owner_id for one in agreements)}
    )
    usable = [
        asset
        for asset in shared
        if asset.owner_id in participants or any(covers(one, asset) for one in agreements)
    ]
    ids = {asset.pk for asset in usable}
    related = Q(pk__in=ids) | Q(part_of__in=ids) | Q(parts__in=ids)
    rows = Asset.objects.filter(related).select_related("site").prefetch_related("features")
    return list(rows.distinct().order_by("pk"))


def asset_parts(planned: Round, assets: list[Asset], edges: Iterable[Booking]) -> list[Part]:
    """The assets; `edges` are bookings that are not wholly within the round and so block time instead."""
    horizon = Horizon(planned)
    calendars = Calendars.of(assets, planned.starts_at, planned.ends_at)
    known = {asset.pk for asset in assets}
    conflicts: dict[int, list[int]] = {asset.pk: [] for asset in assets}
    for asset in assets:
        if asset.part_of_id in known:
            conflicts[asset.pk].append(asset.part_of_id)
            conflicts[asset.part_of_id].append(asset.pk)
    standing = list(edges)
    return [_asset_part(asset, horizon, calendars, conflicts[asset.pk], standing) for asset in assets]


def _asset_part(
    asset: Asset, horizon: Horizon, calendars: Calendars, conflicts: list[int], edges: list[Booking]
) -> Part:
    blocked = [(one.starts_at, one.ends_at) for one in calendars.blockings(asset)]
    own = timedelta(minutes=asset.turnaround_minutes)
    for booking in edges:
        if booking.asset_id in (asset.pk, *conflicts):
            theirs = timedelta(minutes=booking.asset.turnaround_minutes)
            # Whoever comes first keeps its turnaround before the other.
            blocked.append((booking.starts_at - own, booking.ends_at + theirs))
    return {
        "id": str(asset.pk),
        "kind": asset.kind,
        "owner": str(asset.owner_id),
        "site": str(asset.site_id),
        "features": sorted(feature.code for feature in asset.features.all()),
        "capacity": asset.capacity,
        "turnaround_minutes": asset.turnaround_minutes,
        "open": horizon.spans(calendars.open(asset)) if asset.active else [],
        "blocked": horizon.spans(blocked),
        "conflicts_with": [str(other) for other in sorted(conflicts)],
    }


def standing_bookings(
    planned: Round, assets: list[Asset], now: datetime
) -> tuple[list[Booking], list[Booking]]:
    """Bookings on the assets that lie wholly within the round, and those that only touch it; none already over."""
    rows = Booking.objects.filter(
        asset__in=[asset.pk for asset in assets],
        status__in=Booking.ACTIVE,
        starts_at__lt=planned.ends_at + TURNAROUND_MAX,
        ends_at__gt=max(now, planned.starts_at - TURNAROUND_MAX),
    ).select_related("asset")
    inside, edges = [], []
    for booking in rows:
        within = planned.starts_at <= booking.starts_at and booking.ends_at <= planned.ends_at
        (inside if within else edges).append(booking)
    return inside, edges


def agreements_of(planned: Round, participants: set[int]) -> list[Agreement]:
    """Signed agreements that participants hold and that are valid at some time in the round."""
    return list(agreements_between(planned.starts_at, planned.ends_at, user_ids=participants).order_by("pk"))


def agreement_parts(
    planned: Round,
    agreements: Iterable[Agreement],
    assets: list[Asset],
    now: datetime,
    *,
    without: Iterable[int] = (),
) -> list[Part]:
    """The agreements as far as they allow anything in the round.

    Validity and notice become windows. An agreement whose cap counts in several periods of the round becomes one
    for each of them, with what is left of that period's cap.

    without: ids of bookings that use none of it.
    """
    horizon, caps = Horizon(planned), CapsUsed(without=without)
    parts = []
    for agreement in agreements:
        covered = [str(asset.pk) for asset in assets if covers(agreement, asset)]
        if not covered:
            continue
        for name, cap, period in _periods(agreement, planned, caps):
            windows = horizon.spans(_allowed(agreement, planned, period, now))
            if windows:
                whole = windows == [[0, horizon.minutes]]
                parts.append(
                    {
                        "id": agreement_id(agreement, name),
                        "owner": str(agreement.owner_id),
                        "user": str(agreement.user_id),
                        "kinds": sorted(row.kind for row in agreement.kinds.all())
                        if agreement.kinds_limited
                        else None,
                        "assets": covered if agreement.assets_limited else None,
                        "windows": None if whole else windows,
                        "cap_minutes": cap,
                        "rate_pence_per_hour": agreement.rate_pence_per_hour,
                    }
                )
    return parts


def _periods(agreement: Agreement, planned: Round, caps: CapsUsed) -> list[tuple[str, int | None, Instants]]:
    """Name, cap left and span of each cap period that the round touches; one without a name if there is but one."""
    whole = (planned.starts_at, planned.ends_at)
    if agreement.cap_minutes is None:
        return [("", None, whole)]
    spans = [cap_span(agreement, planned.starts_at)]
    while spans[-1][1] < planned.ends_at:
        spans.append(cap_span(agreement, spans[-1][1]))
    left = [max(0, agreement.cap_minutes - caps.minutes(agreement, *span)) for span in spans]
    if len(spans) == 1:
        return [("", left[0], whole)]
    return [(span[0].date().isoformat(), room, span) for span, room in zip(spans, left, strict=True)]


def _allowed(agreement: Agreement, planned: Round, period: Instants, now: datetime) -> list[Instants]:
    first, last = valid_span(agreement)
    start = max(
        planned.starts_at, period[0], first, whole_minute(now + timedelta(hours=agreement.notice_hours))
    )
    end = min(planned.ends_at, period[1], last or planned.ends_at)
    if not overlap((start, end), (planned.starts_at, planned.ends_at)) or start >= end:
        return []
    return open_intervals(agreement.hours, start, end)
