"""What a bid offers for one item: terms and price tiers. Tiers are added and removed by buttons of the form."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assets.forms.rows import asks_for_rows, typed, typed_rows
from partners.refusals import Refused
from procurement.actions.bids import LINE_FIELDS, add_bid_line, edit_bid_line, remove_bid_line
from procurement.forms.bids import BidLineForm, TierFormSet
from procurement.models import Bid, BidLine, Item
from procurement.queries.procurements import visible_procurements
from procurement.views.answers import add_refusal, ask_first
from procurement.views.bids import bid_crumbs, led_bid
from procurement.views.scope import require_lead

TIERS = "tiers"


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the offer for an item that the bid does not offer yet."""
    bid = led_bid(request, pk)
    items = Item.objects.filter(owner=bid.procurement.lead_id).exclude(bid_lines__bid=bid)

    def act(data: dict[str, Any], tiers: list[tuple[int, int]]) -> None:
        line = add_bid_line(bid=bid, tiers=tiers, by=request.user, **data)
        messages.success(request, f"Added: {line.item}.")

    return _answer(request, bid, None, items, {}, [{"from_quantity": 1}], act)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an offer; its item stays."""
    line = _line(request, pk)
    initial = {name: getattr(line, name) for name in LINE_FIELDS} | {"valid_for": line.valid_for.all()}
    tiers = list(line.tiers.order_by("from_quantity").values("from_quantity", "price_e4"))

    def act(data: dict[str, Any], tiers: list[tuple[int, int]]) -> None:
        edit_bid_line(line=line, tiers=tiers, by=request.user, **data)
        messages.success(request, f"Changed: {line.item}.")

    return _answer(request, line.bid, line, None, initial, tiers, act)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take an offer out."""
    line = _line(request, pk)

    def act() -> str:
        remove_bid_line(line=line, by=request.user)
        return f"{line.item} was removed from the bid."

    return ask_first(
        request,
        act,
        question=f"Do you want to remove {line.item} from this bid?",
        text="Its prices go with it. Scenarios solved so far must be solved again before an award.",
        action_text="Remove",
        warning=True,
        back=reverse("procurement:bid", args=[line.bid_id]),
        crumbs=bid_crumbs(line.bid),
    )


def _answer(
    request: HttpRequest,
    bid: Bid,
    line: BidLine | None,
    items: Any,
    initial: dict,
    tiers: list[dict],
    act: Any,
) -> HttpResponse:
    """The page of an offer: sent and valid it acts; asked for a row it shows what was typed with that row."""
    form = BidLineForm(procurement=bid.procurement, items=items, initial=initial)
    formset = TierFormSet(initial=tiers, prefix=TIERS)
    status = 200
    if request.method == "POST":
        form = BidLineForm(request.POST, procurement=bid.procurement, items=items, initial=initial)
        formset = TierFormSet(request.POST, prefix=TIERS)
        if asks_for_rows(request.POST, TIERS):
            more = int(f"add-{TIERS}" in request.POST)
            formset = TierFormSet(initial=typed_rows(request.POST, formset), prefix=TIERS, more=more)
            form = BidLineForm(procurement=bid.procurement, items=items, initial=typed(form))
        elif all([form.is_valid(), formset.is_valid()]):
            try:
                act(form.cleaned_data, formset.tiers)
            except Refused as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                return redirect(_next(request, bid))
        else:
            status = 422
    context = {"bid": bid, "line": line, "form": form, "formset": formset, "crumbs": bid_crumbs(bid)}
    return render(request, "procurement/bid_line_form.html", context, status=status)


def _next(request: HttpRequest, bid: Bid) -> str:
    name = "bid_line_new" if "another" in request.POST else "bid"
    return reverse(f"procurement:{name}", args=[bid.pk])


def _line(request: HttpRequest, pk: int) -> BidLine:
    rows = BidLine.objects.filter(bid__procurement__in=visible_procurements(request.user))
    line = get_object_or_404(
        rows.select_related("item", "bid__procurement__lead", "bid__supplier", "bid__lot__framework"), pk=pk
    )
    require_lead(request, line.bid.procurement)
    return line
