"""A writer that waits looks for its turn every millisecond.

SQLite's own waiting sleeps up to 100 ms between two looks, so that with many writers the database is idle half of
the time while all of them sleep (sqlite3_busy_timeout, `sqliteDefaultBusyCallback` in SQLite's main.c).
"""

import sqlite3
import time

from django.db.backends.sqlite3 import base

LOOK_SECONDS = 0.001


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection with the turn-taking above; the longest wait is still OPTIONS["timeout"]."""

    def _start_transaction_under_autocommit(self) -> None:
        timeout = self.settings_dict["OPTIONS"].get("timeout", 5)
        until = time.monotonic() + timeout
        # Past Django's cursors: a look costs some twenty microseconds instead of hundreds.
        begin = self.connection.execute
        begin("PRAGMA busy_timeout = 0")
        try:
            while not self._begun(until):
                time.sleep(LOOK_SECONDS)
        finally:
            begin(f"PRAGMA busy_timeout = {int(timeout * 1000)}")

    def _begun(self, until: float) -> bool:
        try:
            self.connection.execute(f"BEGIN {self.transaction_mode}")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                with self.wrap_database_errors:
                    raise
            return False
        return True
