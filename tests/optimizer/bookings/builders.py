"""Small booking problems for tests. Times are minutes; the grid is 15."""

from optimizer.bookings.problem import Problem, parse_problem
from optimizer.bookings.score import parts_of, requested_values, value
from optimizer.bookings.solution import FORMAT, Declined, OrganisationResult, Placement, Solution, gap_of
from optimizer.documents import canonical_json


def asset(name: str, **fields) -> dict:
    return {"id": name, "kind": "room", "owner": "A", "site": "here", "open": [[0, 480]], **fields}


def request(name: str, **fields) -> dict:
    plain = {"id": name, "organisation": "A", "needs": [{"kind": "room"}], "duration_minutes": 60}
    return {**plain, "windows": [[0, 480]], **fields}


def agreement(name: str, **fields) -> dict:
    return {"id": name, "owner": "B", "user": "A", **fields}


def document(*, assets: list, requests: list, **fields) -> dict:
    return {
        "format": "booking-problem/1",
        "starts_at": "2026-12-07T00:00:00+00:00",
        "ends_at": "2026-12-07T08:00:00+00:00",
        "organisations": [{"id": "A"}, {"id": "B"}],
        "sites": [{"id": name, "latitude": 52.0, "longitude": -0.5} for name in ("here", "there", "island")],
        "travel": {"minutes": {"here": {"there": 20}, "there": {"here": 30}}},
        "assets": assets,
        "requests": requests,
        **fields,
    }


def problem(**fields) -> Problem:
    return parse_problem(canonical_json(document(**fields)))


def place(name: str, start: int, *assets: list[str], agreements: list[str | None] | None = None) -> Placement:
    groups = tuple(tuple(group) for group in assets)
    named = tuple(agreements) if agreements else (None,) * sum(len(group) for group in groups)
    return Placement(request=name, start=start, assets=groups, agreements=named)


def solution(given: Problem, *placements: Placement, **changes) -> Solution:
    """A solution that claims the right score for these placements; everything else is declined."""
    placed = {placement.request for placement in placements}
    agreed = {*given.agreement_by_id, None}
    known = [p for p in placements if p.request in given.request_by_id and agreed.issuperset(p.agreements)]
    parts = parts_of(given, known)
    accepted = dict.fromkeys((organisation.id for organisation in given.organisations), 0)
    for placement in known:
        wanted = given.request_by_id[placement.request]
        accepted[wanted.organisation] += value(wanted, given.weights)
    requested = requested_values(given)
    fields = {
        "format": FORMAT,
        "problem_sha256": given.sha256,
        "status": "feasible",
        "score": parts.score,
        "bound": parts.score + 10,
        "gap": gap_of(parts.score, parts.score + 10),
        "parts": parts,
        "seconds": 0.1,
        "seed": 0,
        "solver": "by hand",
        "placements": placements,
        "declined": tuple(
            Declined(request=wanted.id, reason="closed", text="")
            for wanted in given.requests
            if wanted.id not in placed
        ),
        "organisations": tuple(
            OrganisationResult(id=name, requested=requested.get(name, 0), accepted=worth)
            for name, worth in accepted.items()
        ),
    }
    return Solution(**{**fields, **changes})
