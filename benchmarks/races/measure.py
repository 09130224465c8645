"""Measures one kind of database: `python -m benchmarks.races` calls it for each."""

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.races.__main__ import MISSING
from benchmarks.races.postgresql import Cluster, Missing
from benchmarks.races.server import Server, clean_up_when_stopped


def main(kind: str, rounds: int, kills: int, bookings: int, threads: int, lanes: int) -> int:
    """Run it all on a fresh database and print the tables; 0 if nothing went wrong."""
    clean_up_when_stopped()
    try:
        with _site(kind, threads) as server:
            return _measured(kind, server, rounds, kills, bookings, lanes)
    except Missing as missing:
        print(f"{kind}: not measured. {missing}.")
        return MISSING


@contextmanager
def _site(kind: str, threads: int) -> Iterator[Server]:
    """A site on an empty database that writes to disk as in production; its settings are in the environment then."""
    with tempfile.TemporaryDirectory(prefix="bluepool-races-") as name:
        folder = Path(name)
        cluster = Cluster() if kind == "postgres" else None
        (folder / "static").mkdir()
        os.environ |= {
            "DATABASE_URL": cluster.url if cluster else f"sqlite:///{folder / 'races.sqlite3'}",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "INSECURE_HTTP": "on",
            "LOG_LEVEL": "ERROR",
            "STATIC_ROOT": str(folder / "static"),
            "DJANGO_SETTINGS_MODULE": "benchmarks.races.settings",
        }
        server = Server(folder / "server.log", cluster, threads)
        try:
            yield server
        finally:
            server.close()


def _measured(kind: str, server: Server, rounds: int, kills: int, bookings: int, lanes: int) -> int:
    import django
    from django.core.management import call_command

    django.setup()
    server.start_database()
    call_command("migrate", verbosity=0)
    from benchmarks.races.campaign import campaign

    return 1 if campaign(kind, server, rounds, kills, bookings, lanes) else 0


if __name__ == "__main__":
    which, *numbers = sys.argv[1:]
    sys.exit(main(which, *map(int, numbers)))
