"""When an asset is out of use."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assets.actions.catalogue import remove_blocking, save_blocking
from assets.forms.catalogue import BlockingForm
from assets.models import Blocking
from assets.queries.catalogue import kept_assets
from assets.views.assets import LIST
from assets.views.scope import add_refusal, crumbs, the_asset
from partners.permissions import require
from partners.refusals import Refused
from partners.wording import period

NAMES = {"starts_at": "start", "ends_at": "end"}


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an asset out of use for a time."""
    asset = the_asset(request, pk)
    require(request.user, "assets.keep_asset", asset, f"Your roles do not let you block {asset}.")
    form = BlockingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        blocking = Blocking(
            asset=asset,
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            kind=data["kind"],
            reason=data["reason"],
        )
        try:
            save_blocking(blocking=blocking, by=request.user)
        except Refused as refusal:
            add_refusal(form, refusal, NAMES)
        else:
            messages.success(request, f"{asset} is out of use {period(form.starts_at, form.ends_at)}.")
            return redirect("assets:asset", pk)
    context = {
        "form": form,
        "asset": asset,
        "crumbs": [*crumbs(LIST), (str(asset), reverse("assets:asset", args=[pk]))],
    }
    return render(request, "assets/blocking_form.html", context)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then put the asset back to use."""
    kept = kept_assets(request.user).order_by().values("pk")
    blocking = get_object_or_404(Blocking.objects.select_related("asset__owner"), pk=pk, asset__in=kept)
    back = reverse("assets:asset", args=[blocking.asset_id])
    if request.method == "POST":
        remove_blocking(blocking=blocking, by=request.user)
        messages.success(request, f"{blocking.asset} can be booked again.")
        return redirect(back)
    context = {
        "question": f"Do you want to put {blocking.asset} back to use?",
        "text": f"{blocking.get_kind_display()}, {period(blocking.starts_at, blocking.ends_at)}. "
        "People can book it in this time at once.",
        "action_text": "Put it back to use",
        "cancel_url": back,
        "crumbs": [*crumbs(LIST), (str(blocking.asset), back)],
    }
    return render(request, "confirm.html", context)
