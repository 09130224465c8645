"""Days and times of day on forms, read as local wall time."""

from datetime import datetime

from django import forms

from assets.local_time import LOCAL, local_instant
from partners.forms import add_refusal
from partners.refusals import Refused


class DayField(forms.DateField):
    """A day. Browsers send 2027-03-27; typed by hand, 27/3/2027 is read too."""

    widget = forms.DateInput

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
    """A time of day, such as 09:30."""

    widget = forms.TimeInput

    def __init__(self, **kwargs) -> None:
        messages = {
            "required": "Enter a time.",
            "invalid": "Enter a time of day, such as 09:30.",
            **kwargs.pop("error_messages", {}),
        }
        kwargs.setdefault("input_formats", ["%H:%M", "%H:%M:%S", "%H.%M", "%H%M"])
        super().__init__(error_messages=messages, **kwargs)


def instant_of(form: forms.Form, day: str, clock: str) -> datetime | None:
    """The UTC instant of two fields that were read; None (with an error at its field) when there is no such one."""
    data = form.cleaned_data
    if data.get(day) is None or data.get(clock) is None:
        return None
    try:
        return local_instant(data[day], data[clock], field=clock)
    except Refused as refusal:
        add_refusal(form, refusal)
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
