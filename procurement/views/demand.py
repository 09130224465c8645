"""What authorities need: the list with totals, adding, changing and removing."""

from typing import Any

from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from partners.tables import show_a_page
from procurement.actions.demand import (
    DEMAND_FIELDS,
    add_demand_line,
    edit_demand_line,
    remove_demand_line,
    require_demand,
)
from procurement.filters import DemandFilter
from procurement.forms.demand import DemandForm
from procurement.models import DemandLine, Participation
from procurement.permissions import sees_all
from procurement.queries.taking_part import demand_of, visible_demand
from procurement.sheets.exports import export_needs
from procurement.tables import DemandTable
from procurement.views.answers import Page, answer_form, ask_first
from procurement.views.downloads import workbook_response
from procurement.views.scope import (
    CLOSED,
    authorities_to_write_for,
    crumbs,
    place,
    the_procurement,
    writable_authorities,
)


@require_GET
def demand(request: HttpRequest, pk: int) -> HttpResponse:
    """Every need the user may see, after totals by item; narrowed to an authority or item on request."""
    procurement = the_procurement(request, pk)
    lines = demand_of(request.user, procurement)
    filtered = DemandFilter(request.GET, queryset=lines, lines=lines)
    may_write = procurement.state not in CLOSED and writable_authorities(request, procurement).exists()
    table = DemandTable(filtered.qs, linked=may_write)
    show_a_page(table, request)
    by = "authority" if request.GET.get("by") == "authority" else "item"
    context = {
        "procurement": procurement,
        "table": table,
        "filter": filtered,
        "some": lines.exists(),
        "sees_all": sees_all(request.user, procurement),
        "by": by,
        "totals": _totals(filtered.qs, by),
        "may_write": may_write,
        "crumbs": crumbs(procurement),
    }
    return render(request, "procurement/demand.html", context)


def _totals(lines: Any, by: str) -> list[dict[str, Any]]:
    """Totals by item (units and authorities) or by authority (lines and items): units of things do not add up."""
    if by == "authority":
        rows = lines.order_by("authority__organisation__name").values(
            "authority__organisation__name", "authority"
        )
        return list(rows.annotate(needs=Count("pk"), others=Count("item", distinct=True)))
    rows = lines.order_by("item__name").values("item__name", "item", "item__unit")
    return list(
        rows.annotate(needs=Count("pk"), units=Sum("quantity"), others=Count("authority", distinct=True))
    )


@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The needs and prices paid as a workbook that can be changed and sent in again."""
    procurement = the_procurement(request, pk)
    return workbook_response(export_needs(procurement, request.user), f"Needs {procurement}")


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a need."""
    procurement = the_procurement(request, pk)
    authorities = authorities_to_write_for(request, procurement)
    form = DemandForm(
        request.POST or None,
        procurement=procurement,
        authorities=authorities,
        initial={"authority": request.GET.get("authority"), "item": request.GET.get("item")},
    )
    again = reverse("procurement:demand_new", args=[pk])

    def act(data: dict[str, Any]) -> str:
        line = add_demand_line(procurement=procurement, by=request.user, **data)
        words = f"Added: {line}."
        return f"{words}\n{again}?authority={line.authority_id}" if "another" in request.POST else words

    page = Page(
        "Add a need",
        "Save",
        reverse("procurement:demand", args=[pk]),
        crumbs(procurement, place("Needs", "demand", pk)),
        template="procurement/demand_form.html",
    )
    return answer_form(request, form, page, act, procurement=procurement)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a need; its authority stays."""
    line = _writable_line(request, pk)
    initial = {name: getattr(line, name) for name in DEMAND_FIELDS}
    form = DemandForm(request.POST or None, procurement=line.procurement, authorities=None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        changed = edit_demand_line(line=line, by=request.user, **data)
        return f"Changed: {changed}."

    page = Page(
        f"Change what {line.authority} needs",
        "Save",
        reverse("procurement:demand", args=[line.procurement_id]),
        crumbs(line.procurement, place("Needs", "demand", line.procurement_id)),
        template="procurement/demand_form.html",
    )
    return answer_form(request, form, page, act, procurement=line.procurement, line=line)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a need back."""
    line = _writable_line(request, pk)

    def act() -> str:
        remove_demand_line(line=line, by=request.user)
        return "The need was removed."

    return ask_first(
        request,
        act,
        question="Do you want to remove this need?",
        text=f"{line}.",
        action_text="Remove",
        warning=True,
        back=reverse("procurement:demand", args=[line.procurement_id]),
        crumbs=crumbs(line.procurement, place("Needs", "demand", line.procurement_id)),
    )


def _writable_line(request: HttpRequest, pk: int) -> DemandLine:
    """A need the user may change; 404 if they may not see it, refused if their roles do not let them."""
    line = get_object_or_404(visible_demand(request.user).select_related("procurement__lead"), pk=pk)
    require_demand(Participation(procurement=line.procurement, authority=line.authority), request.user)
    return line
