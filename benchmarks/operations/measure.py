# ruff: noqa: E402 (Django is set up before models are imported)
"""Measures the database that the environment names: `python -m benchmarks.operations` calls it for each."""

import sys
import time
from pathlib import Path

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from assets.models import Booking
from benchmarks.operations.cost import added_ms, booking_ms
from benchmarks.operations.site import Site
from benchmarks.operations.storm import Rooms, Storm, found
from config.backups import postgresql
from config.backups.manifest import Manifest, read_manifest
from config.backups.restoring import restore_backup
from config.backups.taking import take_backup


def main(folder: Path, seconds: int, restarts: int, requests: int) -> int:
    """Run it all, print the figures; the number of faults."""
    call_command("migrate", verbosity=0)
    rooms = found()
    site = Site(folder / "site.log")
    site.start()
    try:
        storm = Storm(site.port, rooms)
        storm.start()
        faults = backed_up(folder, site, storm, seconds) + restarted(site, storm, restarts)
        storm.stop()
        faults += settled(storm)
    finally:
        site.stop()
    if requests:
        measured_costs(rooms, requests)
    return faults


def backed_up(folder: Path, site: Site, storm: Storm, seconds: int) -> int:
    """Back up in the storm, restore elsewhere, and compare."""
    time.sleep(seconds)
    before, started = len(storm.answered), time.monotonic()
    backup = take_backup(database=settings.DATABASES["default"], to=folder / "backups", now=timezone.now())
    took, during = time.monotonic() - started, len(storm.answered) - before
    ready = site.asked("/health/ready")
    longest = max((wait for moment, wait in storm.waits if started - 5 < moment < started + took), default=0)
    manifest = read_manifest(backup)
    rows = sum(contents.rows for contents in manifest.tables.values())
    print(
        f"{connection.vendor}: backup in a storm: {manifest.size_bytes / 1e6:.1f} MB, {rows} rows, {took:.2f} s; "
        f"{before / seconds:.0f} bookings/s before, {during / took:.0f}/s during, longest wait {longest * 1000:.0f} ms"
    )
    restore_seconds = _restored(manifest, backup, folder)
    bookings = manifest.tables["assets_booking"].rows
    halves = abs(manifest.tables["assets_hold"].rows - bookings)
    missing = max(0, before - bookings)
    print(
        f"{connection.vendor}: restored and compared row by row in {restore_seconds:.2f} s: {bookings} bookings, "
        f"{halves} half-written, {missing} answered before the backup and not in it, ready {ready}"
    )
    return halves + missing + (ready != 200)


def _restored(manifest: Manifest, backup: Path, folder: Path) -> float:
    """Restore into an empty database beside the one in use; the seconds it took. Differences raise."""
    database, made = dict(settings.DATABASES["default"]), None
    if connection.vendor == "sqlite":
        database["NAME"] = str(folder / "restored.sqlite3")
    else:
        made = postgresql.make_beside(postgresql.parameters_of(database), "restored")
        database["NAME"] = "restored"
    started = time.monotonic()
    restore_backup(
        database=database, folder=backup, migrations=manifest.migrations, replace=False, now=timezone.now()
    )
    took = time.monotonic() - started
    if made:
        postgresql.drop(made)
    return took


def restarted(site: Site, storm: Storm, restarts: int) -> int:
    """End server and worker by SIGTERM in the storm and start them again, so many times."""
    faults, away = 0, []
    for _ in range(restarts):
        time.sleep(1)
        started = time.monotonic()
        faults += sum(code != 0 for code in site.stop())
        away.append(time.monotonic() - started)
        site.start()
    if away:
        print(
            f"{connection.vendor}: {restarts} restarts: ended within {max(away):.1f} s, {faults} not of its own accord"
        )
    return faults


def settled(storm: Storm) -> int:
    """What became of every booking that was sent."""
    stored = set(Booking.objects.filter(purpose__startswith="Storm").values_list("purpose", flat=True))
    lost = len(set(storm.answered) - stored)
    unknown = len(set(storm.unanswered) & stored)
    print(
        f"{connection.vendor}: {len(storm.answered)} bookings answered, {lost} of them lost; {storm.refused} attempts to "
        f"connect refused, {len(storm.unanswered)} sent without an answer, of which {unknown} were carried out; "
        f"{len(storm.others)} other answers"
    )
    return lost + unknown + len(storm.others)


def measured_costs(rooms: Rooms, requests: int) -> None:
    """Print what logs and figures add to a booking over the API."""
    whole = booking_ms(rooms, requests)
    shares = [f"{name} {ms * 1000:.0f} µs ({ms / whole:.1%})" for name, ms in added_ms().items()]
    print(f"{connection.vendor}: processor time of a booking {whole:.2f} ms, of which {', '.join(shares)}")


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[2:]]
    sys.exit(min(main(Path(sys.argv[1]), *given), 1))
