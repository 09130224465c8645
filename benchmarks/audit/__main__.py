"""`python -m benchmarks.audit [--entries 20000] [--database sqlite|postgres]`

16 writers fill the audit log of a fresh database of each kind, half of it with nobody sealing, half of it while it is
sealed every half second; then the chain is verified, and once more after somebody meddled with it. Ends with 1 if it is
not whole, or if the meddling goes unseen.
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
    """Measure each database in a process of its own, because settings are read once."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.audit", description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000, help="entries on each database")
    parser.add_argument("--database", choices=DATABASES, help="only this one")
    given = parser.parse_args()
    failed = 0
    for kind in [given.database] if given.database else DATABASES:
        try:
            with _fresh(kind) as url:
                program = [sys.executable, "-m", "benchmarks.audit.measure", kind, str(given.entries)]
                failed |= subprocess.run(program, env=_environment(url), check=False).returncode  # noqa: S603
        except Missing as missing:
            print(f"{kind}: not measured. {missing}.")
            failed = 1
    return failed


@contextmanager
def _fresh(kind: str) -> Iterator[str]:
    """The address of an empty database."""
    if kind == "postgres":
        with postgresql() as url:
            yield url
        return
    with tempfile.TemporaryDirectory(prefix="bluepool-audit-") as folder:
        yield f"sqlite:///{Path(folder) / 'audit.sqlite3'}"


def _environment(url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": url,
        "LOG_LEVEL": "ERROR",
    }


if __name__ == "__main__":
    sys.exit(main())
