"""A round as a problem document.

booking_problem(planned, *, now=None) -> dict      valid `booking-problem/1`; a dozen queries, however large
"""

from datetime import datetime
from typing import Any

from django.utils import timezone

from assets.local_time import UTC, on_the_day_after
from assets.models import Asset, Booking, BookingRequest, RequestNeed, Round, Site
from assets.models.kinds import SEATING
from assets.planning.catalogue import (
    agreement_parts,
    agreements_of,
    asset_parts,
    assets_of,
    standing_bookings,
)
from assets.planning.horizon import MINUTE, Horizon
from assets.planning.names import held_id
from optimizer.bookings.problem import FORMAT

Part = dict[str, Any]


def booking_problem(
    planned: Round, *, now: datetime | None = None, requests: list[BookingRequest] | None = None
) -> Part:
    """The round's problem as it stands: submitted requests, existing bookings as held ones, what may be used.

    Parameters:
        now: the moment from which notice counts (the present by default).
        requests: others than the submitted ones, whose own bookings are left out.
    """
    now = now or timezone.now()
    participants = set(planned.participants.values_list("pk", flat=True)) | {planned.lead_id}
    agreements = agreements_of(planned, participants)
    assets = assets_of(planned, participants, agreements)
    inside, edges = standing_bookings(planned, assets, now)
    requests = submitted_requests(planned) if requests is None else requests
    asking = {request.pk for request in requests}
    leaving = [booking.pk for booking in inside if booking.request_id in asking]
    inside = [booking for booking in inside if booking.request_id not in asking]
    named = participants | {asset.owner_id for asset in assets}
    named |= {booking.organisation_id for booking in inside}
    agreement_list = agreement_parts(planned, agreements, assets, now, without=leaving)
    document = {
        "format": FORMAT,
        "starts_at": planned.starts_at.astimezone(UTC).isoformat(),
        "ends_at": planned.ends_at.astimezone(UTC).isoformat(),
        "grid_minutes": planned.grid_minutes,
        "organisations": [{"id": str(pk)} for pk in sorted(named)],
        "sites": _site_parts(assets, requests),
        "assets": asset_parts(planned, assets, edges),
        "agreements": agreement_list,
        "requests": [_held_part(booking, Horizon(planned)) for booking in inside]
        + [_request_part(request, planned, {str(asset.pk) for asset in assets}) for request in requests],
    }
    if planned.weights:
        document["weights"] = planned.weights
    return document


def submitted_requests(planned: Round) -> list[BookingRequest]:
    """The requests that the round is to answer, in the order they were made."""
    rows = planned.requests.filter(status=BookingRequest.Status.SUBMITTED).select_related("near_site")
    return list(rows.prefetch_related("needs__features", "windows", "preferred_assets").order_by("pk"))


def _site_parts(assets: list[Asset], requests: list[BookingRequest]) -> list[Part]:
    sites: dict[int, Site] = {asset.site_id: asset.site for asset in assets}
    sites |= {request.near_site_id: request.near_site for request in requests if request.near_site}
    return [
        {"id": str(pk), "latitude": float(site.latitude), "longitude": float(site.longitude)}
        for pk, site in sorted(sites.items())
    ]


def _held_part(booking: Booking, horizon: Horizon) -> Part:
    start, end = horizon.minute(booking.starts_at), horizon.minute(booking.ends_at)
    return {
        "id": held_id(booking),
        "organisation": str(booking.organisation_id),
        "needs": [{"kind": booking.asset.kind, "capacity_min": _seats(booking)}],
        "duration_minutes": end - start,
        "windows": [[start, end]],
        "held": {"start": start, "assets": [[str(booking.asset_id)]]},
    }


def _seats(booking: Booking) -> int:
    return (booking.attendees or 1) if booking.asset.kind in SEATING else 1


def _request_part(request: BookingRequest, planned: Round, known: set[str]) -> Part:
    horizon = Horizon(planned)
    preferred = [str(asset.pk) for asset in request.preferred_assets.all()]
    part = {
        "id": str(request.pk),
        "organisation": str(request.organisation_id),
        "weight": request.weight,
        "needs": [_need_part(need, request) for need in request.needs.all()],
        "duration_minutes": request.duration_minutes,
        "windows": horizon.spans((window.starts_at, window.ends_at) for window in request.windows.all()),
        "preferred_assets": [name for name in preferred if name in known],
        "repeats": _repeats(request),
    }
    if request.preferred_start and planned.starts_at <= request.preferred_start < planned.ends_at:
        part["preferred_start"] = horizon.minute(request.preferred_start)
    if request.near_site_id is not None:
        part["site"] = str(request.near_site_id)
        part["max_travel_minutes"] = request.max_travel_minutes
    return part


def _need_part(need: RequestNeed, request: BookingRequest) -> Part:
    capacity = need.capacity_min
    if need.kind in SEATING and need.count == 1:
        capacity = max(capacity, request.attendees or 1)
    return {
        "kind": need.kind,
        "features": sorted(feature.code for feature in need.features.all()),
        "capacity_min": capacity,
        "count": need.count,
    }


def _repeats(request: BookingRequest) -> list[int]:
    """Minutes from the first occurrence to each: the same local time, so an hour more or less over a clock change."""
    first = request.preferred_start or min(window.starts_at for window in request.windows.all())
    return [(on_the_day_after(first, days) - first) // MINUTE for days in request.repeat_days or [0]]
