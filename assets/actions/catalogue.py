"""Sites, assets, features and blockings.

    save_site(*, site, by) -> Site                         new or changed
    save_asset(*, asset, by, features=None) -> Asset       features: Feature rows; None leaves them
    save_feature(*, feature, organisation, by) -> Feature
    save_blocking(*, blocking, by, may_override=None) -> Blocking
    remove_blocking(*, blocking, by) -> None

Refused: `not_allowed` (403), `invalid` (422, with the field), `bookings_stand`, `bookings_too_close`.
"""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, models, transaction

from assets.calendar import lock, retried_once
from assets.checked import check_fields
from assets.local_time import aware
from assets.models import Asset, Blocking, Booking, Feature, Site
from assets.queries.calendars import related_to
from partners.audit import record, state_of
from partners.models import Organisation, User
from partners.permissions import require
from partners.refusals import Refused
from partners.wording import period


def stored_state(instance: models.Model) -> dict[str, Any] | None:
    """The row as the database has it before a change; None for a new one."""
    if instance.pk is None:
        return None
    return state_of(type(instance)._default_manager.get(pk=instance.pk))


def _may_keep(organisation: Organisation, by: User) -> None:
    message = f"Only a station manager or administrator of {organisation} may change its sites and assets."
    require(by, "assets.keep_catalogue", organisation, message)


@retried_once
@transaction.atomic
def save_site(*, site: Site, by: User) -> Site:
    """Store a new or changed site of an organisation the user keeps."""
    before = stored_state(site)
    _may_keep(site.organisation, by)
    if before and before["organisation_id"] != site.organisation_id:
        raise Refused("invalid", "A site stays with its organisation.", "organisation", status=422)
    check_fields(site)
    site.save()
    action = "site.changed" if before else "site.created"
    record(action, site, by=by, organisation=site.organisation, before=before, after=state_of(site))
    return site


@retried_once
@transaction.atomic
def save_asset(*, asset: Asset, by: User, features: Iterable[Feature] | None = None) -> Asset:
    """Store a new or changed asset. Its owner, its whole and its kind of calendar stay consistent with bookings."""
    before = stored_state(asset)
    if before:
        require(by, "assets.keep_asset", Asset.objects.get(pk=asset.pk), _KEEP_ASSET)
        if before["owner_id"] != asset.owner_id:
            raise Refused("invalid", "An asset stays with its owner.", "owner", status=422)
        _lock_with_wholes(asset, before)
        asset.revision = Asset.objects.values_list("revision", flat=True).get(pk=asset.pk)
    else:
        _may_keep(asset.owner, by)
    _check_site(asset)
    check_fields(asset)
    _save_with_calendar(asset)
    if features is not None:
        asset.features.set(features)
    codes = sorted(asset.features.values_list("code", flat=True))
    action = "asset.changed" if before else "asset.created"
    after = {**state_of(asset), "features": codes}
    record(action, asset, by=by, organisation=asset.owner, before=before, after=after)
    return asset


def _check_site(asset: Asset) -> None:
    """An asset is kept at a site of its owner, its operator, or a partner of the owner."""
    keepers = {asset.owner_id, asset.operator_id}
    partners = Organisation.objects.filter(partnerships__organisations=asset.owner)
    if (
        asset.site.organisation_id not in keepers
        and not partners.filter(pk=asset.site.organisation_id).exists()
    ):
        message = "Choose a site of the owner, the operator or a partner."
        raise Refused("invalid", message, "site", status=422)


_KEEP_ASSET = "Only a station manager or administrator of its owner or operator may change this asset."


def _lock_with_wholes(asset: Asset, before: dict[str, Any]) -> None:
    wholes = {before["part_of_id"], asset.part_of_id} - {None}
    lock([asset, *Asset.objects.filter(pk__in=wholes)])


def _save_with_calendar(asset: Asset) -> None:
    try:
        with transaction.atomic():
            asset.save()
    except IntegrityError as error:
        if "asset_not_free" in str(error) or "hold_no_overlap" in str(error):
            raise Refused(
                "bookings_too_close",
                f"Bookings of {asset} stand that would clash after this change of turnaround or parts. "
                "Move or cancel them first.",
            ) from error
        if "part_divided_again" in str(error):
            raise Refused("invalid", "A part cannot be divided again.", "part_of", status=422) from error
        raise


@transaction.atomic
def save_feature(*, feature: Feature, organisation: Organisation, by: User) -> Feature:
    """Store a feature, on behalf of an organisation the user keeps; features are shared by all."""
    _may_keep(organisation, by)
    before = stored_state(feature)
    check_fields(feature)
    feature.save()
    action = "feature.changed" if before else "feature.created"
    record(action, feature, by=by, organisation=organisation, before=before, after=state_of(feature))
    return feature


@retried_once
@transaction.atomic
def save_blocking(*, blocking: Blocking, by: User, may_override: Iterable[User] | None = None) -> Blocking:
    """Block an asset for [starts_at, ends_at). Refused `bookings_stand` while bookings lie in the period."""
    require(by, "assets.keep_blocking", blocking, _KEEP_ASSET)
    before = stored_state(blocking)
    blocking.starts_at = aware(blocking.starts_at, field="starts_at")
    blocking.ends_at = aware(blocking.ends_at, field="ends_at")
    check_fields(blocking)
    lock([blocking.asset])
    _no_booking_stands(blocking)
    blocking.save()
    if may_override is not None:
        blocking.may_override.set(may_override)
    after = {**state_of(blocking), "may_override": sorted(blocking.may_override.values_list("pk", flat=True))}
    action = "blocking.changed" if before else "blocking.created"
    record(action, blocking, by=by, organisation=blocking.asset.owner, before=before, after=after)
    return blocking


def _no_booking_stands(blocking: Blocking) -> None:
    standing = Booking.objects.filter(
        asset__in=related_to([blocking.asset_id]).order_by(),
        status__in=Booking.ACTIVE,
        overrides_blocking=False,
        starts_at__lt=blocking.ends_at,
        ends_at__gt=blocking.starts_at,
    )
    spans = [period(booking.starts_at, booking.ends_at) for booking in standing[:3]]
    if spans:
        raise Refused(
            "bookings_stand",
            f"{blocking.asset} is booked in this period ({'; '.join(spans)}). Move or cancel these bookings first.",
            details={"bookings": list(standing.values_list("pk", flat=True))},
        )


@retried_once
@transaction.atomic
def remove_blocking(*, blocking: Blocking, by: User) -> None:
    """Take a blocking away; its asset can be booked again."""
    require(by, "assets.keep_blocking", blocking, _KEEP_ASSET)
    lock([blocking.asset])
    before = state_of(blocking)
    record("blocking.removed", blocking, by=by, organisation=blocking.asset.owner, before=before)
    blocking.delete()
