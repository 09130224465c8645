"""Each item planned anew around all others of the best plan."""

from optimizer.batches.candidates import Candidates
from optimizer.batches.replanning import Replanning


def test_the_best_plan_stays_when_all_is_planned_anew_around_it_and_nothing_is_planned_twice(
    begun, monkeypatch
):
    fresh, cutting = begun
    pursuit, plans = cutting.pursuit, Candidates(fresh)
    anew = Replanning(pursuit, plans)
    asked, do = [], pursuit.do
    monkeypatch.setattr(pursuit, "do", lambda tasks, seconds: asked.append(len(tasks)) or do(tasks, seconds))
    best = fresh.cost

    anew.around_the_best(20)
    assert asked[0] == len(fresh.problem.demanded)
    # The plan to begin with is the best there is.
    assert fresh.cost == best
    assert {item for item, own in plans.plans.items() if own} == set(fresh.problem.demanded)
    while asked[-1]:
        anew.around_the_best(20)
        assert len(asked) < 10
    assert set(anew.around) == set(fresh.problem.demanded)


def test_without_time_nothing_is_planned(begun):
    fresh, cutting = begun
    plans = Candidates(fresh)
    anew = Replanning(cutting.pursuit, plans)

    anew.around_the_best(0)

    assert not plans.plans
    assert not anew.around
