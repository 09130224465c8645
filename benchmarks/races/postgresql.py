"""A PostgreSQL server of one's own, in a temporary folder.

postgresql() -> context manager of its address       Missing where none is installed
Cluster(folder)                                      .url .command .user: to be started, killed and started again
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


class Cluster:
    """An empty database cluster with durable commits, as in production.

    Parameters:
        folder: a new folder for it, or None for a temporary one.

    Raises:
        Missing: with the remedy.
    """

    def __init__(self) -> None:
        programs = _programs()
        if programs is None:
            raise Missing("PostgreSQL is not installed: `apt-get install postgresql` adds it")
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="bluepool-postgres-"))
        # The server refuses to run as root, so root hands it to Debian's own user for it.
        self.user = "postgres" if self.folder.owner() == "root" else None
        if self.user:
            shutil.chown(self.folder, self.user)
        self.port = free_port()
        self.data = str(self.folder / "data")
        self.run("initdb", "-D", self.data, "-U", "bluepool", "--auth=trust", "--encoding=UTF8", "--no-sync")

    @property
    def url(self) -> str:
        """The address of its database."""
        return f"postgres://bluepool@127.0.0.1:{self.port}/postgres"

    @property
    def options(self) -> list[str]:
        """Where it listens."""
        return [
            "-p",
            str(self.port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            f"unix_socket_directories={self.folder}",
            # After a crash it would wait for the disk file by file.
            "-c",
            "recovery_init_sync_method=syncfs",
        ]

    @property
    def command(self) -> list[str]:
        """What starts it in the foreground."""
        return [str(self.programs / "postgres"), "-D", self.data, *self.options]

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's own programs."""
        with (self.folder / "log").open("a") as log:
            subprocess.run(  # noqa: S603 (our own programs and arguments)
                [self.programs / program, *arguments],
                check=True,
                user=self.user,
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )

    def is_ready(self) -> bool:
        """Whether it takes connections."""
        asked = [self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(asked, check=False).returncode == 0  # noqa: S603 (our own program)

    def remove(self) -> None:
        """Remove its files; it has been stopped."""
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a server that lives as long as the context; it does not wait for the disk."""
    cluster = Cluster()
    log = str(cluster.folder / "server.log")
    options = " ".join([*cluster.options, "-c", "fsync=off"])
    cluster.run("pg_ctl", "-D", cluster.data, "-w", "-l", log, "-o", options, "start")
    try:
        yield cluster.url
    finally:
        cluster.run("pg_ctl", "-D", cluster.data, "-m", "immediate", "stop")
        time.sleep(0.1)
        cluster.remove()


def free_port() -> int:
    """A port of the loopback interface on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _programs() -> Path | None:
    on_path = shutil.which("pg_ctl")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None
