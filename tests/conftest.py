"""What all tests share: a database like the product's, and a PostgreSQL server for those that ask for one."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from benchmarks.races.postgresql import Missing, postgresql

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
    try:
        with postgresql() as url:
            yield url
    except Missing as missing:
        pytest.skip(str(missing))
