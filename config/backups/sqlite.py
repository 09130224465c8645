"""SQLite: its online backup, which reads one snapshot while others write, and putting a copy in place."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from config.backups.manifest import IN_USE, BackupFault, Contents, contents_of

FILE = "database.sqlite3"
WAIT_SECONDS = 20


def copy(database: Path, to: Path) -> None:
    """Write one consistent snapshot of a database that may be in use to the new file `to`."""
    if not database.is_file():
        raise BackupFault(f"There is no database at {database}. Check DATABASE_URL.")
    with _opened(database) as source, _opened(to) as target:
        # All pages at once: page by page, every write of somebody else would start the copy anew.
        source.backup(target, pages=-1)
        # One file without a journal beside it.
        target.execute("PRAGMA journal_mode=DELETE")
    _flush(to)


def inspected(file: Path) -> tuple[dict[str, Contents], list[str]]:
    """Contents and applied migrations of a database file; BackupFault if SQLite finds it damaged."""
    with _opened(file) as database:
        try:
            words = [row[0] for row in database.execute("PRAGMA integrity_check")]
            strays = database.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            raise BackupFault(f"{file} is damaged: {error}.") from error
        if words != ["ok"] or strays:
            raise BackupFault(f"{file} is damaged: {'; '.join(words[:3])}; {len(strays)} broken references.")
        tables = _tables(database)
        contents = contents_of(tables, lambda table: database.execute(f'SELECT * FROM "{table}"'))  # noqa: S608
        applied = database.execute("SELECT app, name FROM django_migrations") if tables else ()
        return contents, sorted(f"{app}.{name}" for app, name in applied)


def is_empty(file: Path) -> bool:
    """Whether there is no database yet, or one without a table."""
    if not file.exists() or file.stat().st_size == 0:
        return True
    with _opened(file) as database:
        return not _tables(database)


def put_aside(file: Path, aside: Path) -> None:
    """Rename a database that nobody uses; BackupFault if somebody does."""
    with _opened(file, wait_seconds=1) as database:
        try:
            # Leaving the journal mode needs the file for oneself, and takes the journal into it.
            mode = database.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError:
            mode = "busy"
    if mode != "delete":
        raise BackupFault(IN_USE)
    file.rename(aside)


def put_in_place(staged: Path, file: Path) -> None:
    """Give the checked copy the database's name."""
    for journal in ("-wal", "-shm"):
        Path(f"{file}{journal}").unlink(missing_ok=True)
    staged.replace(file)
    _flush(file)


def _tables(database: sqlite3.Connection) -> list[str]:
    found = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return [row[0] for row in found]


@contextlib.contextmanager
def _opened(file: Path, wait_seconds: float = WAIT_SECONDS) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, timeout=wait_seconds, isolation_level=None)) as connection:
        yield connection


def _flush(file: Path) -> None:
    """Have the file and its name reach the disk."""
    for path in (file, file.parent):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
