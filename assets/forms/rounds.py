"""Planning periods."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet

from assets.forms.catalogue import NO_AUTOCOMPLETE
from assets.forms.times import DayField
from assets.local_time import local_instant
from partners.inputs import RowsField
from partners.models import Organisation
from partners.wording import duration

SECONDS = (15, 60, 300, 900)


class RoundForm(forms.Form):
    """A period to plan and who takes part. After `is_valid`, `starts_at` and `ends_at` hold it in UTC."""

    name = forms.CharField(
        max_length=120,
        help_text="Such as: Week of 7 June 2027.",
        widget=NO_AUTOCOMPLETE,
        error_messages={"required": "Enter a name for the round."},
    )
    lead = forms.ModelChoiceField(
        label="Led by", queryset=Organisation.objects.none(), empty_label=None,
        help_text="It plans and publishes the round.",
    )  # fmt: skip
    participants = RowsField(
        label="Who takes part?",
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the organisations that take part."},
    )
    first_day = DayField(label="First day", error_messages={"required": "Enter the first day."})
    last_day = DayField(label="Last day", error_messages={"required": "Enter the last day."})
    grid_minutes = forms.TypedChoiceField(
        label="Bookings start every",
        coerce=int,
        initial=15,
        choices=[(5, "5 minutes"), (10, "10 minutes"), (15, "15 minutes"), (30, "30 minutes"), (60, "Hour")],
    )

    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def __init__(
        self, *args, leads: QuerySet[Organisation], partners: QuerySet[Organisation], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = leads
        self.fields["lead"].initial = leads.first()
        self.fields["participants"].queryset = partners
        self.fields["participants"].initial = list(partners)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("first_day"), data.get("last_day")
        if first and last:
            if last < first:
                self.add_error("last_day", "The last day cannot come before the first.")
            else:
                self.starts_at = local_instant(first, time(0))
                self.ends_at = local_instant(last + timedelta(days=1), time(0))
        return data


class PlanForm(forms.Form):
    """How long the computer may search."""

    seconds = forms.TypedChoiceField(label="How long may it search?", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        allowed = [seconds for seconds in SECONDS if seconds <= settings.RUN_SECONDS_MAX]
        allowed = allowed or [settings.RUN_SECONDS_MAX]
        self.fields["seconds"].choices = [(seconds, self._words(seconds)) for seconds in allowed]
        self.fields["seconds"].initial = 60 if 60 in allowed else allowed[-1]

    @staticmethod
    def _words(seconds: int) -> str:
        if seconds < 60:
            return f"{seconds} seconds: a first look"
        return f"Up to {duration(seconds // 60)}{': for the final plan' if seconds == SECONDS[-1] else ''}"
