"""Writing and changing a request: one form with rows for its times and its needs."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assets.actions.requests import Need, request_booking, save_request
from assets.forms.requests import Needs, RequestForm, Windows, first_values
from assets.forms.rows import asks_for_rows, typed, typed_rows
from assets.models import BookingRequest, Kind
from assets.queries.catalogue import visible_assets, visible_sites
from assets.queries.rounds import open_rounds
from assets.views.requests import LIST, MAY_CHANGE, the_request
from assets.views.scope import add_refusal, booking_organisations, crumbs, number_from, require_somewhere
from partners.permissions import require
from partners.refusals import Refused

WINDOWS, NEEDS = "windows", "needs"


class Forms(NamedTuple):
    """The form of a request with the rows of its times and its needs."""

    form: RequestForm
    windows: Windows
    needs: Needs

    def are_valid(self) -> bool:
        """Whether all of it is; every part is asked, so that all faults show at once."""
        return all([self.form.is_valid(), self.windows.is_valid(), self.needs.is_valid()])


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new request."""
    require_somewhere(request, "assets.book", "make requests")
    if request.method == "POST":
        return _answered(request, BookingRequest(), reverse("assets:requests"))
    first: dict[str, Any] = {"duration_minutes": 120}
    if wanted := number_from(request.GET.get("round")):
        first["round"] = open_rounds(request.user).filter(pk=wanted).first()
    else:
        first["round"] = open_rounds(request.user).first()
    forms = _unbound(request, first, [], [{"kind": Kind.ROOM, "count": 1}])
    return _page(request, BookingRequest(), forms, reverse("assets:requests"))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a request that its round has not answered yet."""
    found = the_request(request, pk)
    require(request.user, MAY_CHANGE, found, "Your roles do not let you change this request.")
    back = reverse("assets:request", args=[pk])
    if found.status not in BookingRequest.OPEN:
        messages.error(request, "This request was answered or withdrawn, so it cannot be changed.")
        return redirect(back)
    if request.method == "POST":
        return _answered(request, found, back)
    return _page(request, found, _unbound(request, *first_values(found)), back)


def _options(request: HttpRequest) -> dict[str, Any]:
    return {
        "organisations": booking_organisations(request),
        "rounds": open_rounds(request.user),
        "assets": visible_assets(request.user),
        "sites": visible_sites(request.user),
    }


def _unbound(
    request: HttpRequest, first: dict, windows: list[dict], needs: list[dict], more: str = ""
) -> Forms:
    """Forms with first values; `more` names the rows that get a further one."""
    return Forms(
        RequestForm(initial=first, **_options(request)),
        Windows(initial=windows, prefix=WINDOWS, more=int(more == WINDOWS)),
        Needs(initial=needs, prefix=NEEDS, more=int(more == NEEDS)),
    )


def _answered(request: HttpRequest, found: BookingRequest, back: str) -> HttpResponse:
    forms = Forms(
        RequestForm(request.POST, **_options(request)),
        Windows(request.POST, prefix=WINDOWS),
        Needs(request.POST, prefix=NEEDS),
    )
    for prefix in (WINDOWS, NEEDS):
        if asks_for_rows(request.POST, prefix):
            more = prefix if f"add-{prefix}" in request.POST else ""
            rows = [typed_rows(request.POST, formset) for formset in (forms.windows, forms.needs)]
            return _page(request, found, _unbound(request, typed(forms.form), *rows, more=more), back)
    if not forms.are_valid():
        return _page(request, found, forms, back, status=422)
    try:
        saved = _stored(request, found, forms)
    except Refused as refusal:
        add_refusal(forms.form, refusal, {"preferred_start": "preferred_clock", "repeat_days": "days"})
        return _page(request, found, forms, back, status=409)
    is_submitted = saved.status == BookingRequest.Status.SUBMITTED
    messages.success(request, f"Submitted to {saved.round}." if is_submitted else "Saved as a draft.")
    return redirect("assets:request", saved.pk)


def _stored(request: HttpRequest, found: BookingRequest, forms: Forms) -> BookingRequest:
    values = forms.form.values()
    preferred = values.pop("preferred_assets")
    if found.pk:
        values.pop("organisation")
    for name, value in values.items():
        setattr(found, name, value)
    store = request_booking if "submit" in request.POST else save_request
    return store(
        request=found,
        needs=[
            Need(
                kind=row["kind"],
                features=tuple(row["features"]),
                capacity_min=row["capacity_min"] or 1,
                count=row["count"],
            )
            for row in forms.needs.filled
        ],
        windows=[(row["starts_at"], row["ends_at"]) for row in forms.windows.filled],
        preferred_assets=preferred,
        by=request.user,
    )


def _page(
    request: HttpRequest, found: BookingRequest, forms: Forms, back: str, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": forms.form,
        "windows": forms.windows,
        "needs": forms.needs,
        "faulty": any([forms.form.errors, *forms.windows.errors, *forms.needs.errors])
        or bool(
            forms.windows.is_bound and (forms.windows.non_form_errors() or forms.needs.non_form_errors())
        ),
        "asked": found,
        "heading": f"Change {found.title}" if found.pk else "Make a request",
        "back": back,
        "crumbs": crumbs(LIST),
    }
    return render(request, "assets/request_form.html", context, status=status)
