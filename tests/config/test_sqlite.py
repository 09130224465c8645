"""The SQLite connection: what is acknowledged is on disk, and the disk is waited for without the lock."""

import sqlite3

import pytest

from config.sqlite import base
from config.sqlite.base import DatabaseWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "some.sqlite3")


@pytest.fixture
def connection(path, settings):
    options = {**settings.DATABASES["default"], "NAME": path, "ENGINE": "config.sqlite"}
    options["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 0.05,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    wrapper = DatabaseWrapper(options, "some")
    wrapper.connect()
    wrapper.connection.execute("CREATE TABLE note (said TEXT)")
    yield wrapper
    wrapper.close()


@pytest.fixture
def syncs(monkeypatch, path):
    """Whether another could write at each sync of the log."""
    free = []

    def sync(log):
        other = sqlite3.connect(path, timeout=0)
        try:
            other.execute("BEGIN IMMEDIATE")
            free.append(True)
        except sqlite3.OperationalError:
            free.append(False)
        finally:
            other.close()

    monkeypatch.setattr(base, "_sync", sync)
    return free


def synchronous(wrapper) -> int:
    return wrapper.connection.execute("PRAGMA synchronous").fetchone()[0]


def within(wrapper, end: str) -> None:
    wrapper.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    wrapper.connection.execute("INSERT INTO note VALUES ('kept')")
    getattr(wrapper, end)()
    wrapper.set_autocommit(True)


def test_a_commit_syncs_the_log_once_the_lock_is_free(connection, syncs):
    within(connection, "commit")
    assert syncs == [True]


def test_outside_a_transaction_sqlite_syncs_by_itself(connection, syncs):
    full = 2
    assert synchronous(connection) == full
    within(connection, "commit")
    assert synchronous(connection) == full
    within(connection, "rollback")
    assert synchronous(connection) == full
    assert len(syncs) == 1


def test_a_writer_that_waits_too_long_is_told(connection, path):
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Exception, match="locked"):
        within(connection, "commit")
    assert synchronous(connection) == 2
    other.close()
