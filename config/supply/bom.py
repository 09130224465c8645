"""The software bill of materials in CycloneDX JSON: one document for Python, one for the front end."""

import base64
import json
import subprocess
import sys
from typing import Any
from urllib.parse import quote

from config.supply.locks import ROOT, Package

PYPROJECT = ROOT / "pyproject.toml"


def python_bom(packages: list[Package]) -> dict[str, Any]:
    """What cyclonedx-py finds installed, with licences and who needs whom, but only what the site runs on."""
    how = ["environment", "--pyproject", str(PYPROJECT), "--output-reproducible", "--output-format", "JSON"]
    done = subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "-m", "cyclonedx_py", *how, sys.executable],
        check=True,
        capture_output=True,
        text=True,
    )
    return only(json.loads(done.stdout), {package.name for package in packages})


def only(bom: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """A bill of materials without the components that are not named, and without what refers to them."""
    components = [one for one in bom["components"] if _plain(one["name"]) in names]
    kept = {one["bom-ref"] for one in components} | {bom["metadata"]["component"]["bom-ref"]}
    dependencies = [
        one | ({"dependsOn": [ref for ref in one["dependsOn"] if ref in kept]} if "dependsOn" in one else {})
        for one in bom["dependencies"]
        if one["ref"] in kept
    ]
    return bom | {"components": components, "dependencies": dependencies}


def front_end_bom(packages: list[Package]) -> dict[str, Any]:
    """The locked packages with their hashes and licences; those that only build are `excluded` from what runs."""
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "bluepool-front-end", "bom-ref": "front-end"}
        },
        "components": [_component(package) for package in packages],
    }


def _component(package: Package) -> dict[str, Any]:
    purl = f"pkg:npm/{quote(package.name)}@{package.version}"
    kind, _, digest = package.integrity.partition("-")
    return {
        "type": "library",
        "bom-ref": purl,
        "name": package.name,
        "version": package.version,
        "purl": purl,
        "scope": "excluded" if package.is_for_building else "required",
        "licenses": [{"license": {"id": package.licence}}],
        "hashes": [{"alg": kind.upper().replace("SHA", "SHA-"), "content": base64.b64decode(digest).hex()}],
    }


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
