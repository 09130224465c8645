"""`python -m benchmarks.races [--rounds N] [--kills N] [--bookings N] [--database sqlite|postgres]`

Races 16 clients against the real server on a fresh database of each kind and prints what went wrong; ends with 1 if
anything did. Each database is measured in a process of its own, because settings are read once.
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
    """Measure the databases one after the other."""
    given = _arguments()
    failed = 0
    for kind in [given.database] if given.database else DATABASES:
        try:
            with _fresh(kind) as (url, folder):
                failed |= subprocess.run(  # noqa: S603 (this program itself)
                    [sys.executable, "-m", "benchmarks.races.measure", kind, str(folder)]
                    + [str(number) for number in (given.rounds, given.kills, given.bookings)],
                    env=_environment(url, folder),
                    check=False,
                ).returncode
        except Missing as missing:
            print(f"{kind}: not measured. {missing}.")
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.races", description=__doc__)
    parser.add_argument("--rounds", type=int, default=140, help="races on each database")
    parser.add_argument("--kills", type=int, default=5, help="times the server is killed")
    parser.add_argument(
        "--bookings", type=int, default=800, help="bookings for the measure of speed; 0 for none"
    )
    parser.add_argument("--database", choices=DATABASES, help="only this one")
    return parser.parse_args()


@contextmanager
def _fresh(kind: str) -> Iterator[tuple[str, Path]]:
    """The address of an empty database that writes to disk as in production, and a folder."""
    with tempfile.TemporaryDirectory(prefix="bluepool-races-") as name:
        folder = Path(name)
        if kind == "sqlite":
            yield f"sqlite:///{folder / 'races.sqlite3'}", folder
        else:
            with postgresql(durable=True) as url:
                yield url, folder


def _environment(url: str, folder: Path) -> dict[str, str]:
    (folder / "static").mkdir()
    return os.environ | {
        "DATABASE_URL": url,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "INSECURE_HTTP": "on",
        "LOG_LEVEL": "ERROR",
        "STATIC_ROOT": str(folder / "static"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


if __name__ == "__main__":
    sys.exit(main())
