"""Finding something free: the first step of the road a station manager takes on a phone."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from assets.alternatives import alternatives_to
from assets.forms.bookings import clock_texts, period_values
from assets.forms.search import SearchForm
from assets.forms.times import wall
from assets.models import Asset, Kind
from assets.queries.catalogue import FreeAsset, fitting_assets, free_assets, travel_minutes, visible_sites
from assets.views.scope import (
    booking_organisations,
    crumbs,
)
from partners.wording import period

BOOK = ("Book", "assets:book")
ASSETS_ASKED = 3


@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """What is wanted, and what is free then."""
    options = {
        "sites": visible_sites(request.user),
        "organisations": booking_organisations(request),
    }
    asked = "date" in request.GET
    form = SearchForm(request.GET if asked else None, initial=_usual(request), **options)
    context: dict[str, Any] = {
        "form": form,
        "asked": asked,
        "may_book": options["organisations"].exists(),
        "crumbs": crumbs(),
    }
    if asked and form.is_valid():
        request.session["near_site"] = form.cleaned_data["near"] and form.cleaned_data["near"].pk
        context |= _found(request, form)
    return render(request, "assets/book.html", context)


def _usual(request: HttpRequest) -> dict[str, Any]:
    """First values: a room tomorrow morning, or what the address names, near where the last search was."""
    tomorrow = wall(timezone.now()).date() + timedelta(days=1)
    usual = {"kind": Kind.ROOM, "date": tomorrow, "start": "09:00", "end": "11:00"}
    usual["near"] = request.session.get("near_site")
    return usual | {name: request.GET[name] for name in ("kind", "near") if request.GET.get(name)}


def _found(request: HttpRequest, form: SearchForm) -> dict[str, Any]:
    data = form.cleaned_data
    wishes = {
        "kind": data["kind"],
        "features": [feature.code for feature in data["features"]],
        "capacity_min": data["seats"] or 1,
    }
    free = free_assets(
        request.user,
        organisation=data["organisation"],
        starts_at=form.starts_at,
        ends_at=form.ends_at,
        near=data["near"],
        **wishes,
    )
    found: dict[str, Any] = {
        "when": period(form.starts_at, form.ends_at),
        "choices": [_choice(one, form) for one in free],
        "summary": _summary(form),
    }
    if not free:
        fitting = list(fitting_assets(request.user, **wishes))
        found["fitting"] = len(fitting)
        found["other_times"] = _other_times(request, form, fitting)
    return found


def _summary(form: SearchForm) -> str:
    data = form.cleaned_data
    parts = [str(Kind(data["kind"]).label)]
    if data["seats"]:
        parts.append(f"for {data['seats']} {'person' if data['seats'] == 1 else 'people'}")
    if data["features"]:
        parts.append(f"with {', '.join(str(feature).lower() for feature in data['features'])}")
    if data["near"]:
        parts.append(f"near {data['near']}")
    return " ".join(parts)


def _choice(free: FreeAsset, form: SearchForm) -> dict[str, Any]:
    return {
        "asset": free.asset,
        "minutes": free.minutes,
        "charge_pence": free.charge_pence,
        "agreement": free.agreement,
        "url": _address(free.asset.pk, form.starts_at, form.ends_at, form),
    }


def _address(asset_pk: int, starts_at: datetime, ends_at: datetime, form: SearchForm) -> str:
    """The booking page of an asset with everything that was typed."""
    values = clock_texts(period_values(starts_at, ends_at))
    data = form.cleaned_data
    values |= {"attendees": data["seats"] or "", "organisation": data["organisation"].pk}
    return f"{reverse('assets:book_asset', args=[asset_pk])}?{urlencode(values)}"


def _other_times(request: HttpRequest, form: SearchForm, fitting: list[Asset]) -> list[dict[str, Any]]:
    """The nearest other times of the nearest assets that would fit."""
    near = form.cleaned_data["near"]
    if near:
        fitting.sort(key=lambda asset: (travel_minutes(near, asset.site), asset.pk))
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for asset in fitting[:ASSETS_ASKED]:
        for other in alternatives_to(
            asset=asset,
            organisation=form.cleaned_data["organisation"],
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            attendees=form.cleaned_data["seats"],
            by=request.user,
        ):
            found[other["asset"], other["starts_at"]] = other
    ordered = sorted(
        found.values(),
        key=lambda other: abs(datetime.fromisoformat(other["starts_at"]) - form.starts_at),
    )
    return [
        {
            **other,
            "url": _address(
                other["asset"],
                datetime.fromisoformat(other["starts_at"]),
                datetime.fromisoformat(other["ends_at"]),
                form,
            ),
        }
        for other in ordered[:ASSETS_ASKED]
    ]
