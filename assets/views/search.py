"""Finding something free and booking it: the road a station manager takes on a phone."""

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assets.actions.bookings import create_booking
from assets.alternatives import alternatives_to
from assets.cover import agreement_that_allows, charge_of, minutes_of
from assets.forms.bookings import BookingForm, PeriodForm, period_values
from assets.forms.search import SearchForm
from assets.forms.times import wall
from assets.models import Asset, Kind
from assets.queries.catalogue import FreeAsset, fitting_assets, free_assets, travel_minutes, visible_sites
from assets.views.scope import (
    PERIOD_FIELDS,
    add_refusal,
    booking_organisations,
    crumbs,
    number_from,
    the_asset,
)
from partners.models import Organisation
from partners.refusals import Refused
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


@require_http_methods(["GET", "POST"])
def book_asset(request: HttpRequest, pk: int) -> HttpResponse:
    """Book one asset; when refused, say why and offer the nearest alternatives, each of them a button."""
    asset = the_asset(request, pk)
    organisations = booking_organisations(request)
    if request.method == "POST":
        form = BookingForm(request.POST, organisations=organisations)
        if form.is_valid():
            answer = _booked_or_alternatives(request, asset, form)
            if isinstance(answer, HttpResponse):
                return answer
            return _page(request, asset, form, status=409, **answer)
        return _page(request, asset, form, status=422)
    form = BookingForm(initial=_first_values(request), organisations=organisations)
    return _page(request, asset, form, quote=_quote(request, asset))


def _page(
    request: HttpRequest, asset: Asset, form: BookingForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {
        "asset": asset,
        "form": form,
        "may_book": form.fields["organisation"].queryset.exists(),
        "crumbs": crumbs(BOOK),
    }
    return render(request, "assets/book_asset.html", context, status=status)


def _first_values(request: HttpRequest) -> dict[str, Any]:
    tomorrow = wall(timezone.now()).date() + timedelta(days=1)
    usual = {"date": tomorrow, "start": "09:00", "end": "11:00"}
    names = ("date", "start", "end", "end_date", "attendees", "organisation", "purpose")
    return usual | {name: request.GET[name] for name in names if request.GET.get(name)}


def _quote(request: HttpRequest, asset: Asset) -> dict[str, Any] | None:
    """What the booking would cost and under which agreement, or why it is not allowed."""
    asked = PeriodForm(request.GET)
    organisation = (
        booking_organisations(request).filter(pk=number_from(request.GET.get("organisation"))).first()
    )
    if "date" not in request.GET or organisation is None or not asked.is_valid():
        return None
    interval = (asked.starts_at, asked.ends_at)
    try:
        agreement = agreement_that_allows(
            asset=asset, organisation=organisation, intervals=[interval], now=timezone.now()
        )
    except Refused as refusal:
        return {"when": period(*interval), "refusal": refusal}
    charge = charge_of(agreement, minutes_of([interval]))
    return {"when": period(*interval), "agreement": agreement, "charge_pence": charge}


def _booked_or_alternatives(
    request: HttpRequest, asset: Asset, form: BookingForm
) -> HttpResponse | dict[str, Any]:
    data = form.cleaned_data
    try:
        booking = create_booking(
            asset=asset,
            organisation=data["organisation"],
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            purpose=data["purpose"],
            attendees=data["attendees"],
            by=request.user,
        )
    except Refused as refusal:
        add_refusal(form, refusal, PERIOD_FIELDS)
        return {"refusal": refusal, "alternatives": _alternatives(request, asset, form, refusal)}
    messages.success(request, f"Booked: {asset}, {period(booking.starts_at, booking.ends_at)}.")
    return redirect("assets:booking", booking.pk)


def _alternatives(
    request: HttpRequest, asset: Asset, form: BookingForm, refusal: Refused
) -> list[dict[str, Any]]:
    if refusal.status == 422 or refusal.code == "not_allowed":
        return []
    organisation: Organisation = form.cleaned_data["organisation"]
    found = refusal.details.get("alternatives")
    if found is None:
        found = alternatives_to(
            asset=asset,
            organisation=organisation,
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            attendees=form.cleaned_data["attendees"],
            by=request.user,
        )
    typed = {
        "purpose": form.cleaned_data["purpose"],
        "attendees": form.cleaned_data["attendees"] or "",
        "organisation": organisation.pk,
    }
    return [with_fields(other, typed) for other in found]


def with_fields(alternative: dict[str, Any], typed: dict[str, Any]) -> dict[str, Any]:
    """An alternative with the fields of the form that books it at the press of a button."""
    starts_at, ends_at = (datetime.fromisoformat(alternative[name]) for name in ("starts_at", "ends_at"))
    return {**alternative, "fields": {**typed, **clock_texts(period_values(starts_at, ends_at))}}


def clock_texts(values: dict[str, Any]) -> dict[str, str]:
    """The first values of a PeriodForm as a browser would send them."""
    return {
        name: value.strftime("%H:%M") if isinstance(value, time) else value.isoformat()
        for name, value in values.items()
    }
