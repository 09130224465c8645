"""Calendar months and financial years on forms."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.forms.widgets import Input

from procurement.models import JointProcurement
from procurement.months import month_code, month_label, month_start, months_after, year_label

WRITTEN = (
    (re.compile(r"(\d{4})-(\d{1,2})(?:-\d{1,2})?"), "%Y-%m"),
    (re.compile(r"(\d{1,2})[/.](\d{4})"), "%m/%Y"),
    (re.compile(r"[A-Za-z]+ \d{4}"), "%B %Y"),
)
SENSIBLE_YEARS = range(2000, 2101)


class MonthInput(Input):
    """The browser's month picker; where it has none, a text like 2027-04."""

    input_type = "month"


class MonthField(forms.Field):
    """A month, such as 2027-04, 04/2027 or April 2027, read into its first day."""

    widget = MonthInput
    default_error_messages = {"invalid": "Enter a month, such as April 2027 or 2027-04."}

    def to_python(self, value: Any) -> dt.date | None:
        """The first day of the month written. Raises ValidationError for anything else."""
        if value in self.empty_values or isinstance(value, dt.date):
            return month_start(value) if value else None
        written = " ".join(str(value).split())
        for pattern, form in WRITTEN:
            if pattern.fullmatch(written):
                found = _parsed(written, form)
                if found is not None and found.year in SENSIBLE_YEARS:
                    return found
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")

    def prepare_value(self, value: Any) -> Any:
        """A stored month as the browser's picker writes it."""
        return month_code(value) if isinstance(value, dt.date) else value


def _parsed(written: str, form: str) -> dt.date | None:
    if form == "%Y-%m":
        written = "-".join(written.split("-")[:2])
    attempts = ("%B %Y", "%b %Y") if form == "%B %Y" else (form,)
    for attempt in attempts:
        try:
            return dt.datetime.strptime(written.replace(".", "/"), attempt).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


class MonthChoiceField(forms.TypedChoiceField):
    """One of the months of a procurement, as its first day."""

    def __init__(self, **kwargs) -> None:
        super().__init__(coerce=dt.date.fromisoformat, empty_value=None, **kwargs)

    def offer(self, procurement: JointProcurement) -> None:
        """Offer the procurement's months."""
        months = [months_after(procurement.first_month, n) for n in range(procurement.months)]
        self.choices = [(month.isoformat(), month_label(month)) for month in months]

    def prepare_value(self, value: Any) -> Any:
        """A stored month as the value of its choice."""
        return value.isoformat() if isinstance(value, dt.date) else value


class YearField(forms.TypedChoiceField):
    """A financial year by the calendar year of its April."""

    def __init__(self, **kwargs) -> None:
        super().__init__(coerce=int, label=kwargs.pop("label", "Financial year"), **kwargs)

    def offer(self, around: int) -> None:
        """Offer some years before and after the one that starts in April `around`."""
        self.choices = [(year, year_label(year)) for year in range(around - 1, around + 7)]
