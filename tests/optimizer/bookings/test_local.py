"""Deciding a few requests anew beside the others: against brute force where they are all there are."""

import os
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.bookings.index import PlanIndex
from optimizer.bookings.local import Local, decide
from optimizer.bookings.problem import Problem, parse_problem
from optimizer.bookings.score import parts_of
from optimizer.bookings.solution import held_placements
from optimizer.documents import InvalidDocument, canonical_json
from tests.optimizer.bookings.brute_force import best_score
from tests.optimizer.bookings.builders import asset, place, problem, request
from tests.optimizer.bookings.test_solve import some_document


def decided(given_problem: Problem) -> Local | None:
    index = PlanIndex(given_problem, held_placements(given_problem))
    free = [one.id for one in given_problem.requests if not one.held]
    return decide(index, free, until=time.monotonic() + 10)


@settings(max_examples=int(os.environ.get("TINY_ROUNDS", "40")), deadline=None)
@given(st.integers(0, 10**9))
def test_what_is_called_proven_of_tiny_problems_is_the_best_there_is(seed: int) -> None:
    data = some_document(seed)
    data["weights"]["fairness_permille"] = 0
    try:
        given_problem = parse_problem(canonical_json(data))
    except InvalidDocument:
        return
    found = decided(given_problem)
    if found is None:
        return
    placements = (*held_placements(given_problem), *found.placements)
    score = parts_of(given_problem, placements).score
    best = best_score(data, given_problem.weights.model_dump())
    assert score <= best
    if found.is_proven:
        assert score == best


def test_nearly_all_tiny_problems_are_proven() -> None:
    parsed = []
    for seed in range(60):
        try:
            parsed.append(parse_problem(canonical_json(some_document(seed))))
        except InvalidDocument:
            continue
    found = [local for local in map(decided, parsed) if local is not None]
    assert len(found) > 20
    assert sum(local.is_proven for local in found) >= 0.9 * len(found)


#   x  |stands|free   |      the other one stays, wherever else it could go
def test_those_who_are_not_freed_stay() -> None:
    given_problem = problem(
        assets=[asset("x")],
        requests=[
            request("stands", windows=[[0, 240]]),
            request("free", windows=[[0, 120]], preferred_start=0),
        ],
    )
    index = PlanIndex(given_problem, [place("stands", 0, ["x"])])
    found = decide(index, ["free"], until=time.monotonic() + 10)
    assert found is not None
    assert [(one.request, one.start) for one in found.placements] == [("free", 60)]
    assert found.is_proven


def test_there_is_no_answer_without_time() -> None:
    given_problem = problem(assets=[asset("x")], requests=[request("free")])
    assert decide(PlanIndex(given_problem, []), ["free"], until=time.monotonic()) is None
