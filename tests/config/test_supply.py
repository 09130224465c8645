"""What the product is made of is pinned, hashed, allowed and audited, and an audit that did not happen says so."""

import json
import subprocess
import sys

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from config.supply import licences
from config.supply.__main__ import faults_of, verdict
from config.supply.audit import Outcome, front_end_outcome, python_outcome
from config.supply.bom import front_end_bom, only
from config.supply.licences import is_allowed, licence_faults
from config.supply.locks import FRONT_END, PYTHON, ROOT, Package, front_end_packages, python_packages

HASH = f"--hash=sha256:{'0' * 64}"

# What pip-audit 2 prints with --format json.
CLEAN = '{"dependencies": [{"name": "django", "version": "5.2.19", "vulns": []}], "fixes": []}'
FOUND = json.dumps(
    {
        "dependencies": [
            {"name": "flask", "version": "0.5", "vulns": [
                {"id": "PYSEC-2018-66", "fix_versions": ["0.12.3"], "aliases": ["CVE-2018-1000656"], "description": "x"},
                {"id": "PYSEC-2019-179", "fix_versions": [], "aliases": [], "description": "x"}]},
            {"name": "jinja2", "version": "3.1.6", "vulns": []},
        ],
        "fixes": [],
    }
)  # fmt: skip
UNREACHABLE = json.dumps(
    {
        "dependencies": [
            {
                "name": "absl-py",
                "skip_reason": "Dependency not found on PyPI and could not be audited: absl-py (2.5.1)",
            }
        ],
        "fixes": [],
    }
)
PARTLY = json.dumps(
    {"dependencies": [*json.loads(CLEAN)["dependencies"], *json.loads(UNREACHABLE)["dependencies"]]}
)
# What npm 10 and 11 print with audit --json.
NPM_CLEAN = json.dumps(
    {"auditReportVersion": 2, "vulnerabilities": {}, "metadata": {"dependencies": {"prod": 3, "dev": 68, "total": 71}}}
)  # fmt: skip
NPM_FOUND = json.dumps(
    {
        "auditReportVersion": 2,
        "vulnerabilities": {
            "esbuild": {
                "name": "esbuild", "severity": "moderate", "isDirect": True, "range": "<=0.24.2", "fixAvailable": True,
                "via": [{"source": 1102341, "name": "esbuild", "title": "esbuild enables any website to send requests",
                         "url": "https://github.com/advisories/GHSA-67mh-4wv8-2f99", "severity": "moderate"}]},
            "vite": {"name": "vite", "severity": "high", "via": ["esbuild"]},
        },
        "metadata": {"dependencies": {"total": 71}},
    }
)  # fmt: skip
NPM_UNREACHABLE = '{"message": "405 Method Not Allowed", "method": "POST", "statusCode": 405, "error": {}}'


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (CLEAN, Outcome(1)),
        (
            FOUND,
            Outcome(
                2,
                [
                    "flask 0.5: PYSEC-2018-66, fixed in 0.12.3",
                    "flask 0.5: PYSEC-2019-179, fixed in no version yet",
                ],
            ),
        ),
        (UNREACHABLE, Outcome(0, reason="no vulnerability database reachable")),
        (PARTLY, Outcome(1, reason="not in the database: absl-py")),
        ('{"dependencies": []}', Outcome(0, reason="pip-audit found no packages")),
        ("", Outcome(0, reason="pip-audit gave no answer: nothing was said")),
    ],
)
def test_what_pip_audit_answers_is_understood(answer, expected):
    assert python_outcome(answer) == expected


def test_a_failure_of_pip_audit_is_told_in_its_own_last_words():
    words = "Traceback…\nConnectionError: no route to host"
    assert python_outcome("", words).reason.endswith("ConnectionError: no route to host")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (NPM_CLEAN, Outcome(71)),
        (
            NPM_FOUND,
            Outcome(
                71,
                [
                    "esbuild: moderate, esbuild enables any website to send requests",
                    "vite: high, by way of esbuild",
                ],
            ),
        ),
        (NPM_UNREACHABLE, Outcome(0, reason="no vulnerability database reachable")),
        ("", Outcome(0, reason="npm gave no answer: nothing was said")),
    ],
)
def test_what_npm_audit_answers_is_understood(answer, expected):
    assert front_end_outcome(answer) == expected


@pytest.mark.parametrize(
    ("outcome", "required", "fails", "says"),
    [
        (Outcome(66), False, False, "66 packages audited, no known vulnerability"),
        (Outcome(66), True, False, "66 packages audited"),
        (Outcome(0, reason="no vulnerability database reachable"), False, False, "NOT AUDITED: no vulnerability"),
        (Outcome(0, reason="no vulnerability database reachable"), True, True, "NOT AUDITED"),
        (Outcome(5, ["flask 0.5: PYSEC-2018-66"]), False, True, "1 known vulnerabilities"),
        (Outcome(5, reason="not in the database: x"), False, False, "5 packages audited, no known vulnerability; not"),
        (Outcome(5, reason="not in the database: x"), True, True, "not in the database"),
    ],
)  # fmt: skip
def test_a_vulnerability_fails_and_a_missing_audit_is_told_and_fails_where_it_is_required(
    outcome, required, fails, says
):
    assert bool(faults_of("Python", outcome, is_required=required)) is fails
    assert says in verdict("Python", outcome)


def test_our_own_locks_are_whole():
    python, faults = python_packages(PYTHON.read_text())
    front_end, more = front_end_packages(FRONT_END.read_text())
    assert (faults, more) == ([], [])
    assert {"django", "ortools", "psycopg-binary"} <= {package.name for package in python}
    assert {"nhsuk-frontend", "@event-calendar/core"} <= {package.name for package in front_end}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (f"django==5.2.19 \\\n    {HASH}", ""),
        (f"psycopg[binary]==3.3.9 ; sys_platform == 'linux' \\\n    {HASH}", ""),
        (f"django>=5.2 \\\n    {HASH}", "not pinned"),
        (f"django \\\n    {HASH}", "not pinned"),
        (f"git+https://example.org/django.git \\\n    {HASH}", "not pinned"),
        ("--index-url https://example.org", "not pinned"),
        ("django==5.2.19", "has no hash"),
        ("django==5.2.19 --hash=md5:00", "has no hash"),
    ],
)
def test_a_line_that_is_not_pinned_with_a_hash_is_a_fault(line, fault):
    packages, faults = python_packages(f"# made by a program\n{line}\n    # via something\n")
    assert len(packages) + len(faults) == 1
    assert fault in "".join(faults) and bool(fault) is bool(faults)


def test_a_front_end_package_without_a_hash_or_from_a_folder_is_a_fault():
    lock = {"packages": {"": {}, "node_modules/a": {"version": "1"}, "node_modules/b": {"link": True}}}
    assert len(front_end_packages(json.dumps(lock))[1]) == 2


def test_our_own_licences_are_allowed():
    packages = [*python_packages(PYTHON.read_text())[0], *front_end_packages(FRONT_END.read_text())[0]]
    assert licence_faults(packages) == []


@pytest.mark.parametrize(
    ("statements", "allowed"),
    [
        (["MIT"], True),
        (["BSD-3-Clause AND 0BSD AND (MIT OR Zlib)"], True),
        (["Dual License", "BSD License; Apache Software License"], True),
        (["AGPL-3.0-only"], False),
        (["MIT AND AGPL-3.0-or-later"], False),
        (["MIT AND GPL-3.0"], False),
        (["GNU Affero General Public License v3"], False),
        (["Other/Proprietary License"], False),
        ([], False),
    ],
)
def test_only_named_licences_are_allowed(statements, allowed):
    assert is_allowed(statements) is allowed


def test_a_package_with_another_licence_is_named(monkeypatch):
    monkeypatch.setattr(licences, "ALLOWED", licences.ALLOWED - {"BSD-3-Clause"})
    assert licence_faults([Package("django", "5.2.19"), Package("not-on-this-machine", "1")]) == [
        "django 5.2.19: licence not allowed or not known: ['BSD-3-Clause']"
    ]


def test_the_bill_of_materials_lists_what_runs_and_nothing_that_only_tests_it():
    component = {"metadata": {"component": {"bom-ref": "root"}}}
    bom = component | {
        "components": [{"name": "Django", "bom-ref": "d"}, {"name": "typing_extensions", "bom-ref": "t"}, {"name": "pytest", "bom-ref": "p"}],
        "dependencies": [{"ref": "root", "dependsOn": ["d", "p"]}, {"ref": "d"}, {"ref": "p", "dependsOn": ["t"]}],
    }  # fmt: skip
    kept = only(bom, {"django", "typing-extensions"})
    assert [one["bom-ref"] for one in kept["components"]] == ["d", "t"]
    assert kept["dependencies"] == [{"ref": "root", "dependsOn": ["d"]}, {"ref": "d"}]


def test_the_front_ends_bill_of_materials_is_cyclonedx():
    packages, _ = front_end_packages(FRONT_END.read_text())
    bom = front_end_bom(packages)
    assert len(bom["components"]) == len(packages)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(bom)) is None


def test_an_unknown_command_says_what_there_is():
    done = subprocess.run(
        [sys.executable, "-m", "config.supply"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and "sbom FOLDER" in done.stdout
