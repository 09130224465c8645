"""Bookings and series of them."""

from typing import Self

from pydantic import Field, model_validator

from api.schemas.base import Document, Id, IdInAddress, Instant, Money, Paging, text, whole
from assets.models.requests import REPEATS_MAX
from assets.queries.bookings import BookingLine

EXAMPLE = {
    "asset": 12,
    "organisation": 3,
    "starts_at": "2027-03-04T09:00:00+00:00",
    "ends_at": "2027-03-04T11:00:00+00:00",
    "purpose": "Multi-agency briefing",
    "attendees": 14,
}


# A default of its own would stand in the document, though null cannot be sent.
LEFT_OUT = Field(default_factory=lambda: None)


class BookingFilter(Paging):
    """Bookings that overlap a period: from now, and for 31 days, if left out."""

    asset: IdInAddress | None = None
    organisation: IdInAddress | None = None
    starts_at: Instant | None = Field(None, alias="from")
    ends_at: Instant | None = Field(None, alias="to")


class BookingIn(Document):
    """A booking to make: [starts_at, ends_at) in whole minutes."""

    model_config = Document.model_config | {"json_schema_extra": {"examples": [EXAMPLE]}}

    asset: Id
    organisation: Id
    starts_at: Instant
    ends_at: Instant
    purpose: text(160)
    attendees: whole(1, 100_000) | None = None


class BookingChange(Document):
    """What to change of a booking; what is left out stays. `attendees` null takes the number away."""

    model_config = Document.model_config | {
        "json_schema_extra": {
            "examples": [{"starts_at": "2027-03-04T10:00:00+00:00"}],
            "minProperties": 1,
        }
    }

    # The defaults are never read: what was not sent is left out of the change.
    asset: Id = LEFT_OUT
    starts_at: Instant = LEFT_OUT
    ends_at: Instant = LEFT_OUT
    purpose: text(160) = LEFT_OUT
    attendees: whole(1, 100_000) | None = LEFT_OUT

    @model_validator(mode="after")
    def something_changes(self) -> Self:
        """A change names at least one field."""
        if not self.model_fields_set:
            raise ValueError("Name at least one field to change.")
        return self


class CancelIn(Document):
    """Why a booking is cancelled."""

    reason: text(200, least=0) = ""


class BookingOut(Document):
    """What is held. Of bookings of others only when they are, unless an agreement opens more (`details`).

    `busy_until` is the end with the turnaround. `agreement` is null for the owner's own use.
    """

    id: int
    asset: int
    asset_name: str
    site: int
    site_name: str
    starts_at: Instant
    ends_at: Instant
    busy_until: Instant
    status: str
    details: bool
    organisation: int | None
    organisation_name: str | None
    purpose: str | None
    attendees: int | None
    booked_by: str | None
    agreement: int | None
    charge: Money | None
    request: int | None
    round: int | None
    bundle: str | None
    revision: int

    @classmethod
    def of(cls, line: BookingLine) -> Self:
        """The document of a booking as the caller may see it."""
        return cls(
            id=line.id,
            asset=line.asset.pk,
            asset_name=line.asset.name,
            site=line.asset.site_id,
            site_name=line.asset.site.name,
            starts_at=line.starts_at,
            ends_at=line.ends_at,
            busy_until=line.busy_until,
            status=line.status,
            details=line.details,
            organisation=line.organisation.pk if line.organisation else None,
            organisation_name=line.organisation.name if line.organisation else None,
            purpose=line.purpose if line.details else None,
            attendees=line.attendees,
            booked_by=str(line.booked_by) if line.booked_by else None,
            agreement=line.agreement.pk if line.agreement else None,
            charge=Money.of(line.charge_pence),
            request=line.request_id,
            round=line.round_id,
            bundle=line.bundle or None,
            revision=line.revision,
        )


class SeriesIn(BookingIn):
    """The same booking again so many days later, at the same local time: [0, 7, 14] is three weeks running."""

    model_config = Document.model_config | {
        "json_schema_extra": {"examples": [EXAMPLE | {"repeat_days": [0, 7, 14]}]}
    }

    repeat_days: list[whole(0, 366)] = Field(min_length=1, max_length=REPEATS_MAX)


class SkippedOut(Document):
    """An occurrence, by its number from 0, that could not be: the clocks do not show its time."""

    occurrence: int
    reason: str


class SeriesOut(Document):
    """What a series booked; the bookings share the bundle."""

    bundle: str
    bookings: list[BookingOut]
    skipped: list[SkippedOut]
