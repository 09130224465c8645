"""A scenario solved from the last one's answer: how long to the same gap, cold and warm.

`python -m benchmarks.batches.scenarios [--size medium] [--seconds 60] [change …]` solves a generated joint procurement,
changes one thing, solves it again from nothing and from the first answer, and prints when each came to the gap that
the cold run ended with.
"""

import argparse
import os
from collections.abc import Callable, Iterator

from benchmarks.batches.generate import SIZES, batch_problem
from optimizer.batches.plain import unservable_item
from optimizer.batches.problem import Offer, Problem
from optimizer.batches.rules import ExcludeSupplier, MaxShare
from optimizer.batches.search import Search
from optimizer.batches.solve import FOR_THE_PLAN, search_plan, solve

HEADER = f"{'changed':<18}{'cold gap':>10}{'cold s':>8}{'warm gap':>10}{'warm s to the same':>20}{'ratio':>8}"
DEARER_PERMILLE = 1050


def table(*, size: str, seconds: float, changes: tuple[str, ...]) -> Iterator[str]:
    """A line for each change."""
    problem, workers = batch_problem(size, 1), min(2, os.cpu_count() or 1)
    # As long a search as the others: a solve keeps back a part of its time for what comes after.
    first = solve(problem, seconds=seconds / FOR_THE_PLAN, workers=workers)
    yield f"{size}: first answer £{(first.cost_pence or 0) / 100:,.0f}, gap {first.gap:.3%}"
    yield HEADER
    for name, change in CHANGES.items():
        if not changes or name in changes:
            other = change(problem)
            cold = Search(other, seconds, workers)
            if search_plan(cold, None, seconds):
                yield f"{name:<18}no plan is possible, which took {cold.elapsed:.1f} s to find"
                continue
            warm = Search(other, seconds, workers)
            search_plan(warm, first, seconds)
            yield _line(name, cold, warm)


def _line(name: str, cold: Search, warm: Search) -> str:
    if cold.gap is None or warm.gap is None:
        return f"{name:<18}no plan in time"
    goal = cold.gap
    reached, again = _moment(cold, goal), _moment(warm, goal)
    shown = "not reached" if again is None else f"{again:.1f}"
    ratio = "" if again is None or not reached else f"{again / reached:.2f}"
    return f"{name:<18}{goal:>10.3%}{reached or 0:>8.1f}{warm.gap:>10.3%}{shown:>20}{ratio:>8}"


def _moment(search: Search, goal: float) -> float | None:
    """Seconds until the gap was no larger than the goal."""
    within = (point.seconds for point in search.points if point.gap is not None and point.gap <= goal)
    return next(within, None)


def _dearer(problem: Problem) -> Problem:
    """One supplier asks 5% more."""
    chosen = problem.suppliers[0].id

    def price(offer: Offer) -> Offer:
        if problem.supplier_of(offer).id != chosen:
            return offer
        tiers = (
            tier.model_copy(update={"price_e4": tier.price_e4 * DEARER_PERMILLE // 1000})
            for tier in offer.tiers
        )
        return offer.model_copy(update={"tiers": tuple(tiers)})

    return problem.altered(offers=tuple(price(offer) for offer in problem.offers))


def _excluded(problem: Problem) -> Problem:
    """The supplier with the fewest offers without whom every line can still be bought is left out."""
    counts = {supplier.id: 0 for supplier in problem.suppliers}
    for offer in problem.offers:
        counts[problem.supplier_of(offer).id] += 1
    for chosen in sorted(counts, key=lambda name: (counts[name], name)):
        rule = ExcludeSupplier(kind="exclude_supplier", supplier=chosen)
        without = problem.altered(rules=(*problem.rules, rule))
        if unservable_item(without) is None:
            return without
    raise ValueError("every supplier is needed for something")


def _shared(problem: Problem) -> Problem:
    """No supplier may deliver more than 60% of the first item that three offer."""
    item = next(name for name in problem.demanded if len(problem.offers_of_item[name]) > 2)
    rule = MaxShare(kind="max_share", items=(item,), permille=600)
    return problem.altered(rules=(*problem.rules, rule))


CHANGES: dict[str, Callable[[Problem], Problem]] = {
    "a supplier dearer": _dearer,
    "a share limited": _shared,
    "a supplier out": _excluded,
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=sorted(SIZES), default="medium")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("changes", nargs="*", metavar="change", help=", ".join(CHANGES))
    options = parser.parse_args()
    for text in table(size=options.size, seconds=options.seconds, changes=tuple(options.changes)):
        print(text, flush=True)


if __name__ == "__main__":
    main()
