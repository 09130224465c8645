"""Who may use whose assets, and on what terms."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assets.actions.agreements import end_agreement, save_agreement, sign_agreement
from assets.filters import AgreementFilter
from assets.forms.agreements import AgreementForm, EndForm, SignForm
from assets.forms.hours import WeekForm
from assets.forms.times import wall
from assets.hours import hours_in_words
from assets.models import Agreement, Asset
from assets.permissions import AGREEMENT_ROLES
from assets.queries.agreements import caps_of, visible_agreements
from assets.tables import AgreementTable
from assets.views.scope import add_refusal, crumbs, require_somewhere, the_agreement
from partners.permissions import require
from partners.queries import organisations_of, visible_organisations
from partners.refusals import Refused
from partners.tables import show_a_page

KEEP = "assets.keep_agreements"
LIST = ("Agreements", "assets:agreements")


@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    """The agreements of the user's organisations, with the share of each cap that is used."""
    found = visible_agreements(request.user)
    narrowed = AgreementFilter(request.GET, found, organisations=visible_organisations(request.user))
    rows = narrowed.qs
    table = AgreementTable(rows, caps=caps_of(rows))
    show_a_page(table, request)
    context = {
        "table": table,
        "filter": narrowed.form,
        "some": bool(rows),
        "any": found.exists(),
        "may_add": request.user.has_perm(KEEP, None),
        "crumbs": crumbs(),
    }
    return render(request, "assets/agreements.html", context)


@require_GET
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement in words."""
    found = the_agreement(request, pk)
    used, cap = caps_of([found]).get(found.pk, (0, 0))
    context = {
        "agreement": found,
        "hours": hours_in_words(found.hours),
        "used": used,
        "cap": cap,
        "share": min(100, round(100 * used / cap)) if cap else 0,
        "may_change": request.user.has_perm(KEEP, found.owner),
        "crumbs": crumbs(LIST),
    }
    return render(request, "assets/agreement.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new agreement, a draft until it is signed."""
    require_somewhere(request, KEEP, "write agreements")
    return _form_page(request, Agreement(), "Write an agreement", reverse("assets:agreements"))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an agreement that is not signed yet."""
    found = _kept(request, pk)
    return _form_page(request, found, f"Change {found}", reverse("assets:agreement", args=[pk]))


def _kept(request: HttpRequest, pk: int) -> Agreement:
    found = the_agreement(request, pk)
    require(request.user, KEEP, found.owner, f"Only {found.owner} may change this agreement.")
    return found


def _form_page(request: HttpRequest, found: Agreement, heading: str, back: str) -> HttpResponse:
    data = request.POST or None
    owners = organisations_of(request.user, *AGREEMENT_ROLES)
    assets = Asset.objects.filter(owner=found.owner) if found.pk else Asset.objects.filter(owner__in=owners)
    form = AgreementForm(
        data,
        instance=found,
        organisations=owners,
        users=visible_organisations(request.user),
        assets=assets.select_related("site"),
    )
    week = WeekForm(data, hours=found.hours, unlimited="At any time", label="When may they use them?")
    if request.method == "POST" and form.is_valid() & week.is_valid():
        saved, chosen = form.instance, form.cleaned_data
        saved.hours = week.hours
        try:
            save_agreement(
                agreement=saved,
                by=request.user,
                kinds=chosen["kinds"] if chosen["kinds_limited"] else None,
                assets=chosen["assets"] if chosen["assets_limited"] else None,
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{saved} was saved.")
            return redirect("assets:agreement", saved.pk)
    context = {"form": form, "week": week, "heading": heading, "back": back, "crumbs": crumbs(LIST)}
    return render(request, "assets/agreement_form.html", context)


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that both parties signed."""
    found = _kept(request, pk)
    form = SignForm(request.POST or None, initial={"signed_on": wall(timezone.now()).date()})
    if request.method == "POST" and form.is_valid():
        try:
            sign_agreement(agreement=found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{found.user} can now book under {found.reference}.")
            return redirect("assets:agreement", pk)
    consequences = [
        f"{found.user} can book what it covers from {found.valid_from:%-d %B %Y} on.",
        "The terms of a signed agreement cannot be changed, only ended.",
    ]
    return _confirm(request, found, form, "Have both parties signed?", "Record the signature", consequences)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a signed agreement end."""
    found = _kept(request, pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_agreement(agreement=found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            last_day = form.cleaned_data["last_day"]
            messages.success(request, f"{found.reference} ends on {last_day:%-d %B %Y}.")
            return redirect("assets:agreement", pk)
    consequences = [
        f"{found.user} can book nothing under it after its last day.",
        "Bookings that lie after that day have to be moved or cancelled first.",
    ]
    return _confirm(request, found, form, f"When does {found} end?", "End the agreement", consequences)


def _confirm(
    request: HttpRequest, found: Agreement, form: Form, question: str, act: str, consequences: list[str]
) -> HttpResponse:
    back = reverse("assets:agreement", args=[found.pk])
    context = {
        "question": question,
        "consequences": consequences,
        "form": form,
        "action_text": act,
        "cancel_url": back,
        "crumbs": [*crumbs(LIST), (str(found), back)],
    }
    return render(request, "confirm.html", context)
