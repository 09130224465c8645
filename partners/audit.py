"""Recording a write beside the write.

A model names in `personal_fields` which of its fields tell of a person or hold free text: their values, and the
row's label, go to the part of the entry that can be erased.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from partners.models import AuditEntry, Organisation, User

LABEL_LENGTH = 200


def state_of(instance: models.Model) -> dict[str, Any]:
    """The stored fields of a row as JSON-able values; secrets are left out."""
    hidden = {"password", "digest", "session_epoch"}
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
    entry = entry_of(action, subject, by=by, organisation=organisation, before=before, after=after)
    entry.save(force_insert=True)
    return entry


def entry_of(
    action: str,
    subject: models.Model,
    *,
    by: User | None,
    organisation: Organisation | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """The entry that `record` stores, for those who store many at once."""
    before, after = before or {}, after or {}
    if before and after:
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        before = {key: value for key, value in before.items() if key in changed}
        after = {key: value for key, value in after.items() if key in changed}
    label, personal = str(subject)[:LABEL_LENGTH], {}
    if fields := getattr(subject, "personal_fields", None):
        personal = {"label": label, "before": _only(before, fields), "after": _only(after, fields)}
        label = f"{subject._meta.verbose_name} {subject.pk}".capitalize()
        before, after = _without(before, fields), _without(after, fields)
    return AuditEntry(
        user=by,
        organisation=organisation,
        action=action,
        object_type=subject._meta.label_lower,
        object_id=str(subject.pk),
        object_label=label,
        before=before,
        after=after,
        personal=personal,
    )


def _only(state: dict[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in state.items() if key in fields}


def _without(state: dict[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in state.items() if key not in fields}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return str(value)
