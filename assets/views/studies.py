"""What if: the studies of a round, ordering one, what came of it, putting its plan in place."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assets.actions.studies import ADOPTABLE, adopt_study, order_fairness, order_study
from assets.forms.studies import StudyForm
from assets.models import Asset, Round, Study
from assets.planning import comparison_of, lost_assets
from assets.planning.names import agreement_pk, asset_pk
from assets.planning.studies import fairness_prices
from assets.queries.agreements import visible_agreements
from assets.queries.catalogue import visible_assets
from assets.queries.rounds import sees_whole_round, visible_rounds
from assets.views.round_acts import NOT_LEAD
from assets.views.rounds import LIST, the_round
from assets.views.scope import add_refusal, crumbs
from optimizer.runs.models import Run
from partners.permissions import require
from partners.refusals import Refused

STATES = (Round.State.REVIEW, Round.State.PUBLISHED)


@require_http_methods(["GET", "POST"])
def studies(request: HttpRequest, pk: int) -> HttpResponse:
    """The studies of a round its lead may look at, and the form for another."""
    found = _whole_round(request, pk)
    may_order = request.user.has_perm("assets.plan_round", found) and found.state_now in STATES
    if request.method == "POST":
        require(request.user, "assets.plan_round", found, NOT_LEAD)
    form = _form(request, found) if may_order else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            study = order_study(
                planned=found, by=request.user, seconds=form.cleaned_data["seconds"], **form.change
            )
        except Refused as refusal:
            add_refusal(form, refusal, {"subject": "kind"})
        else:
            return redirect("assets:study", study.pk)
    context = {
        "round": found,
        "studies": found.studies.select_related("run", "asset", "site", "agreement").defer(
            "run__problem", "run__solution"
        ),
        "form": form,
        "fairness": fairness_prices(found) if found.state_now in STATES else [],
        "crumbs": [*crumbs(LIST), _back(found)],
    }
    return render(request, "assets/studies.html", context)


def _form(request: HttpRequest, found: Round) -> StudyForm:
    """The choices are what has a part in the plan, as far as the user knows of it."""
    base = Run.objects.get(pk=found.published_run_id or found.run_id).problem
    capped = {agreement_pk(one["id"]) for one in base["agreements"] if one["cap_minutes"] is not None}
    return StudyForm(
        request.POST or None,
        assets=visible_assets(request.user).filter(pk__in={asset_pk(one["id"]) for one in base["assets"]}),
        agreements=visible_agreements(request.user).filter(pk__in=capped),
    )


@require_POST
def fairness(request: HttpRequest, pk: int) -> HttpResponse:
    """Order three points of the trade-off between fairness and what is served."""
    found = _whole_round(request, pk)
    require(request.user, "assets.plan_round", found, NOT_LEAD)
    try:
        ordered = order_fairness(planned=found, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.tell())
    else:
        said = "Three plans are being made." if ordered else "These plans are made already."
        messages.success(request, f"{said} What fairness costs is shown below once they are there.")
    return redirect("assets:studies", pk)


@require_GET
def study(request: HttpRequest, pk: int) -> HttpResponse:
    """One study: how far it is, then who gains, who moves and who loses out."""
    found = _the_study(request, pk)
    planned = found.round
    adoptable = found.is_loss or planned.state_now == Round.State.REVIEW
    context = {
        "study": found,
        "round": planned,
        "comparison": comparison_of(planned, found.run, request.user),
        "may_adopt": found.kind in ADOPTABLE
        and adoptable
        and found.run.is_solved
        and found.adopted_at is None
        and planned.state_now in STATES
        and request.user.has_perm("assets.plan_round", planned),
        "crumbs": [*crumbs(LIST), _back(planned), ("What if", reverse("assets:studies", args=[planned.pk]))],
    }
    return render(request, "assets/study.html", context)


@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then put a study's plan in place."""
    found = _the_study(request, pk)
    planned = found.round
    require(request.user, "assets.plan_round", planned, NOT_LEAD)
    back = reverse("assets:study", args=[pk])
    if request.method == "POST":
        try:
            adopt_study(study=found, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.tell())
            return redirect(back)
        messages.success(request, f"The plan is in place.{_still_to_do(request, found)}")
        return redirect("assets:round", planned.pk)
    published = planned.state_now == Round.State.PUBLISHED
    context = {
        "question": f"Do you want to put this plan in place: {found}?",
        "consequences": [
            "Bookings that move are cancelled and made anew; those that lose their place are cancelled with the reason.",
            "What is lost is taken out of use until the round ends, where you keep it.",
            "Whoever asked sees on their request what became of it.",
            "The plan is checked once more against all bookings of this moment. If it no longer holds, nothing changes.",
        ]
        if published
        else ["It becomes the plan of the round. You can look through it again before you publish it."],
        "action_text": "Put the plan in place",
        "warning": published,
        "cancel_url": back,
        "crumbs": [*crumbs(LIST), _back(planned)],
    }
    return render(request, "confirm.html", context)


def _still_to_do(request: HttpRequest, found: Study) -> str:
    """Who has to be asked to take what is lost out of use, where the user may not."""
    lost = Asset.objects.filter(pk__in=lost_assets(found)).select_related("owner") if found.is_loss else ()
    owners = {str(one.owner) for one in lost if not request.user.has_perm("assets.keep_asset", one)}
    return f" Ask {' and '.join(sorted(owners))} to take what is lost out of use." if owners else ""


def _back(found: Round) -> tuple[str, str]:
    return found.name, reverse("assets:round", args=[found.pk])


def _whole_round(request: HttpRequest, pk: int) -> Round:
    """A round whose lead the user belongs to: a study tells of everybody's requests. 404 for any other."""
    found = the_round(request, pk)
    if not sees_whole_round(request.user, found):
        raise Http404
    return found


def _the_study(request: HttpRequest, pk: int) -> Study:
    rows = Study.objects.select_related("run", "asset", "site", "agreement", "round__lead")
    found = get_object_or_404(
        rows.defer("run__problem", "run__solution"),
        pk=pk,
        round__in=visible_rounds(request.user).order_by().values("pk"),
    )
    found.round = _whole_round(request, found.round_id)
    return found
