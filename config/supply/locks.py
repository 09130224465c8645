"""The packages as they are locked: requirements.txt for Python, package-lock.json for the front end."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "requirements.txt"
FRONT_END = ROOT / "package-lock.json"
PINNED = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==(?P<version>[\w.+!-]+)(?:\s*;.*)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


@dataclass(frozen=True)
class Package:
    """A locked package. integrity: npm's hash of its archive; licence: as the lock states it; "" if it does not."""

    name: str
    version: str
    integrity: str = ""
    licence: str = ""
    is_for_building: bool = False


def python_packages(text: str) -> tuple[list[Package], list[str]]:
    """The packages of a requirements file, and the faults of its lines: each must be pinned and have a hash."""
    packages, faults = [], []
    logical = re.sub(r"\\\n", " ", text)
    for line in (line.strip() for line in logical.splitlines()):
        if not line or line.startswith("#"):
            continue
        pinned = PINNED.fullmatch(re.split(r"\s+--hash=", line)[0])
        if pinned is None:
            faults.append(f"{PYTHON.name}: not pinned to one version: {line[:60]}")
        elif not HASH.search(line):
            faults.append(f"{PYTHON.name}: {pinned['name']} has no hash")
        else:
            packages.append(Package(pinned["name"].lower(), pinned["version"]))
    return packages, faults


def front_end_packages(text: str) -> tuple[list[Package], list[str]]:
    """The packages of a package-lock.json, and its faults: each must have a version and an integrity."""
    packages, faults = [], []
    for path, entry in json.loads(text)["packages"].items():
        name = path.rpartition("node_modules/")[2]
        if not name:
            continue
        if not entry.get("version") or not entry.get("integrity") or entry.get("link"):
            faults.append(f"{FRONT_END.name}: {name} has no version or no integrity")
            continue
        packages.append(
            Package(
                name,
                entry["version"],
                entry["integrity"],
                entry.get("license", ""),
                entry.get("dev", False),
            )
        )
    return packages, faults
