"""Solves a booking problem: always an answer within the time limit, always with a proven bound."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from optimizer.bookings.bound import Relaxation
from optimizer.bookings.check import BrokenRule, broken_rules
from optimizer.bookings.clock import Clock, OnAnswer, OnProgress
from optimizer.bookings.coordinate import Coordinator
from optimizer.bookings.core import MORE, Core
from optimizer.bookings.greedy import by_priority, fill
from optimizer.bookings.layout import Layout
from optimizer.bookings.listing import list_columns
from optimizer.bookings.parts import parts_of_problem
from optimizer.bookings.plan import Plan
from optimizer.bookings.pools import pools_of
from optimizer.bookings.problem import Problem
from optimizer.bookings.replan import repaired
from optimizer.bookings.search import Search
from optimizer.bookings.solution import Placement, Solution
from optimizer.bookings.standing import standing
from optimizer.bookings.tighten import Tightening
from optimizer.bookings.writing import document_of, draft, nothing_new

log = logging.getLogger(__name__)

SINGLE_PAIRS = 50_000
SPLITTING_SHARE = 0.2
TRIES = 2
# A request whose columns are not listed is declined unseen, so listing may take most of the time on a busy machine.
SINGLE_LISTING_SHARE, LISTING_SHARE = 0.3, 0.65
STEPS = 100
REPAIR = 0.45
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
    return _judged(_searched(problem, clock, hint, workers=max(1, workers), seed=seed))


def _searched(problem: Problem, clock: Clock, hint: Solution | None, *, workers: int, seed: int) -> Search:
    """The search when it has ended: of the whole, or of its parts where it falls into some."""
    parts = parts_of_problem(problem, out_of_time=lambda: clock.is_over(SPLITTING_SHARE))
    options: dict[str, Any] = {"workers": workers, "seed": seed, "draft": draft}
    if parts:
        start = hint.placements if hint else ()
        search: Search = Coordinator(problem, parts, clock, start=start, **options)
    else:
        search = Search(lay_out(problem, clock), clock, **options)
    try:
        if isinstance(search, Coordinator):
            search.run()
        else:
            run(search, hint)
    except (MemoryError, RuntimeError, ValueError, ArithmeticError):
        log.exception("the search broke off; its best plan so far is used")
    return search


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
    columns = search.layout.columns
    if not columns.size and not columns.incomplete:
        search.lower(search.best.score)
    price, relax, choose = (search.clock.share_at(part) for part in (PRICE, RELAX, CHOOSE))
    tightening = search.tightening = Tightening(Relaxation(search.layout))
    search.price(tightening, STEPS, price)
    if search.must_end(1.0) or not columns.size:
        return
    core = Core(search, tightening)
    core.relax(relax)
    core.choose(choose)
    search.tell(urgent=True)
    core.prove(1.0)
    core.choose(choose, MORE)
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
        for _ in range(TRIES):
            solution = document_of(search, plan)
            faults = broken_rules(search.layout.problem, solution)
            if not faults:
                return solution
            log.error("the judge refuses a plan: %s", faults[:5])
            _leave_out(plan, solution, faults)
    raise AssertionError("held bookings alone are a plan")


def _leave_out(plan: Plan, solution: Solution, faults: Iterable[BrokenRule]) -> None:
    """Take the placements that break a rule out of the plan."""
    named = {
        solution.placements[int(at)].request for at in re.findall(r"\$\.placements\[(\d+)\]", str(faults))
    }
    for index in [index for index in plan.placed if plan.layout.problem.requests[index].id in named]:
        if not plan.layout.problem.requests[index].held:
            plan.take(index)


def _candidates(search: Search) -> Iterator[Plan]:
    if not search.is_proven:
        order, clock = by_priority(search.layout), search.clock
        fill(search.best, order, search.layout.columns.cost, out_of_time=clock.must_finish)
    yield search.best
    fallback = Search(search.layout, search.clock, workers=1, seed=search.seed)
    fallback.first_answer({})
    yield fallback.best
    yield Plan(search.layout)
