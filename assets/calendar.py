"""Every write to a calendar goes through here: lock, check again, write all rows and the audit, or nothing.

    hold(*, bookings, by, judged=False) -> list[Booking]     new ones (no pk) and moved ones alike
    release(*, bookings, by, reason="") -> list[Booking]     cancels
    standing_of(bookings) -> list[Booking]                   those to release, locked

Both run inside the caller's transaction if there is one. Raised: Refused with `asset_not_free`, `closed`,
`blocked`, `not_bookable`, `too_small`, `in_the_past`, `not_found` (422), the codes of
`cover.agreement_that_allows`, or `busy` (503) when the database could not be locked in time.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import wraps
from typing import Any, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from assets.bookable import check, is_about_a_blocking, may_override, refusal_of
from assets.local_time import aware
from assets.models import Agreement, Asset, Booking
from assets.queries.calendars import related_to
from assets.queries.catalogue import is_visible
from partners.audit import record, state_of
from partners.models import User
from partners.prepared import prepared
from partners.refusals import Refused

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
            check(booking, now=timezone.now(), ignoring=leaving)
            _write(booking, by, judged=False)
            leaving.discard(booking.pk)
        return list(bookings)
    for booking in bookings:
        _write(booking, by, judged=True)
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
    ids = {asset.pk for asset in assets}
    found = _locked_with(*ids) if len(ids) == 1 else _locked(ids)
    locked = {asset.pk: asset for asset in found}
    Asset.objects.filter(pk__in=locked).update(revision=F("revision") + 1)
    for asset in locked.values():
        asset.revision += 1
    return locked


def _locked(ids: Collection[int]) -> QuerySet[Asset]:
    related = related_to(ids).select_related("site", "owner").order_by("pk")
    return related.select_for_update(of=("self",))


@prepared
def _locked_with(asset_id: int) -> QuerySet[Asset]:
    return _locked([asset_id])


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


def _visible(locked: dict[int, Asset], asset_id: int, by: User) -> Asset:
    asset = locked.get(asset_id)
    if asset is None or not is_visible(by, asset):
        raise Refused("not_found", f"There is no asset {asset_id}.", "asset", status=422)
    return asset


def _write(booking: Booking, by: User, *, judged: bool) -> None:
    before = state_of(_unchanged(booking)) if booking.pk else None
    booking.revision += 1 if before else 0
    if not before:
        booking.booked_by = by
    _save(booking, by, judged=judged)
    record(
        "booking.moved" if before else "booking.created",
        booking,
        by=by,
        organisation=booking.organisation,
        before=before,
        after=state_of(booking),
    )


def _save(booking: Booking, by: User, *, judged: bool) -> None:
    try:
        # In a savepoint, so that the calendars can be read for the words of a refusal.
        with transaction.atomic():
            booking.save()
    except IntegrityError as error:
        overrides = not judged and is_about_a_blocking(error) and may_override(booking, by)
        if booking.overrides_blocking or not overrides:
            raise refusal_of(error, booking) from error
        booking.overrides_blocking = True
        _save(booking, by, judged=judged)


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
