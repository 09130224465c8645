"""The rounds of the booking benchmark by name, and how long the solver may take for each."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.bookings.country import nation, neighbours, region
from benchmarks.bookings.generate import county
from benchmarks.bookings.jobshop import plain
from optimizer.bookings.problem import Problem


@dataclass(frozen=True)
class Instance:
    """How to make a round from a seed, the time limits tried (seconds), and those when it has to be quick."""

    make: Callable[[int], Problem]
    limits: tuple[float, ...]
    quick: tuple[float, ...] = ()
    textbook: bool = False
    jobshop: bool = False


INSTANCES = {
    "200": Instance(lambda seed: county(requests=200, seed=seed), (10,), (10,), textbook=True),
    "200, plain": Instance(lambda seed: plain(requests=200, seed=seed), (10,), textbook=True, jobshop=True),
    "county": Instance(lambda seed: county(seed=seed), (5, 15, 90), (5, 15), textbook=True),
    "county, 30% held": Instance(lambda seed: county(seed=seed, held=0.3), (15, 90)),
    "county, 12 weeks": Instance(
        lambda seed: county(seed=seed, weeks=12, requests=6000, assets=150), (15, 90)
    ),
    "region": Instance(lambda seed: region(seed=seed), (90,)),
    "neighbours": Instance(lambda seed: neighbours(seed=seed), (90,)),
    "nation": Instance(lambda seed: nation(seed=seed), (600,)),
}
USUAL = tuple(name for name in INSTANCES if name not in ("neighbours", "nation"))
