"""Solves a booking problem: always an answer within the time limit, always with a proven bound."""

import logging
from collections.abc import Callable, Iterator
from typing import NamedTuple

from optimizer.bookings.bound import Relaxation
from optimizer.bookings.check import broken_rules
from optimizer.bookings.clock import Clock, OnAnswer, OnProgress
from optimizer.bookings.core import Core
from optimizer.bookings.greedy import by_priority, fill
from optimizer.bookings.layout import Layout
from optimizer.bookings.listing import list_columns
from optimizer.bookings.naming import settle
from optimizer.bookings.plan import Choice, Plan
from optimizer.bookings.pools import pools_of
from optimizer.bookings.problem import Problem
from optimizer.bookings.reasons import declined_with_reasons
from optimizer.bookings.replan import repaired
from optimizer.bookings.score import declined_cost, parts_of, requested_values, value
from optimizer.bookings.search import Search
from optimizer.bookings.solution import (
    FORMAT,
    SOLVER,
    Declined,
    OrganisationResult,
    Parts,
    Placement,
    Progress,
    Solution,
    gap_of,
)
from optimizer.bookings.standing import standing
from optimizer.bookings.tighten import Tightening

log = logging.getLogger(__name__)

SINGLE_PAIRS = 50_000
# A request whose columns are not listed is declined unseen, so listing may take most of the time on a busy machine.
SINGLE_LISTING_SHARE, LISTING_SHARE = 0.3, 0.65
STEPS = 120
REPAIR = 0.35
PRICE, RELAX, CHOOSE = 0.4, 0.7, 0.9
FINISH_SHARE, FINISH_SECONDS, FINISH_EACH = 0.05, 0.3, 0.0004


def solve(
    problem: Problem,
    *,
    seconds: float = 60,
    workers: int = 2,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    on_answer: OnAnswer | None = None,
    should_stop: Callable[[], bool] | None = None,
    hint: Solution | None = None,
    deterministic_limit: float | None = None,
) -> Solution:
    """The best plan found within so many wall seconds, judged, with a proven upper bound of the score.

    `on_progress(seconds, score, bound, gap)` is called whenever score or bound move, `on_answer(score, make)` with
    every better plan and again as time goes on, for whoever wants to `make` the best plan so far a document. When `should_stop` says so
    the best plan so far is returned. `hint` is an earlier plan of this or a similar problem to start from. With
    `deterministic_limit` (work units, about a second of one core each) the search ends after that much work, so
    that the same problem, seed, workers and limit give the same solution, unless the seconds run out first.
    """
    finishing = max(FINISH_SECONDS, seconds * FINISH_SHARE) + FINISH_EACH * len(problem.requests)
    clock = Clock(
        seconds,
        finishing=min(seconds / 2, finishing),
        deterministic_limit=deterministic_limit,
        should_stop=should_stop,
        on_progress=on_progress,
        on_answer=on_answer,
    )
    clock.tell(-1, lambda: nothing_new(problem, seed), urgent=True)
    layout = lay_out(problem, clock)
    search = Search(layout, clock, workers=max(1, workers), seed=seed, draft=draft)
    try:
        run(search, hint)
    except (MemoryError, RuntimeError, ValueError, ArithmeticError):
        log.exception("the search broke off; its best plan so far is used")
    return _judged(search)


def lay_out(problem: Problem, clock: Clock) -> Layout:
    """Pools and columns; small problems get a pool for each asset, so that their model is exact."""

    def out_of_time() -> bool:
        return clock.is_over(LISTING_SHARE)

    if len(problem.requests) * len(problem.assets) <= SINGLE_PAIRS:
        single = pools_of(problem, single=True)
        columns = list_columns(problem, single, out_of_time=lambda: clock.is_over(SINGLE_LISTING_SHARE))
        if not columns.incomplete:
            return Layout(problem, single, columns)
    pools = pools_of(problem)
    return Layout(problem, pools, list_columns(problem, pools, out_of_time=out_of_time))


def run(search: Search, hint: Solution | None) -> None:
    """The steps of the search, each while there is time."""
    search.first_answer(standing(search.layout, _start(search, hint)))
    search.tell(urgent=True)
    if search.clock.is_over():
        return
    price, relax, choose = (search.clock.share_at(part) for part in (PRICE, RELAX, CHOOSE))
    tightening = Tightening(Relaxation(search.layout))
    search.price(tightening, STEPS, price)
    if search.must_end(1.0) or not search.layout.columns.size:
        return
    core = Core(search, tightening)
    core.relax(relax)
    core.choose(choose)
    search.tell(urgent=True)
    core.prove(1.0)
    search.improve(tightening, 1.0)


def _start(search: Search, hint: Solution | None) -> tuple[Placement, ...]:
    """What to begin from: the hint, or else what an earlier plan in the problem says, repaired."""
    problem, clock = search.layout.problem, search.clock
    if hint or not any(request.planned for request in problem.requests):
        return hint.placements if hint else ()
    seconds = clock.left(REPAIR)
    return repaired(problem, seconds=seconds, should_stop=clock.was_stopped).placements


def _judged(search: Search) -> Solution:
    """The solution document of the first plan that the judge has no fault with."""
    for plan in _candidates(search):
        solution = _document(search, plan)
        faults = broken_rules(search.layout.problem, solution)
        if not faults:
            return solution
        log.error("the judge refuses a plan: %s", faults[:5])
    raise AssertionError("held bookings alone are a plan")


def _candidates(search: Search) -> Iterator[Plan]:
    if not search.is_proven:
        order, clock = by_priority(search.layout), search.clock
        fill(search.best, order, search.layout.columns.cost, out_of_time=clock.must_finish)
    yield search.best
    fallback = Search(search.layout, search.clock, workers=1, seed=search.seed)
    fallback.first_answer({})
    yield fallback.best
    yield Plan(search.layout)


def draft(search: Search) -> Solution:
    """The best plan so far as a document, without reasons for what it declines."""
    plan = Plan(search.layout)
    plan.restore(search.best.placed)
    return _document(search, plan, is_draft=True)


def nothing_new(problem: Problem, seed: int) -> Solution:
    """The answer that is known without any search: what is held stands, everything else is declined."""
    placements = [
        Placement(
            request=request.id,
            start=request.held.start,
            assets=request.held.assets,
            agreements=(None,) * sum(need.count for need in request.needs),
        )
        for request in problem.requests
        if request.held
    ]
    parts = parts_of(problem, placements)
    missing = [request for request in problem.requests if not request.held]
    gains = sum(value(one, problem.weights) + declined_cost(one, problem.weights) for one in missing)
    prize = sum(requested_values(problem).values()) * problem.weights.fairness_permille // 1000
    declined = declined_with_reasons(problem, placements, must_end=lambda: True)
    return _written(problem, placements, declined, Figures(parts, parts.score + gains + prize, 0.0, seed, ()))


def _document(search: Search, plan: Plan, *, is_draft: bool = False) -> Solution:
    layout, problem, clock = search.layout, search.layout.problem, search.clock
    order = settle(plan)
    placements = [_placement(layout, request, plan.placed[request]) for request in order]
    parts = parts_of(problem, placements)
    bound = max(search.bound, parts.score)
    if not is_draft:
        clock.report(parts.score, bound)
    must_end = (lambda: True) if is_draft else clock.must_end
    declined = declined_with_reasons(problem, placements, out_of_time=clock.must_finish, must_end=must_end)
    figures = Figures(parts, bound, clock.elapsed, search.seed, tuple(clock.progress))
    return _written(problem, placements, declined, figures)


class Figures(NamedTuple):
    """What a document says of the search besides its plan."""

    parts: Parts
    bound: int
    seconds: float
    seed: int
    progress: tuple[Progress, ...]


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
    )


def _placement(layout: Layout, request: int, choice: Choice) -> Placement:
    problem = layout.problem
    return Placement(
        request=problem.requests[request].id,
        start=choice.start,
        assets=tuple(tuple(problem.assets[asset].id for asset in group) for group in choice.assets),
        agreements=tuple(None if index < 0 else problem.agreements[index].id for index in choice.agreements),
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
