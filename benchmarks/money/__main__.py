"""`python -m benchmarks.money [--count 1000000] [--seed 0] [--database sqlite|postgres]`

Draws splits, VAT, prices, rebates, charges and whole bills at random, reckons each again with exact fractions, and
stores and sums the amounts on a fresh database of each kind. Ends with 1 if anything differs by a penny.
"""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.races.postgresql import Missing, postgresql

DATABASES = ("sqlite", "postgres")


def main() -> int:
    """Reckon on each database in a process of its own, because settings are read once."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.money", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000, help="computations on each database")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--database", choices=DATABASES, help="only this one")
    given = parser.parse_args()
    failed = 0
    for kind in [given.database] if given.database else DATABASES:
        try:
            with _fresh(kind) as url:
                failed |= subprocess.run(  # noqa: S603 (this program itself)
                    [
                        sys.executable,
                        "-m",
                        "benchmarks.money.measure",
                        kind,
                        str(given.count),
                        str(given.seed),
                    ],
                    env=_environment(url),
                    check=False,
                ).returncode
        except Missing as missing:
            print(f"{kind}: not reckoned. {missing}.")
            failed = 1
    return 1 if failed else 0


@contextmanager
def _fresh(kind: str) -> Iterator[str]:
    """The address of an empty database."""
    if kind == "postgres":
        with postgresql() as url:
            yield url
        return
    with tempfile.TemporaryDirectory(prefix="bluepool-money-") as folder:
        yield f"sqlite:///{Path(folder) / 'money.sqlite3'}"


def _environment(url: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": url,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "INSECURE_HTTP": "on",
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


if __name__ == "__main__":
    sys.exit(main())
