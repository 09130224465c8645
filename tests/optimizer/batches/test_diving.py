"""Going down the tree: plans and whole numbers where each year is in one tier."""

from optimizer.batches import firming
from optimizer.batches.branching import Branching
from optimizer.batches.candidates import Candidates
from optimizer.batches.crew import Result
from optimizer.batches.diving import Diving
from optimizer.batches.firming import Firming
from optimizer.batches.planning import Planning
from optimizer.batches.replanning import Replanning
from optimizer.highs import Limits


def nothing(found, deadline):
    """Who is told of plans and does not care."""


def planning_of(cutting, on_plans):
    """Planning at points, which knows no plans of items yet."""
    pursuit = cutting.pursuit
    return Planning(cutting, on_plans, Replanning(pursuit, Candidates(pursuit.search)))


def test_cutting_planes_whole_numbers_and_branches_raise_the_bound_but_never_above_the_optimum(solved, begun):
    fresh, cutting = begun
    first = fresh.bound
    assert cutting.raise_bound(fresh.elapsed + 20)
    cut = cutting.bounds[-1]
    diving = Diving(cutting, Firming(cutting, nothing), planning_of(cutting, nothing))
    branching = Branching(cutting, diving.best_point, diving.look_into)
    diving.plan_where_cuts_stand_still(fresh.elapsed + 20)
    branching.grow(fresh.elapsed + 20)

    assert cut <= solved.cost / 100 + 0.01
    assert first < fresh.bound <= solved.cost
    assert fresh.bound >= cut * 100 - 1
    # What is left is lost by the parts of charges, which weigh more where little is bought.
    assert fresh.gap < 0.01
    assert not branching.heap or branching.heap[0][0] >= min(branching.settled, fresh.cost / 100)


def test_plans_made_on_the_way_serve_each_its_item(begun):
    fresh, cutting = begun
    plans = []
    planning = planning_of(cutting, lambda found, deadline: plans.extend(found))
    diving = Diving(cutting, Firming(cutting, nothing), planning)
    diving.plan_on_the_way(5, fresh.elapsed + 20)

    assert plans
    for plan in plans:
        served = sum(part.quantity for order in plan.orders for part in order.allocations)
        assert {fresh.problem.offer_by_id[order.offer].item for order in plan.orders} == {plan.item}
        assert served == fresh.problem.demanded[plan.item]


def test_at_a_point_that_knows_no_cuts_yet_nothing_is_planned(begun):
    fresh, cutting = begun
    plans = []
    point = cutting.relaxation.solve(Limits(10))
    planning_of(cutting, lambda found, deadline: plans.extend(found)).at(point, 5, fresh.elapsed + 20)

    assert point is not None
    assert plans == []


def test_without_time_there_is_no_point_and_no_bound(begun):
    fresh, cutting = begun
    before = fresh.bound

    assert not cutting.raise_bound(fresh.elapsed)
    diving = Diving(cutting, Firming(cutting, nothing), planning_of(cutting, nothing))
    Branching(cutting, diving.best_point, diving.look_into).grow(fresh.elapsed)
    assert fresh.bound == before


def test_a_proof_that_did_not_end_has_twice_as_long_the_next_time_as_far_as_there_is_time(begun, monkeypatch):
    fresh, cutting = begun
    for name, value in {
        "PROOF_SECONDS": 5.0,
        "NUMBERS_SECONDS": 20.0,
        "WORTH_A_SECOND": 1e-12,
        "NEGLIGIBLE": 0.0,
    }.items():
        monkeypatch.setattr(firming, name, value)
    point = cutting.best_point(fresh.elapsed + 20)
    asked = []

    def without_an_end(tasks, seconds):
        asked.append({task.proof_seconds for task in tasks})
        return [Result(task.item, False, 0.0, {}, {}, None, 0) for task in tasks]

    monkeypatch.setattr(cutting.pursuit, "do", without_an_end)
    proving = Firming(cutting, nothing)
    looked = [proving.in_whole_numbers(point, fresh.orders, fresh.elapsed + 50) for _ in range(4)]

    assert asked == [{5.0}, {10.0}, {20.0}, set()]
    assert looked == [True, True, True, False]


def test_a_proof_that_ended_is_not_made_again(begun):
    fresh, cutting = begun
    cutting.raise_bound(fresh.elapsed + 20)
    point = cutting.best_point(fresh.elapsed + 20)
    proving = Firming(cutting, nothing)
    while proving.in_whole_numbers(point, fresh.orders, fresh.elapsed + 20):
        pass

    assert fresh.elapsed < 60
    assert all(seconds > 0 for seconds in proving.seconds.values())
    assert proving.done >= set(proving.seconds)
