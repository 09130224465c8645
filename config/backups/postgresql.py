"""PostgreSQL: pg_dump and pg_restore in the custom format, with the contents read in the dump's own snapshot."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from config.backups.manifest import IN_USE, BackupFault, Contents, contents_of
from config.backups.programs import program

FILE = "database.dump"
# The database that every server has, to stand in while another is renamed.
NEUTRAL = "postgres"
PLAIN = "-c TimeZone=UTC -c DateStyle=ISO -c extra_float_digits=3"
Parameters = dict[str, Any]


def parameters_of(database: dict[str, Any]) -> Parameters:
    """libpq's connection parameters of Django's settings of a database."""
    from django.db.backends.postgresql.base import DatabaseWrapper

    known = DatabaseWrapper({"TIME_ZONE": None, "OPTIONS": {}, **database}).get_connection_params()
    drop = {"cursor_factory", "context", "prepare_threshold", "client_encoding", "server_side_binding"}
    return {key: value for key, value in known.items() if key not in drop and value not in (None, "")}


def dump(parameters: Parameters, to: Path) -> tuple[dict[str, Contents], list[str], int]:
    """Write one consistent snapshot to the new file `to`; its contents, migrations and pg_dump's major version."""
    with _connected(parameters) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        path, major = program("pg_dump", connection.info.server_version // 10_000)
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()[0]
        how = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        _run([path, *how, f"--file={to}", f"--dbname={_address(parameters)}"], parameters)
        return *_inspected(connection), major


def inspected(parameters: Parameters) -> tuple[dict[str, Contents], list[str]]:
    """Contents and applied migrations of a database."""
    with _connected(parameters) as connection:
        return _inspected(connection)


def is_empty(parameters: Parameters) -> bool:
    """Whether the database has no table; BackupFault if it cannot be reached."""
    with _connected(parameters) as connection:
        return not _tables(connection)


def is_in_use(parameters: Parameters) -> bool:
    """Whether anybody else is connected to the database."""
    with _connected(parameters) as connection:
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        return connection.execute(others).fetchone()[0] > 0


def restore(parameters: Parameters, file: Path, tool: int) -> None:
    """Load a dump made by pg_dump `tool` into an empty database, all of it or nothing."""
    with _connected(parameters) as connection:
        path, _ = program("pg_restore", max(tool, connection.info.server_version // 10_000))
    how = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-comments"]
    _run([path, *how, f"--dbname={_address(parameters)}", str(file)], parameters)


def make_beside(parameters: Parameters, name: str) -> Parameters:
    """Create an empty database on the same server; its parameters."""
    try:
        with _connected(parameters | {"dbname": NEUTRAL}, autocommit=True) as connection:
            connection.execute(_named("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name))
    except psycopg.errors.InsufficientPrivilege as error:
        raise BackupFault(
            "This role may not create databases, so the old one cannot be kept aside. Ask for an empty database, "
            "name it in DATABASE_URL and restore there; the old one stays as it is."
        ) from error
    return parameters | {"dbname": name}


def drop(parameters: Parameters) -> None:
    """Remove a database that `make_beside` made."""
    with _connected(parameters | {"dbname": NEUTRAL}, autocommit=True) as connection:
        connection.execute(_named("DROP DATABASE IF EXISTS {}", parameters["dbname"]))


def exchange(parameters: Parameters, staged: Parameters, aside: str) -> None:
    """Rename the database to `aside` and the staged one to its name; BackupFault if somebody is connected."""
    name = parameters["dbname"]
    with _connected(parameters | {"dbname": NEUTRAL}) as connection:
        try:
            connection.execute(_named("ALTER DATABASE {} RENAME TO {}", name, aside))
            connection.execute(_named("ALTER DATABASE {} RENAME TO {}", staged["dbname"], name))
        except psycopg.errors.ObjectInUse as error:
            raise BackupFault(IN_USE) from error


def _inspected(connection: psycopg.Connection) -> tuple[dict[str, Contents], list[str]]:
    def rows_of(table: str) -> Iterator[bytes]:
        with connection.cursor().copy(_named("COPY {} TO STDOUT", table)) as rows:
            yield from map(bytes, rows)

    tables = _tables(connection)
    contents = contents_of(tables, rows_of)
    applied = connection.execute("SELECT app, name FROM django_migrations").fetchall() if tables else []
    return contents, sorted(f"{app}.{name}" for app, name in applied)


def _tables(connection: psycopg.Connection) -> list[str]:
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [row[0] for row in found.fetchall()]


def _connected(parameters: Parameters, *, autocommit: bool = False) -> psycopg.Connection:
    try:
        return psycopg.connect(make_conninfo(**{**parameters, "options": PLAIN}), autocommit=autocommit)
    except psycopg.OperationalError as error:
        raise BackupFault(f"The database cannot be reached: {str(error).strip()}") from error


def _address(parameters: Parameters) -> str:
    """The connection in libpq's words without the password, which other users of the machine could read."""
    return make_conninfo(**{key: value for key, value in parameters.items() if key != "password"})


def _named(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*(sql.Identifier(name) for name in names))


def _run(command: list[str | Path], parameters: Parameters) -> None:
    secret = {"PGPASSWORD": parameters["password"]} if "password" in parameters else {}
    done = subprocess.run(command, env=os.environ | secret, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupFault(f"{Path(command[0]).name} failed: {done.stderr.strip()[-500:]}")
