# ruff: noqa: E402 (Django is set up before models are imported)
"""Reckons in the database that the environment names: `python -m benchmarks.money` calls it for each."""

import sys
import time
from collections import Counter

import django

django.setup()

from django.core.management import call_command
from django.db import transaction

from benchmarks.money.computations import Computation, computations
from benchmarks.money.stored import Books

KEPT_AT_ONCE = 100_000


def difference(found: Computation) -> int:
    """Pence between what the product says and the recount, and between shares and their sum."""
    pence = sum(abs(one - other) for one, other in zip(found.ours, found.recounted, strict=True))
    return pence if found.adds_up is None else pence + abs(sum(found.ours) - found.adds_up)


def main(kind: str, count: int, seed: int) -> int:
    """Reckon so many computations, print the differences by kind; 1 if there are any."""
    call_command("migrate", verbosity=0)
    started, books = time.monotonic(), Books()
    counts: Counter[str] = Counter()
    pence: Counter[str] = Counter()
    differ, kept, waiting = 0, 0, []
    for found in computations(count, seed):
        counts[found.kind] += 1
        pence[found.kind] += difference(found)
        waiting += found.ours
        if len(waiting) >= KEPT_AT_ONCE:
            kept, differ, waiting = kept + len(waiting), differ + _kept(books, waiting), []
    kept, differ = kept + len(waiting), differ + _kept(books, waiting)
    total = books.total_difference()
    for name in sorted(counts):
        print(f"{kind:9} {name:22} {counts[name]:>9,} computations, difference {pence[name]}p")
    print(
        f"{kind:9} {'all':22} {counts.total():>9,} computations, difference {pence.total()}p; "
        f"{kept:,} amounts stored, {differ} differ when read back or summed in SQL; sum of all off by {total}p; "
        f"{time.monotonic() - started:.0f} s",
        flush=True,
    )
    return 1 if pence.total() or differ or total else 0


@transaction.atomic
def _kept(books: Books, pence: list[int]) -> int:
    return books.keep(pence)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
