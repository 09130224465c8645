"""Flexible requests: the list, one of them, writing and changing, handing in, taking back."""

from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assets.actions.alternatives import book_alternative
from assets.actions.requests import require_change, submit_request, withdraw_request
from assets.filters import RequestFilter
from assets.models import BookingRequest
from assets.planning import explanation_of
from assets.queries.rounds import run_shown, visible_requests, visible_rounds
from assets.tables import RequestTable
from assets.views.scope import booking_organisations, crumbs
from optimizer.runs.models import Run
from partners.queries import visible_organisations
from partners.refusals import Refused
from partners.tables import show_a_page
from partners.wording import duration, local_time, period

LIST = ("Requests", "assets:requests")
MAY_CHANGE = "assets.change_request"


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """The requests of the user's organisations, and those of the rounds these lead."""
    found = visible_requests(request.user)
    narrowed = RequestFilter(
        request.GET,
        found,
        organisations=visible_organisations(request.user),
        rounds=visible_rounds(request.user),
    )
    table = RequestTable(narrowed.qs)
    show_a_page(table, request)
    context = {
        "table": table,
        "filter": narrowed.form,
        "some": narrowed.qs.exists(),
        "any": found.exists(),
        "may_add": booking_organisations(request).exists(),
        "crumbs": crumbs(),
    }
    return render(request, "assets/requests.html", context)


def the_request(request: HttpRequest, pk: int) -> BookingRequest:
    """A request the user may see; 404 for any other."""
    return get_object_or_404(visible_requests(request.user), pk=pk)


@require_GET
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what is wanted, what became of it, and what can be had instead."""
    found = the_request(request, pk)
    may_change = request.user.has_perm(MAY_CHANGE, found)
    context = {
        "asked": found,
        "rows": _facts(found),
        "bookings": [one for one in found.bookings.all() if one.is_active],
        "has_reasons": _run_that_answers(request, found) is not None,
        "is_open": found.status in BookingRequest.OPEN,
        "may_change": may_change,
        "may_withdraw": may_change and found.status in (*BookingRequest.OPEN, BookingRequest.Status.PLACED),
        "crumbs": crumbs(LIST),
    }
    return render(request, "assets/request.html", context)


@require_GET
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the plan serves a request as it does, and what serving it after all would take."""
    found = the_request(request, pk)
    run = _run_that_answers(request, found)
    if run is None:
        raise Http404
    told = explanation_of(found.round, run, found, request.user)
    back = (found.title, reverse("assets:request", args=[pk]))
    context = {"asked": found, "told": told, "crumbs": [*crumbs(LIST), back]}
    return render(request, "assets/request_why.html", context)


def _run_that_answers(request: HttpRequest, found: BookingRequest) -> Run | None:
    answered = found.round and found.status not in (
        BookingRequest.Status.DRAFT,
        BookingRequest.Status.WITHDRAWN,
    )
    return run_shown(request.user, found.round) if answered else None


def _facts(found: BookingRequest) -> list[dict[str, Any]]:
    needs = [
        f"{need}"
        + (f", {need.capacity_min} seats or more" if need.capacity_min > 1 else "")
        + "".join(f", {feature}" for feature in need.features.all())
        for need in found.needs.all()
    ]
    windows = [period(window.starts_at, window.ends_at) for window in found.windows.all()]
    preferred = [f"{asset} at {asset.site}" for asset in found.preferred_assets.all()]
    near = f"{found.near_site}" if found.near_site else "Anywhere"
    if found.max_travel_minutes is not None:
        near += f", at most {duration(found.max_travel_minutes)} away"
    facts = [
        ("For", str(found.organisation)),
        ("Needs", "; ".join(needs) or "Not said yet"),
        ("Takes", duration(found.duration_minutes)),
        ("May take place", "; ".join(windows) or "Not said yet"),
        ("Best start", local_time(found.preferred_start) if found.preferred_start else "Any"),
        ("Preferred assets", "; ".join(preferred) or "Any"),
        ("Near", near),
        ("Repeats", _repeats(found.repeat_days or [0])),
        ("Importance", str(found.weight)),
        ("Your reference", found.reference or "None"),
    ]
    return [{"key": {"text": key}, "value": {"text": value}} for key, value in facts]


def _repeats(days: list[int]) -> str:
    if len(days) < 2:
        return "Once"
    steps = {later - earlier for earlier, later in pairwise(days)}
    known = {1: "days running", 7: "weeks running", 14: "times, every two weeks"}
    if len(steps) == 1 and (words := known.get(steps.pop())):
        return f"{len(days)} {words}"
    return f"{len(days)} times: {', '.join(str(day) for day in days)} days after the first"


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a draft in to its round."""
    try:
        submitted = submit_request(request=the_request(request, pk), by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.tell())
    else:
        messages.success(request, f"Submitted to {submitted.round}. You will see here what becomes of it.")
    return redirect("assets:request", pk)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a request back."""
    found = the_request(request, pk)
    require_change(found, request.user)
    back = reverse("assets:request", args=[pk])
    if request.method == "POST":
        try:
            withdraw_request(request=found, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.tell())
        else:
            messages.success(request, f"{found} was withdrawn.")
        return redirect(back)
    placed = found.status == BookingRequest.Status.PLACED
    context = {
        "question": f"Do you want to withdraw {found.title}?",
        "text": "Its bookings are cancelled with it." if placed else "The round goes on without it.",
        "action_text": "Withdraw the request",
        "warning": True,
        "cancel_url": back,
        "crumbs": [*crumbs(LIST), (found.title, back)],
    }
    return render(request, "confirm.html", context)


@require_POST
def book_instead(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Book by hand what the plan offered instead."""
    found = the_request(request, pk)
    try:
        booked = book_alternative(request=found, number=number, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.tell())
        return redirect("assets:request", pk)
    first = booked[0]
    more = f" and {len(booked) - 1} more" if len(booked) > 1 else ""
    messages.success(request, f"Booked: {first.asset}, {period(first.starts_at, first.ends_at)}{more}.")
    return redirect("assets:booking", first.pk)
