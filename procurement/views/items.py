"""The catalogue of what can be bought."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from partners.permissions import require
from partners.tables import show_a_page
from procurement.actions.catalogue import ITEM_FIELDS, create_item, edit_item, require_catalogue
from procurement.filters import ItemFilter
from procurement.forms.catalogue import ItemForm
from procurement.queries.catalogue import visible_items
from procurement.tables import ItemTable
from procurement.views.answers import Page, answer_form
from procurement.views.scope import buying_organisations, crumbs, place

EDIT = "procurement.edit_catalogue"
ABOVE = ("Items", "items")


@require_GET
def items(request: HttpRequest) -> HttpResponse:
    """Items of the user's organisations and of their partners."""
    rows = visible_items(request.user)
    filtered = ItemFilter(request.GET, queryset=rows)
    table = ItemTable(filtered.qs)
    show_a_page(table, request)
    context = {
        "table": table,
        "filter": filtered,
        "some": rows.exists(),
        "may_add": request.user.has_perm(EDIT, None),
        "crumbs": crumbs(),
    }
    return render(request, "procurement/items.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add an item to an own catalogue."""
    require(request.user, EDIT, None, "Only a procurement lead may add items to a catalogue.")
    form = ItemForm(request.POST or None, owners=buying_organisations(request))

    def act(data: dict[str, Any]) -> str:
        return f"{create_item(by=request.user, **data)} is in the catalogue."

    page = Page("Add an item", "Add to the catalogue", reverse("procurement:items"), crumbs(None, place(*ABOVE)),
                template="procurement/item_form.html")  # fmt: skip
    return answer_form(request, form, page, act)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at an item, and change it if it is in an own catalogue."""
    item = get_object_or_404(visible_items(request.user), pk=pk)
    if request.method == "POST":
        require_catalogue(item.owner, request.user)
    initial = {name: getattr(item, name) for name in ITEM_FIELDS}
    form = ItemForm(request.POST or None, owners=None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        return f"{edit_item(item=item, by=request.user, **data)} was changed."

    page = Page(item.name, "Save", reverse("procurement:items"), crumbs(None, place(*ABOVE)),
                template="procurement/item_form.html")  # fmt: skip
    may_edit = request.user.has_perm(EDIT, item.owner)
    return answer_form(request, form, page, act, item=item, read_only=not may_edit)
