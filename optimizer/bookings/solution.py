"""The documents `booking-solution/1` and `booking-explanation/1`."""

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from optimizer.bookings.problem import MAX_REQUESTS, Id, Problem
from optimizer.documents import Document, InvalidDocument, faults_of

FORMAT: Literal["booking-solution/1"] = "booking-solution/1"
SOLVER = "bookings/1"

Reason = Literal[
    "no_asset_fits",
    "closed",
    "too_far",
    "no_agreement",
    "cap_used",
    "taken_by_higher_value",
    "taken_by_held",
    "not_worth_its_cost",
    "out_of_time",
]
AssetLists = tuple[tuple[Id, ...], ...]


class Placement(Document):
    """An accepted request: when it starts, its assets need by need, and the agreement behind each (flat)."""

    request: Id
    start: int
    assets: AssetLists
    agreements: tuple[Id | None, ...]

    @property
    def flat_assets(self) -> tuple[str, ...]:
        """All assets in one list, in the order of `agreements`."""
        return tuple(asset for assets in self.assets for asset in assets)


class Alternative(Document):
    """A placement that is free in this very plan."""

    start: int
    assets: AssetLists


class Declined(Document):
    """A request that was not accepted: why, for the machine and for a person."""

    request: Id
    reason: Reason
    text: str
    blockers: tuple[Id, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


class Parts(Document):
    """The parts of the score. `shift` to `moved` are costs and count against it."""

    accepted: int = 0
    fairness: int = 0
    shift: int = 0
    other_asset: int = 0
    travel: int = 0
    charge: int = 0
    moved: int = 0

    @property
    def costs(self) -> int:
        """All that counts against the score."""
        return self.shift + self.other_asset + self.travel + self.charge + self.moved

    @property
    def score(self) -> int:
        """accepted + fairness − costs."""
        return self.accepted + self.fairness - self.costs


class OrganisationResult(Document):
    """Value requested and accepted of one organisation."""

    id: Id
    requested: int
    accepted: int


class Progress(Document):
    """How far the search had come after so many seconds."""

    seconds: float
    score: int
    bound: int


class ShadowValue(Document):
    """What one more asset of a kind would add to the score in an hour of the day, at the site where it is most."""

    kind: Id
    hour: int = Field(ge=0, le=23)
    points: int
    site: Id


class Solution(Document):
    """A plan for a whole round."""

    format: Literal["booking-solution/1"]
    problem_sha256: str
    status: Literal["optimal", "feasible"]
    score: int
    bound: int
    gap: float
    parts: Parts
    seconds: float
    seed: int
    solver: str
    placements: Annotated[tuple[Placement, ...], Field(max_length=MAX_REQUESTS)]
    declined: Annotated[tuple[Declined, ...], Field(max_length=MAX_REQUESTS)]
    organisations: tuple[OrganisationResult, ...]
    progress: tuple[Progress, ...] = ()
    shadow_values: Annotated[tuple[ShadowValue, ...], Field(max_length=MAX_REQUESTS)] = ()

    def as_document(self) -> dict[str, Any]:
        """The solution as JSON data."""
        return self.model_dump(mode="json")


class Change(Document):
    """One change after which the request would be served."""

    change: str
    text: str


class Price(Document):
    """The best way found to serve a declined request after all.

    Parameters:
        points: the score that the plan loses by it; negative if it gains.
        placement: of the request itself.
        moved, declined, accepted: ids of those who would be served otherwise, of those who no longer would, and of
            those who now would besides.
        is_proven: whether no way is cheaper among those that touch only the requests looked at.
    """

    points: int
    placement: Placement
    moved: tuple[Id, ...] = ()
    declined: tuple[Id, ...] = ()
    accepted: tuple[Id, ...] = ()
    is_proven: bool


class Explanation(Document):
    """Why one request was placed, moved or declined, and what would have to give."""

    format: Literal["booking-explanation/1"] = "booking-explanation/1"
    request: Id
    outcome: Literal["accepted", "moved", "declined"]
    reason: Reason | None = None
    text: str
    blockers: tuple[Id, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    what_would_have_to_give: tuple[Change, ...] = ()
    price: Price | None = None

    def as_document(self) -> dict[str, Any]:
        """The explanation as JSON data."""
        return self.model_dump(mode="json")


def held_placements(problem: Problem) -> tuple[Placement, ...]:
    """The bookings that stand, as every plan places them: under no agreement, for they were agreed before."""
    return tuple(
        Placement(
            request=request.id,
            start=request.held.start,
            assets=request.held.assets,
            agreements=(None,) * sum(need.count for need in request.needs),
        )
        for request in problem.requests
        if request.held
    )


def gap_of(score: int, bound: int) -> float:
    """(bound − score) / max(1, |bound|)."""
    return (bound - score) / max(1, abs(bound))


def parse_solution(json_bytes: bytes | str) -> Solution:
    """The solution that a JSON text holds. Raises InvalidDocument with every fault found."""
    try:
        return Solution.model_validate_json(json_bytes)
    except ValidationError as error:
        raise InvalidDocument(faults_of(error)) from None
