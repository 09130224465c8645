"""Writes a plan up as a solution document."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from optimizer.bookings.naming import settle
from optimizer.bookings.plan import Plan, placement_of
from optimizer.bookings.problem import Problem
from optimizer.bookings.reasons import declined_with_reasons
from optimizer.bookings.score import declined_cost, parts_of, requested_values, value
from optimizer.bookings.solution import (
    FORMAT,
    SOLVER,
    Declined,
    OrganisationResult,
    Parts,
    Placement,
    Progress,
    ShadowValue,
    Solution,
    gap_of,
    held_placements,
)

if TYPE_CHECKING:
    from optimizer.bookings.search import Search


def draft(search: Search) -> Solution:
    """The best plan so far as a document, without reasons for what it declines."""
    plan = Plan(search.layout)
    plan.restore(search.best.placed)
    return document_of(search, plan, is_draft=True)


def nothing_new(problem: Problem, seed: int) -> Solution:
    """The answer that is known without any search: what is held stands, everything else is declined."""
    placements = list(held_placements(problem))
    parts = parts_of(problem, placements)
    missing = [request for request in problem.requests if not request.held]
    gains = sum(value(one, problem.weights) + declined_cost(one, problem.weights) for one in missing)
    prize = sum(requested_values(problem).values()) * problem.weights.fairness_permille // 1000
    declined = declined_with_reasons(problem, placements, must_end=lambda: True)
    return _written(problem, placements, declined, Figures(parts, parts.score + gains + prize, 0.0, seed, ()))


def document_of(search: Search, plan: Plan, *, is_draft: bool = False) -> Solution:
    """The plan as a document; a draft says no reasons."""
    layout, problem, clock = search.layout, search.layout.problem, search.clock
    order = settle(plan)
    placements = [placement_of(layout, request, plan.placed[request]) for request in order]
    parts = parts_of(problem, placements)
    bound = max(search.bound, parts.score)
    if not is_draft:
        clock.report(parts.score, bound)
    must_end = (lambda: True) if is_draft else clock.must_end
    declined = declined_with_reasons(problem, placements, out_of_time=clock.must_finish, must_end=must_end)
    scarce = () if is_draft else search.shadow_values()
    figures = Figures(parts, bound, clock.elapsed, search.seed, tuple(clock.progress), scarce)
    return _written(problem, placements, declined, figures)


class Figures(NamedTuple):
    """What a document says of the search besides its plan."""

    parts: Parts
    bound: int
    seconds: float
    seed: int
    progress: tuple[Progress, ...]
    shadow_values: tuple[ShadowValue, ...] = ()


def _written(
    problem: Problem, placements: list[Placement], declined: tuple[Declined, ...], figures: Figures
) -> Solution:
    score, bound = figures.parts.score, figures.bound
    return Solution(
        format=FORMAT,
        problem_sha256=problem.sha256,
        status="optimal" if bound == score else "feasible",
        score=score,
        bound=bound,
        gap=gap_of(score, bound),
        parts=figures.parts,
        seconds=round(figures.seconds, 3),
        seed=figures.seed,
        solver=SOLVER,
        placements=tuple(placements),
        declined=declined,
        organisations=_organisations(problem, placements),
        progress=figures.progress,
        shadow_values=figures.shadow_values,
    )


def _organisations(problem: Problem, placements: list[Placement]) -> tuple[OrganisationResult, ...]:
    requested, accepted = requested_values(problem), dict.fromkeys((o.id for o in problem.organisations), 0)
    for placement in placements:
        request = problem.request_by_id[placement.request]
        accepted[request.organisation] += value(request, problem.weights)
    return tuple(
        OrganisationResult(id=name, requested=requested.get(name, 0), accepted=worth)
        for name, worth in accepted.items()
    )
