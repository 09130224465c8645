"""When assets are free: their holds, blockings and opening hours, read once for many assets and a period.

calendars = Calendars.of(assets, start, end)        4 queries, however many assets
calendars.clash(asset, start, end, ignoring=())     -> the Refused that would be raised, or None
calendars.busy(asset) / .blockings(asset) / .open(asset)
calendars.free(asset)                               -> intervals in which a booking may lie
the_asset_is_shut(asset, start, end)                -> the Refused that needs no calendar, or None
related_to(ids)                                     -> the assets, their wholes and their parts
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from assets.hours import Instants, hours_in_words, open_intervals, open_throughout
from assets.models import Asset, Blocking, Hold
from optimizer.bookings.intervals import merged, overlap, without
from partners.refusals import Refused
from partners.wording import local_time, period

TURNAROUND_MAX = timedelta(days=7)


@dataclass(frozen=True)
class Busy:
    """One booking in the way: [starts_at, busy_until), turnaround included."""

    booking_id: int
    starts_at: datetime
    busy_until: datetime


def related_to(ids: Collection[int]) -> QuerySet[Asset]:
    """The assets with these ids, what they are part of and their parts: whoever can be in their way."""
    wholes = Asset.objects.filter(pk__in=ids, part_of__isnull=False).order_by().values("part_of")
    return Asset.objects.filter(Q(pk__in=ids) | Q(part_of__in=ids) | Q(pk__in=wholes))


@dataclass
class Calendars:
    """The calendars of some assets from `start` to `end`."""

    start: datetime
    end: datetime
    parts: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    holds: dict[int, list[Busy]] = field(default_factory=lambda: defaultdict(list))
    blocked: dict[int, list[Blocking]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, assets: Iterable[Asset], start: datetime, end: datetime) -> Calendars:
        """Read the calendars of the assets (with their sites) for every booking that touches [start, end)."""
        found = list(assets)
        calendars = cls(start, end)
        ids = {asset.pk for asset in found}
        parts = Asset.objects.filter(part_of__in=ids).order_by()
        for whole_id, part_id in parts.values_list("part_of_id", "pk"):
            calendars.parts[whole_id].append(part_id)
        units = {*ids, *(part for parts in calendars.parts.values() for part in parts)}
        holds = Hold.objects.filter(
            asset__in=units, starts_at__lt=end + TURNAROUND_MAX, busy_until__gt=start - TURNAROUND_MAX
        )
        for asset_id, booking_id, begins, until in holds.order_by("starts_at").values_list(
            "asset_id", "booking_id", "starts_at", "busy_until"
        ):
            calendars.holds[asset_id].append(Busy(booking_id, begins, until))
        calendars._read_blockings(found, units)
        return calendars

    def _read_blockings(self, assets: list[Asset], units: Collection[int]) -> None:
        wholes = {asset.part_of_id for asset in assets if asset.part_of_id}
        rows = Blocking.objects.filter(
            Q(asset__in={*units, *wholes}), starts_at__lt=self.end, ends_at__gt=self.start
        ).prefetch_related("may_override")
        for blocking in rows:
            self.blocked[blocking.asset_id].append(blocking)

    def busy(self, asset: Asset) -> list[Busy]:
        """The bookings that occupy the asset, its whole or one of its parts, by start, each once."""
        units = [asset.pk, *self.parts.get(asset.pk, ())]
        found = {busy.booking_id: busy for unit in units for busy in self.holds.get(unit, ())}
        return sorted(found.values(), key=lambda busy: (busy.starts_at, busy.booking_id))

    def blockings(self, asset: Asset) -> list[Blocking]:
        """The blockings of the asset, its whole and its parts."""
        units = [asset.pk, asset.part_of_id, *self.parts.get(asset.pk, ())]
        return [blocking for unit in units if unit for blocking in self.blocked.get(unit, ())]

    def open(self, asset: Asset) -> list[Instants]:
        """The intervals in which the asset is open."""
        return open_intervals(asset.open_hours, self.start, self.end)

    def free(self, asset: Asset) -> list[Instants]:
        """The intervals in which a booking of the asset may lie, whatever the agreements say."""
        turnaround = timedelta(minutes=asset.turnaround_minutes)
        # A new booking keeps its own turnaround before the next one, so that much earlier is not free.
        taken = [(busy.starts_at - turnaround, busy.busy_until) for busy in self.busy(asset)]
        taken += [(blocking.starts_at, blocking.ends_at) for blocking in self.blockings(asset)]
        return without(merged(self.open(asset)), taken)

    def in_the_way(
        self, asset: Asset, start: datetime, end: datetime, *, ignoring: Collection[int] = ()
    ) -> list[Busy]:
        """The bookings that overlap [start, end), the turnaround of whichever comes first included."""
        wanted = (start, end + timedelta(minutes=asset.turnaround_minutes))
        return [
            busy
            for busy in self.busy(asset)
            if busy.booking_id not in ignoring and overlap(wanted, (busy.starts_at, busy.busy_until))
        ]

    def blocked_by(self, asset: Asset, start: datetime, end: datetime) -> list[Blocking]:
        """The blockings that overlap [start, end)."""
        return [
            blocking
            for blocking in self.blockings(asset)
            if overlap((start, end), (blocking.starts_at, blocking.ends_at))
        ]

    def clash(
        self, asset: Asset, start: datetime, end: datetime, *, ignoring: Collection[int] = ()
    ) -> Refused | None:
        """Why the asset cannot be booked for [start, end): `not_bookable`, `closed`, `blocked`, `asset_not_free`.

        ignoring: ids of bookings that are not in the way, such as the one being moved.
        """
        if shut := the_asset_is_shut(asset, start, end):
            return shut
        blockings = self.blocked_by(asset, start, end)
        if blockings:
            first = blockings[0]
            why = f"{first.get_kind_display().lower()}{f' ({first.reason})' if first.reason else ''}"
            return Refused("blocked", f"{asset} is out of use until {local_time(first.ends_at)}: {why}.")
        if self.in_the_way(asset, start, end, ignoring=ignoring):
            turnaround = f" and needs {asset.turnaround_minutes} minutes between bookings"
            return Refused(
                "asset_not_free",
                f"{asset} is taken at some time in {period(start, end)}"
                f"{turnaround if asset.turnaround_minutes else ''}. Choose another time or asset.",
            )
        return None


def the_asset_is_shut(asset: Asset, start: datetime, end: datetime) -> Refused | None:
    """Why nobody can have the asset for [start, end), whatever is booked: `not_bookable`, `closed`."""
    if not asset.active:
        return Refused("not_bookable", f"{asset} is not in use at present. Choose another asset.")
    if not open_throughout(asset.open_hours, [(start, end)]):
        hours = hours_in_words(asset.open_hours)
        return Refused("closed", f"{asset} is open {hours}. Choose a time within these hours.")
    return None
