"""What can be booked: the list, one asset with its free times, adding and changing."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assets.actions.catalogue import save_asset
from assets.filters import AssetFilter
from assets.forms.bookings import clock_texts, period_values
from assets.forms.catalogue import AssetForm
from assets.forms.hours import WeekForm
from assets.hours import hours_in_words
from assets.models import Asset
from assets.permissions import KEEPING_ROLES
from assets.queries.agreements import covers, visible_agreements
from assets.queries.catalogue import kept_assets, visible_assets, visible_sites
from assets.queries.schedule import CLOSED, FREE, Stretch, availability
from assets.tables import AssetTable
from assets.views.days import day_of, midnight
from assets.views.scope import add_refusal, booking_organisations, crumbs, require_somewhere, the_asset
from partners.permissions import require
from partners.queries import organisations_of, visible_organisations
from partners.refusals import Refused
from partners.tables import show_a_page

LIST = ("Assets", "assets:assets")
DAYS_SHOWN = 7


@require_GET
def assets(request: HttpRequest) -> HttpResponse:
    """The assets the user may see."""
    found = visible_assets(request.user)
    narrowed = AssetFilter(
        request.GET,
        found,
        organisations=visible_organisations(request.user),
        sites=visible_sites(request.user),
    )
    table = AssetTable(narrowed.qs)
    show_a_page(table, request)
    context = {
        "table": table,
        "filter": narrowed.form,
        "some": narrowed.qs.exists(),
        "any": found.exists(),
        "may_add": request.user.has_perm("assets.keep_catalogue", None),
        "crumbs": crumbs(),
    }
    return render(request, "assets/assets.html", context)


@require_GET
def asset(request: HttpRequest, pk: int) -> HttpResponse:
    """One asset: what it is, who may use it, and when it is free."""
    found = the_asset(request, pk)
    day = day_of(request)
    start, end = midnight(day), midnight(day + timedelta(days=DAYS_SHOWN))
    may_keep = request.user.has_perm("assets.keep_asset", found)
    context = {
        "asset": found,
        "hours": hours_in_words(found.open_hours) or "always",
        "days": _days(request, found, start, end),
        "day": day,
        "earlier": day - timedelta(days=DAYS_SHOWN),
        "later": day + timedelta(days=DAYS_SHOWN),
        "parts": visible_assets(request.user).filter(part_of=found),
        "agreements": [one for one in visible_agreements(request.user) if covers(one, found)],
        "blockings": found.blockings.filter(ends_at__gt=timezone.now()) if may_keep else [],
        "may_change": may_keep,
        "may_book": found.active and booking_organisations(request).exists(),
        "crumbs": crumbs(LIST),
    }
    return render(request, "assets/asset.html", context)


def _days(request: HttpRequest, found: Asset, start: datetime, end: datetime) -> list[dict[str, Any]]:
    """What fills each day; a free stretch leads to booking it."""
    now = timezone.now()
    days = []
    while start < end:
        following = midnight(day_of(request, start) + timedelta(days=1))
        stretches = availability(request.user, found, start, following)
        days.append({"start": start, "entries": _entries(found, stretches, (start, following), now)})
        start = following
    return days


def _entries(
    found: Asset, stretches: list[Stretch], day: tuple[datetime, datetime], now: datetime
) -> list[dict[str, Any]]:
    """Each booking once and without its turnaround, and whatever else the day holds but closing time."""
    entries, seen = [], set()
    for one in stretches:
        entry = {"stretch": one, "starts_at": one.starts_at, "ends_at": one.ends_at}
        if one.state == FREE:
            entry["url"] = _slot_url(found, one, now)
        if one.line:
            entry["starts_at"] = max(one.line.starts_at, day[0])
            entry["ends_at"] = min(one.line.ends_at, day[1])
            entry["elsewhere"] = one.line.asset if one.line.asset.pk != found.pk else None
        is_over = entry["ends_at"] <= entry["starts_at"]
        if one.state == CLOSED or is_over or (one.line and one.line.id in seen):
            continue
        seen.add(one.line and one.line.id)
        entries.append(entry)
    return entries


def _slot_url(found: Asset, stretch: Stretch, now: datetime) -> str:
    """The booking page for the first two hours of a free stretch; nothing for one that is over."""
    if stretch.ends_at <= now:
        return ""
    start = stretch.starts_at
    if start < now:
        start = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    values = clock_texts(period_values(start, min(start + timedelta(hours=2), stretch.ends_at)))
    return f"{reverse('assets:book_asset', args=[found.pk])}?{urlencode(values)}"


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new asset."""
    require_somewhere(request, "assets.keep_catalogue", "add assets")
    return _form_page(request, Asset(), "Add an asset", reverse("assets:assets"))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an asset."""
    found = the_asset(request, pk)
    require(request.user, "assets.keep_asset", found, f"Your roles do not let you change {found}.")
    return _form_page(request, found, f"Change {found}", reverse("assets:asset", args=[pk]))


def _form_page(request: HttpRequest, found: Asset, heading: str, back: str) -> HttpResponse:
    data = request.POST or None
    form = AssetForm(
        data,
        instance=found,
        organisations=organisations_of(request.user, *KEEPING_ROLES),
        operators=visible_organisations(request.user),
        sites=visible_sites(request.user),
        wholes=kept_assets(request.user).filter(part_of=None),
    )
    week = WeekForm(
        data, hours=found.hours, unlimited="When its site is open", label="When can it be booked?"
    )
    if request.method == "POST" and form.is_valid() & week.is_valid():
        saved = form.instance
        saved.hours = week.hours
        try:
            save_asset(asset=saved, by=request.user, features=form.cleaned_data["features"])
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{saved} was saved.")
            return redirect("assets:asset", saved.pk)
    context = {"form": form, "week": week, "heading": heading, "back": back, "crumbs": crumbs(LIST)}
    return render(request, "assets/asset_form.html", context)
