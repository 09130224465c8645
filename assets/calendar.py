"""Every write to a calendar goes through here: lock, check again, write all rows and the audit, or nothing.

    hold(*, bookings, by, judged=False) -> list[Booking]     new ones (no pk) and moved ones alike
    release(*, bookings, by, reason="") -> list[Booking]     cancels
    standing_of(bookings) -> list[Booking]                   those to release, locked

Both run inside the caller's transaction if there is one. Raised: Refused with `asset_not_free`, `closed`,
`blocked`, `not_bookable`, `too_small`, `in_the_past`, `not_found` (422), the codes of `cover.agreement_that_allows`, or `busy` (503)
when the database could not be locked in time.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from assets.checked import check_fields
from assets.cover import agreement_that_allows, charge_of, minutes_of
from assets.local_time import aware
from assets.models import Agreement, Asset, Booking
from assets.models.kinds import SEATING
from assets.queries.agreements import CapsUsed, agreements_between
from assets.queries.calendars import Calendars, related_to
from assets.queries.catalogue import is_visible
from partners.audit import record, state_of
from partners.models import User
from partners.refusals import Refused

SET_HERE = ("asset", "organisation", "agreement", "request", "round", "booked_by")
SERIALISATION_FAILURES = {"40001", "40P01"}
Result = TypeVar("Result")


def retried_once(write: Callable[..., Result]) -> Callable[..., Result]:
    """Run a write again if PostgreSQL could not serialise it; say `busy` if the lock did not come in time."""

    @wraps(write)
    def with_retry(*args: Any, **kwargs: Any) -> Result:
        outermost = not connection.in_atomic_block
        try:
            return write(*args, **kwargs)
        except OperationalError as error:
            if not outermost:
                raise
            if getattr(error.__cause__, "sqlstate", "") in SERIALISATION_FAILURES:
                return write(*args, **kwargs)
            if "locked" in str(error):
                raise _busy() from error
            raise

    return with_retry


def _busy() -> Refused:
    return Refused("busy", "The calendar is busy. Nothing was changed; please try again.", status=503)


@retried_once
@transaction.atomic
def hold(*, bookings: Sequence[Booking], by: User, judged: bool = False) -> list[Booking]:
    """Write bookings, all or none, and record each.

    Agreement and charge are set here, but for judged bookings.

    Parameters:
        bookings: unsaved ones, and saved ones whose asset or times were changed.
        judged: the caller has had a whole plan judged and cites its agreements; the database's guards still stand.

    Raises:
        Refused: see the head of this module. Nothing is written then.
    """
    locked = lock(booking.asset for booking in bookings)
    for booking in bookings:
        # Until here an asset may be no more than the key that somebody sent.
        booking.asset = locked[booking.asset_id] if judged else _visible(locked, booking.asset_id, by)
        booking.starts_at = aware(booking.starts_at, field="starts_at")
        booking.ends_at = aware(booking.ends_at, field="ends_at")
    if not judged:
        lock_caps(
            users={booking.organisation_id for booking in bookings},
            owners={booking.asset.owner_id for booking in bookings},
        )
        leaving = {booking.pk for booking in bookings if booking.pk}
        for booking in bookings:
            # Each is written before the next is checked, so that they cannot be in each other's way.
            check(booking, by=by, now=timezone.now(), among=locked.values(), ignoring=leaving)
            _write(booking, by)
            leaving.discard(booking.pk)
        return list(bookings)
    for booking in bookings:
        _write(booking, by)
    return list(bookings)


@retried_once
@transaction.atomic
def release(*, bookings: Sequence[Booking], by: User | None, reason: str = "") -> list[Booking]:
    """Cancel standing bookings, record each, and free their assets."""
    lock(booking.asset for booking in bookings)
    for booking in bookings:
        before = state_of(_unchanged(booking))
        booking.status, booking.cancelled_at = Booking.Status.CANCELLED, timezone.now()
        booking.cancel_reason = reason[:200]
        booking.revision += 1
        booking.save()
        record(
            "booking.cancelled",
            booking,
            by=by,
            organisation=booking.organisation,
            before=before,
            after=state_of(booking),
        )
    return list(bookings)


def lock(assets: Iterable[Asset]) -> dict[int, Asset]:
    """Lock the assets with their wholes and parts in the order of their keys, raise their revisions.

    Returns the assets as they are now, with sites and owners, by id.
    """
    # PostgreSQL locks in the order read; SQLite has locked everything when the transaction began.
    related = related_to(assets).select_related("site", "owner").order_by("pk")
    locked = {asset.pk: asset for asset in related.select_for_update(of=("self",))}
    Asset.objects.filter(pk__in=locked).update(revision=F("revision") + 1)
    for asset in locked.values():
        asset.revision += 1
    return locked


def lock_caps(*, users: Iterable[int], owners: Iterable[int]) -> None:
    """Two bookings under one cap wait for each other even if their assets differ. Lock the assets first."""
    if not connection.features.has_select_for_update:
        return
    rows = Agreement.objects.select_for_update().filter(
        user__in=users, owner__in=owners, cap_minutes__isnull=False
    )
    list(rows.order_by("pk").values_list("pk"))


def standing_of(bookings: QuerySet[Booking]) -> list[Booking]:
    """The bookings that still stand, read once their assets and they themselves are locked, to be released."""
    standing = bookings.filter(status__in=Booking.ACTIVE).select_related("asset", "organisation")
    lock(booking.asset for booking in standing)
    return list(standing.select_for_update(of=("self",)))


def check(
    booking: Booking, *, by: User, now: datetime, among: Iterable[Asset], ignoring: Iterable[int] = ()
) -> None:
    """Refuse in words what may not be booked; set the agreement, the charge and an override on the booking.

    among: the locked assets, the parts of the booked one included; ignoring: ids of bookings that leave.
    """
    if booking.ends_at <= booking.starts_at:
        raise Refused("ends_before_start", "The end must come after the start.", "ends_at", status=422)
    if booking.ends_at <= now:
        raise Refused(
            "in_the_past", "This time has passed. Choose a time from now on.", "starts_at", status=422
        )
    # Its constraints are asked for words only once the database has refused the row (refusal_of).
    check_fields(booking, without=SET_HERE, constraints=False)
    the_asset_seats_them(booking)
    leaving = {*ignoring, booking.pk} - {None}
    calendars = Calendars.of([booking.asset], booking.starts_at, booking.ends_at, among=among)
    booking.overrides_blocking = _may_override(booking, calendars, by)
    if booking.overrides_blocking:
        calendars.blocked.clear()
    clash = calendars.clash(booking.asset, booking.starts_at, booking.ends_at, ignoring=leaving)
    if clash is not None:
        raise clash
    interval = (booking.starts_at, booking.ends_at)
    booking.agreement = agreement_that_allows(
        asset=booking.asset,
        organisation=booking.organisation,
        intervals=[interval],
        now=now,
        # Of one asset the cover is asked for only where an agreement limits it, so nothing is read beforehand.
        agreements=agreements_between(*interval, user_ids=[booking.organisation_id])
        .filter(owner=booking.asset.owner_id)
        .select_related(None)
        .prefetch_related(None),
        caps=CapsUsed(without=leaving),
    )
    booking.charge_pence = charge_of(booking.agreement, minutes_of([interval]))


def _visible(locked: dict[int, Asset], asset_id: int, by: User) -> Asset:
    asset = locked.get(asset_id)
    if asset is None or not is_visible(by, asset):
        raise Refused("not_found", f"There is no asset {asset_id}.", "asset", status=422)
    return asset


def the_asset_seats_them(booking: Booking) -> None:
    """Rooms and minibuses seat everybody who comes."""
    asset = booking.asset
    if booking.attendees and asset.kind in SEATING and booking.attendees > asset.capacity:
        raise Refused(
            "too_small",
            f"{asset} is for {asset.capacity} people, and {booking.attendees} are expected. "
            "Choose a larger one.",
            "attendees",
        )


def _may_override(booking: Booking, calendars: Calendars, by: User) -> bool:
    blockings = calendars.blocked_by(booking.asset, booking.starts_at, booking.ends_at)
    return bool(blockings) and all(by in blocking.may_override.all() for blocking in blockings)


def _write(booking: Booking, by: User) -> None:
    before = state_of(_unchanged(booking)) if booking.pk else None
    booking.revision += 1 if before else 0
    if not before:
        booking.booked_by = by
    try:
        with transaction.atomic():
            booking.save()
    except IntegrityError as error:
        raise refusal_of(error, booking) from error
    record(
        "booking.moved" if before else "booking.created",
        booking,
        by=by,
        organisation=booking.organisation,
        before=before,
        after=state_of(booking),
    )


def _unchanged(booking: Booking) -> Booking:
    """The booking as it is stored, now that its asset is locked; refused if it is not the one that was read."""
    # Its own lock too: two moves to different assets have no asset in common.
    stored = Booking.objects.select_for_update().get(pk=booking.pk)
    if stored.revision != booking.revision:
        raise Refused(
            "changed_meanwhile",
            "Somebody changed this booking in the meantime. Look at it again, then repeat your change.",
            status=412,
        )
    return stored


def refusal_of(error: IntegrityError, booking: Booking) -> Exception:
    """What the database's guards or constraints say, in words; the error itself if they did not speak."""
    said = str(error)
    if "asset_not_free" in said or "hold_no_overlap" in said:
        return Refused("asset_not_free", f"{booking.asset} is taken then. Choose another time or asset.")
    if "blocked" in said:
        return Refused("blocked", f"{booking.asset} is out of use then. Choose another time or asset.")
    if "no_agreement" in said:
        message = f"No agreement lets {booking.organisation} use {booking.asset}."
        return Refused("no_agreement", message, status=403)
    try:
        check_fields(booking, without=SET_HERE)
    except Refused as refusal:
        return refusal
    return error
