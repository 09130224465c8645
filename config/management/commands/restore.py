"""Restores a backup of the database; the service must be stopped."""

import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from config.backups.manifest import BackupFault
from config.backups.restoring import restore_backup


class Command(BaseCommand):
    help = "Restores a backup into an empty database, or with --replace in place of another, which is kept aside."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="made by `backup`")
        parser.add_argument("--replace", action="store_true", help="put a database that is not empty aside")

    def handle(self, *args, folder: Path, replace: bool, **options) -> None:
        started = time.monotonic()
        connections.close_all()
        known = MigrationLoader(None).disk_migrations
        try:
            done = restore_backup(
                database=settings.DATABASES["default"],
                folder=folder,
                migrations=[f"{app}.{name}" for app, name in known],
                replace=replace,
                now=datetime.now(UTC),
            )
        except BackupFault as fault:
            raise CommandError(str(fault)) from fault
        rows = sum(contents.rows for contents in done.manifest.tables.values())
        self.stdout.write(
            f"Restored and compared: {len(done.manifest.tables)} tables, {rows} rows of "
            f"{done.manifest.taken_at}, {time.monotonic() - started:.1f} s."
        )
        if done.aside:
            self.stdout.write(f"The former database is kept as {done.aside}.")
        if done.pending:
            self.stdout.write(f"{len(done.pending)} migrations are newer than the backup: run `migrate`.")
