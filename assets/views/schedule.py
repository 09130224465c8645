"""The schedule: who has what when, as a table and as the timeline drawn over it."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from assets.forms.schedule import ScheduleForm
from assets.forms.times import wall
from assets.models import Asset
from assets.queries.bookings import BookingLine
from assets.queries.catalogue import visible_sites
from assets.queries.schedule import ScheduleRow, timeline
from assets.queries.schedule import schedule as rows_of
from assets.views.days import day_from, midnight
from assets.views.scope import booking_organisations
from partners.queries import visible_organisations

WEEK = 7
FEED_DAYS_MAX = 31
ROWS_MAX = 60


@require_GET
def schedule(request: HttpRequest) -> HttpResponse:
    """A day or a week of the assets at a site, of a kind or of an owner."""
    form = _form(request)
    chosen = _chosen(form)
    day = chosen.pop("date", None) or wall(timezone.now()).date()
    week = chosen.pop("span", "") == "week"
    first = day - timedelta(days=day.weekday()) if week else day
    days = WEEK if week else 1
    start, end = midnight(first), midnight(first + timedelta(days=days))
    rows = rows_of(request.user, start, end, **chosen)
    context = {
        "filter": _shown(request, first, week),
        "rows": [_row(row, first, days) for row in rows[:ROWS_MAX]],
        "left_out": max(0, len(rows) - ROWS_MAX),
        "columns": [midnight(first + timedelta(days=number)) for number in range(days)],
        "week": week,
        "start": start,
        "last": midnight(first + timedelta(days=days - 1)),
        "day": first,
        "earlier": _address(request, first - timedelta(days=days)),
        "later": _address(request, first + timedelta(days=days)),
        "today": _address(request, wall(timezone.now()).date()),
        "feed": f"{reverse('assets:schedule_feed')}?{urlencode(_kept(request))}",
        "may_book": booking_organisations(request).exists(),
    }
    return render(request, "assets/schedule.html", context)


@require_GET
def schedule_feed(request: HttpRequest) -> JsonResponse:
    """The same as JSON for the timeline, from and to the days that it asks for."""
    chosen = _chosen(_form(request))
    chosen.pop("date", None)
    chosen.pop("span", None)
    first = day_from(request.GET.get("from", "")) or wall(timezone.now()).date()
    last = day_from(request.GET.get("to", "")) or first + timedelta(days=1)
    last = min(max(last, first + timedelta(days=1)), first + timedelta(days=FEED_DAYS_MAX))
    rows = rows_of(request.user, midnight(first), midnight(last), **chosen)
    drawn = timeline(rows[:ROWS_MAX], address=_booking_address)
    # The bare name leaves room for the hours; the table below says the site too.
    for resource, row in zip(drawn["resources"], rows, strict=False):
        resource["title"] = row.asset.name
    return JsonResponse(drawn)


def _booking_address(line: BookingLine) -> str:
    return reverse("assets:booking", args=[line.id])


def _book_address(asset: Asset, opens: datetime, closes: datetime) -> str:
    """The booking page of an asset for a day that is not over."""
    if closes <= timezone.now():
        return ""
    return f"{reverse('assets:book_asset', args=[asset.pk])}?date={wall(opens).date().isoformat()}"


def _form(request: HttpRequest) -> ScheduleForm:
    return ScheduleForm(
        request.GET,
        sites=visible_sites(request.user),
        organisations=visible_organisations(request.user),
    )


def _shown(request: HttpRequest, day: date, week: bool) -> ScheduleForm:
    """The form as it stands on the page: with the day that is shown, whatever the address said."""
    form = _form(request)
    form.data = {**request.GET.dict(), "date": day.isoformat(), "span": "week" if week else "day"}
    return form


def _chosen(form: ScheduleForm) -> dict[str, Any]:
    """What was chosen; a choice that does not exist (for this user) counts for nothing."""
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value}


def _kept(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in ("site", "kind", "owner") if request.GET.get(name)}


def _address(request: HttpRequest, day: date) -> str:
    span = {"span": "week"} if request.GET.get("span") == "week" else {}
    return f"?{urlencode({**_kept(request), **span, 'date': day.isoformat()})}"


def _row(row: ScheduleRow, first: date, days: int) -> dict[str, Any]:
    """A row of the table: for each day what fills it, by start."""
    cells = []
    for number in range(days):
        opens, closes = midnight(first + timedelta(days=number)), midnight(first + timedelta(days=number + 1))
        entries = [
            {"starts_at": max(one.starts_at, opens), "ends_at": min(one.ends_at, closes), "line": one}
            for one in row.bookings
            if one.starts_at < closes and opens < one.ends_at
        ]
        entries += [
            {"starts_at": max(one.starts_at, opens), "ends_at": min(one.ends_at, closes), "blocking": one}
            for one in row.blockings
            if one.starts_at < closes and opens < one.ends_at
        ]
        entries.sort(key=lambda entry: entry["starts_at"])
        cells.append({"start": opens, "entries": entries, "url": _book_address(row.asset, opens, closes)})
    return {"asset": row.asset, "cells": cells}
