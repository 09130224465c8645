"""`python -m benchmarks.limits [--seconds S] [--mebibytes M] [--stops N] [--calls N] [--only documents|site]`

Gives the solver documents made to hurt, stops and kills it, and calls the API beside it; prints how each limit held
and ends with 1 if one did not. The second half needs what `make demo` needs: a built front end.
"""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.limits.solving import table


def main() -> int:
    """Both halves, one after the other; the second in a process of its own, because settings are read once."""
    given = _arguments()
    broken = 0
    with tempfile.TemporaryDirectory(prefix="bluepool-limits-") as name:
        folder = Path(name)
        if given.only != "site":
            broken = table(folder, given.seconds, given.mebibytes)
            print(
                f"{broken} documents went beyond a limit" if broken else "every document kept to the limits"
            )
        if given.only != "documents":
            broken += subprocess.run(  # noqa: S603 (this program itself)
                [sys.executable, "-m", "benchmarks.limits.measure", name, str(given.stops), str(given.calls)],
                env=_environment(folder),
                check=False,
            ).returncode
    return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.limits", description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="limit of each hostile document")
    parser.add_argument("--mebibytes", type=int, default=3072, help="memory of each hostile document")
    parser.add_argument("--stops", type=int, default=7, help="stopped runs of each kind")
    parser.add_argument("--calls", type=int, default=1_800, help="calls of the API with and without solvers")
    parser.add_argument("--only", choices=("documents", "site"), help="one half alone")
    return parser.parse_args()


def _environment(folder: Path) -> dict[str, str]:
    (folder / "static").mkdir()
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'limits.sqlite3'}",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "INSECURE_HTTP": "on",
        "LOG_LEVEL": "WARNING",
        "STATIC_ROOT": str(folder / "static"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


if __name__ == "__main__":
    sys.exit(main())
