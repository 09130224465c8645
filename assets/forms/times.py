"""Days and times of day on forms, read as local wall time."""

import re
from datetime import datetime, time, timedelta, timezone

from django import forms

from assets.local_time import LOCAL, local_instant
from partners.forms import add_refusal
from partners.inputs import DateField
from partners.refusals import Refused

ZONES = {name: timezone(timedelta(hours=hours), name) for name, hours in (("GMT", 0), ("BST", 1))}
NAMED = re.compile(r"(.+?) ?(GMT|BST)", re.IGNORECASE)


class DayField(DateField):
    """A day. Browsers send 2027-03-27; typed by hand, 27/3/2027 is read too."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d.%m.%Y"])
        kwargs.setdefault("error_messages", {})
        messages = {
            "required": "Enter a date.",
            "invalid": "Enter a real date, such as 27/3/2027.",
            **kwargs.pop("error_messages"),
        }
        super().__init__(error_messages=messages, **kwargs)


class ClockField(forms.TimeField):
    """A time of day, such as 09:30; in the hour that happens twice, such as 01:30 BST or 01:30 GMT."""

    widget = forms.TimeInput

    def __init__(self, **kwargs) -> None:
        messages = {
            "required": "Enter a time.",
            "invalid": "Enter a time of day, such as 09:30.",
            **kwargs.pop("error_messages", {}),
        }
        kwargs.setdefault("input_formats", ["%H:%M", "%H:%M:%S", "%H.%M", "%H%M"])
        super().__init__(error_messages=messages, **kwargs)

    def to_python(self, value: object) -> time | None:
        """The time, with its zone if one was named."""
        named = NAMED.fullmatch(value.strip()) if isinstance(value, str) else None
        if named is None:
            return super().to_python(value)
        return super().to_python(named[1]).replace(tzinfo=ZONES[named[2].upper()])


def instant_of(form: forms.Form, day: str, clock: str) -> datetime | None:
    """The UTC instant of two fields that were read; None (with an error at its field) when there is no such one."""
    data = form.cleaned_data
    if data.get(day) is None or data.get(clock) is None:
        return None
    try:
        return local_instant(data[day], data[clock], field=clock)
    except Refused as refusal:
        add_refusal(form, refusal)
        # The browser's own input for times takes no zone.
        form.fields[clock].widget = forms.TextInput(attrs={"class": "nhsuk-input--width-10"})
        return None


def period_of(
    form: forms.Form, first: tuple[str, str], last: tuple[str, str]
) -> tuple[datetime, datetime] | None:
    """The interval between two pairs of (day, time) fields; None with an error when it does not run forwards."""
    starts_at, ends_at = instant_of(form, *first), instant_of(form, *last)
    if starts_at is None or ends_at is None:
        return None
    if ends_at <= starts_at:
        form.add_error(last[1], "The end must come after the start.")
        return None
    return starts_at, ends_at


def wall(instant: datetime) -> datetime:
    """The local wall time of an instant, for the first value of a form."""
    return instant.astimezone(LOCAL)
