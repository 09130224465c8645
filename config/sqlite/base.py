"""A writer that waits looks for its turn every millisecond.

SQLite's own waiting sleeps up to 100 ms between two looks, so that with many writers the database is idle half of
the time while all of them sleep (sqlite3_busy_timeout, `sqliteDefaultBusyCallback` in SQLite's main.c).
"""

import time

from django.db import OperationalError
from django.db.backends.sqlite3 import base

LOOK_SECONDS = 0.001


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection with the turn-taking above; the longest wait is still OPTIONS["timeout"]."""

    def _start_transaction_under_autocommit(self) -> None:
        timeout = self.settings_dict["OPTIONS"].get("timeout", 5)
        until = time.monotonic() + timeout
        connection = self.connection
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    super()._start_transaction_under_autocommit()
                    return
                except OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() > until:
                        raise
                time.sleep(LOOK_SECONDS)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {int(timeout * 1000)}")
