"""Joint procurements: the list, one of them with its steps, opening, changing and cancelling it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from partners.permissions import require
from partners.tables import show_a_page
from procurement.actions.procurements import (
    PROCUREMENT_FIELDS,
    cancel_procurement,
    create_procurement,
    edit_procurement,
)
from procurement.filters import ProcurementFilter
from procurement.forms.procurements import ProcurementChangeForm, ProcurementForm
from procurement.permissions import BUYING_ROLES, sees_all
from procurement.queries.procurements import listed_procurements, open_procurements
from procurement.queries.taking_part import own_participations
from procurement.tables import ProcurementTable
from procurement.views.answers import Page, answer_form, ask_first
from procurement.views.scope import (
    buying_organisations,
    crumbs,
    led_procurement,
    may_edit,
    own_authorities,
    place,
    the_procurement,
)
from procurement.views.steps import steps_of

CREATE = "procurement.create_procurement"


@require_GET
def procurements(request: HttpRequest) -> HttpResponse:
    """What the user's organisations lead or take part in, and what they could join."""
    rows = listed_procurements(request.user)
    filtered = ProcurementFilter(request.GET, queryset=rows)
    table = ProcurementTable(filtered.qs)
    show_a_page(table, request)
    context = {
        "table": table,
        "filter": filtered,
        "some": bool(request.GET) or rows.exists(),
        "joinable": open_procurements(request.user)
        if own_authorities(request, *BUYING_ROLES).exists()
        else [],
        "may_create": request.user.has_perm(CREATE, None),
        "may_see_catalogue": request.user.has_perm("procurement.view_catalogue", None),
        "crumbs": crumbs()[:1],
    }
    return render(request, "procurement/procurements.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a joint procurement."""
    require(request.user, CREATE, None, "Only a procurement lead may open a joint procurement.")
    form = ProcurementForm(request.POST or None, leads=buying_organisations(request))

    def act(data: dict[str, Any]) -> str:
        made = create_procurement(by=request.user, **data)
        return f"{made} is open. Invite those who buy with you.\n{reverse('procurement:procurement', args=[made.pk])}"

    page = Page(
        "New joint procurement", "Open the procurement", reverse("procurement:procurements"), crumbs(),
        template="procurement/procurement_form.html",
    )  # fmt: skip
    return answer_form(request, form, page, act)


@require_GET
def procurement(request: HttpRequest, pk: int) -> HttpResponse:
    """One procurement: its steps as a task list, and what each still lacks."""
    found = the_procurement(request, pk)
    leads = request.user.has_perm("procurement.edit_procurement", found)
    context = {
        "procurement": found,
        "steps": steps_of(request.user, found),
        "sees_all": sees_all(request.user, found),
        "participations": [] if leads else list(own_participations(request.user, found)),
        "may_edit": may_edit(request, found),
        "award": found.awards.filter(undone_at__isnull=True).select_related("scenario").first(),
        "crumbs": crumbs(),
    }
    return render(request, "procurement/procurement.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is planned, or move on to the next stage."""
    found = led_procurement(request, pk)
    initial = {name: getattr(found, name) for name in PROCUREMENT_FIELDS}
    form = ProcurementChangeForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        edit_procurement(procurement=found, by=request.user, **data)
        return "The procurement was changed."

    page = Page(
        "Change the procurement", "Save", reverse("procurement:procurement", args=[pk]), crumbs(found),
        template="procurement/procurement_form.html",
    )  # fmt: skip
    return answer_form(request, form, page, act)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then give the procurement up."""
    found = led_procurement(request, pk)

    def act() -> str:
        cancel_procurement(procurement=found, by=request.user)
        return f"{found} was cancelled."

    return ask_first(
        request,
        act,
        question="Do you want to cancel this procurement?",
        consequences=[
            "Nothing of it can be changed or awarded any more.",
            "Needs, bids and scenarios stay readable for everybody who took part.",
        ],
        action_text="Cancel the procurement",
        warning=True,
        back=place("", "procurement", pk)[1],
        crumbs=crumbs(found),
    )
