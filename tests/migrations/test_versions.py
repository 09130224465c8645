"""The database of every released version becomes today's: nothing lost, the same schema, guards on, pages open."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from config.backups import postgresql, sqlite
from config.backups.manifest import Contents
from tests.migrations.record import FOLDER, ROOT, current_version, postgresql_dump

ENGINES = ("sqlite", "postgresql")
VERSIONS = sorted({file.name.rsplit(".", 2)[0] for file in FOLDER.glob("*.sql")})
# Rows that Django itself adds when it migrates.
DJANGOS = {"django_migrations", "django_content_type", "auth_permission"}
# Tables whose rows a migration changes in number on purpose, each with the reason.
CHANGED: dict[str, str] = {}

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


class Old:
    """A database of a released version beside that of the tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vendor = connection.vendor
        here = connection.settings_dict
        if self.vendor == "sqlite":
            self.file = folder / "old.sqlite3"
            self.url = f"sqlite:///{self.file}"
        else:
            self.parameters = postgresql.make_beside(postgresql.parameters_of(here), "old")
            self.url = self._url(self.parameters)

    def load(self, version: str) -> None:
        script = (FOLDER / f"{version}.{self.vendor}.sql").read_text()
        if self.vendor == "sqlite":
            with closing(sqlite3.connect(self.file)) as database:
                database.executescript(script)
        else:
            with postgresql._connected(self.parameters) as database:
                database.execute(script)

    def contents(self) -> dict[str, Contents]:
        """What is in its tables."""
        inspected = (
            sqlite.inspected(self.file) if self.vendor == "sqlite" else postgresql.inspected(self.parameters)
        )
        return inspected[0]

    def schemas(self) -> tuple[str, str]:
        """Its schema and that of the tests' database, which was made by the migrations alone."""
        if self.vendor == "sqlite":
            files = (self.file, Path(connection.settings_dict["NAME"]))
            return tuple(_sqlite_schema(file) for file in files)
        here = postgresql.parameters_of(connection.settings_dict)
        return tuple(self._postgresql_schema(one) for one in (self.parameters, here))

    def _postgresql_schema(self, parameters: dict) -> str:
        """The schema as it is after one more dump and load: PostgreSQL writes expressions anew when it loads them."""
        scratch = postgresql.make_beside(parameters, "scratch")
        try:
            with postgresql._connected(scratch) as database:
                database.execute(postgresql_dump(self._url(parameters), "--schema-only"))
            return postgresql_dump(self._url(scratch), "--schema-only")
        finally:
            postgresql.drop(scratch)

    def drop(self) -> None:
        if self.vendor == "postgresql":
            postgresql.drop(self.parameters)

    @staticmethod
    def _url(parameters: dict) -> str:
        return "postgres://{user}@{host}:{port}/{dbname}".format(**parameters)


def _sqlite_schema(file: Path) -> str:
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1, 2")
        return "\n".join(" | ".join(row) for row in rows if not row[1].startswith("sqlite_"))


@pytest.fixture
def old(tmp_path) -> Iterator[Old]:
    made = Old(tmp_path)
    yield made
    made.drop()


@pytest.mark.parametrize("version", VERSIONS)
def test_the_database_of_a_released_version_becomes_todays(version, old):
    old.load(version)
    before = old.contents()
    assert before["assets_booking"].rows and before["runs_run"].rows

    environment = {**os.environ, "DATABASE_URL": old.url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    used = subprocess.run(
        [sys.executable, "-m", "tests.migrations.use"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert used.returncode == 0, used.stderr
    assert json.loads(used.stdout) == []

    after = old.contents()
    kept = before.keys() - DJANGOS - CHANGED.keys()
    assert {table: after.get(table, Contents(0, "")).rows for table in kept} == {
        table: before[table].rows for table in kept
    }
    upgraded, fresh = old.schemas()
    assert upgraded.splitlines() == fresh.splitlines()


def test_every_released_version_is_recorded():
    released = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    recorded = {file.name for file in FOLDER.glob("*.sql")}
    expected = {f"{version}.{engine}.sql" for version in (*released, current_version()) for engine in ENGINES}
    assert expected == recorded, "run: make record-version"
