"""Suppliers, with what they charge for delivery and the contracts that bind buyers to them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from partners.permissions import require
from partners.tables import show_a_page
from procurement.actions.catalogue import SUPPLIER_FIELDS, create_supplier, edit_supplier, set_delivery_charge
from procurement.filters import SupplierFilter
from procurement.forms.catalogue import DeliveryChargeForm, SupplierForm
from procurement.models import Supplier
from procurement.queries.catalogue import visible_authorities, visible_suppliers
from procurement.queries.procurements import visible_procurements
from procurement.tables import SupplierTable
from procurement.views.answers import Page, answer_form
from procurement.views.scope import buying_organisations, crumbs, own_authorities, place

EDIT = "procurement.edit_catalogue"
ABOVE = ("Suppliers", "suppliers")


@require_GET
def suppliers(request: HttpRequest) -> HttpResponse:
    """Suppliers of the user's organisations and of their partners."""
    rows = visible_suppliers(request.user)
    filtered = SupplierFilter(request.GET, queryset=rows)
    table = SupplierTable(filtered.qs)
    show_a_page(table, request)
    context = {
        "table": table,
        "filter": filtered,
        "some": rows.exists(),
        "may_add": request.user.has_perm(EDIT, None),
        "crumbs": crumbs(),
    }
    return render(request, "procurement/suppliers.html", context)


@require_GET
def supplier(request: HttpRequest, pk: int) -> HttpResponse:
    """One supplier: what ordering costs, its lots, its bids in procurements the user may see, own commitments."""
    found = _supplier(request, pk)
    context = {
        "supplier": found,
        "charges": found.delivery_charges.select_related("authority__organisation"),
        "lots": found.lots.select_related("framework"),
        "bids": found.bids.filter(procurement__in=visible_procurements(request.user)).select_related(
            "procurement", "lot__framework"
        ),
        "commitments": found.commitments.filter(authority__in=own_authorities(request)).select_related(
            "authority__organisation"
        ),
        "may_edit": request.user.has_perm(EDIT, found.owner),
        "crumbs": crumbs(None, place(*ABOVE)),
    }
    return render(request, "procurement/supplier.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add a supplier to an own catalogue."""
    require(request.user, EDIT, None, "Only a procurement lead may add suppliers to a catalogue.")
    form = SupplierForm(request.POST or None, owners=buying_organisations(request))

    def act(data: dict[str, Any]) -> str:
        made = create_supplier(by=request.user, **data)
        return f"{made} is in the catalogue.\n{reverse('procurement:supplier', args=[made.pk])}"

    page = Page(
        "Add a supplier",
        "Add to the catalogue",
        reverse("procurement:suppliers"),
        crumbs(None, place(*ABOVE)),
    )
    return answer_form(request, form, page, act)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a supplier of an own catalogue."""
    found = _editable(request, pk)
    initial = {name: getattr(found, name) for name in SUPPLIER_FIELDS}
    form = SupplierForm(request.POST or None, owners=None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        return f"{edit_supplier(supplier=found, by=request.user, **data)} was changed."

    return answer_form(request, form, _page(f"Change {found}", found), act)


@require_http_methods(["GET", "POST"])
def charge(request: HttpRequest, pk: int) -> HttpResponse:
    """Set what a supplier charges to deliver to one authority."""
    found = _editable(request, pk)
    form = DeliveryChargeForm(request.POST or None, authorities=visible_authorities(request.user))

    def act(data: dict[str, Any]) -> str:
        set_delivery_charge(supplier=found, by=request.user, **data)
        return f"The charge for {data['authority']} was set."

    return answer_form(request, form, _page("Set a delivery charge", found), act)


def _page(title: str, found: Supplier) -> Page:
    above = crumbs(None, place(*ABOVE), place(found.name, "supplier", found.pk))
    return Page(title, "Save", reverse("procurement:supplier", args=[found.pk]), above)


def _supplier(request: HttpRequest, pk: int) -> Supplier:
    return get_object_or_404(visible_suppliers(request.user), pk=pk)


def _editable(request: HttpRequest, pk: int) -> Supplier:
    found = _supplier(request, pk)
    require(
        request.user, EDIT, found.owner, f"Your roles at {found.owner} do not let you change its catalogue."
    )
    return found
