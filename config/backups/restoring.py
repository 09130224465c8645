"""Restoring a backup: checked before it is used, into an empty database or, when told so, in place of another."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from config.backups import postgresql, sqlite
from config.backups.manifest import IN_USE, BackupFault, Contents, Manifest, differing, read_manifest

NOT_EMPTY = (
    "The database is not empty. To put the backup in its place, and keep it under another name, "
    "add --replace (REPLACE=yes with make)."
)


@dataclass(frozen=True)
class Restored:
    """What was done. aside: where the former database is now, "" if there was none. pending: migrations still to run."""

    manifest: Manifest
    aside: str
    pending: list[str]


def restore_backup(
    *, database: dict[str, Any], folder: Path, migrations: Collection[str], replace: bool, now: datetime
) -> Restored:
    """Bring the database back to the state of the backup in `folder`.

    Parameters:
        database: Django's settings of the database to write.
        migrations: all that this version knows, as "app.name".
        replace: whether a database that is not empty may be put aside.

    Raises:
        BackupFault: in words. The former database is then as it was.
    """
    manifest = read_manifest(folder)
    engine = "sqlite" if database["ENGINE"].endswith("sqlite") else "postgresql"
    if manifest.engine != engine:
        raise BackupFault(f"This is a backup of {manifest.engine}, but DATABASE_URL names {engine}.")
    if unknown := sorted(set(manifest.migrations) - set(migrations)):
        raise BackupFault(
            f"The backup is of a newer version, which has {unknown[0]}. Install that version first."
        )
    restore = _restore_sqlite if engine == "sqlite" else _restore_postgresql
    aside = restore(database, folder, manifest, replace, now)
    return Restored(manifest, aside, sorted(set(migrations) - set(manifest.migrations)))


def _restore_sqlite(
    database: dict[str, Any], folder: Path, manifest: Manifest, replace: bool, now: datetime
) -> str:
    file = Path(database["NAME"])
    is_empty = sqlite.is_empty(file)
    if not (is_empty or replace):
        raise BackupFault(NOT_EMPTY)
    staged, aside = Path(f"{file}.restoring"), Path(f"{file}.before-{now:%Y-%m-%dT%H%M%SZ}")
    staged.unlink(missing_ok=True)
    try:
        sqlite.copy(folder / manifest.file, staged)
        _check(manifest, *sqlite.inspected(staged))
        if file.exists():
            sqlite.put_aside(file, aside)
        sqlite.put_in_place(staged, file)
    finally:
        staged.unlink(missing_ok=True)
    if is_empty:
        aside.unlink(missing_ok=True)
    return "" if is_empty else str(aside)


def _restore_postgresql(
    database: dict[str, Any], folder: Path, manifest: Manifest, replace: bool, now: datetime
) -> str:
    target, dump = postgresql.parameters_of(database), folder / manifest.file
    if postgresql.is_empty(target):
        postgresql.restore(target, dump, manifest.tool)
        _check(manifest, *postgresql.inspected(target))
        return ""
    if not replace:
        raise BackupFault(NOT_EMPTY)
    if postgresql.is_in_use(target):
        raise BackupFault(IN_USE)
    aside = f"{target['dbname']}_before_{now:%Y%m%dT%H%M%SZ}".lower()
    staged = postgresql.make_beside(target, f"{target['dbname']}_restoring")
    try:
        postgresql.restore(staged, dump, manifest.tool)
        _check(manifest, *postgresql.inspected(staged))
        postgresql.exchange(target, staged, aside)
    except BaseException:
        postgresql.drop(staged)
        raise
    return aside


def _check(manifest: Manifest, tables: dict[str, Contents], migrations: list[str]) -> None:
    """Refuse what is not, row by row, what was backed up."""
    wrong = differing(manifest.tables, tables)
    if wrong or migrations != manifest.migrations:
        raise BackupFault(
            f"What was restored is not what was backed up ({', '.join(wrong[:5]) or 'migrations'}). Do not use it."
        )
