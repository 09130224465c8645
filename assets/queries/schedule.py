"""The calendar of many assets at once, and of one asset without gaps.

schedule(user, start, end, *, site=None, kind="", owner=None, assets=None) -> list[ScheduleRow]
timeline(rows, *, address=None) -> {"resources": […], "events": […]}    for the drawn timeline
availability(user, asset, start, end) -> list[Stretch]      free, busy, blocked and closed, gapless
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from assets.hours import Instants
from assets.local_time import LOCAL
from assets.models import Asset, Blocking, Booking, Site
from assets.queries.bookings import BookingLine, bookings_between, lines_of
from assets.queries.calendars import Busy, Calendars
from assets.queries.catalogue import visible_assets
from optimizer.bookings.intervals import overlap
from partners.models import Organisation, User
from partners.refusals import Refused
from partners.wording import period

FREE, BUSY, BLOCKED, CLOSED = "free", "busy", "blocked", "closed"


@dataclass(frozen=True)
class ScheduleRow:
    """An asset with its bookings and blockings in a period; those of its whole and parts are on their own rows."""

    asset: Asset
    bookings: list[BookingLine] = field(default_factory=list)
    blockings: list[Blocking] = field(default_factory=list)


@dataclass(frozen=True)
class Stretch:
    """An unbroken stretch of an asset's calendar. `line` and `blocking` say why it is not free."""

    starts_at: datetime
    ends_at: datetime
    state: str
    line: BookingLine | None = None
    blocking: Blocking | None = None


def schedule(
    user: User,
    start: datetime,
    end: datetime,
    *,
    site: Site | None = None,
    kind: str = "",
    owner: Organisation | None = None,
    assets: Iterable[Asset] | None = None,
) -> list[ScheduleRow]:
    """The visible assets (or those of them that are named), by site and name, with what fills [start, end)."""
    shown = visible_assets(user).filter(active=True)
    if assets is not None:
        shown = shown.filter(pk__in=[asset.pk for asset in assets])
    if site is not None:
        shown = shown.filter(site=site)
    if kind:
        shown = shown.filter(kind=kind)
    if owner is not None:
        shown = shown.filter(owner=owner)
    rows = {asset.pk: ScheduleRow(asset) for asset in shown.order_by("site__name", "name", "pk")}
    for line in bookings_between(user, start, end, assets=[row.asset for row in rows.values()]):
        rows[line.asset.pk].bookings.append(line)
    blockings = Blocking.objects.filter(asset__in=rows, starts_at__lt=end, ends_at__gt=start)
    for blocking in blockings:
        rows[blocking.asset_id].blockings.append(blocking)
    return list(rows.values())


def timeline(
    rows: Iterable[ScheduleRow], *, address: Callable[[BookingLine], str] | None = None
) -> dict[str, list[dict[str, Any]]]:
    """A schedule as the timeline script reads it; times as local wall time.

    address: gives the page of a booking whose details the viewer sees.
    """
    resources, events = [], []
    for row in rows:
        resources.append({"id": str(row.asset.pk), "title": f"{row.asset.site.name}: {row.asset.name}"})
        for line in row.bookings:
            span = period(line.starts_at, line.ends_at)
            events.append(
                {
                    **_event(f"booking-{line.id}", row.asset, line.starts_at, line.ends_at),
                    "title": line.purpose,
                    "label": f"{line.purpose}, {row.asset.name}, {span}",
                    "kind": "booking",
                    "url": address(line) if address and line.details else None,
                }
            )
        for blocking in row.blockings:
            span = period(blocking.starts_at, blocking.ends_at)
            events.append(
                {
                    **_event(f"blocking-{blocking.pk}", row.asset, blocking.starts_at, blocking.ends_at),
                    "title": blocking.get_kind_display(),
                    "label": f"{blocking.get_kind_display()}, {row.asset.name}, {span}",
                    "kind": "blocking",
                    "url": None,
                }
            )
    return {"resources": resources, "events": events}


def _event(name: str, asset: Asset, start: datetime, end: datetime) -> dict[str, Any]:
    first, last = (moment.astimezone(LOCAL).replace(tzinfo=None) for moment in (start, end))
    if last <= first:
        # Into the second of the two hours in October the clocks run backwards: drawn with its length from its start.
        last = first + (end - start)
    return {
        "id": name,
        "resources": [str(asset.pk)],
        "start": first.isoformat(timespec="seconds"),
        "end": last.isoformat(timespec="seconds"),
    }


def availability(user: User, asset: Asset, start: datetime, end: datetime) -> list[Stretch]:
    """What fills the asset's calendar from start to end, without gaps.

    The bookings of its whole and its parts count, as do turnarounds. Where a stretch is several things at once,
    busy goes before blocked before closed.
    """
    if start >= end:
        raise Refused("ends_before_start", "The end must come after the start.", "to", status=422)
    calendars = Calendars.of([asset], start, end)
    busy = [one for one in calendars.busy(asset) if overlap((one.starts_at, one.busy_until), (start, end))]
    bookings = Booking.objects.filter(pk__in=[one.booking_id for one in busy])
    lines = {line.id: line for line in lines_of(user, bookings)}
    blockings, opened = calendars.blockings(asset), calendars.open(asset)
    stretches: list[Stretch] = []
    for span in _pieces(start, end, [*_spans(busy, blockings), *opened]):
        held = next((one for one in busy if overlap(span, (one.starts_at, one.busy_until))), None)
        blocking = next((one for one in blockings if overlap(span, (one.starts_at, one.ends_at))), None)
        is_open = any(overlap(span, interval) for interval in opened)
        state = BUSY if held else BLOCKED if blocking else FREE if is_open else CLOSED
        line = lines[held.booking_id] if held else None
        stretches.append(Stretch(*span, state, line, None if held else blocking))
    return _joined(stretches)


def _spans(busy: Iterable[Busy], blockings: Iterable[Blocking]) -> list[Instants]:
    spans = [(one.starts_at, one.busy_until) for one in busy]
    return spans + [(one.starts_at, one.ends_at) for one in blockings]


def _pieces(start: datetime, end: datetime, spans: Iterable[Instants]) -> Iterator[Instants]:
    """[start, end) cut at every edge of the spans."""
    edges = {start, end} | {edge for span in spans for edge in span if start < edge < end}
    return pairwise(sorted(edges))


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Neighbours that are the same thing as one."""
    joined: list[Stretch] = []
    for one in stretches:
        last = joined[-1] if joined else None
        if last and (last.state, last.line, last.blocking) == (one.state, one.line, one.blocking):
            joined[-1] = Stretch(last.starts_at, one.ends_at, one.state, one.line, one.blocking)
        else:
            joined.append(one)
    return joined
