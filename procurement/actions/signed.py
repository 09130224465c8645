"""Storing a row with its checks and its audit entry, and the refusals that several actions share."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from partners.audit import record, state_of
from partners.models import Organisation, User
from partners.permissions import require
from partners.refusals import Refused
from procurement.models import JointProcurement


def store(
    row: models.Model, *, action: str, by: User, organisation: Organisation, before: dict | None = None
) -> None:
    """Check, save and record a row in the caller's transaction.

    before: its `state_of` before a change, None for a new row. Raises Refused `invalid` (422).
    """
    check(row)
    row.save()
    record(action, row, by=by, organisation=organisation, before=before, after=state_of(row))


def check(row: models.Model) -> None:
    """Refuse a row whose fields or constraints are at fault; all faults are in the details, each at its field."""
    faults: list[tuple[str, str]] = []
    try:
        row.full_clean(validate_constraints=False)
    except ValidationError as error:
        faults = _messages(error)
    faulty = {field for field, _ in faults}
    for constraint in row._meta.constraints:
        field = field_of(constraint)
        if field in faulty:
            continue
        try:
            constraint.validate(type(row), row, exclude=faulty - {""})
        except ValidationError as error:
            faults += [(field, message) for message in error.messages]
    if faults:
        field, message = faults[0]
        errors = [{"path": path, "message": text} for path, text in faults]
        raise Refused("invalid", message, field, status=422, details={"errors": errors})


def field_of(constraint: models.BaseConstraint) -> str:
    """The field a breach of the constraint is shown at: the one it speaks of, or "" when there are several."""
    if isinstance(constraint, models.UniqueConstraint):
        if constraint.fields:
            return constraint.fields[-1]
        return constraint.expressions[-1].get_source_expressions()[0].name
    leaves = list(_leaves(constraint.condition))
    names = {name.split("__")[0] for name, _ in leaves}
    if len(names) == 1:
        return names.pop()
    compared = [name.split("__")[0] for name, value in leaves if isinstance(value, models.F)]
    return compared[0] if len(compared) == 1 else ""


def _leaves(condition: models.Q) -> Iterator[tuple[str, Any]]:
    """The (lookup, value) pairs of a condition; expressions name no field."""
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from _leaves(child)
        elif isinstance(child, tuple):
            yield child


def _messages(error: ValidationError) -> list[tuple[str, str]]:
    return [
        ("" if field == NON_FIELD_ERRORS else field, message)
        for field, messages in error.message_dict.items()
        for message in messages
    ]


def change(
    row: models.Model,
    changes: Mapping[str, Any],
    *,
    allowed: Collection[str],
    action: str,
    by: User,
    organisation: Organisation,
) -> None:
    """Set the given fields of a row, of those allowed, and store it. Raises TypeError for any other name."""
    unknown = set(changes) - set(allowed)
    if unknown:
        raise TypeError(f"{type(row).__name__} has no field to change called {', '.join(sorted(unknown))}")
    before = state_of(row)
    for name, value in changes.items():
        setattr(row, name, value)
    store(row, action=action, by=by, organisation=organisation, before=before)


def remove(row: models.Model, *, action: str, by: User, organisation: Organisation) -> None:
    """Delete a row and record what it was. Raises Refused `in_use` when other rows depend on it."""
    record(action, row, by=by, organisation=organisation, before=state_of(row))
    try:
        row.delete()
    except models.ProtectedError as error:
        raise Refused("in_use", f"{row} is used elsewhere, so it cannot be removed.") from error


def require_lead(procurement: JointProcurement, by: User) -> None:
    """Refuse anybody but a procurement lead of the lead organisation."""
    require(
        by,
        "procurement.edit_procurement",
        procurement,
        f"Only a procurement lead of {procurement.lead} may change this.",
    )


def locked(procurement: JointProcurement) -> JointProcurement:
    """The procurement, locked in this transaction; whoever awards it holds the same lock."""
    JointProcurement.objects.filter(pk=procurement.pk).update(revision=models.F("revision") + 1)
    return JointProcurement.objects.select_related("lead").get(pk=procurement.pk)


def check_open(procurement: JointProcurement) -> None:
    """Refuse changes to what an award in force, or a cancelled procurement, rests on."""
    if procurement.state == JointProcurement.State.AWARDED:
        raise Refused(
            "already_awarded",
            "This procurement is awarded. Undo the award before you change what it rests on.",
        )
    if procurement.state == JointProcurement.State.CANCELLED:
        raise Refused("procurement_cancelled", "This procurement is cancelled, so nothing can be changed.")
