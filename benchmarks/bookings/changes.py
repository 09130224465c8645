"""`python -m benchmarks.bookings.changes [--seed N] [--losses N] [--stations N]`: what a county's plan answers at once.

Reasons and alternatives of all that was declined, one explanation and one price on demand, and the plan after an
asset or a station is lost, against greedy repair: what still stands stays, the displaced take what is free.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from statistics import median, quantiles
from typing import Any

from benchmarks.bookings.instances import INSTANCES
from optimizer.bookings.check import broken_rules
from optimizer.bookings.clock import Clock
from optimizer.bookings.explain import explain
from optimizer.bookings.greedy import by_priority, fill
from optimizer.bookings.plan import Plan
from optimizer.bookings.price import price_of
from optimizer.bookings.problem import Problem
from optimizer.bookings.reasons import declined_with_reasons
from optimizer.bookings.replan import after_loss, repaired, what_stands
from optimizer.bookings.score import value
from optimizer.bookings.solution import Solution
from optimizer.bookings.solve import lay_out, solve
from optimizer.bookings.standing import standing

COUNTY_SECONDS, STATION_SECONDS, REPAIR_SECONDS = 20, 15, 5


def lines(seed: int, losses: int, stations: int) -> Iterator[str]:
    """The figures, line by line, for the county of this seed."""
    problem = INSTANCES["county"].make(seed)
    plan = solve(problem, seconds=COUNTY_SECONDS)
    yield f"county, {len(problem.requests)} requests, {len(plan.declined)} declined, gap {plan.gap:.2%}"
    took, entries = _timed(lambda: declined_with_reasons(problem, plan.placements))
    yield f"reasons and alternatives of all declined: {took:.2f} s ({len(entries)})"
    names = [entry.request for entry in plan.declined]
    yield _spread(
        "one explanation",
        [_timed(lambda n=name: explain(problem, plan, n, priced=False))[0] for name in names],
    )
    prices = [_timed(lambda n=name: price_of(problem, plan, n)) for name in names]
    yield _spread("one exact price", [took for took, _ in prices])
    found = [price for _, price in prices if price is not None]
    yield f"prices found {len(found)} of {len(names)}, {sum(one.is_proven for one in found)} of them proven"
    chance, used = random.Random(seed), _used(plan)
    assets = chance.sample(sorted(used), min(losses, len(used)))
    yield from _assets_lost(problem, plan, assets)
    sites: Counter[str] = Counter()
    for name, count in used.items():
        sites[problem.asset_by_id[name].site] += count
    lost = [_station_lost(problem, plan, site) for site, _ in sites.most_common(stations)]
    yield from (line for line, _, _ in lost)
    ours, greedy = (sum(one[at] for one in lost) for at in (1, 2))
    yield f"stations together: value cancelled {ours:,} against {greedy:,} ({ours / max(1, greedy):.0%})"


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    answer = work()
    return time.perf_counter() - began, answer


def _spread(what: str, seconds: list[float]) -> str:
    ninety = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    return f"{what}: median {median(seconds):.3f} s, p95 {ninety:.3f} s, most {max(seconds):.3f} s"


def _used(plan: Solution) -> Counter[str]:
    return Counter(name for placement in plan.placements for name in placement.flat_assets)


def _assets_lost(problem: Problem, plan: Solution, assets: list[str]) -> Iterator[str]:
    took, ours, greedy, proven = [], 0, 0, 0
    for asset in assets:
        again = after_loss(problem, plan.placements, [asset])
        seconds, answer = _timed(lambda p=again: repaired(p, seconds=REPAIR_SECONDS))
        took.append(seconds)
        proven += answer.is_proven
        ours += _cancelled(again, plan, (placement.request for placement in answer.placements))
        greedy += _cancelled(again, plan, _greedily_repaired(again))
    yield _spread(f"an asset lost ({len(assets)} of them)", took)
    yield f"proven best around the displaced {proven}; value cancelled {ours:,} against {greedy:,} by greedy repair"


def _station_lost(problem: Problem, plan: Solution, site: str) -> tuple[str, int, int]:
    """The line about a station, and the value cancelled by the new plan and by greedy repair."""
    lost = [asset.id for asset in problem.assets if asset.site == site]
    again = after_loss(problem, plan.placements, lost)
    seconds, answer = _timed(lambda: solve(again, seconds=STATION_SECONDS))
    if broken_rules(again, answer):
        raise AssertionError("the judge refuses the new plan")
    _, displaced = what_stands(again)
    ours = _cancelled(again, plan, (placement.request for placement in answer.placements))
    greedy = _cancelled(again, plan, _greedily_repaired(again))
    line = (
        f"station {site} lost ({len(lost)} assets, {len(displaced)} displaced): {seconds:.1f} s, gap {answer.gap:.2%}, "
        f"value cancelled {ours:,} against {greedy:,} by greedy repair ({ours / max(1, greedy):.0%})"
    )
    return line, ours, greedy


def _cancelled(problem: Problem, plan: Solution, served: Iterable[str]) -> int:
    """The value of what had a place and has none now."""
    had = {placement.request for placement in plan.placements}
    return sum(value(problem.request_by_id[name], problem.weights) for name in had - set(served))


def _greedily_repaired(problem: Problem) -> set[str]:
    stands, _ = what_stands(problem)
    layout = lay_out(problem, Clock(600, deterministic_limit=None, should_stop=None, on_progress=None))
    plan = Plan(layout)
    for request, choice in standing(layout, stands.values()).items():
        if plan.can_put(request, choice):
            plan.put(request, choice)
    fill(plan, by_priority(layout), layout.columns.cost)
    return {problem.requests[index].id for index in plan.placed}


def main() -> None:
    """Print each line as it is worked out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--losses", type=int, default=100)
    parser.add_argument("--stations", type=int, default=3)
    options = parser.parse_args()
    for line in lines(options.seed, options.losses, options.stations):
        print(line, flush=True)


if __name__ == "__main__":
    main()
