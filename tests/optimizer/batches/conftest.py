"""Small purchases with their proven optima."""

import pytest

from benchmarks.batches.generate import batch_problem
from optimizer.batches.exact import solve_whole
from optimizer.batches.search import Search

SEEDS = (14, 19, 21)


@pytest.fixture(params=SEEDS)
def solved(request):
    search = Search(batch_problem("tiny", request.param), 60)
    solve_whole(search, 60)
    assert search.gap < 1e-5
    return search
