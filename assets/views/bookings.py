"""Bookings that stand: the list, one of them, changing it, giving it up and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assets.actions.bookings import cancel_booking, create_booking, move_booking
from assets.forms.bookings import CancelForm, ChangeForm, period_values
from assets.models import Booking
from assets.queries.bookings import BookingLine, my_bookings, visible_booking
from assets.queries.catalogue import visible_assets
from assets.tables import BookingTable
from assets.views.booking import with_fields
from assets.views.scope import PERIOD_FIELDS, add_refusal, crumbs
from assets.views.search import BOOK
from partners.refusals import Refused
from partners.tables import show_a_page
from partners.wording import duration, period, pounds

LIST = ("Our bookings", "assets:bookings")


@require_GET
def bookings(request: HttpRequest) -> HttpResponse:
    """The bookings of the user's organisations: those to come, or those of the past."""
    past = request.GET.get("when") == "past"
    lines = my_bookings(request.user, past=past)
    table = BookingTable(lines)
    show_a_page(table, request)
    context = {"table": table, "some": bool(lines), "past": past, "crumbs": crumbs(BOOK)}
    return render(request, "assets/bookings.html", context)


@require_GET
def booking(request: HttpRequest, pk: int) -> HttpResponse:
    """One booking, as far as the user may know it."""
    line = visible_booking(request.user, pk)
    row = Booking.objects.select_related("asset", "organisation").get(pk=pk)
    cancelled = not row.is_active
    context = {
        "line": line,
        "booking": row,
        "rows": _facts(line),
        "cancelled": cancelled,
        "may_rebook": cancelled and line.details and request.user.has_perm("assets.book", row.organisation),
        "crumbs": crumbs(BOOK, LIST),
    }
    return render(request, "assets/booking.html", context)


def _facts(line: BookingLine) -> list[dict[str, Any]]:
    facts = [
        ("Asset", str(line.asset)),
        ("Where", f"{line.asset.site}, {line.asset.site.address}".rstrip(", ")),
        ("When", period(line.starts_at, line.ends_at)),
        ("Length", duration(line.minutes)),
    ]
    if line.details:
        facts += [
            ("For", line.purpose),
            ("Booked for", str(line.organisation)),
            ("Booked by", str(line.booked_by)),
            ("People", str(line.attendees or "Not said")),
            (
                "Allowed by",
                f"{line.agreement.reference}: {line.agreement}" if line.agreement else "Ownership",
            ),
            ("Charge", pounds(line.charge_pence) if line.charge_pence else "Free"),
        ]
    return [{"key": {"text": key}, "value": {"text": value}} for key, value in facts]


def changeable(request: HttpRequest, pk: int) -> Booking:
    """A booking the user may see in full; 404 for any other, refused if their roles do not let them change it."""
    line = visible_booking(request.user, pk)
    if not line.can_change:
        raise Refused("not_allowed", "This booking is not yours to change, or it was cancelled.", status=403)
    return get_object_or_404(Booking.objects.select_related("asset__site", "organisation"), pk=pk)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time or purpose; when refused, say why and offer the nearest alternatives."""
    found = changeable(request, pk)
    assets = visible_assets(request.user)
    if request.method == "GET":
        first = {
            **period_values(found.starts_at, found.ends_at),
            "purpose": found.purpose,
            "attendees": found.attendees,
            "revision": found.revision,
        }
        return _change_page(request, found, ChangeForm(initial=first, assets=assets))
    form = ChangeForm(request.POST, assets=assets)
    if not form.is_valid():
        return _change_page(request, found, form, status=422)
    try:
        moved = _moved(request, found, form)
    except Refused as refusal:
        add_refusal(form, refusal, PERIOD_FIELDS)
        others = _other_places(form, refusal)
        return _change_page(request, found, form, status=409, refusal=refusal, alternatives=others)
    messages.success(request, f"Changed: {moved.asset}, {period(moved.starts_at, moved.ends_at)}.")
    return redirect("assets:booking", pk)


def _moved(request: HttpRequest, found: Booking, form: ChangeForm) -> Booking:
    names = ("asset", "purpose", "attendees", "revision")
    return move_booking(
        booking=found,
        by=request.user,
        starts_at=form.starts_at,
        ends_at=form.ends_at,
        **{name: form.cleaned_data[name] for name in names},
    )


def _other_places(form: ChangeForm, refusal: Refused) -> list[dict[str, Any]]:
    """The alternatives of a refused change, each with the fields that move the booking there."""
    data = form.cleaned_data
    typed = {"purpose": data["purpose"], "attendees": data["attendees"] or "", "revision": data["revision"]}
    return [
        with_fields(other, {**typed, "asset": other["asset"]})
        for other in refusal.details.get("alternatives", [])
    ]


def _change_page(
    request: HttpRequest, found: Booking, form: ChangeForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {
        "booking": found,
        "form": form,
        "stale": getattr(context.get("refusal"), "code", "") == "changed_meanwhile",
        "crumbs": [*crumbs(BOOK, LIST), (str(found.asset), reverse("assets:booking", args=[found.pk]))],
    }
    return render(request, "assets/booking_change.html", context, status=status)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then give the booking up."""
    found = changeable(request, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_booking(booking=found, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, "The booking was cancelled. You can take it back while nobody else has it."
            )
            return redirect("assets:booking", pk)
    context = {
        "question": "Do you want to cancel this booking?",
        "text": f"{found.asset}, {period(found.starts_at, found.ends_at)}: {found.purpose}. "
        "Others can book the time at once.",
        "action_text": "Cancel the booking",
        "warning": True,
        "form": form,
        "cancel_url": reverse("assets:booking", args=[pk]),
        "crumbs": [*crumbs(BOOK, LIST), (str(found.asset), reverse("assets:booking", args=[pk]))],
    }
    return render(request, "confirm.html", context)


@require_POST
def rebook(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a cancellation: make the same booking again, if nobody has taken the time."""
    line = visible_booking(request.user, pk)
    row = get_object_or_404(Booking.objects.select_related("asset", "organisation"), pk=pk)
    if not line.details or row.is_active:
        return redirect("assets:booking", pk)
    try:
        again = create_booking(
            asset=row.asset,
            organisation=row.organisation,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            purpose=row.purpose,
            attendees=row.attendees,
            by=request.user,
        )
    except Refused as refusal:
        messages.error(request, refusal.tell())
        return redirect("assets:booking", pk)
    messages.success(request, f"Booked again: {again.asset}, {period(again.starts_at, again.ends_at)}.")
    return redirect("assets:booking", again.pk)
