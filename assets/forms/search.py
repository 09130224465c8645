"""Looking for something free."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from assets.forms.bookings import offer
from assets.forms.times import ClockField, DayField, period_of
from assets.models import Feature, Kind, Site
from partners.inputs import RowsField
from partners.models import Organisation


class SearchForm(forms.Form):
    """What is wanted, when and where: the first page of a booking.

    After `is_valid`, `starts_at` and `ends_at` hold the period in UTC.
    """

    kind = forms.ChoiceField(
        label="What do you need?",
        choices=Kind.choices,
        error_messages={"required": "Choose what you need, such as a room."},
    )
    date = DayField(label="Date", error_messages={"required": "Enter the date of the booking."})
    start = ClockField(label="From", error_messages={"required": "Enter the time it starts."})
    end = ClockField(label="Until", error_messages={"required": "Enter the time it ends."})
    seats = forms.IntegerField(
        label="Number of people",
        min_value=1,
        max_value=100_000,
        required=False,
        error_messages={
            "invalid": "Enter the number of people in digits, such as 12.",
            "min_value": "The number of people is at least 1.",
        },
    )
    organisation = forms.ModelChoiceField(
        label="Book for", queryset=Organisation.objects.none(), empty_label=None
    )
    near = forms.ModelChoiceField(label="Near", queryset=Site.objects.none(), required=False)
    features = RowsField(
        label="It must have",
        queryset=Feature.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def __init__(self, *args, sites: QuerySet[Site], organisations: QuerySet[Organisation], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["organisation"], organisations)
        self.fields["near"].queryset = sites

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        period = period_of(self, ("date", "start"), ("date", "end"))
        if period:
            self.starts_at, self.ends_at = period
        return data
