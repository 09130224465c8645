"""The chain of the audit log: every entry is sealed with the seal of the one before it.

A chain that grew inside each write would let only one writer commit at a time. So entries are written unsealed, and
what has been committed is sealed afterwards, in batches, in the order of ids; an entry that commits late gets the next
position, not the one its id would suggest. The seal is the SHA-256 of the canonical JSON of the previous seal and the
entry. Of the personal part it covers only a salted digest, so that erasing this part (and the salt) leaves the chain
whole; `verify` accepts that only for entries that a sealed act of erasure names.
"""

import hashlib
import json
import logging
import secrets
import threading
from collections.abc import Iterable
from datetime import UTC
from typing import Any, NamedTuple

from django.db import close_old_connections, connection, transaction

from partners.models import AuditEntry, AuditHead

logger = logging.getLogger(__name__)

BATCH = 500
SEAL_SECONDS = 5.0
ERASED = "audit.personal_part_erased"
FILL = """UPDATE partners_auditentry SET position = %s, seal = %s, salt = %s, personal_digest = %s
    WHERE id = %s"""


class Verdict(NamedTuple):
    """What `verify` found: sealed and unsealed entries, the head of the chain, and the first fault in words."""

    sealed: int
    unsealed: int
    head: str
    fault: str


def seal_entries() -> int:
    """Seal all entries committed by now; returns how many. Any number of processes may do so at the same time."""
    total = 0
    while AuditEntry.objects.filter(position=None).exists():
        count = _seal_batch()
        total += count
        if count < BATCH:
            break
    if total:
        head = AuditHead.objects.get()
        # The log goes elsewhere: a seal in it shows later whether the whole chain was written anew.
        logger.info("Audit log sealed to position %s with %s", head.position, head.seal)
    return total


def seal_until(stopped: threading.Event) -> None:
    """Seal every SEAL_SECONDS, in a thread beside the worker, until `stopped`; once more at the end."""
    while True:
        last = stopped.wait(SEAL_SECONDS)
        close_old_connections()
        try:
            seal_entries()
        except Exception:
            logger.exception("Sealing the audit log failed; it is tried again in %s seconds", SEAL_SECONDS)
        if last:
            connection.close()
            return


@transaction.atomic
def _seal_batch() -> int:
    AuditHead.objects.get_or_create(pk=1)
    head = AuditHead.objects.select_for_update().get(pk=1)
    # Locked, so that no personal part is erased between its digest and its seal.
    entries = list(AuditEntry.objects.select_for_update().filter(position=None).order_by("pk")[:BATCH])
    rows = []
    for entry in entries:
        head.position += 1
        entry.position = head.position
        entry.salt = secrets.token_hex(16) if entry.personal else ""
        entry.personal_digest = digest_of_personal(entry.personal, entry.salt)
        head.seal = seal_of(entry, head.seal)
        rows.append((entry.position, head.seal, entry.salt, entry.personal_digest, entry.pk))
    with connection.cursor() as cursor:
        cursor.executemany(FILL, rows)
    head.save()
    return len(rows)


def seal_of(entry: AuditEntry, previous: str) -> str:
    """SHA-256, in hexadecimal, of the canonical JSON of all that is not personal and the seal before."""
    said = [
        previous,
        entry.position,
        entry.pk,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.user_id,
        entry.organisation_id,
        entry.action,
        entry.object_type,
        entry.object_id,
        entry.object_label,
        entry.before,
        entry.after,
        entry.personal_digest,
    ]
    return hashlib.sha256(_canonical(said)).hexdigest()


def digest_of_personal(personal: dict[str, Any], salt: str) -> str:
    """SHA-256 of the salt and the personal part; empty where there is none."""
    return hashlib.sha256(salt.encode() + _canonical(personal)).hexdigest() if personal else ""


def verify(noted: str = "") -> Verdict:
    """Walk the whole chain. `noted`: a head that was noted earlier and must still be in it."""
    head = AuditHead.objects.first() or AuditHead()
    sealed = AuditEntry.objects.exclude(position=None)
    previous, count, fault, noted_found = "", 0, "", not noted
    erased = _ids_named_by(sealed.filter(action=ERASED))
    for entry in sealed.filter(position__lte=head.position).order_by("position").iterator(chunk_size=1000):
        count += 1
        if fault := _fault_of(entry, count, previous, erased):
            break
        previous = entry.seal
        noted_found = noted_found or entry.seal == noted
    if not fault:
        fault = _fault_of_the_end(head, count, previous, noted_found)
    return Verdict(count, AuditEntry.objects.filter(position=None).count(), previous, fault)


def _fault_of(entry: AuditEntry, expected: int, previous: str, erased: frozenset[int]) -> str:
    """What is wrong with an entry of the chain; empty if nothing is."""
    if entry.position != expected:
        return f"The entry at position {expected} is missing."
    name = f"Entry {entry.pk} at position {entry.position} ({entry.action}, {entry.at:%Y-%m-%d %H:%M} UTC)"
    if entry.seal != seal_of(entry, previous):
        return f"{name} was changed: its seal does not fit."
    if entry.salt or not entry.personal_digest:
        if entry.personal_digest != digest_of_personal(entry.personal, entry.salt):
            return f"{name} was changed: its personal part does not fit its digest."
    elif entry.personal or entry.pk not in erased:
        return f"{name} was changed: its personal part is gone, but no act of erasure names it."
    return ""


def _fault_of_the_end(head: AuditHead, count: int, previous: str, noted_found: bool) -> str:
    if count < head.position or previous != head.seal:
        return (
            f"The chain should end at position {head.position}, but it ends at {count}: entries are missing."
        )
    now = AuditHead.objects.first() or AuditHead()
    if AuditEntry.objects.filter(position__gt=now.position).exists():
        return f"There are sealed entries behind the end of the chain at position {now.position}."
    return "" if noted_found else "The noted seal is not in the chain: the chain was written anew."


def _ids_named_by(acts: Iterable[AuditEntry]) -> frozenset[int]:
    return frozenset(number for act in acts for number in act.after.get("entries", ()))


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
