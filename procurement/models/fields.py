"""Fields that keep one form of a value: a month is stored as its first day."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from procurement.cpv import fault_of
from procurement.months import month_start


class MonthField(models.DateField):
    """A calendar month; whatever day is given, the first of its month is kept."""

    description = "Calendar month"

    def to_python(self, value: Any) -> dt.date | None:
        day = super().to_python(value)
        return None if day is None else month_start(day)

    def get_prep_value(self, value: Any) -> Any:
        day = super().get_prep_value(value)
        return month_start(day) if isinstance(day, dt.date) else day

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


def validate_cpv(code: str) -> None:
    """Refuse a CPV code whose form or check digit is wrong."""
    fault = fault_of(code)
    if fault:
        raise ValidationError(fault)


reference_code = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._/-]*$",
    "Use letters, digits, hyphens, dots and slashes, without spaces.",
)


def one_of(field: str, values: list[str], name: str) -> models.CheckConstraint:
    """A named constraint: the field holds one of the values."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


def at_least(field: str, least: int, name: str, message: str) -> models.CheckConstraint:
    """A named constraint: the field, when there is a value, is at least this much."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": least}), name=name, violation_error_message=message
    )


def between(field: str, least: int, most: int, name: str, message: str) -> models.CheckConstraint:
    """A named constraint: the field, when there is a value, lies in this range, both ends included."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": least, f"{field}__lte": most}),
        name=name,
        violation_error_message=message,
    )
