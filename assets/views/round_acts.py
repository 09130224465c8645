"""What the lead does with a round: plan, open it again, publish, take the publication back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assets.actions.rounds import plan_round, publish_round, reopen_round, unpublish_round
from assets.forms.rounds import PlanForm
from assets.models import Round
from assets.planning import plan_of
from assets.views.rounds import LIST, the_round
from assets.views.scope import crumbs, number_from
from optimizer.runs.models import Run
from optimizer.runs.queries import visible_runs
from partners.permissions import require
from partners.refusals import Refused

NOT_LEAD = "Only a station manager or administrator of the organisation that leads the round may do this."


@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the round's requests and queue a run."""
    found = _led(request, pk)
    form = PlanForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose how long it may search.")
        return redirect("assets:round", pk)
    try:
        plan_round(planned=found, by=request.user, seconds=form.cleaned_data["seconds"])
    except Refused as refusal:
        messages.error(request, refusal.tell())
    return redirect("assets:round", pk)


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then make bookings of the plan; refused with the reasons when it no longer holds."""
    found = _led(request, pk)
    back = reverse("assets:round", args=[pk])
    if found.state_now != Round.State.REVIEW:
        messages.error(request, "There is no plan in review to publish.")
        return redirect(back)
    if request.method == "POST":
        try:
            publish_round(planned=found, by=request.user, run=_reviewed_run(request))
        except Refused as refusal:
            refusal.tell()
            context = {"round": found, "refusal": refusal, "crumbs": [*crumbs(LIST), (found.name, back)]}
            return render(request, "assets/round_refused.html", context, status=refusal.status)
        messages.success(request, f"{found} is published: the bookings stand, and every request is answered.")
        return redirect(back)
    shown = plan_of(found, found.run, request.user)
    context = {
        "round": found,
        "plan": shown,
        "bookings": sum(len(line.assets) * len(line.occurrences) for line in shown.placed),
        "crumbs": [*crumbs(LIST), (found.name, back)],
    }
    return render(request, "assets/round_publish.html", context)


def _reviewed_run(request: HttpRequest) -> Run:
    """The run that was on the page, so that a plan made since is not published unseen."""
    return get_object_or_404(visible_runs(request.user), pk=number_from(request.POST.get("run", "")))


@require_http_methods(["GET", "POST"])
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then cancel the bookings of a published round."""
    found = _led(request, pk)
    back = reverse("assets:round", args=[pk])
    if request.method == "POST":
        try:
            unpublish_round(planned=found, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.tell())
        else:
            messages.success(request, f"The publication of {found} was taken back.")
        return redirect(back)
    context = {
        "question": f"Do you want to take back the publication of {found}?",
        "consequences": [
            "All bookings that it made are cancelled.",
            "Its requests wait for an answer again, and the plan can be made anew.",
        ],
        "action_text": "Take the publication back",
        "warning": True,
        "cancel_url": back,
        "crumbs": [*crumbs(LIST), (found.name, back)],
    }
    return render(request, "confirm.html", context)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a round in review gather requests again."""
    found = _led(request, pk)
    try:
        reopen_round(planned=found, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.tell())
    else:
        messages.success(request, f"{found} takes requests again.")
    return redirect("assets:round", pk)


def _led(request: HttpRequest, pk: int) -> Round:
    found = the_round(request, pk)
    require(request.user, "assets.plan_round", found, NOT_LEAD)
    return found
