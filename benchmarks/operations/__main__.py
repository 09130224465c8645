"""`python -m benchmarks.operations [--seconds N] [--restarts N] [--requests N] [--database sqlite|postgres]`

Backs the database up and restarts the real server in a storm of bookings, and measures what logs and figures cost.
Ends with 1 if a backup was not one moment, or an answered booking was lost. Each database is measured in a process of
its own, because settings are read once.
"""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.races.postgresql import Missing, postgresql

DATABASES = ("sqlite", "postgres")


def main() -> int:
    """Measure the databases one after the other."""
    given = _arguments()
    failed = 0
    for kind in [given.database] if given.database else DATABASES:
        with tempfile.TemporaryDirectory(prefix="bluepool-operations-") as name:
            numbers = [str(number) for number in (given.seconds, given.restarts, given.requests)]
            try:
                if kind == "sqlite":
                    failed |= _measured(f"sqlite:///{name}/bluepool.sqlite3", name, numbers)
                else:
                    with postgresql() as url:
                        failed |= _measured(url, name, numbers)
            except Missing as missing:
                print(f"{kind}: not measured. {missing}.")
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.operations", description=__doc__)
    parser.add_argument("--seconds", type=int, default=10, help="of bookings before the backup")
    parser.add_argument("--restarts", type=int, default=5, help="of the server in the storm")
    parser.add_argument(
        "--requests", type=int, default=600, help="to measure the cost of logs and figures; 0: none"
    )
    parser.add_argument("--database", choices=DATABASES, help="only this one")
    return parser.parse_args()


def _measured(url: str, folder: str, numbers: list[str]) -> int:
    (Path(folder) / "static").mkdir()
    environment = os.environ | {
        "DATABASE_URL": url,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "INSECURE_HTTP": "on",
        "STATIC_ROOT": f"{folder}/static",
        "METRICS_TOKEN": secrets.token_hex(16),
        "METRICS_FOLDER": f"{folder}/metrics",
        "LOG_FORMAT": "json",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [sys.executable, "-m", "benchmarks.operations.measure", folder, *numbers]
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 (this program itself)


if __name__ == "__main__":
    sys.exit(main())
