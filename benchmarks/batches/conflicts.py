"""Scenarios that no plan can meet: how soon the reasons are told, and the smallest changes that would do.

`python -m benchmarks.batches.conflicts [small] [standard] [kind …]` spoils one thing at a time of a generated joint
procurement and prints what the solver names, the change it asks for, and the seconds it took, all in all.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator

from benchmarks.batches.generate import batch_problem
from optimizer.batches.problem import DemandLine, Problem
from optimizer.batches.rules import ExcludeSupplier, MaxShare, MaxSuppliers, MinSuppliers
from optimizer.batches.solve import NoAnswer, solve

SECONDS = {"small": 30.0, "standard": 40.0}
HEADER = f"{'size':<10}{'spoilt':<16}{'seconds':>8}  told"


def table(sizes: tuple[str, ...], kinds: tuple[str, ...]) -> Iterator[str]:
    """A line for each size and each thing spoilt, with one more for each member of the conflict."""
    yield HEADER
    for size in sizes:
        problem = batch_problem(size, 1)
        for kind, spoil in SPOILT.items():
            if not kinds or kind in kinds:
                yield from _told(size, kind, spoil(problem))


def _told(size: str, kind: str, problem: Problem) -> Iterator[str]:
    began = time.monotonic()
    try:
        answer = solve(problem, seconds=SECONDS[size], workers=min(2, os.cpu_count() or 1))
    except NoAnswer as silence:
        yield f"{size:<10}{kind:<16}{time.monotonic() - began:>8.1f}  {silence}"
        return
    took = time.monotonic() - began
    yield f"{size:<10}{kind:<16}{took:>8.1f}  {answer.status}, {len(answer.conflict)} in conflict"
    for member in answer.conflict:
        yield f"{'':<36}{member.text} {member.remedy}"


def _one_line(problem: Problem) -> DemandLine:
    """A line of an item in the middle of the list that several offer."""
    middle = len(problem.demand) // 2
    return next(line for line in problem.demand[middle:] if len(problem.offers_of_item[line.item]) > 1)


def _budget(problem: Problem) -> Problem:
    """The largest budget at half."""
    name, most = max(
        ((authority.id, budget) for authority in problem.authorities for budget in authority.budgets),
        key=lambda pair: pair[1].pence,
    )
    half = most.model_copy(update={"pence": most.pence // 2})
    authorities = tuple(
        row.model_copy(update={"budgets": tuple(half if own == most else own for own in row.budgets)})
        if row.id == name
        else row
        for row in problem.authorities
    )
    return problem.altered(authorities=authorities)


def _of_offers(problem: Problem, **change: object) -> Problem:
    """All offers of one item changed."""
    item = _one_line(problem).item
    offers = (row.model_copy(update=change) if row.item == item else row for row in problem.offers)
    return problem.altered(offers=tuple(offers))


def _capacity(problem: Problem) -> Problem:
    return _of_offers(problem, capacity_per_month=1, minimum=0, multiple=1)


def _minimum(problem: Problem) -> Problem:
    """Minimums far above what a month brings."""
    return _of_offers(problem, minimum=10**6, capacity_per_month=10**6 - 1)


def _validity(problem: Problem) -> Problem:
    return _of_offers(problem, valid_for=(problem.authorities[0].id,))


def _lots(problem: Problem, **change: object) -> Problem:
    lots = {offer.lot for offer in problem.offers_of_item[_one_line(problem).item]}
    return problem.altered(
        lots=tuple(row.model_copy(update=change) if row.id in lots else row for row in problem.lots)
    )


def _entitlement(problem: Problem) -> Problem:
    return _lots(problem, entitled=(problem.authorities[0].id,))


def _ceiling(problem: Problem) -> Problem:
    return _lots(problem, ceiling_pence=100_00)


def _need_by(problem: Problem) -> Problem:
    """One line is needed in the first month, and nobody delivers in less than three."""
    chosen = _one_line(problem)
    slow = _of_offers(problem, lead_months=3)
    early = chosen.model_copy(update={"earliest": 0, "need_by": 0})
    return slow.altered(demand=tuple(early if row.id == chosen.id else row for row in problem.demand))


def _with_rule(problem: Problem, rule: object) -> Problem:
    return problem.altered(rules=(*problem.rules, rule))


def _excluded(problem: Problem) -> Problem:
    """All suppliers of one item shut out."""
    names = {problem.supplier_of(offer).id for offer in problem.offers_of_item[_one_line(problem).item]}
    rules = (ExcludeSupplier(kind="exclude_supplier", supplier=name) for name in sorted(names))
    return problem.altered(rules=(*problem.rules, *rules))


SPOILT: dict[str, Callable[[Problem], Problem]] = {
    "budget": _budget,
    "ceiling": _ceiling,
    "capacity": _capacity,
    "minimum": _minimum,
    "entitlement": _entitlement,
    "validity": _validity,
    "need by": _need_by,
    "exclude": _excluded,
    "max suppliers": lambda problem: _with_rule(problem, MaxSuppliers(kind="max_suppliers", value=1)),
    "min suppliers": lambda problem: _with_rule(problem, MinSuppliers(kind="min_suppliers", value=7)),
    "max share": lambda problem: _with_rule(problem, MaxShare(kind="max_share", permille=50)),
}


if __name__ == "__main__":
    words = sys.argv[1:]
    chosen = tuple(size for size in SECONDS if size in words) or tuple(SECONDS)
    for text in table(chosen, tuple(word for word in words if word not in SECONDS)):
        print(text, flush=True)
