"""`python -m benchmarks.workbooks [quick] [--only WORDS]`

Sends every kind of malformed workbook to every page that takes files, and to the API, of the real server on a fresh
SQLite database. Prints for each kind what the user is told, the peak memory of the process that read it, how much the
server grew, and the seconds it took; ends with 1 if anything was stored, anything but 4xx came back, a cause was not
named, a limit was passed or a server process was lost. quick: two pages for each kind instead of all.
"""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Measure in a process of its own, because settings are read once."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workbooks", description=__doc__)
    parser.add_argument("quick", nargs="?", choices=["quick"])
    parser.add_argument("--only", default="", help="kinds whose name holds these words")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bluepool-workbooks-") as name:
        folder = Path(name)
        (folder / "static").mkdir()
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder / 'workbooks.sqlite3'}",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "127.0.0.1",
            "INSECURE_HTTP": "on",
            "LOG_LEVEL": "ERROR",
            "STATIC_ROOT": str(folder / "static"),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        command = [sys.executable, "-m", "benchmarks.workbooks.measure", name, given.only]
        return subprocess.run(  # noqa: S603 (this program itself)
            [*command, "2" if given.quick else "1000"], env=environment, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
