"""What the pages of this room share: finding what the page is about, the way up, refusals at their fields."""

from collections.abc import Mapping

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from assets.models import Agreement, Asset, Site
from assets.permissions import BOOKING_ROLES
from assets.queries.agreements import visible_agreements
from assets.queries.catalogue import visible_assets, visible_sites
from partners.models import Organisation
from partners.permissions import require
from partners.queries import organisations_of
from partners.refusals import Refused

Crumbs = list[tuple[str, str]]


def crumbs(*names: tuple[str, str]) -> Crumbs:
    """The pages above one, from home down; each is (text, name of the address)."""
    return [("Home", reverse("home")), *((text, reverse(name)) for text, name in names)]


def booking_organisations(request: HttpRequest) -> QuerySet[Organisation]:
    """The organisations the user may book and request for."""
    return organisations_of(request.user, *BOOKING_ROLES)


def the_asset(request: HttpRequest, pk: int) -> Asset:
    """An asset the user may see; 404 for any other."""
    return get_object_or_404(visible_assets(request.user), pk=pk)


def the_site(request: HttpRequest, pk: int) -> Site:
    """A site the user may see; 404 for any other."""
    return get_object_or_404(visible_sites(request.user), pk=pk)


def the_agreement(request: HttpRequest, pk: int) -> Agreement:
    """An agreement of the user's organisations; 404 for any other."""
    return get_object_or_404(visible_agreements(request.user), pk=pk)


def require_somewhere(request: HttpRequest, permission: str, what: str) -> None:
    """Refuse unless the user has the permission in some organisation. what: "book", "lead rounds" and the like."""
    require(
        request.user,
        permission,
        None,
        f"Your roles do not let you {what}. Ask a partnership administrator of your organisation.",
    )


def add_refusal(form: forms.BaseForm, refusal: Refused, names: Mapping[str, str] | None = None) -> None:
    """Show every fault of a refusal at its field, or above the form.

    names: the form's own name of a field that the action calls otherwise.
    """
    names = names or {}
    message = refusal.tell()
    faults = refusal.details.get("errors") or [{"path": refusal.field, "message": message}]
    for fault in faults:
        path = names.get(fault["path"], fault["path"])
        form.add_error(path if path in form.fields else None, fault["message"])


PERIOD_FIELDS = {"starts_at": "start", "ends_at": "end"}


def number_from(text: str | None) -> int | None:
    """A row's number from an address or form; None for what is none, or too long for the database."""
    return int(text) if text and text.isdecimal() and len(text) < 12 else None
