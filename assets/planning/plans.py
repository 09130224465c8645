"""A run's solution in rows that people know, as far as a user may see it.

plan_of(planned, run, user) -> Plan     placements, declined, organisations; None of them before there is one
why_declined(entry, request) -> str     the reason in words that name no other organisation's request
alternatives_in_rows(entry, planned, assets) -> list[dict]      JSON-able: starts_at, when, assets
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from assets.cover import charge_of
from assets.hours import Instants
from assets.models import Agreement, Asset, BookingRequest, Round
from assets.planning.horizon import MINUTE, Horizon
from assets.planning.names import agreement_pk, asset_pk, is_held
from assets.planning.scarcity import ScarceKind, scarce_kinds
from assets.queries.rounds import sees_whole_round, with_wishes
from optimizer.bookings.problem import Problem, Request, parse_problem
from optimizer.bookings.solution import Declined, Placement, Solution, parse_solution
from optimizer.documents import canonical_json
from optimizer.runs.models import Run
from partners.models import Organisation, User
from partners.permissions import organisation_ids_of
from partners.wording import period

REASONS = {
    "no_asset_fits": "No asset that the round may use is of this kind with all the features and the size asked for.",
    "closed": "Every asset that fits is closed or out of use at the times asked for.",
    "too_far": "Every asset that fits is further away than the longest journey asked for.",
    "no_agreement": "No agreement lets the organisation use an asset that fits at the times asked for.",
    "cap_used": "The hours that the agreements allow are used up by then.",
    "taken_by_higher_value": "Requests that weigh more take every asset that fits at the times asked for.",
    "taken_by_held": "Bookings that already stand take every asset that fits at the times asked for.",
    "not_worth_its_cost": "It could be served only at a cost in travel, charges or shifted times above its weight.",
    "out_of_time": "Time ran out before the reason could be worked out.",
}


@dataclass(frozen=True)
class Use:
    """One asset for one occurrence: what would become one booking."""

    asset: Asset
    starts_at: datetime
    ends_at: datetime
    agreement: Agreement | None

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return (self.ends_at - self.starts_at) // MINUTE

    @property
    def charge_pence(self) -> int:
        """What the agreement charges for it."""
        return charge_of(self.agreement, self.minutes)


@dataclass(frozen=True)
class PlacedLine:
    """An accepted request: all occurrences, the assets and what allows each.

    shift_minutes: how much later than preferred it starts; None if no start was preferred.
    """

    request: BookingRequest
    occurrences: list[Instants]
    assets: list[Asset]
    agreements: list[Agreement | None]
    shift_minutes: int | None

    @property
    def starts_at(self) -> datetime:
        """Start of the first occurrence."""
        return self.occurrences[0][0]

    @property
    def ends_at(self) -> datetime:
        """End of the first occurrence."""
        return self.occurrences[0][1]

    @property
    def uses(self) -> list[Use]:
        """Every asset for every occurrence."""
        return [
            Use(asset, *occurrence, agreement)
            for occurrence in self.occurrences
            for asset, agreement in zip(self.assets, self.agreements, strict=True)
        ]

    @property
    def charge_pence(self) -> int:
        """What all of it will be charged."""
        return sum(use.charge_pence for use in self.uses)


@dataclass(frozen=True)
class DeclinedLine:
    """A declined request: why, and what is free instead in this very plan."""

    request: BookingRequest
    reason: str
    text: str
    alternatives: list[dict[str, Any]]
    blockers: list[BookingRequest]


@dataclass(frozen=True)
class ShareLine:
    """What an organisation asked for and got, as weighted values."""

    organisation: Organisation
    requested: int
    accepted: int

    @property
    def percent(self) -> int:
        """Accepted of requested, rounded down; 100 if nothing was asked for."""
        return 100 * self.accepted // self.requested if self.requested else 100


@dataclass(frozen=True)
class Plan:
    """A solution as one user sees it: the lead all of it, the others their own requests."""

    run: Run
    score: int
    bound: int
    gap: float
    parts: dict[str, int]
    placed: list[PlacedLine] = field(default_factory=list)
    declined: list[DeclinedLine] = field(default_factory=list)
    shares: list[ShareLine] = field(default_factory=list)
    scarce: list[ScarceKind] = field(default_factory=list)


def plan_of(planned: Round, run: Run, user: User) -> Plan | None:
    """The run's solution as the user may see it; None if the run has none."""
    documents = documents_of(run)
    if documents is None:
        return None
    problem, solution = documents
    rows = Rows(planned, problem, solution, user)
    return Plan(
        run=run,
        score=solution.score,
        bound=solution.bound,
        gap=solution.gap,
        parts=solution.parts.model_dump(),
        placed=sorted(
            (rows.placed(one) for one in solution.placements if rows.sees(one.request)),
            key=lambda line: (line.starts_at, line.request.pk),
        ),
        declined=[rows.declined(one) for one in solution.declined if rows.sees(one.request)],
        shares=_shares(solution),
        scarce=scarce_kinds(problem, solution) if sees_whole_round(user, planned) else [],
    )


def documents_of(run: Run) -> tuple[Problem, Solution] | None:
    """The run's problem and plan as they are stored now; None while it has no plan."""
    run = Run.objects.get(pk=run.pk)
    if not run.is_solved:
        return None
    return parse_problem(canonical_json(run.problem)), parse_solution(canonical_json(run.solution))


class Rows:
    """Looks up the rows behind the ids of one problem, read at once."""

    def __init__(self, planned: Round, problem: Problem, solution: Solution, user: User) -> None:
        self._horizon, self._problem = Horizon(planned), problem
        requests = with_wishes(BookingRequest.objects.filter(round=planned))
        if not sees_whole_round(user, planned):
            requests = requests.filter(organisation__in=organisation_ids_of(user))
        self._requests = {str(request.pk): request for request in requests}
        sites = Asset.objects.select_related("site", "owner")
        self._assets = sites.in_bulk({asset_pk(asset.id) for asset in problem.assets})
        cited = {agreement_pk(name) for one in solution.placements for name in one.agreements if name}
        self._agreements = Agreement.objects.select_related("owner").in_bulk(cited)

    def assets(self, names: Iterable[str]) -> list[Asset]:
        """The assets of these ids; that of a twin is the one it is like."""
        return [self._assets[asset_pk(name)] for name in names]

    def sees(self, request_id: str) -> bool:
        return not is_held(request_id) and request_id in self._requests

    def placed(self, placement: Placement) -> PlacedLine:
        asked: Request = self._problem.request_by_id[placement.request]
        occurrences = [
            (self._horizon.moment(start), self._horizon.moment(end))
            for start, end in asked.occurrences(placement.start)
        ]
        agreements = [
            self._agreements.get(agreement_pk(name)) if name else None for name in placement.agreements
        ]
        preferred = asked.preferred_start
        return PlacedLine(
            request=self._requests[placement.request],
            occurrences=occurrences,
            assets=self.assets(placement.flat_assets),
            agreements=agreements,
            shift_minutes=None if preferred is None else placement.start - preferred,
        )

    def declined(self, entry: Declined) -> DeclinedLine:
        request = self._requests[entry.request]
        return DeclinedLine(
            request=request,
            reason=entry.reason,
            text=why_declined(entry),
            alternatives=alternatives_in_rows(entry, request, self._horizon, self._assets),
            blockers=[self._requests[name] for name in entry.blockers if self.sees(name)],
        )


def why_declined(entry: Declined) -> str:
    """The reason in words that name nobody else's request."""
    return REASONS[entry.reason]


def alternatives_in_rows(
    entry: Declined, request: BookingRequest, horizon: Horizon, assets: dict[int, Asset]
) -> list[dict[str, Any]]:
    """The alternatives as JSON-able rows: starts_at, ends_at, when, assets [{id, name, site}]."""
    rows = []
    for one in entry.alternatives:
        start = horizon.moment(one.start)
        end = horizon.moment(one.start + request.duration_minutes)
        used = [assets[asset_pk(name)] for group in one.assets for name in group]
        rows.append(
            {
                "starts_at": start.isoformat(),
                "ends_at": end.isoformat(),
                "when": period(start, end),
                "assets": [{"id": asset.pk, "name": asset.name, "site": asset.site.name} for asset in used],
            }
        )
    return rows


def _shares(solution: Solution) -> list[ShareLine]:
    results = {int(entry.id): entry for entry in solution.organisations}
    known: Iterable[Organisation] = Organisation.objects.filter(pk__in=results).order_by("name")
    return [ShareLine(one, results[one.pk].requested, results[one.pk].accepted) for one in known]
