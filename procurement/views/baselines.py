"""What authorities pay when they buy alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from partners.tables import show_a_page
from procurement.actions.demand import set_baseline
from procurement.filters import DemandFilter
from procurement.forms.demand import BaselineForm
from procurement.queries.taking_part import baselines_of
from procurement.tables import BaselineTable
from procurement.views.answers import Page, answer_form
from procurement.views.scope import (
    CLOSED,
    authorities_to_write_for,
    crumbs,
    place,
    the_procurement,
    writable_authorities,
)


@require_GET
def baselines(request: HttpRequest, pk: int) -> HttpResponse:
    """The prices paid alone that the user may see: savings are reckoned against them."""
    procurement = the_procurement(request, pk)
    rows = baselines_of(request.user, procurement)
    filtered = DemandFilter(request.GET, queryset=rows, lines=rows)
    table = BaselineTable(filtered.qs)
    show_a_page(table, request)
    context = {
        "procurement": procurement,
        "table": table,
        "filter": filtered,
        "some": rows.exists(),
        "may_write": procurement.state not in CLOSED and writable_authorities(request, procurement).exists(),
        "crumbs": crumbs(procurement, place("Needs", "demand", pk)),
    }
    return render(request, "procurement/baselines.html", context)


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what an authority pays alone."""
    procurement = the_procurement(request, pk)
    authorities = authorities_to_write_for(request, procurement)
    form = BaselineForm(request.POST or None, procurement=procurement, authorities=authorities)
    form.fields["authority"].label = "Who pays it?"

    def act(data: dict[str, Any]) -> str:
        row = set_baseline(procurement=procurement, by=request.user, **data)
        return f"Recorded what {row.authority} pays for {row.item}."

    page = Page(
        "Record a price paid",
        "Save",
        reverse("procurement:baselines", args=[pk]),
        crumbs(procurement, place("Needs", "demand", pk), place("Prices paid alone", "baselines", pk)),
        "Savings are reckoned against what each authority pays when it buys alone.",
    )
    return answer_form(request, form, page, act)
