"""Processes that hold parts of a problem: told one thing at a time, ended whatever they are doing."""

import os
import time

from optimizer.bookings.workers import Workers


def adding():
    total = 0

    def work(number: int) -> tuple[int, int]:
        nonlocal total
        total += number
        return os.getpid(), total

    return work


def test_each_worker_remembers_what_it_was_told() -> None:
    team, answers = Workers(2, adding), []
    try:
        tasks = {0: [lambda left: (1,), lambda left: (2,)], 1: [lambda left: (10 * left,)]}
        assert team.run(tasks, answers.append, lambda: False)
        assert team.run({0: [lambda left: (4,)]}, answers.append, lambda: False)
    finally:
        team.close()
    assert sorted(total for _, total in answers) == [1, 3, 7, 10]
    assert len({pid for pid, _ in answers} | {os.getpid()}) == 3


def failing():
    def work() -> None:
        os._exit(3)

    return work


def test_a_worker_that_dies_ends_the_round() -> None:
    team = Workers(1, failing)
    try:
        assert not team.run({0: [lambda left: ()]}, lambda _: None, lambda: False)
    finally:
        team.close()


def test_workers_that_are_not_done_in_time_are_ended() -> None:
    team = Workers(1, lambda: lambda: time.sleep(600))
    began = time.monotonic()
    assert not team.run({0: [lambda left: ()]}, lambda _: None, lambda: time.monotonic() > began + 0.2)
    team.close()
    assert time.monotonic() < began + 60
