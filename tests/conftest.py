"""What all tests share: a database like the product's, and a PostgreSQL server for those that ask for one."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

SQLITE = "django.db.backends.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Tests on SQLite use a file of their own, not memory: only a file has the product's journal and locks."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] != SQLITE:
        yield
        return
    memory_disk = Path("/dev/shm")
    folder = tempfile.mkdtemp(prefix="bluepool-tests-", dir=memory_disk if memory_disk.is_dir() else None)
    database.setdefault("TEST", {})["NAME"] = str(Path(folder) / "test.sqlite3")
    yield
    shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The run on PostgreSQL takes longest, so it starts first."""
    items.sort(key=lambda item: item.name != "test_the_same_holds_on_postgresql")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests; skips where none is installed."""
    programs = _postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: `apt-get install postgresql` adds it")
    folder = Path(tempfile.mkdtemp(prefix="bluepool-postgres-"))
    # The server refuses to run as root, so root hands it to Debian's own user for it.
    user = "postgres" if folder.owner() == "root" else None
    if user:
        shutil.chown(folder, user)
    port = _free_port()

    def run(program: str, *arguments: str) -> None:
        with (folder / "log").open("a") as log:
            subprocess.run(
                [programs / program, *arguments], check=True, user=user, cwd=folder, stdout=log, stderr=log
            )

    data = str(folder / "data")
    run("initdb", "-D", data, "-U", "bluepool", "--auth=trust", "--encoding=UTF8", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "server.log"), "-o", options, "start")
    try:
        yield f"postgres://bluepool@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        time.sleep(0.1)
        shutil.rmtree(folder, ignore_errors=True)


def _postgres_programs() -> Path | None:
    on_path = shutil.which("pg_ctl")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
