"""Organisations."""

from django.http import HttpRequest
from ninja import Query, Router

from api.answers import page_of
from api.auth import needs
from api.schemas.base import Page, Paging
from api.schemas.partners import OrganisationOut
from partners.models import Scope
from partners.queries import visible_organisations

router = Router(tags=["Organisations"])


@router.get(
    "/organisations",
    response=Page[OrganisationOut],
    summary="The organisations you may see",
    **needs(Scope.ASSETS_READ, Scope.PROCUREMENT_READ),
)
def list_organisations(request: HttpRequest, paging: Query[Paging]):
    """Your own organisation and those that share a partnership with it."""
    rows = visible_organisations(request.user).select_related("contracting_authority")
    return page_of(OrganisationOut, rows, paging)
