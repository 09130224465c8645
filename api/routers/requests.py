"""Flexible requests for a round."""

from django.http import HttpRequest
from ninja import Query, Router

from api.answers import all_referred, created, found, page_of, referred
from api.auth import needs
from api.openapi import LOCATION
from api.schemas.base import Page
from api.schemas.requests import Need as NeedIn
from api.schemas.requests import RequestFilter, RequestIn, RequestOut
from assets.actions.requests import Need, request_booking
from assets.models import BookingRequest, Feature
from assets.queries.catalogue import visible_assets, visible_sites
from assets.queries.rounds import visible_requests, visible_rounds
from partners.models import Scope
from partners.queries import visible_organisations
from partners.refusals import Refused

router = Router(tags=["Requests and rounds"])

PLAIN_FIELDS = {
    "title",
    "reference",
    "attendees",
    "weight",
    "duration_minutes",
    "preferred_start",
    "max_travel_minutes",
    "repeat_days",
}


@router.get("/requests", response=Page[RequestOut], summary="Requests", **needs(Scope.ASSETS_READ))
def list_requests(request: HttpRequest, filters: Query[RequestFilter]):
    """Those of your organisation, and all that were handed in to rounds it leads."""
    rows = visible_requests(request.user)
    for name in ("organisation", "round", "status"):
        if getattr(filters, name):
            rows = rows.filter(**{name: getattr(filters, name)})
    return page_of(RequestOut, rows, filters)


@router.post(
    "/requests",
    response={201: RequestOut},
    summary="Hand in a request",
    **needs(Scope.BOOKINGS_WRITE, headers=LOCATION),
)
def create(request: HttpRequest, wanted: RequestIn):
    """Ask for assets in a round that still gathers requests; it is answered when the round is published."""
    user = request.user
    sites = visible_sites(user)
    row = BookingRequest(
        organisation=referred(
            visible_organisations(user), wanted.organisation, "organisation", "organisation"
        ),
        round=referred(visible_rounds(user), wanted.round, "round", "round"),
        near_site=referred(sites, wanted.near_site, "near_site", "site") if wanted.near_site else None,
        **wanted.model_dump(include=PLAIN_FIELDS),
    )
    saved = request_booking(
        request=row,
        needs=_needs(wanted.needs),
        windows=[(window.starts_at, window.ends_at) for window in wanted.windows],
        preferred_assets=all_referred(
            visible_assets(user), wanted.preferred_assets, "preferred_assets", "asset"
        ),
        by=user,
    )
    shown = found(visible_requests(user), saved.pk, "request")
    return created(RequestOut.of(shown), "get_request", request_id=saved.pk)


@router.get(
    "/requests/{int:request_id}", response=RequestOut, summary="One request", **needs(Scope.ASSETS_READ)
)
def get_request(request: HttpRequest, request_id: int):
    """A request; once its round is published, its bookings or why it was declined."""
    return RequestOut.of(found(visible_requests(request.user), request_id, "request"))


def _needs(wanted: list[NeedIn]) -> list[Need]:
    features = {row.code: row for row in Feature.objects.all()}
    needs_ = []
    for number, need in enumerate(wanted):
        for code in need.features:
            if code not in features:
                place = f"needs.{number}.features"
                raise Refused("not_found", f"There is no feature {code}.", place, status=422)
        rows = tuple(features[code] for code in dict.fromkeys(need.features))
        needs_.append(Need(need.kind, rows, need.capacity_min, need.count))
    return needs_
