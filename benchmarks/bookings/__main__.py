"""`python -m benchmarks.bookings [quick] [ROUND…] [--seed N] [--workers N]`: the table of booking rounds.

Rounds: 200, "200, plain" (what PyJobShop can express), county, "county, 30% held", "county, 12 weeks", region,
neighbours (a region in which requests reach across borders) and nation (which takes a quarter of an hour); the last two
are only run when named.
"""

import argparse

from benchmarks.bookings.instances import INSTANCES
from benchmarks.bookings.run import table


def main() -> None:
    """Print each line as it is worked out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rounds", nargs="*", choices=["quick", *INSTANCES], metavar="ROUND")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    names = [name for name in options.rounds if name != "quick"]
    quick = "quick" in options.rounds
    for line in table(quick=quick, seed=options.seed, names=names, workers=options.workers):
        print(line, flush=True)


if __name__ == "__main__":
    main()
