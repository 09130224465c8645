# ruff: noqa: E402 (Django is set up before models are imported)
"""Measures the audit log of the database that the environment names: `python -m benchmarks.audit` calls it for each."""

import sys
import threading
import time

import django

django.setup()

from django.core.management import call_command
from django.db import connection, connections, transaction

from partners.audit import record
from partners.models import AuditEntry, Organisation
from partners.sealing import seal_entries, verify

WRITERS = 16
SEAL_EVERY_SECONDS = 0.5
# What an entry about a booking holds.
FACTS = {
    "asset_id": 1,
    "starts_at": "2035-01-08T09:00:00+00:00",
    "status": "confirmed",
    "charge_pence": 1200,
    "revision": 0,
}


def write(count: int, body: Organisation) -> None:
    """Add entries, each in a transaction of its own."""
    for number in range(count):
        with transaction.atomic():
            record("thing.done", body, by=None, organisation=body, after={**FACTS, "number": number})
    connections.close_all()


def written_per_second(count: int, body: Organisation) -> float:
    """The pace of all writers together."""
    threads = [threading.Thread(target=write, args=(count // WRITERS, body)) for _ in range(WRITERS)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return count / (time.monotonic() - started)


def seal_until(stopped: threading.Event) -> None:
    """As the worker does, only more often."""
    while not stopped.wait(SEAL_EVERY_SECONDS):
        seal_entries()
    connections.close_all()


def main(kind: str, count: int) -> int:
    """Fill, seal, verify and meddle; print what was found."""
    call_command("migrate", verbosity=0)
    body = Organisation.objects.create(name="Fire", short_name="Fire", kind="fire_service")
    alone = written_per_second(count // 2, body)
    started = time.monotonic()
    sealed = seal_entries()
    pace = sealed / (time.monotonic() - started)
    stopped = threading.Event()
    sealer = threading.Thread(target=seal_until, args=(stopped,))
    sealer.start()
    beside = written_per_second(count // 2, body)
    stopped.set()
    sealer.join()
    seal_entries()
    started = time.monotonic()
    found = verify()
    checked = found.sealed / (time.monotonic() - started)
    middle = AuditEntry.objects.order_by("position")[found.sealed // 2]
    meddled = _meddled_with(middle)
    print(
        f"{kind:9} written by {WRITERS} at once: {alone:,.0f}/s unsealed, {beside:,.0f}/s while sealed "
        f"({beside / alone:.2f} of it); sealed {pace:,.0f}/s, verified {checked:,.0f}/s\n"
        f"{kind:9} {found.sealed:,} entries, {found.unsealed} left unsealed, "
        f"{'whole' if not found.fault else found.fault}; entry {middle.pk} changed: {meddled or 'NOT SEEN'}",
        flush=True,
    )
    return 1 if found.fault or found.unsealed or f"Entry {middle.pk} " not in meddled else 0


def _meddled_with(entry: AuditEntry) -> str:
    """What `verify` says after somebody took the guard away and changed an entry."""
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON partners_auditentry"
        cursor.execute(f"DROP TRIGGER partners_audit_update{on}")
        cursor.execute("UPDATE partners_auditentry SET action = 'thing.undone' WHERE id = %s", [entry.pk])
    return verify().fault


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
