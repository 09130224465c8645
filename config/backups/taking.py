"""Taking a backup while the service goes on."""

from datetime import datetime
from pathlib import Path
from typing import Any

from config.backups import postgresql, sqlite
from config.backups.manifest import BackupFault, Manifest, sha256_of


def take_backup(*, database: dict[str, Any], to: Path, now: datetime) -> Path:
    """Write a consistent backup of the database into a new folder of `to` named after the moment; the folder.

    Parameters:
        database: Django's settings of the database.
        now: the moment, in UTC.

    The folder has its name only once all is on disk, and only its owner may read it.

    Raises:
        BackupFault: in words; nothing is left behind that looks like a backup.
    """
    folder = to / f"{now:%Y-%m-%dT%H%M%SZ}"
    partial = to / f".{folder.name}.partial"
    if folder.exists() or partial.exists():
        raise BackupFault(f"{folder} is there already, or is being made.")
    to.mkdir(parents=True, exist_ok=True)
    partial.mkdir(mode=0o700)
    try:
        _write(database, partial, now)
        partial.rename(folder)
    except BaseException:
        for file in partial.iterdir():
            file.unlink()
        partial.rmdir()
        raise
    return folder


def _write(database: dict[str, Any], folder: Path, now: datetime) -> None:
    if database["ENGINE"].endswith("sqlite"):
        engine, tool, file = "sqlite", 0, folder / sqlite.FILE
        sqlite.copy(Path(database["NAME"]), file)
        tables, migrations = sqlite.inspected(file)
    else:
        engine, file = "postgresql", folder / postgresql.FILE
        tables, migrations, tool = postgresql.dump(postgresql.parameters_of(database), file)
    file.chmod(0o600)
    Manifest(
        engine=engine,
        taken_at=now.isoformat(),
        tool=tool,
        file=file.name,
        size_bytes=file.stat().st_size,
        sha256=sha256_of(file),
        migrations=migrations,
        tables=tables,
    ).write(folder)
