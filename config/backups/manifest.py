"""What a backup says about itself: enough to tell, after a restore, that nothing is missing or altered."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

FORMAT = "bluepool-backup/1"
NAME = "manifest.json"
CHUNK_BYTES = 1 << 20
IN_USE = "The database is in use. Stop the site and its workers first; nothing was changed."


class BackupFault(Exception):
    """A backup that cannot be taken or restored, in words with the remedy."""


@dataclass(frozen=True)
class Contents:
    """The rows of one table: how many, and a digest of them in any order."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The description beside the database's file.

    Parameters:
        engine: "sqlite" or "postgresql".
        taken_at: UTC, ISO 8601.
        tool: major version of pg_dump, 0 for SQLite.
        sha256: of the file.
        migrations: those applied, as "app.name".
        tables: contents of every table at the moment of the backup.
    """

    engine: str
    taken_at: str
    tool: int
    file: str
    size_bytes: int
    sha256: str
    migrations: list[str]
    tables: dict[str, Contents]

    def write(self, folder: Path) -> None:
        """Store it beside the file it describes."""
        text = json.dumps({"format": FORMAT, **asdict(self)}, indent=1, sort_keys=True)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a backup's folder; BackupFault if there is none, or the file is not the one it describes."""
    try:
        fields = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if fields.pop("format") != FORMAT:
            raise BackupFault(
                f"{folder / NAME} is not in the format {FORMAT}: this version cannot restore it."
            )
        tables = {table: Contents(**contents) for table, contents in fields.pop("tables").items()}
        manifest = Manifest(**fields, tables=tables)
    except FileNotFoundError as error:
        raise BackupFault(
            f"{folder} is no backup: it has no {NAME}. Name a folder made by `backup`."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupFault(f"{folder / NAME} is damaged. Restore another backup.") from error
    file = folder / Path(manifest.file).name
    if not file.is_file() or sha256_of(file) != manifest.sha256:
        raise BackupFault(f"{file} is missing or was altered since the backup. Restore another backup.")
    return manifest


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def contents_of(tables: Iterable[str], rows_of: Callable[[str], Iterable[object]]) -> dict[str, Contents]:
    """The contents of tables; the digests of rows are added, so that their order has no say."""
    found = {}
    for table in sorted(tables):
        count = total = 0
        for row in rows_of(table):
            count += 1
            total += int.from_bytes(hashlib.sha256(repr(row).encode()).digest())
        found[table] = Contents(count, f"{total % 2**256:064x}")
    return found


def differing(expected: dict[str, Contents], found: dict[str, Contents]) -> list[str]:
    """Names of tables that are missing, added or not the same, in order."""
    return sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
