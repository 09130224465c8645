"""Sharing the cost of fourteen trusts: is any group better off leaving, and how close is that proven?

`python -m benchmarks.batches.shares [--size fourteen] [--minutes 15] [--rule batch-price …]` plans together in a third of
the time, shares the cost by each rule in the rest, and prints the certificate of each: what the worst group found would
save, and what any could save at most, in hundredths of the joint cost.
"""

import argparse
import os
import time
from collections.abc import Iterator

from benchmarks.batches.generate import SIZES, batch_problem
from optimizer.batches.solution import SplitDocument
from optimizer.batches.solve import solve
from optimizer.batches.split import split

RULES = ("batch-price", "proportional", "shapley", "nucleolus")
FOR_THE_PLAN = 1 / 3
HEADER = f"{'rule':<14}{'seconds':>9}{'groups solved':>15}{'ruled out':>11}{'worst gains':>13}{'any at most':>13}  certificate"


def table(*, size: str, seconds: float, rules: tuple[str, ...]) -> Iterator[str]:
    """The lines of the table; each rule has the same time, the groups solved for one serve the next."""
    problem, workers = batch_problem(size, 1), min(2, os.cpu_count() or 1)
    began = time.monotonic()
    plan = solve(problem, seconds=seconds * FOR_THE_PLAN, workers=workers)
    if plan.cost_pence is None or plan.gap is None:
        yield "no plan together"
        return
    took = time.monotonic() - began
    counts = f"{len(problem.authorities)} trusts, {len(problem.items)} items"
    yield f"{size}: {counts}; together £{plan.cost_pence / 100:,.0f}, gap {plan.gap:.3%} after {took:.0f} s"
    yield HEADER
    earlier: list[SplitDocument] = []
    for rule in rules:
        began = time.monotonic()
        given = {"seconds": seconds * (1 - FOR_THE_PLAN), "workers": workers, "earlier": earlier}
        answer = split(problem, rule=rule, solution=plan, **given)
        earlier.append(answer)
        yield _line(answer, time.monotonic() - began)


def _line(answer: SplitDocument, took: float) -> str:
    core, cost = answer.core, answer.cost_pence
    most = "unknown" if core.excess_at_most_pence is None else f"{core.excess_at_most_pence / cost:.3%}"
    says = "nobody gains by leaving" if core.in_core else f"{len(core.worst_coalition)} would rather leave"
    says += ", proven" if core.proven else ", not proven within 0.1%"
    counted = f"{answer.coalitions.solved:>15,}{answer.coalitions.pruned:>11,}"
    error = "" if not answer.shapley_error_pence else f"; shares ± {answer.shapley_error_pence / cost:.3%}"
    return f"{answer.rule:<14}{took:>9.0f}{counted}{core.excess_pence / cost:>13.3%}{most:>13}  {says}{error}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=sorted(SIZES), default="fourteen")
    parser.add_argument("--minutes", type=float, default=15.0)
    parser.add_argument("--rule", choices=RULES, action="append")
    options = parser.parse_args()
    rules = tuple(options.rule or RULES[:1])
    for text in table(size=options.size, seconds=60 * options.minutes, rules=rules):
        print(text, flush=True)


if __name__ == "__main__":
    main()
