"""`python -m benchmarks.races [--rounds N] [--kills N] [--bookings N] [--threads N] [--database sqlite|postgres]`

Races 16 clients against the real server on a fresh database of each kind, kills it in storms of writes, and prints
what went wrong; ends with 1 if anything did. Each database is measured in a process of its own, because settings are
read once.
"""

import argparse
import subprocess
import sys

from benchmarks.races.server import clean_up_when_stopped

DATABASES = ("sqlite", "postgres")
MISSING = 3


def main() -> int:
    """Measure the databases one after the other."""
    given = _arguments()
    numbers = [
        str(number) for number in (given.rounds, given.kills, given.bookings, given.threads, given.lanes)
    ]
    # Ctrl-C reaches both programs, a SIGTERM only this one: either way the other cleans up and is waited for.
    clean_up_when_stopped()
    failed = 0
    for kind in [given.database] if given.database else DATABASES:
        program = [sys.executable, "-m", "benchmarks.races.measure", kind, *numbers]
        measuring = subprocess.Popen(program)  # noqa: S603 (this program itself)
        try:
            code = measuring.wait()
        except BaseException:
            measuring.terminate()
            measuring.wait()
            raise
        failed |= code not in {0, MISSING}
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.races", description=__doc__)
    parser.add_argument("--rounds", type=int, default=150, help="races on each database")
    parser.add_argument("--kills", type=int, default=9, help="times that parts of the site are killed")
    parser.add_argument(
        "--bookings", type=int, default=800, help="bookings for the measure of speed; 0 for none"
    )
    parser.add_argument("--threads", type=int, default=2, help="of each of the server's two processes")
    parser.add_argument("--lanes", type=int, default=2, help="races that go on at the same time")
    parser.add_argument("--database", choices=DATABASES, help="only this one")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
