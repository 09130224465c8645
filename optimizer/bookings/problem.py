"""The document `booking-problem/1`: what may be booked, who asks for what, and what counts.

Minutes count from `starts_at`. A problem that exists is consistent: values that could never be right are
refused when it is made, with the JSON path, what is wrong and what would be right.
"""

from datetime import timedelta
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, Field, ValidationError, model_validator

from optimizer.bookings.consistency import faults_in
from optimizer.bookings.intervals import Interval, merged
from optimizer.documents import (
    FILE_BYTES_MAX,
    Document,
    InvalidDocument,
    fault_of_size,
    faults_of,
    sha256_of,
)

FORMAT = "booking-problem/1"
MAX_MINUTES = 400 * 24 * 60
MAX_REQUESTS = 120_000
MAX_ASSETS = 20_000
MAX_LIST = 5_000
MAX_REPEATS = 400

Id = Annotated[str, Field(min_length=1, max_length=200)]
Minute = Annotated[int, Field(ge=0, le=MAX_MINUTES)]
Span = tuple[Minute, Minute]
# The inner lists name their first fault alone: a document of nothing but faults would cost gigabytes to describe.
Spans = Annotated[tuple[Span, ...], Field(max_length=MAX_LIST, fail_fast=True)]
Ids = Annotated[tuple[Id, ...], Field(max_length=MAX_ASSETS, fail_fast=True)]
Row = Annotated[dict[Id, Minute], Field(max_length=MAX_ASSETS)]


class Organisation(Document):
    """A legal body that owns assets or asks for them."""

    id: Id


class Site(Document):
    """A place where assets are kept."""

    id: Id
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class Travel(Document):
    """Minutes between sites: by speed over the great circle, or by a table."""

    speed_kmh: float = Field(default=45, ge=1, le=1000)
    detour: float = Field(default=1.3, ge=0.1, le=10)
    minutes: Annotated[dict[Id, Row], Field(max_length=MAX_ASSETS)] | None = None

    @model_validator(mode="after")
    def _one_way_of_travelling(self) -> Self:
        if self.minutes is not None and self.model_fields_set & {"speed_kmh", "detour"}:
            raise InvalidDocument(
                [("$", "gives both a table of minutes and a speed", "give minutes, or speed_kmh and detour")]
            )
        return self


class Asset(Document):
    """One thing that can be in one place at a time: a room, a vehicle, a drone, a pilot."""

    id: Id
    kind: Id
    owner: Id
    site: Id
    features: Ids = ()
    capacity: int = Field(default=1, ge=0, le=10**9)
    turnaround_minutes: Minute = 0
    open: Spans
    blocked: Spans = ()
    conflicts_with: Ids = ()


class Agreement(Document):
    """Lets an organisation use assets of another, at a rate and up to a cap of asset minutes."""

    id: Id
    owner: Id
    user: Id
    kinds: Ids | None = None
    assets: Ids | None = None
    windows: Spans | None = None
    cap_minutes: int | None = Field(default=None, ge=0, le=10**12)
    rate_pence_per_hour: int = Field(default=0, ge=0, le=10**7)


class Need(Document):
    """How many assets of which kind a request takes at once."""

    kind: Id
    features: Ids = ()
    capacity_min: int = Field(default=1, ge=0, le=10**9)
    count: int = Field(default=1, ge=1, le=100)


class Fixture(Document):
    """A start and the assets for each need: a held booking, or what an earlier plan said."""

    start: Minute
    assets: Annotated[tuple[Ids, ...], Field(max_length=100)]


class Request(Document):
    """Something an organisation wants: accepted whole, on the same assets for every repeat, or declined."""

    id: Id
    organisation: Id
    weight: int = Field(default=1, ge=1, le=1000)
    needs: Annotated[tuple[Need, ...], Field(min_length=1, max_length=20)]
    duration_minutes: int = Field(ge=1, le=MAX_MINUTES)
    windows: Spans
    preferred_start: Minute | None = None
    preferred_assets: Ids = ()
    site: Id | None = None
    max_travel_minutes: Minute | None = None
    repeats: Annotated[tuple[Minute, ...], Field(min_length=1, max_length=MAX_REPEATS)] = (0,)
    held: Fixture | None = None
    planned: Fixture | None = None

    def occurrences(self, start: int) -> list[Interval]:
        """The half-open intervals that the request takes when it starts at this minute."""
        return [(start + repeat, start + repeat + self.duration_minutes) for repeat in self.repeats]

    def first_occurrence(self, start: int) -> Interval:
        """The earliest of the occurrences: the one that must lie within a window."""
        first = start + min(self.repeats)
        return first, first + self.duration_minutes


class Weights(Document):
    """What the score counts. See the functions of `score`."""

    accept: int = Field(default=1000, ge=0, le=10_000)
    fairness_permille: int = Field(default=100, ge=0, le=10_000)
    shift_per_grid: int = Field(default=6, ge=0, le=10**6)
    shift_cap: int = Field(default=240, ge=0, le=10**6)
    other_asset: int = Field(default=60, ge=0, le=10**6)
    travel_per_minute: int = Field(default=2, ge=0, le=10**6)
    charge_per_pound: int = Field(default=5, ge=0, le=10**6)
    moved: int = Field(default=300, ge=0, le=10**6)


class Problem(Document):
    """A whole booking round, frozen."""

    format: Literal["booking-problem/1"]
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    grid_minutes: int = Field(15, ge=1, le=1440)
    organisations: Annotated[tuple[Organisation, ...], Field(max_length=MAX_LIST)]
    sites: Annotated[tuple[Site, ...], Field(max_length=MAX_ASSETS)]
    travel: Travel = Field(default_factory=Travel)
    assets: Annotated[tuple[Asset, ...], Field(max_length=MAX_ASSETS)]
    agreements: Annotated[tuple[Agreement, ...], Field(max_length=MAX_ASSETS)] = ()
    requests: Annotated[tuple[Request, ...], Field(max_length=MAX_REQUESTS)]
    weights: Weights = Field(default_factory=Weights)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        faults = faults_in(self, max_minutes=MAX_MINUTES)
        if faults:
            raise InvalidDocument(faults)
        return self

    @cached_property
    def horizon_minutes(self) -> int:
        """Length of the horizon; all minutes lie from 0 to this."""
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)

    @cached_property
    def asset_by_id(self) -> dict[str, Asset]:
        """Assets by their id."""
        return {asset.id: asset for asset in self.assets}

    @cached_property
    def request_by_id(self) -> dict[str, Request]:
        """Requests by their id."""
        return {request.id: request for request in self.requests}

    @cached_property
    def agreement_by_id(self) -> dict[str, Agreement]:
        """Agreements by their id."""
        return {agreement.id: agreement for agreement in self.agreements}

    @cached_property
    def agreements_between(self) -> dict[tuple[str, str], list[Agreement]]:
        """Agreements by (user, owner): the cheapest rate first, then by id."""
        pairs: dict[tuple[str, str], list[Agreement]] = {}
        for agreement in sorted(self.agreements, key=lambda entry: (entry.rate_pence_per_hour, entry.id)):
            pairs.setdefault((agreement.user, agreement.owner), []).append(agreement)
        return pairs

    @cached_property
    def agreed_times(self) -> dict[str, list[Interval]]:
        """The merged windows of each agreement that has windows, by its id."""
        return {entry.id: merged(entry.windows) for entry in self.agreements if entry.windows is not None}

    @cached_property
    def sha256(self) -> str:
        """`problem_sha256`: of the canonical JSON without what stands at its default."""
        return sha256_of(self.model_dump(mode="json", exclude_defaults=True))

    def as_document(self) -> dict[str, Any]:
        """The problem as JSON data with every default filled in."""
        return self.model_dump(mode="json")


def parse_problem(json_bytes: bytes | str) -> Problem:
    """The problem that a JSON text holds.

    Raises InvalidDocument with every fault found: JSON path, what is wrong, what would be right.
    """
    if len(json_bytes) > FILE_BYTES_MAX:
        raise InvalidDocument([fault_of_size(len(json_bytes), FILE_BYTES_MAX)])
    try:
        return Problem.model_validate_json(json_bytes)
    except ValidationError as error:
        raise InvalidDocument(faults_of(error)) from None
