"""A backup is one consistent moment, however much is written meanwhile; what is restored is what was backed up."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from assets.actions.bookings import create_booking
from assets.models import Booking
from config.backups import postgresql, sqlite
from config.backups.manifest import NAME, BackupFault, Contents, differing, read_manifest
from config.backups.programs import program
from config.backups.restoring import restore_backup
from config.backups.taking import take_backup
from tests.assets.county import at, room, world
from tests.migrations.record import FOLDER, ROOT

__all__ = ["world"]
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
WRITERS = 4


@pytest.fixture
def elsewhere(tmp_path) -> Iterator[dict]:
    """Settings of an empty database beside that of the tests."""
    here = connection.settings_dict
    if connection.vendor == "sqlite":
        yield here | {"NAME": str(tmp_path / "elsewhere.sqlite3")}
        return
    made = postgresql.make_beside(postgresql.parameters_of(here), "elsewhere")
    yield here | {"NAME": "elsewhere"}
    postgresql.drop(made)


@pytest.fixture
def migrations() -> list[str]:
    """All that are applied, which are all there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return [f"{app}.{name}" for app, name in cursor.fetchall()]


def contents_of(database: dict) -> dict[str, Contents]:
    if database["ENGINE"].endswith("sqlite"):
        return sqlite.inspected(Path(database["NAME"]))[0]
    return postgresql.inspected(postgresql.parameters_of(database))[0]


def ask(database: dict, question: str) -> list[tuple]:
    """The answer of a database that is not the one of the tests."""
    if database["ENGINE"].endswith("sqlite"):
        with closing(sqlite3.connect(database["NAME"])) as opened:
            return opened.execute(question).fetchall()
    with postgresql._connected(postgresql.parameters_of(database)) as opened:
        return opened.execute(question).fetchall()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_backup_in_a_storm_of_writes_is_one_moment_and_comes_back_row_by_row(
    world, tmp_path, elsewhere, migrations
):
    rooms = [room(world.fire, world.lecture.site, f"storm-{number}") for number in range(WRITERS)]
    ended, begun = threading.Event(), threading.Semaphore(0)

    def write(number: int) -> None:
        hour = 0
        while not ended.is_set():
            create_booking(
                asset=rooms[number],
                organisation=world.fire,
                starts_at=at(hour),
                ends_at=at(hour + 1),
                purpose="Storm",
                by=world.manager,
            )
            hour += 1
            begun.release()
        connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        storm = [pool.submit(write, number) for number in range(WRITERS)]
        for _ in range(2 * WRITERS):
            begun.acquire(timeout=30)
        before = Booking.objects.count()
        folder = take_backup(database=connection.settings_dict, to=tmp_path / "backups", now=NOW)
        after = Booking.objects.count()
        answered = Client().get("/account/sign-in/").status_code
        ended.set()
        for one in storm:
            one.result()

    assert answered == 200
    manifest = read_manifest(folder)
    assert before <= manifest.tables["assets_booking"].rows <= after
    # Each booking comes with its hold and its audit entry, or not at all.
    assert manifest.tables["assets_hold"].rows == manifest.tables["assets_booking"].rows
    assert manifest.tables["partners_auditentry"].rows == manifest.tables["assets_booking"].rows

    done = restore_backup(database=elsewhere, folder=folder, migrations=migrations, replace=False, now=NOW)
    assert (done.aside, done.pending) == ("", [])
    assert differing(manifest.tables, contents_of(elsewhere)) == []
    rows = "SELECT id, asset_id, organisation_id, purpose, booked_by_id FROM assets_booking ORDER BY id"
    restored, written = ask(elsewhere, rows), ask(connection.settings_dict, rows)
    assert restored == [row for row in written if row in set(restored)]
    assert len(restored) == manifest.tables["assets_booking"].rows


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_not_empty_is_replaced_only_when_told_and_kept_aside(
    world, tmp_path, elsewhere, migrations
):
    folder = take_backup(database=connection.settings_dict, to=tmp_path, now=NOW)
    how = {"database": elsewhere, "folder": folder, "migrations": migrations, "now": NOW}
    restore_backup(replace=False, **how)
    with pytest.raises(BackupFault, match="not empty"):
        restore_backup(replace=False, **how)

    done = restore_backup(replace=True, **how)

    aside = elsewhere | {"NAME": done.aside}
    assert contents_of(aside) == contents_of(elsewhere) == read_manifest(folder).tables
    if connection.vendor == "postgresql":
        postgresql.drop(postgresql.parameters_of(aside))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_database_in_use_is_not_replaced(world, tmp_path, migrations):
    connection.ensure_connection()
    database = connection.settings_dict
    folder = take_backup(database=database, to=tmp_path, now=NOW)
    held = contents_of(database)

    with pytest.raises(BackupFault, match="in use"):
        restore_backup(database=database, folder=folder, migrations=migrations, replace=True, now=NOW)

    assert contents_of(database) == held
    assert Booking.objects.count() == 0


@pytest.fixture
def small(tmp_path) -> tuple[dict, Path]:
    """A tiny database's settings, and a backup of it."""
    database = {"ENGINE": "config.sqlite", "NAME": str(tmp_path / "small.sqlite3")}
    with closing(sqlite3.connect(database["NAME"])) as made:
        made.execute("CREATE TABLE django_migrations (app, name)")
        made.execute("INSERT INTO django_migrations VALUES ('assets', '0001_initial')")
        made.commit()
    return database, take_backup(database=database, to=tmp_path / "backups", now=NOW)


def refusal_of(small, tmp_path, **change) -> str:
    """Why a restore into an empty place is refused; nothing is there afterwards."""
    database = small[0] | {"NAME": str(tmp_path / "restored.sqlite3")}
    given = {
        "database": database,
        "folder": small[1],
        "migrations": ["assets.0001_initial"],
        "replace": False,
    }
    with pytest.raises(BackupFault) as refused:
        restore_backup(**{**given, **change}, now=NOW)
    assert list(tmp_path.glob("restored*")) == []
    return str(refused.value)


def test_an_altered_file_is_refused(small, tmp_path):
    file = small[1] / sqlite.FILE
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    assert "altered" in refusal_of(small, tmp_path)


def test_rows_that_differ_from_the_manifest_are_refused(small, tmp_path):
    manifest = json.loads((small[1] / NAME).read_text())
    manifest["tables"]["django_migrations"]["rows"] = 2
    (small[1] / NAME).write_text(json.dumps(manifest))
    assert "django_migrations" in refusal_of(small, tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other"}', '{"format": "bluepool-backup/1"}'])
def test_a_damaged_or_foreign_manifest_is_refused(small, tmp_path, text):
    (small[1] / NAME).write_text(text)
    assert "Restore another" in (words := refusal_of(small, tmp_path)) or "format" in words


def test_a_folder_without_a_manifest_is_no_backup(small, tmp_path):
    assert "is no backup" in refusal_of(small, tmp_path, folder=tmp_path)


def test_a_backup_of_a_newer_version_is_refused_and_an_older_one_says_what_to_run(small, tmp_path):
    assert "newer version" in refusal_of(small, tmp_path, migrations=[])
    known = ["assets.0001_initial", "assets.0002_more"]
    database = small[0] | {"NAME": str(tmp_path / "restored.sqlite3")}
    done = restore_backup(database=database, folder=small[1], migrations=known, replace=False, now=NOW)
    assert done.pending == ["assets.0002_more"]


def test_a_backup_of_the_other_engine_is_refused(small, tmp_path):
    other = {"ENGINE": "django.db.backends.postgresql", "NAME": "bluepool"}
    assert "backup of sqlite" in refusal_of(small, tmp_path, database=other)


def test_only_its_owner_may_read_a_backup(small):
    assert (small[1].stat().st_mode & 0o777, (small[1] / sqlite.FILE).stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )


def test_a_backup_that_fails_leaves_nothing(tmp_path):
    missing = {"ENGINE": "config.sqlite", "NAME": str(tmp_path / "missing.sqlite3")}
    with pytest.raises(BackupFault, match="no database"):
        take_backup(database=missing, to=tmp_path / "backups", now=NOW)
    assert list((tmp_path / "backups").iterdir()) == []


def test_the_commands_say_what_was_done_and_what_is_to_be_done(tmp_path):
    site = tmp_path / "site.sqlite3"
    with closing(sqlite3.connect(site)) as made:
        made.executescript((FOLDER / "0.1.0.sqlite.sql").read_text())
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{site}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }

    def run(*command: object) -> tuple[int, str]:
        words = [sys.executable, "manage.py", *map(str, command)]
        done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    code, said = run("backup", "--to", tmp_path / "backups")
    [folder] = (tmp_path / "backups").iterdir()
    assert code == 0 and said.startswith(f"{folder}: 70 tables, ")
    code, said = run("restore", folder)
    assert code == 1 and "REPLACE=yes" in said
    code, said = run("restore", folder, "--replace")
    assert code == 0 and "Restored and compared: 70 tables" in said and f"kept as {site}.before-" in said
    assert "run `migrate`" in said


def test_of_several_programs_the_one_of_the_servers_version_is_taken(tmp_path, monkeypatch):
    for version in (14, 15, 17):
        folder = tmp_path / str(version) / "bin"
        folder.mkdir(parents=True)
        (folder / "pg_dump").write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.3 (Debian)'\n")
        (folder / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", "")
    places = (f"{tmp_path}/*/bin",)
    assert program("pg_dump", 15, places) == (tmp_path / "15" / "bin" / "pg_dump", 15)
    assert program("pg_dump", 16, places)[1] == 17
    with pytest.raises(BackupFault, match="postgresql-client-18"):
        program("pg_dump", 18, places)
