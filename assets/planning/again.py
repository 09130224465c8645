"""The problem of a published round as it stands: its bookings as the earlier plan, all others as they are.

problem_again(planned, lost, *, now=None) -> dict      valid `booking-problem/1`
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from assets.models import Booking, BookingRequest, Round
from assets.planning.horizon import MINUTE, Horizon
from assets.planning.problem import booking_problem

Part = dict[str, Any]
Status = BookingRequest.Status


def problem_again(planned: Round, lost: Collection[int], *, now: datetime | None = None) -> Part:
    """The round's answered requests with the places they have, to be planned once the assets `lost` are gone.

    What has begun stays; so does what begins before its agreement's notice is over, unless its asset is lost, and
    what was changed by hand until it is no longer what was asked for. Nothing is moved into the past.
    """
    now = now or timezone.now()
    answered = planned.requests.filter(status__in=[Status.PLACED, Status.DECLINED]).select_related(
        "near_site"
    )
    requests = list(
        answered.prefetch_related("needs__features", "windows", "preferred_assets").order_by("pk")
    )
    places = _places(planned, requests, lost, now)
    free = [one for one in requests if one.status == Status.DECLINED or one.pk in places]
    document = booking_problem(planned, now=now, requests=free)
    present = max(0, -((planned.starts_at - now) // MINUTE))
    held = [part for part in document["requests"] if part.get("held")]
    free_parts = [_from_now_on(one, present, places) for one in document["requests"] if not one.get("held")]
    document["requests"] = held + [part for part in free_parts if part["windows"]]
    return without_assets(document, {str(asset) for asset in lost}, since=present)


def _from_now_on(part: Part, present: int, places: dict[int, Part]) -> Part:
    """The request with its place and the windows still to come; at least the time of its place."""
    length, place = part["duration_minutes"], places.get(int(part["id"]))
    coming = [[max(start, present), end] for start, end in part["windows"]]
    windows = [window for window in coming if window[1] - window[0] >= length]
    if place is None:
        return {**part, "windows": windows}
    return {**part, "windows": windows or [[place["start"], place["start"] + length]], "planned": place}


def without_assets(document: Part, lost: Collection[str], *, since: int | None = None) -> Part:
    """The document once the assets are out of use.

    since: bookings held on them from this minute on may move, to other assets at their own time; none by default.
    """
    starts, ends = (datetime.fromisoformat(document[name]) for name in ("starts_at", "ends_at"))
    whole = [[0, (ends - starts) // MINUTE]]
    assets = [{**one, "blocked": whole} if one["id"] in lost else one for one in document["assets"]]
    requests = document["requests"]
    if since is not None:
        requests = [_freed(one, lost, since) for one in requests]
    return {**document, "assets": assets, "requests": requests}


def _freed(part: Part, lost: Collection[str], since: int) -> Part:
    held = part.get("held")
    if (
        not held
        or held["start"] < since
        or not any(name in lost for group in held["assets"] for name in group)
    ):
        return part
    return {**{name: value for name, value in part.items() if name != "held"}, "planned": held}


def _places(
    planned: Round, requests: Iterable[BookingRequest], lost: Collection[int], now: datetime
) -> dict[int, Part]:
    """Start and assets that each placed request has now, where they are what it asked for and may still change."""
    rows = planned.bookings.filter(status__in=Booking.ACTIVE).select_related("asset", "agreement")
    bookings: dict[int, list[Booking]] = defaultdict(list)
    for booking in rows.order_by("starts_at", "pk"):
        bookings[booking.request_id].append(booking)
    found = {}
    for request in requests:
        standing = bookings.get(request.pk, [])
        begun = any(one.starts_at <= now for one in standing)
        stuck = any(_is_too_late(one, now) for one in standing)
        is_lost = any(one.asset_id in lost for one in standing)
        if standing and not begun and (is_lost or not stuck):
            place = _place(request, standing, Horizon(planned))
            if place is not None:
                found[request.pk] = place
    return found


def _is_too_late(booking: Booking, now: datetime) -> bool:
    notice = booking.agreement.notice_hours if booking.agreement else 0
    return booking.starts_at < now + timedelta(hours=notice)


def _place(request: BookingRequest, bookings: list[Booking], horizon: Horizon) -> Part | None:
    """The place as the plan writes it; None if the bookings are no longer what was asked for."""
    first = bookings[0].starts_at
    used = [one.asset for one in bookings if one.starts_at == first]
    length = timedelta(minutes=request.duration_minutes)
    if any(one.ends_at - one.starts_at != length for one in bookings):
        return None
    if len(bookings) != len(used) * len(request.repeat_days or [0]):
        return None
    groups = []
    for need in request.needs.all():
        group = [asset for asset in used if asset.kind == need.kind][: need.count]
        if len(group) < need.count:
            return None
        groups.append([str(asset.pk) for asset in group])
        used = [asset for asset in used if asset not in group]
    return None if used else {"start": horizon.minute(first), "assets": groups}
