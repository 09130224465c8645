"""Flexible requests for a round."""

from typing import Any, Literal, Self

from pydantic import Field

from api.schemas.assets import KindCode
from api.schemas.base import Document, FeatureCode, Id, IdInAddress, Instant, Paging, text, whole
from assets.models import BookingRequest, RequestNeed
from assets.models.requests import MINUTES_MAX, REPEATS_MAX

EXAMPLE = {
    "organisation": 3,
    "round": 1,
    "title": "Drone training with the community team",
    "duration_minutes": 120,
    "needs": [{"kind": "drone", "features": ["thermal-camera"]}, {"kind": "pilot"}],
    "windows": [{"starts_at": "2027-03-04T08:00:00+00:00", "ends_at": "2027-03-05T18:00:00+00:00"}],
    "weight": 2,
}
StatusCode = Literal[tuple(BookingRequest.Status.values)]


class RequestFilter(Paging):
    """Requests by organisation, round and status."""

    organisation: IdInAddress | None = None
    round: IdInAddress | None = None
    status: StatusCode | None = None


class Need(Document):
    """`count` different assets of a kind, each with all the features and at least the capacity."""

    kind: KindCode
    features: list[FeatureCode] = Field([], max_length=20)
    capacity_min: whole(1, 1_000_000) = 1
    count: whole(1, 100) = 1

    @classmethod
    def of(cls, need: RequestNeed) -> Self:
        """The document of a row read with its features."""
        return cls(
            kind=need.kind,
            features=sorted(feature.code for feature in need.features.all()),
            capacity_min=need.capacity_min,
            count=need.count,
        )


class Window(Document):
    """A period in which the first occurrence may lie: it starts and ends within."""

    starts_at: Instant
    ends_at: Instant


class RequestIn(Document):
    """A request to hand in: accepted whole or declined when its round is planned.

    `repeat_days` lists the occurrences as days after the first, at the same local time: [0, 7, 14] is three weeks
    running. `max_travel_minutes` counts from `near_site`.
    """

    model_config = Document.model_config | {"json_schema_extra": {"examples": [EXAMPLE]}}

    organisation: Id
    round: Id
    title: text(160)
    reference: text(40, least=0) = ""
    attendees: whole(1, 100_000) | None = None
    weight: whole(1, 1000) = 1
    duration_minutes: whole(1, MINUTES_MAX)
    needs: list[Need] = Field(min_length=1, max_length=20)
    windows: list[Window] = Field(min_length=1, max_length=100)
    preferred_start: Instant | None = None
    preferred_assets: list[Id] = Field([], max_length=100)
    near_site: Id | None = None
    max_travel_minutes: whole(0, 10_000) | None = None
    repeat_days: list[whole(0, 366)] = Field([0], min_length=1, max_length=REPEATS_MAX)


class RequestOut(Document):
    """A request and what became of it."""

    id: int
    organisation: int
    organisation_name: str
    round: int | None
    title: str
    reference: str
    attendees: int | None
    weight: int
    duration_minutes: int
    needs: list[Need]
    windows: list[Window]
    preferred_start: Instant | None
    preferred_assets: list[int]
    near_site: int | None
    max_travel_minutes: int | None
    repeat_days: list[int]
    status: StatusCode
    decline_reason: str
    decline_text: str
    alternatives: list[dict[str, Any]]
    bookings: list[int]
    revision: int

    @classmethod
    def of(cls, request: BookingRequest) -> Self:
        """The document of a row read with its wishes."""
        return cls(
            id=request.pk,
            organisation=request.organisation_id,
            organisation_name=request.organisation.name,
            round=request.round_id,
            title=request.title,
            reference=request.reference,
            attendees=request.attendees,
            weight=request.weight,
            duration_minutes=request.duration_minutes,
            needs=[Need.of(need) for need in request.needs.all()],
            windows=[Window(starts_at=one.starts_at, ends_at=one.ends_at) for one in request.windows.all()],
            preferred_start=request.preferred_start,
            preferred_assets=sorted(asset.pk for asset in request.preferred_assets.all()),
            near_site=request.near_site_id,
            max_travel_minutes=request.max_travel_minutes,
            repeat_days=request.repeat_days,
            status=request.status,
            decline_reason=request.decline_reason,
            decline_text=request.decline_text,
            alternatives=request.alternatives,
            bookings=sorted(booking.pk for booking in request.bookings.all()),
            revision=request.revision,
        )
