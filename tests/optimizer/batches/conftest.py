"""Small purchases with their proven optima, and searches for a bound of them."""

import pytest

from benchmarks.batches.generate import batch_problem
from optimizer.batches.charge_sharing import share_charges
from optimizer.batches.crew import Crew
from optimizer.batches.cutting import Cutting
from optimizer.batches.exact import solve_whole
from optimizer.batches.joint_programme import Programme
from optimizer.batches.master import Master
from optimizer.batches.pursuit import Pursuit
from optimizer.batches.relaxation import Relaxation
from optimizer.batches.search import Search

SEEDS = (14, 19, 21)


@pytest.fixture(params=SEEDS)
def solved(request):
    search = Search(batch_problem("tiny", request.param), 60)
    solve_whole(search, 60)
    assert search.gap < 1e-5
    return search


@pytest.fixture
def begun(solved):
    """A search for the bound that knows the best plan and nothing else, ready for cuts."""
    fresh = Search(solved.problem, 60)
    assert fresh.offer(solved.orders)
    with Crew(solved.problem, 1) as crew:
        pursuit = Pursuit(fresh, crew, Master(solved.problem))
        pursuit.settle(60)
        pursuit.as_planned(solved.orders)
        share_charges(pursuit, solved.orders, 30)
        assert pursuit.sweep(60)
        with Relaxation(Programme(pursuit.master)) as relaxation:
            yield fresh, Cutting(pursuit, relaxation)
