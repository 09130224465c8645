"""Asking the databases of known vulnerabilities, and reading what pip-audit and npm audit answer."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, field

from config.supply.locks import FRONT_END, PYTHON, ROOT

SECONDS = 300


@dataclass(frozen=True)
class Outcome:
    """What an audit found. audited: how many packages were looked up; reason: why others were not, "" if all were."""

    audited: int
    vulnerable: list[str] = field(default_factory=list)
    reason: str = ""


def python_outcome(answer: str, words: str = "") -> Outcome:
    """The outcome of `pip-audit --format json`; words: what it wrote beside its answer."""
    try:
        dependencies = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Outcome(0, reason=f"pip-audit gave no answer: {_last(words)}")
    looked_up = [one for one in dependencies if "vulns" in one]
    vulnerable = [
        f"{one['name']} {one['version']}: {fault['id']}, fixed in {', '.join(fault['fix_versions']) or 'no version yet'}"
        for one in looked_up
        for fault in one["vulns"]
    ]
    skipped = [one["name"] for one in dependencies if "vulns" not in one]
    if not dependencies:
        reason = "pip-audit found no packages"
    elif not looked_up:
        reason = "no vulnerability database reachable"
    else:
        reason = f"not in the database: {', '.join(skipped)}" if skipped else ""
    return Outcome(len(looked_up), vulnerable, reason)


def front_end_outcome(answer: str, words: str = "") -> Outcome:
    """The outcome of `npm audit --json`."""
    try:
        said = json.loads(answer)
        found, count = said["vulnerabilities"], said["metadata"]["dependencies"]["total"]
    except (ValueError, TypeError):
        return Outcome(0, reason=f"npm gave no answer: {_last(words)}")
    except KeyError:
        return Outcome(0, reason="no vulnerability database reachable")
    vulnerable = [f"{name}: {fault['severity']}, {_title(fault)}" for name, fault in sorted(found.items())]
    return Outcome(count, vulnerable)


def audited_python() -> Outcome:
    """Audit what the site runs on."""
    how = ["--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    return python_outcome(*_answers([sys.executable, "-m", "pip_audit", "-r", str(PYTHON), *how]))


def audited_front_end() -> Outcome:
    """Audit what the styles and scripts are built from."""
    npm = shutil.which("npm")
    if npm is None:
        return Outcome(0, reason=f"npm is not installed, so {FRONT_END.name} was not looked at")
    return front_end_outcome(*_answers([npm, "audit", "--json", "--package-lock-only"]))


def _answers(command: list[str]) -> tuple[str, str]:
    try:
        done = subprocess.run(  # noqa: S603 (our own programs and arguments)
            command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return "", f"no answer within {SECONDS} seconds"
    return done.stdout, done.stderr


def _title(fault: dict) -> str:
    """The advisory's title, or the package that the vulnerability comes from."""
    via = fault["via"][0]
    return via["title"] if isinstance(via, dict) else f"by way of {via}"


def _last(words: str) -> str:
    lines = words.strip().splitlines()
    return lines[-1][:200] if lines else "nothing was said"
