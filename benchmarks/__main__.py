"""`python -m benchmarks [quick]`: prints the tables of all benchmarks; quick ends within five minutes."""

import sys
from importlib import import_module
from importlib.util import find_spec

TABLES = ("benchmarks.bookings.run", "benchmarks.batches.run")


def main(*, quick: bool) -> None:
    """Print each table line by line as it is worked out."""
    for name in TABLES:
        if find_spec(name):
            print(f"\n{name}")
            for line in import_module(name).table(quick=quick):
                print(line, flush=True)


if __name__ == "__main__":
    main(quick="quick" in sys.argv[1:])
