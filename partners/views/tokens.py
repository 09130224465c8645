"""The API tokens of an organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from partners.actions.tokens import create_token, revoke_token
from partners.forms import TokenForm, add_refusal
from partners.models import Organisation
from partners.queries import tokens_of
from partners.refusals import Refused
from partners.views.scope import crumbs_of, own_organisation

MANAGE = "partners.manage_tokens"


@require_GET
def tokens(request: HttpRequest, pk: int) -> HttpResponse:
    """The organisation's tokens, live ones and ended ones."""
    organisation = own_organisation(request, pk, MANAGE)
    context = {
        "organisation": organisation,
        "tokens": tokens_of(organisation).prefetch_related("account__memberships"),
        "crumbs": crumbs_of(organisation),
    }
    return render(request, "partners/tokens.html", context)


@never_cache
@sensitive_variables("secret")
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a token. Its secret is in the answer to this one request and nowhere else."""
    organisation = own_organisation(request, pk, MANAGE)
    form = TokenForm(request.POST or None, organisation=organisation, by=request.user)
    context = {"organisation": organisation, "form": form, "crumbs": _crumbs(organisation)}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            token, secret = create_token(
                organisation=organisation,
                name=given["name"],
                scopes=given["scopes"],
                roles=given["roles"],
                expires_at=form.expires_at(),
                by=request.user,
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            shown = {**context, "token": token, "secret": secret}
            return render(request, "partners/token_created.html", shown)
    return render(request, "partners/token_create.html", context)


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int, token_pk: int) -> HttpResponse:
    """Ask, then end a token for good."""
    organisation = own_organisation(request, pk, MANAGE)
    token = get_object_or_404(tokens_of(organisation), pk=token_pk)
    if request.method == "POST":
        revoke_token(token=token, by=request.user)
        messages.success(request, f"The token “{token.name}” no longer works.")
        return redirect("partners:tokens", pk)
    context = {
        "question": f"Do you want to revoke the token “{token.name}”?",
        "consequences": [
            "Programs that use it are refused from now on.",
            "It cannot be brought back. You can make a new one.",
        ],
        "action_text": "Revoke this token",
        "warning": True,
        "cancel_url": reverse("partners:tokens", args=[pk]),
        "crumbs": _crumbs(organisation),
    }
    return render(request, "confirm.html", context)


def _crumbs(organisation: Organisation) -> list[tuple[str, str]]:
    return crumbs_of(organisation, ("API tokens", reverse("partners:tokens", args=[organisation.pk])))
