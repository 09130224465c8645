"""Rounds: the list, opening one, and the page of one in each of its states."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assets.actions.rounds import create_round
from assets.forms.rounds import PlanForm, RoundForm
from assets.forms.times import wall
from assets.models import BookingRequest, Round
from assets.permissions import ROUND_ROLES
from assets.planning import plan_of
from assets.queries.rounds import (
    request_counts,
    run_shown,
    sees_whole_round,
    visible_requests,
    visible_rounds,
)
from assets.tables import RoundTable
from assets.views.plans import plan_context
from assets.views.scope import add_refusal, booking_organisations, crumbs, require_somewhere
from partners.queries import organisations_of, visible_organisations
from partners.refusals import Refused
from partners.tables import show_a_page

LIST = ("Rounds", "assets:rounds")
State = Round.State
WAY = [State.GATHERING, State.PLANNING, State.REVIEW, State.PUBLISHED]


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds in which the user's organisations take part."""
    found = visible_rounds(request.user)
    own = visible_requests(request.user).order_by().values("pk")
    table = RoundTable(found.annotate(request_count=Count("requests", filter=Q(requests__in=own))))
    show_a_page(table, request)
    context = {
        "table": table,
        "some": found.exists(),
        "may_add": request.user.has_perm("assets.lead_round", None),
        "crumbs": crumbs(),
    }
    return render(request, "assets/rounds.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    require_somewhere(request, "assets.lead_round", "open rounds")
    monday = wall(timezone.now()).date()
    monday += timedelta(days=14 - monday.weekday())
    first = {
        "first_day": monday,
        "last_day": monday + timedelta(days=6),
        "name": f"Week of {monday:%-d %B %Y}",
    }
    form = RoundForm(
        request.POST or None,
        initial=first,
        leads=organisations_of(request.user, *ROUND_ROLES),
        partners=visible_organisations(request.user),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            opened = create_round(
                lead=data["lead"],
                participants=data["participants"],
                name=data["name"],
                starts_at=form.starts_at,
                ends_at=form.ends_at,
                grid_minutes=data["grid_minutes"],
                by=request.user,
            )
        except Refused as refusal:
            add_refusal(form, refusal, {"starts_at": "first_day", "ends_at": "last_day"})
        else:
            messages.success(request, f"{opened} is open for requests.")
            return redirect("assets:round", opened.pk)
    return render(request, "assets/round_form.html", {"form": form, "crumbs": crumbs(LIST)})


def the_round(request: HttpRequest, pk: int) -> Round:
    """A round the user may see; 404 for any other."""
    return get_object_or_404(visible_rounds(request.user), pk=pk)


@require_GET
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: what to do next in the state it is in, and what is known so far."""
    found = the_round(request, pk)
    state = found.state_now
    may_plan = request.user.has_perm("assets.plan_round", found)
    begun = found.starts_at <= timezone.now()
    context = {
        "round": found,
        "state": state,
        "way": [
            {"label": State(one).label, "current": one == state, "done": WAY.index(one) < WAY.index(state)}
            for one in WAY
        ],
        "last_day": found.ends_at - timedelta(minutes=1),
        "counts": _counts(request, found),
        "begun": begun,
        "may_plan": may_plan,
        "may_request": state == State.GATHERING and booking_organisations(request).exists(),
        "plan_form": PlanForm()
        if may_plan and not begun and state in (State.GATHERING, State.REVIEW)
        else None,
        "may_see_run": request.user.has_perm("runs.view_run", found.lead),
        "whole": sees_whole_round(request.user, found),
        "crumbs": crumbs(LIST),
    }
    if shown := run_shown(request.user, found):
        context |= plan_context(request, found, plan_of(found, shown, request.user))
    return render(request, "assets/round.html", context)


def _counts(request: HttpRequest, found: Round) -> dict[str, Any]:
    """How many requests there are: by state for those who see the whole round, and by organisation."""
    seen = visible_requests(request.user).filter(round=found).order_by()
    by_organisation = (
        seen.exclude(status=BookingRequest.Status.WITHDRAWN)
        .values("organisation__name")
        .annotate(count=Count("pk"), submitted=Count("pk", filter=~Q(status=BookingRequest.Status.DRAFT)))
        .order_by("organisation__name")
    )
    return {
        "all": request_counts(found) if sees_whole_round(request.user, found) else {},
        "by_organisation": list(by_organisation),
        "submitted": seen.filter(status=BookingRequest.Status.SUBMITTED).count(),
    }
