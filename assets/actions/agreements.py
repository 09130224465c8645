"""Agreements: written by the owner of the assets, signed, ended; the terms of a signed one stand.

    save_agreement(*, agreement, by, kinds=None, assets=None) -> Agreement    None: all kinds, all assets
    sign_agreement(*, agreement, signed_on, by) -> Agreement
    end_agreement(*, agreement, last_day, by) -> Agreement

Refused: `not_allowed` (403), `invalid` (422), `agreement_signed`, `agreement_not_signed`, `bookings_stand`.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from assets.actions.catalogue import stored_state
from assets.calendar import lock, retried_once
from assets.checked import check_fields
from assets.local_time import LOCAL
from assets.models import Agreement, AgreementKind, Asset, Booking, Kind
from partners.audit import record, state_of
from partners.models import User
from partners.permissions import require
from partners.refusals import Refused


def _may_keep(agreement: Agreement, by: User) -> None:
    message = f"Only a partnership administrator of {agreement.owner} may change its agreements."
    require(by, "assets.keep_agreements", agreement.owner, message)


@retried_once
@transaction.atomic
def save_agreement(
    *,
    agreement: Agreement,
    by: User,
    kinds: Iterable[str] | None = None,
    assets: Iterable[Asset] | None = None,
) -> Agreement:
    """Store a new agreement, or one that is not signed yet, with what it covers.

    Parameters:
        kinds: values of Kind it is limited to; None for all kinds.
        assets: assets of the owner it is limited to; None for all.
    """
    _may_keep(agreement, by)
    before = stored_state(agreement)
    if before and (before["signed_on"] or before["owner_id"] != agreement.owner_id):
        raise Refused(
            "agreement_signed",
            "The terms of a signed agreement stand, and an agreement stays with its owner. "
            "End it and write a new one.",
        )
    chosen_kinds = None if kinds is None else sorted(set(kinds))
    chosen_assets = None if assets is None else list(assets)
    _check_cover(agreement, chosen_kinds, chosen_assets)
    agreement.kinds_limited, agreement.assets_limited = kinds is not None, assets is not None
    check_fields(agreement)
    agreement.save()
    agreement.kinds.all().delete()
    AgreementKind.objects.bulk_create(
        AgreementKind(agreement=agreement, kind=kind) for kind in chosen_kinds or ()
    )
    agreement.assets.set(chosen_assets or ())
    _record("agreement.changed" if before else "agreement.created", agreement, by, before)
    return agreement


def _check_cover(agreement: Agreement, kinds: list[str] | None, assets: list[Asset] | None) -> None:
    if kinds is not None and (not kinds or not set(kinds) <= set(Kind.values)):
        raise Refused("invalid", "Choose at least one kind of asset, or all of them.", "kinds", status=422)
    if assets is not None and not assets:
        raise Refused("invalid", "Choose at least one asset, or all of them.", "assets", status=422)
    strangers = [asset.name for asset in assets or () if asset.owner_id != agreement.owner_id]
    if strangers:
        message = f"{agreement.owner} does not own {', '.join(strangers)}."
        raise Refused("invalid", message, "assets", status=422)


@retried_once
@transaction.atomic
def sign_agreement(*, agreement: Agreement, signed_on: date, by: User) -> Agreement:
    """Record that both parties signed; from then on the agreement allows bookings while it is valid."""
    agreement = Agreement.objects.select_for_update().select_related("owner", "user").get(pk=agreement.pk)
    _may_keep(agreement, by)
    if agreement.signed_on:
        raise Refused("agreement_signed", "This agreement is signed already.")
    before = state_of(agreement)
    agreement.signed_on = signed_on
    agreement.save(update_fields=["signed_on"])
    _record("agreement.signed", agreement, by, before)
    return agreement


@retried_once
@transaction.atomic
def end_agreement(*, agreement: Agreement, last_day: date, by: User) -> Agreement:
    """Let a signed agreement end on `last_day`; refused while bookings under it lie after that day."""
    # A booking reads its agreement once its asset is locked: now none is under way that this would not see.
    lock(Asset.objects.filter(owner=agreement.owner_id))
    agreement = Agreement.objects.select_for_update().select_related("owner", "user").get(pk=agreement.pk)
    _may_keep(agreement, by)
    if not agreement.signed_on:
        raise Refused("agreement_not_signed", "This agreement is not signed: change it instead of ending it.")
    over = datetime.combine(last_day + timedelta(days=1), time(0), tzinfo=LOCAL)
    later = agreement.bookings.filter(status__in=Booking.ACTIVE, ends_at__gt=over)
    if later.exists():
        raise Refused(
            "bookings_stand",
            f"{later.count()} bookings under this agreement end after that day. Move or cancel them first.",
            "last_day",
        )
    before = state_of(agreement)
    agreement.valid_to = last_day
    check_fields(agreement)
    agreement.save(update_fields=["valid_to"])
    _record("agreement.ended", agreement, by, before)
    return agreement


def _record(action: str, agreement: Agreement, by: User, before: dict[str, Any] | None) -> None:
    cover = {
        "kinds": sorted(agreement.kinds.values_list("kind", flat=True)),
        "assets": sorted(agreement.assets.values_list("pk", flat=True)),
    }
    after = {**state_of(agreement), **cover}
    # Both parties find it in their own record.
    record(action, agreement, by=by, organisation=agreement.owner, before=before, after=after)
    record(action, agreement, by=by, organisation=agreement.user, before=before, after=after)
