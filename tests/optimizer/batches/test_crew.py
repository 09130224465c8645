"""Processes that work on items: what is under way when time is up."""

import time

import pytest

from benchmarks.batches.generate import batch_problem
from optimizer.batches.crew import LITTLE_LONGER, Crew, Task
from optimizer.batches.item_process import Bench


@pytest.fixture(scope="module")
def problem():
    return batch_problem("tiny", 14)


def test_a_proof_whose_time_is_up_gives_the_bound_without_whole_numbers(problem):
    bench = Bench(problem)
    least = {item: bench.do(Task(item, {})).bound for item in problem.demanded}

    ended = [bench.do(Task(item, {}, proof_seconds=5.0, until=time.monotonic())) for item in least]
    proven = [bench.do(Task(item, {}, proof_seconds=5.0)) for item in least]

    assert [result.bound for result in ended] == pytest.approx(list(least.values()))
    assert not any(result.orders for result in ended)
    assert all(result.orders for result in proven)
    assert any(result.bound > least[result.item] + 0.01 for result in proven)


def test_nothing_is_handed_out_once_the_time_is_up(problem):
    with Crew(problem, 1) as crew:
        everything = [Task(item, {}) for item in problem.demanded]
        assert len(list(crew.work(everything, time.monotonic() + 60))) == len(everything)

        began = time.monotonic()
        late = [result.item for result in crew.work(everything, began - 0.01)]
        assert len(late) < len(everything)
        assert time.monotonic() - began < LITTLE_LONGER + 1

        assert len(list(crew.work(everything, time.monotonic() + 60))) == len(everything)


def test_a_crew_that_is_to_stop_gives_nothing_more(problem):
    with Crew(problem, 1) as crew:
        tasks = [Task(item, {}) for item in problem.demanded]
        assert list(crew.work(tasks, time.monotonic() + 60, lambda: True)) == []
