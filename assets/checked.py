"""Forms, programs and sheets hear of a field that is wrong in the same words: those of the model."""

from collections.abc import Iterable

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from partners.refusals import Refused


def check_fields(instance: models.Model, *, without: Iterable[str] = (), constraints: bool = True) -> None:
    """Check a row's fields, its `clean` and its constraints.

    Parameters:
        without: fields that the caller has set itself.
        constraints: without, the database alone judges them when the row is written; each costs a query here.

    Raises:
        Refused: `invalid` (422) with the first fault; all of them in details["errors"] as {path, message}.
    """
    try:
        instance.full_clean(exclude=list(without), validate_constraints=constraints)
    except ValidationError as error:
        raise refusal_of(error) from error


def refusal_of(error: ValidationError) -> Refused:
    """The refusal that says what a ValidationError says."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    errors = [
        {"path": "" if field == NON_FIELD_ERRORS else field, "message": message}
        for field, messages in by_field.items()
        for message in messages
    ]
    first = errors[0]
    return Refused("invalid", first["message"], first["path"], status=422, details={"errors": errors})
