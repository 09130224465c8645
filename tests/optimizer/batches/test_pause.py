"""When it is time to look for cheaper plans again."""

from dataclasses import dataclass

from optimizer.batches.pause import Pause


@dataclass
class Clock:
    """A search that does nothing by itself; pence and seconds."""

    elapsed: float = 10.0
    cost: int | None = 2_000
    bound: int = 1_000


def turn(pause, search, *, saved, seconds=4.0):
    """A turn that takes so long and saves so many pence."""
    with pause.after():
        search.elapsed += seconds
        search.cost = 2_000 - saved


def test_the_first_turn_is_due_after_the_shortest_pause():
    search = Clock()
    pause = Pause(search, 5.0)

    assert not pause.over
    search.elapsed = 15.0
    assert pause.over


def test_the_pause_is_the_shortest_after_a_turn_that_saved_more_than_the_bound_rises_and_else_doubles():
    search = Clock()
    pause = Pause(search, 5.0)
    search.elapsed, search.bound = 20.0, 1_100  # 10 pence a second
    turn(pause, search, saved=39)
    assert pause.until == 24.0 + 10.0

    search.elapsed, search.bound, search.cost = 34.0, 1_240, 2_000
    turn(pause, search, saved=40)
    assert pause.until == 38.0 + 20.0

    search.elapsed, search.bound, search.cost = 60.0, 1_500, 2_000
    turn(pause, search, saved=41)
    assert pause.until == 64.0 + 5.0


def test_what_is_done_beside_the_bound_pays_with_less():
    search = Clock()
    alone, beside = Pause(search, 5.0), Pause(search, 5.0, taken=0.5)
    search.elapsed, search.bound = 20.0, 1_100
    turn(alone, search, saved=30)
    search.elapsed, search.cost = 20.0, 2_000
    turn(beside, search, saved=30)

    assert (alone.until, beside.until) == (34.0, 29.0)


def test_a_first_plan_always_pays():
    search = Clock(cost=None)
    pause = Pause(search, 5.0)
    search.elapsed, search.bound = 20.0, 5_000
    turn(pause, search, saved=0)

    assert pause.until == 29.0
