"""Fields of forms that take nothing that cannot be reckoned with or looked up."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet

# The day after the last one is one as well.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
# No row has a number of more digits, and the databases take none.
DIGITS_MAX = 18


class DateField(forms.DateField):
    """A day from FIRST_DAY to LAST_DAY."""

    widget = forms.DateInput
    default_validators = [
        MinValueValidator(FIRST_DAY, f"Enter a date from {FIRST_DAY.year} on."),
        MaxValueValidator(LAST_DAY, f"Enter a date up to {LAST_DAY.year}."),
    ]


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows; a number too large for the database is no choice, instead of a fault of ours."""

    def _check_values(self, value: Sequence[Any]) -> QuerySet[Any]:
        for written in value:
            if len(str(written)) > DIGITS_MAX:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], params={"pk": str(written)[:20]}
                )
        return super()._check_values(value)
