"""SQLite for several writers: turns taken every millisecond, and the disk waited for when the turn is over.

SQLite's own waiting sleeps up to 100 ms between two looks, so that with many writers the database is idle half of
the time while all of them sleep (sqlite3_busy_timeout, `sqliteDefaultBusyCallback` in SQLite's main.c).

With `synchronous=FULL` it waits for the disk at each commit while it holds the only write lock. A transaction here
commits with NORMAL and then has its log written to disk without the lock: the next writer goes on meanwhile, and
nobody is told of a write before it is on disk. A loss of power can undo no more than with FULL: a commit is a run of
frames in the write-ahead log, syncing the log takes every earlier frame with it, and around a checkpoint NORMAL syncs
log and database (https://www.sqlite.org/wal.html#performance_considerations).
"""

import contextlib
import os
import sqlite3
import time

from django.db.backends.sqlite3 import base

LOOK_SECONDS = 0.001
# As SQLite does; some systems know only fsync.
_sync = getattr(os, "fdatasync", os.fsync)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection with the above, in write-ahead mode; the longest wait is still OPTIONS["timeout"]."""

    def _start_transaction_under_autocommit(self) -> None:
        timeout = self.settings_dict["OPTIONS"].get("timeout", 5)
        until = time.monotonic() + timeout
        # Past Django's cursors: a look costs some twenty microseconds instead of hundreds.
        do = self.connection.execute
        do("PRAGMA busy_timeout = 0")
        do("PRAGMA synchronous = NORMAL")
        try:
            while not self._begun(until):
                time.sleep(LOOK_SECONDS)
        except BaseException:
            self._sync_what_follows()
            raise
        finally:
            do(f"PRAGMA busy_timeout = {int(timeout * 1000)}")

    def _begun(self, until: float) -> bool:
        try:
            self.connection.execute(f"BEGIN {self.transaction_mode}")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                with self.wrap_database_errors:
                    raise
            return False
        return True

    def _commit(self) -> None:
        super()._commit()
        self._sync_what_follows()
        self._write_log_to_disk()

    def _rollback(self) -> None:
        super()._rollback()
        self._sync_what_follows()

    def _sync_what_follows(self) -> None:
        """Leave to SQLite what is written outside a transaction."""
        if self.connection is not None:
            self.connection.execute("PRAGMA synchronous = FULL")

    def _write_log_to_disk(self) -> None:
        # Closing it frees no lock of SQLite's: those are on the other two files. A database in memory has no log.
        with contextlib.suppress(FileNotFoundError):
            log = os.open(f"{self.settings_dict['NAME']}-wal", os.O_RDONLY)
            try:
                _sync(log)
            finally:
                os.close(log)
