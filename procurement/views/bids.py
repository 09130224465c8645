"""Bids of a procurement: the list, one of them with lines and discounts, adding, changing and removing."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assets.forms.rows import asks_for_rows, typed_rows
from partners.refusals import Refused
from partners.tables import show_a_page
from procurement.actions.bids import BID_FIELDS, create_bid, edit_bid, remove_bid, set_discounts
from procurement.filters import BidFilter
from procurement.forms.bids import BidForm, DiscountFormSet, ValidityForm
from procurement.models import Bid, Discount
from procurement.tables import BidTable, validity_words
from procurement.views.answers import Page, answer_form, ask_first
from procurement.views.scope import (
    crumbs,
    led_procurement,
    may_edit,
    place,
    require_lead,
    the_bid,
    the_procurement,
)

DISCOUNTS = "discounts"


@require_GET
def bids(request: HttpRequest, pk: int) -> HttpResponse:
    """The bids, narrowed to a supplier or an item on request."""
    procurement = the_procurement(request, pk)
    rows = procurement.bids.select_related("supplier", "lot__framework").annotate(
        line_count=Count("lines", distinct=True)
    )
    filtered = BidFilter(request.GET, queryset=rows, procurement=procurement)
    table = BidTable(filtered.qs)
    show_a_page(table, request)
    context = {
        "procurement": procurement,
        "table": table,
        "filter": filtered,
        "some": rows.exists(),
        "may_edit": may_edit(request, procurement),
        "crumbs": crumbs(procurement),
    }
    return render(request, "procurement/bids.html", context)


@require_GET
def bid(request: HttpRequest, pk: int) -> HttpResponse:
    """One bid with its lines, price tiers and discounts."""
    found = the_bid(request, pk)
    context = {
        "bid": found,
        "lines": sorted(found.lines.all(), key=lambda line: line.item.name),
        "discounts": found.discounts.all(),
        "validity": validity_words(found),
        "may_edit": may_edit(request, found.procurement),
        "crumbs": crumbs(found.procurement, place("Bids", "bids", found.procurement_id)),
    }
    return render(request, "procurement/bid.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a supplier's bid."""
    procurement = led_procurement(request, pk)
    form = BidForm(request.POST or None, procurement=procurement)

    def act(data: dict[str, Any]) -> str:
        made = create_bid(procurement=procurement, by=request.user, **data)
        return (
            f"The bid is recorded. Add what it offers.\n{reverse('procurement:bid_line_new', args=[made.pk])}"
        )

    page = Page(
        "Record a bid",
        "Save and add lines",
        reverse("procurement:bids", args=[pk]),
        crumbs(procurement, place("Bids", "bids", pk)),
        template="procurement/bid_form.html",
    )
    return answer_form(request, form, page, act, procurement=procurement)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when a bid may be ordered from."""
    found = led_bid(request, pk)
    initial = {name: getattr(found, name) for name in BID_FIELDS}
    form = ValidityForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        edit_bid(bid=found, by=request.user, **data)
        return "The bid was changed."

    page = Page(
        f"Change the bid of {found}", "Save", reverse("procurement:bid", args=[pk]), bid_crumbs(found)
    )
    return answer_form(request, form, page, act)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a bid out."""
    found = led_bid(request, pk)

    def act() -> str:
        remove_bid(bid=found, by=request.user)
        return f"The bid was removed.\n{reverse('procurement:bids', args=[found.procurement_id])}"

    return ask_first(
        request,
        act,
        question=f"Do you want to remove the bid of {found}?",
        text="Its lines and prices go with it. Scenarios solved so far must be solved again before an award.",
        action_text="Remove the bid",
        warning=True,
        back=reverse("procurement:bid", args=[pk]),
        crumbs=bid_crumbs(found),
    )


@require_http_methods(["GET", "POST"])
def discounts(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a bid's discounts across lines."""
    found = led_bid(request, pk)
    rows = [_discount_row(row) for row in found.discounts.all()]
    formset = DiscountFormSet(initial=rows, prefix=DISCOUNTS, more=0 if rows else 1)
    status = 200
    if request.method == "POST":
        formset = DiscountFormSet(request.POST, prefix=DISCOUNTS)
        if asks_for_rows(request.POST, DISCOUNTS):
            more = int(f"add-{DISCOUNTS}" in request.POST)
            formset = DiscountFormSet(initial=typed_rows(request.POST, formset), prefix=DISCOUNTS, more=more)
        elif formset.is_valid():
            try:
                set_discounts(bid=found, discounts=formset.filled, by=request.user)
            except Refused as refusal:
                formset.non_form_errors().append(refusal.tell())
                status = refusal.status
            else:
                return _done(request, pk)
        else:
            status = 422
    context = {"bid": found, "formset": formset, "crumbs": bid_crumbs(found)}
    return render(request, "procurement/discounts.html", context, status=status)


def _done(request: HttpRequest, pk: int) -> HttpResponse:
    messages.success(request, "The discounts are set.")
    return redirect("procurement:bid", pk)


def _discount_row(row: Discount) -> dict[str, Any]:
    """A discount as first values of its form: a number of units is shown like a number of pounds."""
    units = row.basis == Discount.Basis.QUANTITY
    threshold = str(row.threshold) if units else row.threshold
    return {"scope": row.scope, "basis": row.basis, "threshold": threshold, "permille": row.permille}


def led_bid(request: HttpRequest, pk: int) -> Bid:
    """A bid of a procurement the user runs."""
    found = the_bid(request, pk)
    require_lead(request, found.procurement)
    return found


def bid_crumbs(found: Bid) -> list[tuple[str, str]]:
    """The pages above the pages of a bid."""
    return crumbs(
        found.procurement,
        place("Bids", "bids", found.procurement_id),
        place(str(found.supplier), "bid", found.pk),
    )
