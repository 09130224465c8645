"""Finding the PostgreSQL program whose version fits the server."""

import re
import shutil
import subprocess
from pathlib import Path

from config.backups.manifest import BackupFault

# Where packages of Debian, Red Hat and Homebrew put each major version.
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")


def program(name: str, major: int, places: tuple[str, ...] = PLACES) -> tuple[Path, int]:
    """The program `name` of this major version, or the next newer one, and its version.

    Raises:
        BackupFault: none is installed that is new enough; an older one would refuse the server.
    """
    found = {version: path for path in _candidates(name, places) if (version := _major(path)) >= major}
    if not found:
        raise BackupFault(
            f"{name} of PostgreSQL {major} or later is not installed on this machine: "
            f"`apt-get install postgresql-client-{major}` adds it."
        )
    return found[min(found)], min(found)


def _candidates(name: str, places: tuple[str, ...]) -> list[Path]:
    on_path = shutil.which(name)
    folders = [folder for place in places for folder in Path("/").glob(place.lstrip("/"))]
    # The last of the same version is taken: the package's own rather than a wrapper on the path.
    return ([Path(on_path)] if on_path else []) + [file for one in folders if (file := one / name).is_file()]


def _major(path: Path) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    number = re.search(r"(\d+)(?:\.\d+)?", said)
    return int(number.group(1)) if number else 0
