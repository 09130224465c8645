"""What a user sees, as workbooks that can be changed and uploaded again."""

from decimal import Decimal
from typing import Any

from assets.hours import hours_in_words
from assets.models import Agreement, Asset, BookingRequest, Round, Site
from assets.queries.agreements import visible_agreements
from assets.queries.catalogue import visible_assets, visible_sites
from assets.queries.rounds import visible_requests
from assets.sheets.tables import AGREEMENTS, ASSETS, REQUESTS, SITES, TABLES
from assets.sheets.wishes import needs_in_words, windows_in_words
from partners.models import User
from partners.wording import ATTRIBUTION
from workbooks.write import Sheet, template_workbook, write_workbook


def template(name: str) -> bytes:
    """An empty workbook to fill in: "sites", "assets", "agreements" or "requests"."""
    return template_workbook([TABLES[name]])


def export_sites(user: User) -> bytes:
    """The sites the user may see."""
    return write_workbook(
        [Sheet.of(SITES, [_site(site) for site in visible_sites(user)], notes=[ATTRIBUTION])]
    )


def export_assets(user: User) -> bytes:
    """The assets the user may see."""
    assets = visible_assets(user).select_related("site__organisation")
    return write_workbook([Sheet.of(ASSETS, [_asset(asset) for asset in assets])])


def export_agreements(user: User) -> bytes:
    """The agreements to which the user's organisations are parties."""
    return write_workbook([Sheet.of(AGREEMENTS, [_agreement(one) for one in visible_agreements(user)])])


def export_requests(user: User, planned: Round | None = None) -> bytes:
    """The requests the user may see, of one round if it is named."""
    requests = visible_requests(user).prefetch_related("preferred_assets__owner").order_by("pk")
    if planned is not None:
        requests = requests.filter(round=planned)
    return write_workbook([Sheet.of(REQUESTS, [_request(request) for request in requests])])


def _site(site: Site) -> dict[str, Any]:
    return {
        "organisation": site.organisation.short_name,
        "code": site.code,
        "name": site.name,
        "address": site.address,
        "postcode": site.postcode,
        "easting": site.easting,
        "northing": site.northing,
        "latitude": float(site.latitude),
        "longitude": float(site.longitude),
        "hours": hours_in_words(site.hours),
    }


def _coded(site: Site, owner_id: int) -> str:
    own = site.organisation_id == owner_id
    return site.code if own else f"{site.organisation.short_name}/{site.code}"


def _asset(asset: Asset) -> dict[str, Any]:
    return {
        "owner": asset.owner.short_name,
        "code": asset.code,
        "name": asset.name,
        "kind": asset.kind,
        "site": _coded(asset.site, asset.owner_id),
        "features": sorted(feature.name for feature in asset.features.all()),
        "capacity": asset.capacity,
        "turnaround_minutes": asset.turnaround_minutes,
        "hours": hours_in_words(asset.hours),
        "part_of": asset.part_of.code if asset.part_of else None,
        "listed": asset.listed,
        "operator": asset.operator.short_name if asset.operator else None,
        "description": asset.description,
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    plain = (
        "reference", "title", "notice_hours", "rate_pence_per_hour", "rate_pence_per_mile", "priority",
        "shares_details", "valid_from", "valid_to", "signed_on",
    )  # fmt: skip
    cap = agreement.cap_minutes
    return {name: getattr(agreement, name) for name in plain} | {
        "owner": agreement.owner.short_name,
        "user": agreement.user.short_name,
        "kinds": [row.kind for row in agreement.kinds.all()],
        "assets": sorted(asset.code for asset in agreement.assets.all()),
        "hours": hours_in_words(agreement.hours),
        "cap_hours": None if cap is None else round(Decimal(cap) / 60, 2),
        "cap_period": agreement.cap_period or None,
    }


def _request(request: BookingRequest) -> dict[str, Any]:
    days = request.repeat_days or [0]
    near = request.near_site
    return {
        "reference": request.reference or f"R{request.pk}",
        "organisation": request.organisation.short_name,
        "title": request.title,
        "weight": request.weight,
        "attendees": request.attendees,
        "needs": needs_in_words(request.needs.all()),
        "duration_minutes": request.duration_minutes,
        "windows": windows_in_words(request.windows.all()),
        "preferred_start": request.preferred_start,
        "preferred_assets": [f"{one.owner.short_name}/{one.code}" for one in request.preferred_assets.all()],
        "near_site": f"{near.organisation.short_name}/{near.code}" if near else None,
        "max_travel_minutes": request.max_travel_minutes,
        "repeat_days": [str(day) for day in days] if days != [0] else [],
    }
