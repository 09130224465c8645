"""Booking one asset: the form, the refusal with its way out, and the alternatives that book at one press."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assets.actions.bookings import create_booking
from assets.alternatives import alternatives_to
from assets.cover import agreement_that_allows, charge_of, minutes_of
from assets.forms.bookings import BookingForm, PeriodForm, clock_texts, period_values
from assets.forms.times import wall
from assets.models import Asset
from assets.views.scope import (
    PERIOD_FIELDS,
    add_refusal,
    booking_organisations,
    crumbs,
    number_from,
    require_somewhere,
    the_asset,
)
from assets.views.search import BOOK
from partners.models import Organisation
from partners.refusals import Refused
from partners.wording import period


@require_http_methods(["GET", "POST"])
def book_asset(request: HttpRequest, pk: int) -> HttpResponse:
    """Book one asset; when refused, say why and offer the nearest alternatives, each of them a button."""
    asset = the_asset(request, pk)
    require_somewhere(request, "assets.book", "book")
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
