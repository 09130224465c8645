"""Recording a write beside the write."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from partners.models import AuditEntry, Organisation, User


def state_of(instance: models.Model) -> dict[str, Any]:
    """The stored fields of a row as JSON-able values; secrets are left out."""
    hidden = {"password", "digest"}
    state = {}
    for field in instance._meta.concrete_fields:
        if field.name not in hidden:
            state[field.attname] = _plain(getattr(instance, field.attname))
    return state


def record(
    action: str,
    subject: models.Model,
    *,
    by: User | None,
    organisation: Organisation | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Add an audit entry for `subject` (saved already) in the caller's transaction.

    Parameters:
        action: what was done, as "booking.created".
        organisation: the legal body on whose behalf it was done.
        before, after: JSON-able states; only the keys that differ are kept when both are given.

    Raises:
        RuntimeError: outside a transaction, where the entry could be kept without the write.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit entry belongs in the transaction of the write it records.")
    before, after = before or {}, after or {}
    if before and after:
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        before = {key: value for key, value in before.items() if key in changed}
        after = {key: value for key, value in after.items() if key in changed}
    return AuditEntry.objects.create(
        user=by,
        organisation=organisation,
        action=action,
        object_type=subject._meta.label_lower,
        object_id=str(subject.pk),
        object_label=str(subject)[:200],
        before=before,
        after=after,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return str(value)
