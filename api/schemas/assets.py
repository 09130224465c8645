"""Sites, assets and their calendars."""

from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from api.schemas.base import Document, FeatureCode, IdInAddress, Instant, Money, Paging, Parameters
from assets.hours import DAYS, WeeklyHours
from assets.models import Asset, Kind, Site
from assets.queries.catalogue import FreeAsset
from assets.queries.schedule import Stretch
from partners.refusals import Refused

KindCode = Literal[tuple(Kind.values)]


class OpenHours(Document):
    """Hours of one weekday, local time; "24:00" is the end of the day."""

    day: Literal[DAYS]
    opens: str = Field(examples=["07:00"])
    closes: str = Field(examples=["22:00"])


def hours_of(hours: WeeklyHours | None) -> list[OpenHours] | None:
    """Weekly hours as documents; None for always."""
    if hours is None:
        return None
    return [
        OpenHours(day=DAYS[day], opens=_clock(opens), closes=_clock(closes)) for day, opens, closes in hours
    ]


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


class SiteFilter(Paging):
    """Sites of one organisation."""

    organisation: IdInAddress | None = None


class SiteOut(Document):
    """A station or other building; `hours` is null where it is always open."""

    id: int
    organisation: int
    organisation_name: str
    name: str
    code: str
    address: str
    postcode: str
    latitude: Decimal
    longitude: Decimal
    easting: int | None
    northing: int | None
    hours: list[OpenHours] | None

    @classmethod
    def of(cls, site: Site) -> Self:
        """The document of a row read with its organisation."""
        return cls(
            id=site.pk,
            organisation=site.organisation_id,
            organisation_name=site.organisation.name,
            name=site.name,
            code=site.code,
            address=site.address,
            postcode=site.postcode,
            latitude=site.latitude,
            longitude=site.longitude,
            easting=site.easting,
            northing=site.northing,
            hours=hours_of(site.hours),
        )


class AssetFilter(Paging):
    """Assets by what they are; with `free_from` and `free_to`, those the organisation could book at once."""

    kind: KindCode | None = None
    features: list[FeatureCode] = Field([], max_length=20, description="All of them; may be given repeatedly")
    capacity_min: int = Field(1, ge=1, le=1_000_000)
    site: IdInAddress | None = None
    owner: IdInAddress | None = None
    free_from: Instant | None = Field(None, description="With free_to and kind: only assets that are free")
    free_to: Instant | None = None
    organisation: IdInAddress | None = Field(
        None, description="For whom it must be free; the token's own organisation if left out"
    )
    near: IdInAddress | None = Field(
        None, description="A site: travel counts from it, the nearest come first"
    )
    max_travel_minutes: int | None = Field(
        None, ge=0, le=10_000, description="No further than this from near"
    )

    @model_validator(mode="after")
    def the_search_is_whole(self) -> Self:
        """A search for free assets names both ends and the kind; travel belongs to it."""
        if (self.free_from is None) != (self.free_to is None):
            raise _no_search("Give both free_from and free_to, or neither.", "free_to")
        if self.free_from is None and (self.near or self.organisation or self.max_travel_minutes is not None):
            raise _no_search(
                "near, organisation and max_travel_minutes need free_from and free_to.", "free_from"
            )
        if self.free_from is not None and self.kind is None:
            raise _no_search("Say which kind of asset must be free.", "kind")
        if self.free_from is not None and self.owner is not None:
            raise _no_search("owner cannot be combined with free_from and free_to.", "owner")
        if self.free_from is not None and self.free_to <= self.free_from:
            raise _no_search("free_to must come after free_from.", "free_to")
        if self.max_travel_minutes is not None and self.near is None:
            raise _no_search("max_travel_minutes needs near.", "near")
        return self


def _no_search(message: str, parameter: str) -> Refused:
    """Each parameter is in its form, but together they ask for nothing."""
    return Refused("invalid", message, parameter, status=422)


class IfBooked(Document):
    """What booking it at once would mean: the agreement (null for one's own), the charge and the way."""

    agreement: int | None
    charge: Money
    travel_minutes: int | None


class AssetOut(Document):
    """What can be booked. `hours` are those that hold: its own or its site's, null for always."""

    id: int
    name: str
    code: str
    kind: KindCode
    description: str
    owner: int
    owner_name: str
    operator: int | None
    site: int
    site_name: str
    features: list[str]
    capacity: int
    turnaround_minutes: int
    part_of: int | None
    hours: list[OpenHours] | None
    active: bool
    revision: int
    if_booked: IfBooked | None = None

    @classmethod
    def of(cls, asset: Asset, if_booked: IfBooked | None = None) -> Self:
        """The document of a row read with its facts."""
        return cls(
            id=asset.pk,
            name=asset.name,
            code=asset.code,
            kind=asset.kind,
            description=asset.description,
            owner=asset.owner_id,
            owner_name=asset.owner.name,
            operator=asset.operator_id,
            site=asset.site_id,
            site_name=asset.site.name,
            features=sorted(feature.code for feature in asset.features.all()),
            capacity=asset.capacity,
            turnaround_minutes=asset.turnaround_minutes,
            part_of=asset.part_of_id,
            hours=hours_of(asset.open_hours),
            active=asset.active,
            revision=asset.revision,
            if_booked=if_booked,
        )

    @classmethod
    def of_free(cls, free: FreeAsset) -> Self:
        """The document of an asset found free, with what booking it would mean."""
        return cls.of(
            free.asset,
            IfBooked(
                agreement=free.agreement.pk if free.agreement else None,
                charge=Money.of(free.charge_pence),
                travel_minutes=free.minutes,
            ),
        )


class Span(Parameters):
    """A period [from, to)."""

    starts_at: Instant = Field(alias="from")
    ends_at: Instant = Field(alias="to")


class StretchOut(Document):
    """An unbroken stretch; what a booking is for is told only to those who may know."""

    starts_at: Instant
    ends_at: Instant
    state: Literal["free", "busy", "blocked", "closed"]
    booking: int | None
    organisation: int | None
    purpose: str | None

    @classmethod
    def of(cls, stretch: Stretch) -> Self:
        """The document of a stretch as the caller may see it."""
        line = stretch.line if stretch.line and stretch.line.details else None
        return cls(
            starts_at=stretch.starts_at,
            ends_at=stretch.ends_at,
            state=stretch.state,
            booking=line.id if line else None,
            organisation=line.organisation.pk if line else None,
            purpose=line.purpose if line else None,
        )


class AvailabilityOut(Document):
    """What fills an asset's calendar in a period, without gaps."""

    asset: int
    intervals: list[StretchOut]
