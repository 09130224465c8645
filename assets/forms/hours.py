"""Weekly hours as seven lines, one a day."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from assets.hours import DAYS, MINUTES_A_DAY, WeeklyHours, parse_hours

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class WeekForm(forms.Form):
    """Either no limit of its own, or the hours of each day. After `is_valid`, `hours` is what is stored."""

    mode = forms.ChoiceField(widget=forms.RadioSelect, label="Opening hours")

    hours: WeeklyHours | None = None

    def __init__(self, *args, hours: WeeklyHours | None, unlimited: str, label: str, **kwargs) -> None:
        """`unlimited` names the choice without hours, such as "Always open"."""
        kwargs.setdefault("prefix", "hours")
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = [("any", unlimited), ("week", "At these hours")]
        self.fields["mode"].label = label
        self.fields["mode"].initial = "any" if hours is None else "week"
        for number, name in enumerate(NAMES):
            self.fields[DAYS[number]] = forms.CharField(
                label=name, required=False, initial=_day_in_words(hours, number),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )  # fmt: skip

    @property
    def days(self) -> list[forms.BoundField]:
        """The seven lines."""
        return [self[day] for day in DAYS]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("mode") != "week":
            return data
        written = {day: data[day].strip() for day in DAYS if data.get(day, "").strip()}
        if not written:
            self.add_error("mode", "Enter the hours of at least one day.")
        for day, words in written.items():
            try:
                parse_hours(f"{day} {words}")
            except ValidationError as unclear:
                self.add_error(day, unclear)
        if not self.errors:
            try:
                self.hours = parse_hours("; ".join(f"{day} {words}" for day, words in written.items()))
            except ValidationError as unclear:
                self.add_error("mode", unclear)
        return data


def _day_in_words(hours: WeeklyHours | None, weekday: int) -> str:
    spans = [row for row in hours or [] if row[0] == weekday]
    return ", ".join(f"{_clock(opens)} to {_clock(closes)}" for _, opens, closes in spans)


def _clock(minute: int) -> str:
    return "24:00" if minute == MINUTES_A_DAY else f"{minute // 60:02}:{minute % 60:02}"
