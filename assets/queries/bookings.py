"""Bookings as a user may see them: one query that feeds page, API and workbook alike.

    bookings_between(user, start, end, *, assets=None, organisation=None, site=None, kind=None, round=None,
                     cancelled=False) -> list[BookingLine]
    my_bookings(user, *, past=False) -> list[BookingLine]      of the user's organisations
    visible_booking(user, pk) -> BookingLine                   Refused `not_found` (404) outside
    line_of(user, booking) -> BookingLine                      one that was just written
    lines_of(user, bookings) -> list[BookingLine]              masks a queryset of bookings

A user sees the purpose, the organisation and the booker of bookings of their own organisations, of bookings on
assets their organisations own or operate, and of those an agreement with `shares_details` opens; of all others
that the asset is busy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from assets.local_time import LOCAL
from assets.models import Agreement, Asset, Booking, Round, Site
from assets.queries.agreements import agreements_in_force, covers
from assets.queries.catalogue import visible_assets
from partners.models import Organisation, User
from partners.permissions import organisation_ids_of
from partners.refusals import Refused

BUSY = "Busy"


@dataclass(frozen=True)
class BookingLine:
    """A booking as one user sees it; without `details`, organisation, purpose and the rest are hidden."""

    id: int
    asset: Asset
    starts_at: datetime
    ends_at: datetime
    busy_until: datetime
    status: str
    details: bool
    can_change: bool
    organisation: Organisation | None = None
    purpose: str = BUSY
    attendees: int | None = None
    booked_by: User | None = None
    agreement: Agreement | None = None
    charge_pence: int | None = None
    request_id: int | None = None
    round_id: int | None = None
    bundle: str = ""
    revision: int = 0

    @property
    def status_words(self) -> str:
        """The status for people."""
        return Booking.Status(self.status).label

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


def bookings_between(
    user: User,
    start: datetime,
    end: datetime,
    *,
    assets: Iterable[Asset] | None = None,
    organisation: Organisation | None = None,
    site: Site | None = None,
    kind: str = "",
    round: Round | None = None,
    cancelled: bool = False,
) -> list[BookingLine]:
    """Bookings on assets the user may see, or of their organisations, that overlap [start, end), by start.

    Parameters:
        organisation: only bookings of it whose details the user sees; the others would tell whose they are.
        cancelled: with the cancelled ones.
    """
    own = organisation_ids_of(user)
    wanted = Q(starts_at__lt=end, ends_at__gt=start)
    wanted &= Q(asset__in=visible_assets(user).order_by().values("pk")) | Q(organisation__in=own)
    if assets is not None:
        wanted &= Q(asset__in=[asset.pk for asset in assets])
    if organisation is not None:
        wanted &= Q(organisation=organisation)
    if site is not None:
        wanted &= Q(asset__site=site)
    if kind:
        wanted &= Q(asset__kind=kind)
    if round is not None:
        wanted &= Q(round=round)
    if not cancelled:
        wanted &= Q(status__in=Booking.ACTIVE)
    lines = lines_of(user, Booking.objects.filter(wanted))
    return [line for line in lines if line.details] if organisation is not None else lines


def my_bookings(user: User, *, past: bool = False) -> list[BookingLine]:
    """Bookings of the user's organisations that are not over yet; or those of the past, latest first."""
    mine = Booking.objects.filter(organisation__in=organisation_ids_of(user), status__in=Booking.ACTIVE)
    now = timezone.now()
    if past:
        return lines_of(user, mine.filter(ends_at__lte=now).order_by("-starts_at", "-id"))
    return lines_of(user, mine.filter(ends_at__gt=now))


def visible_booking(user: User, pk: int) -> BookingLine:
    """One booking on an asset the user may see, or of their organisations; Refused `not_found` (404) outside."""
    own = organisation_ids_of(user)
    seen = Q(asset__in=visible_assets(user).order_by().values("pk")) | Q(organisation__in=own)
    lines = lines_of(user, Booking.objects.filter(seen, pk=pk))
    if not lines:
        raise Refused("not_found", "There is no such booking.", status=404)
    return lines[0]


def line_of(user: User, booking: Booking) -> BookingLine:
    """A booking the user has just written, as they may see it, without reading it again."""
    return _line(user, booking, details_test(user)(booking))


def lines_of(user: User, bookings: QuerySet[Booking]) -> list[BookingLine]:
    """The bookings as the user may see them, in their order, in a constant number of queries."""
    rows = bookings.select_related("asset__site", "asset__owner", "organisation", "booked_by", "agreement")
    sees = details_test(user)
    return [_line(user, booking, sees(booking)) for booking in rows]


def details_test(user: User) -> Callable[[Booking], bool]:
    """A function that says whether the user sees what a booking is for and whose it is.

    One's own are known without a query; the first of another body costs up to three, the next ones none.
    """
    own = organisation_ids_of(user)
    today = timezone.now().astimezone(LOCAL).date()

    @cache
    def sharing() -> dict[int, list[Agreement]]:
        found: dict[int, list[Agreement]] = defaultdict(list)
        for agreement in agreements_in_force(today, user_ids=own).filter(shares_details=True):
            found[agreement.owner_id].append(agreement)
        return found

    def sees(booking: Booking) -> bool:
        asset = booking.asset
        if own & {booking.organisation_id, asset.owner_id, asset.operator_id}:
            return True
        return any(covers(agreement, asset) for agreement in sharing()[asset.owner_id])

    return sees


def _line(user: User, booking: Booking, details: bool) -> BookingLine:
    busy_until = booking.ends_at + timedelta(minutes=booking.asset.turnaround_minutes)
    shown: dict[str, Any] = {
        "id": booking.pk,
        "asset": booking.asset,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "busy_until": busy_until,
        "status": booking.status,
        "details": details,
        "can_change": booking.is_active and user.has_perm("assets.change_booking", booking),
        "revision": booking.revision,
    }
    if details:
        shown |= {
            "organisation": booking.organisation,
            "purpose": booking.purpose,
            "attendees": booking.attendees,
            "booked_by": booking.booked_by,
            "agreement": booking.agreement,
            "charge_pence": booking.charge_pence,
            "request_id": booking.request_id,
            "round_id": booking.round_id,
            "bundle": str(booking.bundle or ""),
        }
    return BookingLine(**shown)
