"""What all tests share: a database like the product's, and a PostgreSQL server for those that ask for one."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from benchmarks.races.postgresql import Missing, postgresql

SQLITE = "config.sqlite"


def pytest_addoption(parser: pytest.Parser) -> None:
    """How far the search for requests that the API answers wrongly goes."""
    parser.addoption(
        "--examples", type=int, help="made-up requests for each operation of the API and each caller"
    )


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


@pytest.fixture(scope="session", autouse=True)
def audit_log_is_emptied_between_tests() -> Iterator[None]:
    """Tests that commit leave rows behind; only here may the audit log be emptied with the other tables."""
    from partners.migrations import _audit_guards

    class Editor:
        connection = connection

        def execute(self, sql: str, params: None) -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql)

    original = BaseDatabaseOperations.execute_sql_flush

    def flush(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        _audit_guards.remove(None, Editor())
        original(operations, statements)
        _audit_guards.install(None, Editor())

    BaseDatabaseOperations.execute_sql_flush = flush
    yield
    BaseDatabaseOperations.execute_sql_flush = original


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
