"""Making, moving and cancelling a booking by hand."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from assets.forms.times import ClockField, DayField, period_of, wall
from assets.models import Asset
from partners.models import Organisation
from partners.wording import local_clock

# The databases take no larger number.
REVISION_MAX = 2**31 - 1
PEOPLE = {
    "invalid": "Enter the number of people in digits, such as 12.",
    "min_value": "The number of people is at least 1.",
}


class PeriodForm(forms.Form):
    """A day and two times of day, perhaps ending on a later day.

    After `is_valid`, `starts_at` and `ends_at` hold the period in UTC.
    """

    date = DayField(label="Date", error_messages={"required": "Enter the date of the booking."})
    start = ClockField(label="From", error_messages={"required": "Enter the time it starts."})
    end = ClockField(label="Until", error_messages={"required": "Enter the time it ends."})
    end_date = DayField(label="Last day", required=False, help_text="Only when it ends on a later day.")

    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["last_day"] = data.get("end_date") or data.get("date")
        period = period_of(self, ("date", "start"), ("last_day", "end"))
        if period:
            self.starts_at, self.ends_at = period
        return data


def period_values(starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    """A period as first values of a PeriodForm."""
    first, last = wall(starts_at).date(), wall(ends_at).date()
    values = {"date": first, "start": local_clock(starts_at), "end": local_clock(ends_at)}
    return values if first == last else {**values, "end_date": last}


def clock_texts(values: dict[str, Any]) -> dict[str, str]:
    """The first values of a PeriodForm as a browser would send them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


class BookingForm(PeriodForm):
    """A booking of one asset: when, for whom, what for."""

    purpose = forms.CharField(
        label="What is it for?",
        max_length=160,
        help_text="Such as: breathing apparatus refresher.",
        error_messages={"required": "Enter what the booking is for."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    attendees = forms.IntegerField(
        label="Number of people", min_value=1, max_value=100_000, required=False, error_messages=PEOPLE
    )
    organisation = forms.ModelChoiceField(
        label="Book for",
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={"required": "Choose the organisation you book for."},
    )

    def __init__(self, *args, organisations: QuerySet[Organisation], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["organisation"], organisations)


def offer(field: forms.ModelChoiceField, organisations: QuerySet[Organisation]) -> None:
    """Let a person choose among their organisations; with a single one there is nothing to ask."""
    field.queryset = organisations
    found = list(organisations[:2])
    field.initial = found[0].pk if found else None
    if len(found) == 1:
        field.widget = forms.HiddenInput()


class ChangeForm(PeriodForm):
    """Another time, purpose, number of people or asset for a booking that stands.

    `revision` is that of the booking the person saw: somebody else's change in between is not overwritten.
    """

    purpose = BookingForm.base_fields["purpose"]
    attendees = BookingForm.base_fields["attendees"]
    asset = forms.ModelChoiceField(queryset=Asset.objects.none(), required=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, max_value=REVISION_MAX, widget=forms.HiddenInput)

    def __init__(self, *args, assets: QuerySet[Asset], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asset"].queryset = assets


class CancelForm(forms.Form):
    """Why a booking is given up."""

    reason = forms.CharField(
        label="Reason",
        max_length=200,
        required=False,
        help_text="Whoever looks after the asset sees this.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
