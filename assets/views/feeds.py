"""Calendars for calendar programs: making and revoking their addresses, and what is read there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from assets.actions.feeds import create_feed, note_fetch, revoke_feed
from assets.feeds import TYPE, CalendarFile, calendar_file
from assets.models import CalendarFeed
from assets.queries.bookings import BookingLine, visible_booking
from assets.queries.feeds import asset_blockings, asset_lines, changed_at, feeds_of, live_feed, own_lines
from assets.views.bookings import LIST
from assets.views.scope import crumbs, the_asset
from assets.views.search import BOOK
from partners.refusals import Refused

FEEDS = ("Calendar addresses", "assets:calendars")


@require_GET
def calendars(request: HttpRequest) -> HttpResponse:
    """The addresses the user made for calendar programs."""
    context = {"feeds": feeds_of(request.user), "crumbs": crumbs(BOOK, LIST)}
    return render(request, "assets/calendars.html", context)


@never_cache
@sensitive_variables("secret", "address")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Make an address for the user's own bookings, or for asset `pk`. It is in the answer to this one request only."""
    asset = the_asset(request, pk) if pk is not None else None
    context: dict[str, Any] = {"asset": asset, "crumbs": crumbs(BOOK, LIST, FEEDS)}
    if request.method == "POST":
        try:
            feed, secret = create_feed(asset=asset, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect("assets:calendars")
        address = request.build_absolute_uri(reverse("assets:calendar_feed", args=[secret]))
        return render(request, "assets/calendar_made.html", {**context, "feed": feed, "address": address})
    return render(request, "assets/calendar_new.html", context)


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then end an address for good."""
    feed = get_object_or_404(feeds_of(request.user), pk=pk)
    if request.method == "POST":
        revoke_feed(feed=feed, by=request.user)
        messages.success(request, "The calendar address no longer works.")
        return redirect("assets:calendars")
    context = {
        "question": f"Do you want to revoke the address for {feed.asset or 'your own bookings'}?",
        "consequences": [
            "Calendar programs that use it stop getting changes, and may show an error.",
            "It cannot be brought back. You can make a new one.",
        ],
        "action_text": "Revoke this address",
        "warning": True,
        "cancel_url": reverse("assets:calendars"),
        "crumbs": crumbs(BOOK, LIST, FEEDS),
    }
    return render(request, "confirm.html", context)


@login_not_required
@sensitive_variables("secret")
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar at a secret address, and nothing but that; 404 once its person may not see it."""
    feed = live_feed(secret)
    if feed is None:
        raise Http404
    note_fetch(feed=feed)
    made = _calendar_of(request, feed)
    headers = {"Cache-Control": "private, no-cache", "ETag": made.etag, "X-Robots-Tag": "noindex"}
    if made.changed_at is not None:
        headers["Last-Modified"] = http_date(made.changed_at.timestamp())
    answer = HttpResponse(made.content, content_type=TYPE, headers=headers)
    # Only the ETag decides whether anything is new: what one may see changes without any booking changing.
    return get_conditional_response(request, etag=made.etag, response=answer)


def _calendar_of(request: HttpRequest, feed: CalendarFeed) -> CalendarFile:
    user, asset = feed.user, feed.asset
    if asset is None:
        return _file(request, "My bookings", own_lines(user))
    return _file(
        request,
        str(asset),
        asset_lines(user, asset),
        blockings=asset_blockings(asset),
        reasons=user.has_perm("assets.keep_asset", asset),
    )


def _file(request: HttpRequest, name: str, lines: list[BookingLine], **more: Any) -> CalendarFile:
    def address(line: BookingLine) -> str:
        return request.build_absolute_uri(reverse("assets:booking", args=[line.id]))

    return calendar_file(name, request.get_host(), lines, changed_at(lines), address, **more)


@require_GET
def booking_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One booking to add to a calendar, as far as the user may know it."""
    line = visible_booking(request.user, pk)
    answer = HttpResponse(_file(request, str(line.asset), [line]).content, content_type=TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="booking-{pk}.ics"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
