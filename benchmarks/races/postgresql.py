"""A PostgreSQL server of one's own, in a temporary folder.

postgresql(*, durable=False) -> context manager of its address     Missing where none is installed
"""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Missing(Exception):
    """PostgreSQL is not installed."""


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[str]:
    """The address of a server that lives as long as the context.

    Parameters:
        durable: commits reach the disk before they are answered, as in production; without, it is faster.

    Raises:
        Missing: with the remedy.
    """
    programs = _programs()
    if programs is None:
        raise Missing("PostgreSQL is not installed: `apt-get install postgresql` adds it")
    folder = Path(tempfile.mkdtemp(prefix="bluepool-postgres-"))
    # The server refuses to run as root, so root hands it to Debian's own user for it.
    user = "postgres" if folder.owner() == "root" else None
    if user:
        shutil.chown(folder, user)
    port = free_port()

    def run(program: str, *arguments: str) -> None:
        with (folder / "log").open("a") as log:
            subprocess.run(  # noqa: S603 (our own programs and arguments)
                [programs / program, *arguments], check=True, user=user, cwd=folder, stdout=log, stderr=log
            )

    data = str(folder / "data")
    run("initdb", "-D", data, "-U", "bluepool", "--auth=trust", "--encoding=UTF8", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    if not durable:
        options += " -c fsync=off"
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "server.log"), "-o", options, "start")
    try:
        yield f"postgres://bluepool@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        time.sleep(0.1)
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port of the loopback interface on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _programs() -> Path | None:
    on_path = shutil.which("pg_ctl")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None
