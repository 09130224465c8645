"""`python -m config.supply check | sbom FOLDER`"""

import json
import os
import sys
from pathlib import Path

from config.supply.audit import Outcome, audited_front_end, audited_python
from config.supply.bom import front_end_bom, python_bom
from config.supply.licences import licence_faults
from config.supply.locks import FRONT_END, PYTHON, front_end_packages, python_packages


def main(arguments: list[str]) -> int:
    """Do what is asked; 0 if all is well."""
    python, python_faults = python_packages(PYTHON.read_text())
    front_end, front_end_faults = front_end_packages(FRONT_END.read_text())
    if arguments[:1] == ["sbom"] and len(arguments) == 2:
        return _write(Path(arguments[1]), python=python_bom(python), front_end=front_end_bom(front_end))
    if arguments != ["check"]:
        print(__doc__)
        return 2
    faults = [*python_faults, *front_end_faults, *licence_faults([*python, *front_end])]
    print(f"Locked with hashes: {len(python)} Python and {len(front_end)} front-end packages.")
    is_required = os.environ.get("AUDIT") == "required"
    for name, outcome in (("Python", audited_python()), ("Front end", audited_front_end())):
        print(verdict(name, outcome))
        faults += faults_of(name, outcome, is_required=is_required)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def verdict(name: str, outcome: Outcome) -> str:
    """One line that never says more than was looked at."""
    if not outcome.audited:
        return f"{name}: NOT AUDITED: {outcome.reason}."
    known = (
        f"{len(outcome.vulnerable)} known vulnerabilities" if outcome.vulnerable else "no known vulnerability"
    )
    return f"{name}: {outcome.audited} packages audited, {known}{f'; {outcome.reason}' if outcome.reason else ''}."


def faults_of(name: str, outcome: Outcome, *, is_required: bool) -> list[str]:
    """What fails the check: a known vulnerability always, a package not looked up only where that is required."""
    missing = [f"{name}: the audit is required: {outcome.reason}"] if is_required and outcome.reason else []
    return [*outcome.vulnerable, *missing]


def _write(folder: Path, **boms: dict) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    for name, bom in boms.items():
        file = folder / f"{name.replace('_', '-')}.cdx.json"
        file.write_text(json.dumps(bom, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        print(f"{file}: {len(bom['components'])} components")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
