"""Which licences a package may have: those that let a public body run and change the product without duties of its own."""

import re
from importlib.metadata import PackageNotFoundError, metadata

from config.supply.locks import Package

# SPDX names, and what packages write that do not use them. LGPL: psycopg, used as a library and not changed.
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "LGPL-3.0-only", "MIT", "MIT-0",
    "MPL-2.0", "PSF-2.0", "Zlib",
    "3-Clause BSD License", "Apache 2.0", "Apache Software License", "BSD", "BSD License", "MIT License",
    "Mozilla Public License 2.0 (MPL 2.0)",
}  # fmt: skip


def licence_faults(packages: list[Package]) -> list[str]:
    """Each installed Python package, or front-end package, whose licence is unknown or not allowed."""
    return [
        f"{package.name} {package.version}: licence not allowed or not known: {licences or 'none stated'}"
        for package in packages
        if (licences := stated_licences(package)) is not None and not is_allowed(licences)
    ]


def is_allowed(statements: list[str]) -> bool:
    """Whether one of the ways in which a package states its licence names allowed ones only."""
    return any(all(name in ALLOWED for name in _names(statement)) for statement in statements)


def stated_licences(package: Package) -> list[str] | None:
    """What the package says of its licence, the strictest form first; None for one that this machine needs not."""
    if package.integrity:
        return [package.licence] if package.licence else []
    try:
        said = metadata(package.name)
    except PackageNotFoundError:
        return None
    classifiers = [
        line.rpartition(" :: ")[2] for line in said.get_all("Classifier", []) if line.startswith("License")
    ]
    texts = [said.get("License-Expression", ""), said.get("License", ""), "; ".join(classifiers)]
    if texts[0]:
        return texts[:1]
    return [text for text in texts if text and "\n" not in text]


def _names(statement: str) -> list[str]:
    """ "BSD-3-Clause AND (MIT OR Zlib)" as its three names; a classifier may have brackets of its own."""
    names = re.split(r"\s+(?:AND|OR)\s+|;\s*", statement)
    return [name if name in ALLOWED else name.strip("() ") for name in names]
