"""Sites, assets, their calendars and agreements."""

from datetime import timedelta

from django.http import HttpRequest
from ninja import Query, Router

from api.answers import found, page_of, part_of, referred
from api.auth import needs
from api.schemas.agreements import AgreementFilter, AgreementOut
from api.schemas.assets import (
    AssetFilter,
    AssetOut,
    AvailabilityOut,
    SiteFilter,
    SiteOut,
    Span,
    StretchOut,
)
from api.schemas.base import Page
from assets.queries.agreements import caps_of, visible_agreements
from assets.queries.catalogue import free_assets, visible_assets, visible_sites
from assets.queries.schedule import availability
from partners.models import Scope
from partners.queries import visible_organisations
from partners.refusals import Refused

router = Router(tags=["Assets"])

AVAILABILITY_MAX = timedelta(days=93)


@router.get(
    "/sites", response=Page[SiteOut], summary="Stations and other buildings", **needs(Scope.ASSETS_READ)
)
def list_sites(request: HttpRequest, filters: Query[SiteFilter]):
    """The sites of your organisation and those where assets are that you may see."""
    rows = visible_sites(request.user)
    if filters.organisation:
        rows = rows.filter(organisation=filters.organisation)
    return page_of(SiteOut, rows, filters)


@router.get(
    "/assets",
    response=Page[AssetOut],
    summary="Find assets, or assets that are free",
    **needs(Scope.ASSETS_READ),
)
def list_assets(request: HttpRequest, filters: Query[AssetFilter]):
    """What can be booked. With `free_from`, `free_to` and `kind`: what your organisation could book at once.

    Free assets come nearest first, then cheapest, then smallest, with the agreement and the charge in `if_booked`.
    """
    if filters.free_from is not None:
        return page_of(AssetOut, _free(request, filters), filters, AssetOut.of_free)
    rows = visible_assets(request.user).filter(capacity__gte=filters.capacity_min)
    named = {"kind": filters.kind, "site": filters.site, "owner": filters.owner}
    rows = rows.filter(**{name: value for name, value in named.items() if value})
    for code in filters.features:
        rows = rows.filter(features__code=code)
    return page_of(AssetOut, rows, filters)


def _free(request: HttpRequest, filters: AssetFilter) -> list:
    own = filters.organisation or request.auth.organisation_id
    sites = visible_sites(request.user)
    return free_assets(
        request.user,
        organisation=referred(visible_organisations(request.user), own, "organisation", "organisation"),
        kind=filters.kind,
        starts_at=filters.free_from,
        ends_at=filters.free_to,
        features=filters.features,
        capacity_min=filters.capacity_min,
        near=referred(sites, filters.near, "near", "site") if filters.near else None,
        max_travel_minutes=filters.max_travel_minutes,
        at_site=referred(sites, filters.site, "site", "site") if filters.site else None,
    )


@router.get("/assets/{int:asset_id}", response=AssetOut, summary="One asset", **needs(Scope.ASSETS_READ))
def get_asset(request: HttpRequest, asset_id: int):
    """An asset you may see."""
    return AssetOut.of(found(visible_assets(request.user), asset_id, "asset"))


@router.get(
    "/assets/{int:asset_id}/availability",
    response=AvailabilityOut,
    summary="When an asset is free and busy",
    **needs(Scope.ASSETS_READ),
)
def get_availability(request: HttpRequest, asset_id: int, span: Query[Span]):
    """The period without gaps, for at most 93 days. Turnarounds, and the whole and parts of a room, count as busy."""
    asset = found(visible_assets(request.user), asset_id, "asset")
    if span.ends_at - span.starts_at > AVAILABILITY_MAX:
        message = f"Ask for at most {AVAILABILITY_MAX.days} days at a time."
        raise Refused("period_too_long", message, "to", status=422)
    stretches = availability(request.user, asset, span.starts_at, span.ends_at)
    return AvailabilityOut(asset=asset.pk, intervals=[StretchOut.of(stretch) for stretch in stretches])


@router.get(
    "/agreements",
    response=Page[AgreementOut],
    summary="Agreements your organisation is a party of",
    **needs(Scope.ASSETS_READ),
)
def list_agreements(request: HttpRequest, filters: Query[AgreementFilter]):
    """The terms, and how much of each cap is used today."""
    rows = visible_agreements(request.user)
    for name in ("owner", "user"):
        if getattr(filters, name):
            rows = rows.filter(**{name: getattr(filters, name)})
    part, count = part_of(rows, filters)
    used = {pk: minutes for pk, (minutes, _) in caps_of(part).items()}
    return Page[AgreementOut](items=[AgreementOut.of(row, used.get(row.pk)) for row in part], count=count)
