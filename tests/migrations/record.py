"""`python -m tests.migrations.record`: keeps a small database of the version in pyproject.toml, for later ones' tests.

Writes tests/data/versions/VERSION.{sqlite,postgresql}.sql: every table of a database that the migrations of this
version made, with the rows of the four organisations of tests/matrix. Run it once, when the version is released.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
from contextlib import closing
from pathlib import Path

from benchmarks.races.postgresql import postgresql

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "data" / "versions"


def main() -> int:
    """Record both databases; each is filled in a process of its own, because settings are read once."""
    version = current_version()
    if list(FOLDER.glob(f"{version}.*")):
        print(f"{version} is recorded already. What was released does not change.")
        return 1
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "version.sqlite3"
        _fill(f"sqlite:///{file}")
        (FOLDER / f"{version}.sqlite.sql").write_text(sqlite_dump(file))
    with postgresql() as url:
        _fill(url)
        (FOLDER / f"{version}.postgresql.sql").write_text(postgresql_dump(url))
    return 0


def current_version() -> str:
    """The version that this code is, or is to become."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def sqlite_dump(file: Path) -> str:
    """The database as SQL."""
    with closing(sqlite3.connect(file)) as database:
        return "\n".join(database.iterdump()) + "\n"


def postgresql_dump(url: str, *options: str) -> str:
    """The database as SQL that any client can carry out."""
    from config.backups.programs import program

    path, _ = program("pg_dump", 0)
    how = ["--inserts", "--no-owner", "--no-privileges", "--no-comments", *options]
    dump = subprocess.run([path, *how, url], check=True, capture_output=True, text=True).stdout
    # Commands of psql, comments of pg_dump.
    return "".join(line for line in dump.splitlines(True) if line.strip() and not line.startswith(("\\", "--")))


def _fill(url: str) -> None:
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    subprocess.run([sys.executable, "-m", "tests.migrations.fill"], check=True, env=environment)


if __name__ == "__main__":
    sys.exit(main())
