"""Finding the organisation a page is about, within what the user may see."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partners.models import Organisation
from partners.permissions import require
from partners.queries import organisations_of

Crumbs = list[tuple[str, str]]


def own_organisation(request: HttpRequest, pk: int, permission: str = "") -> Organisation:
    """One of the user's own organisations; 404 for any other, refused without `permission` there."""
    organisation = get_object_or_404(organisations_of(request.user), pk=pk)
    if permission:
        message = f"Your roles at {organisation} do not include this. Ask a partnership administrator."
        require(request.user, permission, organisation, message)
    return organisation


def crumbs_of(organisation: Organisation | None = None, *further: tuple[str, str]) -> Crumbs:
    """The pages above one of an organisation's pages."""
    crumbs = [("Home", reverse("home")), ("Organisations", reverse("partners:organisations"))]
    if organisation is not None:
        crumbs.append((organisation.short_name, reverse("partners:organisation", args=[organisation.pk])))
    return [*crumbs, *further]
