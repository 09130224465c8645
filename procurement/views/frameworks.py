"""Frameworks with their lots and how far the ceilings are used."""

from typing import Any, NamedTuple

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from partners.permissions import require
from procurement.actions.frameworks import LOT_FIELDS, create_framework, create_lot, edit_lot
from procurement.filters import FrameworkFilter
from procurement.forms.catalogue import FrameworkForm, LotForm
from procurement.models import Lot, OrderLine, Supplier
from procurement.queries.catalogue import visible_authorities, visible_frameworks, visible_lots
from procurement.views.answers import Page, answer_form
from procurement.views.scope import buying_organisations, crumbs, place

EDIT = "procurement.edit_catalogue"
ABOVE = ("Frameworks", "frameworks")


class LotUse(NamedTuple):
    """A lot with what was bought under it, by awards in force here and elsewhere."""

    lot: Lot
    used_pence: int

    @property
    def limit_pence(self) -> int | None:
        return self.lot.ceiling_pence


@require_GET
def frameworks(request: HttpRequest) -> HttpResponse:
    """Frameworks of the user's organisations and of their partners, each with its lots."""
    rows = visible_frameworks(request.user)
    filtered = FrameworkFilter(request.GET, queryset=rows)
    awarded = _awarded_by_lot()
    shown = [
        {
            "framework": framework,
            "lots": [LotUse(lot, lot.spent_pence + awarded.get(lot.pk, 0)) for lot in framework.lots.all()],
            "may_edit": request.user.has_perm(EDIT, framework.owner),
        }
        for framework in filtered.qs
    ]
    context = {
        "rows": shown,
        "filter": filtered,
        "some": rows.exists(),
        "may_add": request.user.has_perm(EDIT, None),
        "crumbs": crumbs(),
    }
    return render(request, "procurement/frameworks.html", context)


def _awarded_by_lot() -> dict[int, int]:
    """Pence of goods that awards in force have ordered, by lot key."""
    lines = OrderLine.objects.filter(batch__award__undone_at__isnull=True, batch__lot__isnull=False)
    return dict(lines.order_by().values_list("batch__lot").annotate(pence=Sum("goods_pence")))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record a framework."""
    require(request.user, EDIT, None, "Only a procurement lead may record frameworks.")
    form = FrameworkForm(request.POST or None, owners=buying_organisations(request))

    def act(data: dict[str, Any]) -> str:
        made = create_framework(by=request.user, **data)
        return f"{made} is recorded. Add its lots.\n{reverse('procurement:lot_new', args=[made.pk])}"

    return answer_form(request, form, _page("Record a framework"), act)


@require_http_methods(["GET", "POST"])
def lot_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a lot to a framework."""
    framework = get_object_or_404(visible_frameworks(request.user), pk=pk)
    _require_owner(request, framework.owner)
    form = LotForm(
        request.POST or None,
        suppliers=Supplier.objects.filter(owner=framework.owner),
        authorities=visible_authorities(request.user),
    )

    def act(data: dict[str, Any]) -> str:
        return f"{create_lot(framework=framework, by=request.user, **data)} is recorded."

    return answer_form(request, form, _page(f"Add a lot to {framework}"), act)


@require_http_methods(["GET", "POST"])
def lot_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a lot; its supplier stays."""
    lot = get_object_or_404(visible_lots(request.user), pk=pk)
    _require_owner(request, lot.framework.owner)
    initial = {name: getattr(lot, name) for name in LOT_FIELDS} | {"entitled": lot.entitled.all()}
    form = LotForm(
        request.POST or None, suppliers=None, authorities=visible_authorities(request.user), initial=initial
    )

    def act(data: dict[str, Any]) -> str:
        return f"{edit_lot(lot=lot, by=request.user, **data)} was changed."

    return answer_form(request, form, _page(f"Change {lot}"), act)


def _page(title: str) -> Page:
    return Page(title, "Save", reverse("procurement:frameworks"), crumbs(None, place(*ABOVE)),
                template="procurement/lot_form.html")  # fmt: skip


def _require_owner(request: HttpRequest, owner: Any) -> None:
    require(request.user, EDIT, owner, f"Your roles at {owner} do not let you change its frameworks.")
