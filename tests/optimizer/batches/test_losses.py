"""What a plan pays beyond a best point, taken apart: every pound is found again."""

import pytest

from benchmarks.batches.generate import batch_problem
from optimizer.batches.candidates import Candidates
from optimizer.batches.charges import charge_pounds, charges_of
from optimizer.batches.crew import Crew
from optimizer.batches.cutting import Cutting
from optimizer.batches.diving import Diving
from optimizer.batches.firming import Firming
from optimizer.batches.joint_programme import Programme
from optimizer.batches.losses import costs_of_best, means_at, own_losses, tier_losses
from optimizer.batches.master import Master
from optimizer.batches.planning import Planning
from optimizer.batches.pursuit import Pursuit
from optimizer.batches.relaxation import Relaxation
from optimizer.batches.replanning import Replanning
from optimizer.batches.search import Search
from optimizer.batches.solve import solve


@pytest.fixture(scope="module", params=[3, 14])
def known(request):
    """A problem, and a plan that was made without any thought of rebates."""
    problem = batch_problem("tiny", request.param).altered(commitments=(), rules=())
    return problem, solve(problem.altered(rebates=()), seconds=10, workers=2).orders


@pytest.fixture
def leaf(known):
    """A cutting, and a best point in which each year is in one tier; no item bears any charge."""
    problem, orders = known
    search = Search(problem, 60)
    assert search.offer(orders)
    with Crew(problem, 1) as crew:
        pursuit = Pursuit(search, crew, Master(problem))
        pursuit.settle(60)
        pursuit.bear({item: dict.fromkeys(charges, 0.0) for item, charges in pursuit.chargeable.items()})
        assert pursuit.sweep(60)
        with Relaxation(Programme(pursuit.master)) as relaxation:
            cutting = Cutting(pursuit, relaxation)
            cutting.raise_bound(search.elapsed + 5)
            planning = Planning(
                cutting, lambda found, deadline: None, Replanning(pursuit, Candidates(search))
            )
            diving = Diving(cutting, Firming(cutting, planning.on_plans), planning)
            yield cutting, diving.dive(search.elapsed + 20)[1]


def test_items_tiers_and_charges_make_up_all_that_the_plan_pays_beyond_the_point(leaf):
    cutting, point = leaf
    pursuit, search = cutting.pursuit, cutting.pursuit.search
    means, costs = means_at(cutting, point), costs_of_best(cutting)

    own = own_losses(means, costs)
    tiers = tier_losses(cutting, point, means, costs)

    brought = set().union(*charges_of(search.problem, search.orders).values())
    charges = sum(charge_pounds(search.problem, charge) for charge in brought)
    beyond = search.cost / 100 - point.bound
    assert beyond > 100
    found = sum(own.values()) + sum(loss.pounds for loss in tiers.values()) + charges
    assert found == pytest.approx(beyond, abs=pursuit.rounding + 0.01)
    assert min(own.values()) > -0.01


def test_a_tier_is_missed_by_items_that_spend_all_too_little_or_all_too_much(leaf):
    cutting, point = leaf

    losses = tier_losses(cutting, point, means_at(cutting, point), costs_of_best(cutting)).values()

    assert any(loss.more for loss in losses)
    for loss in losses:
        assert len({more > 0 for more in loss.more.values()}) <= 1
        assert 0.0 not in loss.more.values()


def test_without_a_plan_nothing_is_lost(leaf):
    cutting, point = leaf
    cutting.pursuit.search.orders = None
    means, costs = means_at(cutting, point), costs_of_best(cutting)

    assert set(own_losses(means, costs).values()) == {0.0}
    assert tier_losses(cutting, point, means, costs) == {}
