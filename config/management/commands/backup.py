"""Takes a backup of the database; the service goes on."""

import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backups.manifest import BackupFault, read_manifest
from config.backups.taking import take_backup


class Command(BaseCommand):
    help = "Writes a consistent backup of the database into a new folder. Nothing needs to be stopped for it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", type=Path, default=settings.BACKUP_FOLDER, help="where its folder is made"
        )

    def handle(self, *args, to: Path, **options) -> None:
        started = time.monotonic()
        try:
            folder = take_backup(database=settings.DATABASES["default"], to=to, now=datetime.now(UTC))
            manifest = read_manifest(folder)
        except BackupFault as fault:
            raise CommandError(str(fault)) from fault
        rows = sum(contents.rows for contents in manifest.tables.values())
        self.stdout.write(
            f"{folder}: {len(manifest.tables)} tables, {rows} rows, {manifest.size_bytes / 1e6:.1f} MB, "
            f"{time.monotonic() - started:.1f} s"
        )
