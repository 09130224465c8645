"""Flexible requests: what is wanted, and the freedom to plan it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from assets.forms.catalogue import NO_AUTOCOMPLETE
from assets.forms.rows import RowFormSet
from assets.forms.times import ClockField, DayField, instant_of, period_of, wall
from assets.models import Asset, BookingRequest, Feature, Kind, Round, Site
from assets.models.requests import are_repeat_days
from partners.inputs import RowsField
from partners.models import Organisation
from partners.wording import local_clock

REPEATS = {"daily": 1, "weekly": 7, "fortnightly": 14}


class WindowForm(forms.Form):
    """A period in which the booking may lie."""

    day = DayField(label="Date")
    start = ClockField(label="Earliest start")
    end = ClockField(label="Latest end")
    end_day = DayField(label="Last day", required=False, help_text="Only when it ends on a later day.")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["last_day"] = data.get("end_day") or data.get("day")
        period = period_of(self, ("day", "start"), ("last_day", "end"))
        if period:
            data["starts_at"], data["ends_at"] = period
        return data


class Windows(RowFormSet):
    """When the booking may take place."""

    form = WindowForm
    none_given = "Give at least one time at which it may take place."


class NeedForm(forms.Form):
    """Some assets of one kind."""

    kind = forms.ChoiceField(label="Kind", choices=[("", "---------"), *Kind.choices])
    count = forms.IntegerField(label="How many", min_value=1, max_value=100, initial=1)
    capacity_min = forms.IntegerField(
        label="Seats in each", min_value=1, max_value=100_000, required=False,
        help_text="Blank: any.",
    )  # fmt: skip
    features = RowsField(
        label="Each must have",
        queryset=Feature.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class Needs(RowFormSet):
    """What is needed together."""

    form = NeedForm
    none_given = "Say what you need, such as one room."


class RequestForm(forms.Form):
    """Everything about a request but its times and needs. After `is_valid`, see `values`."""

    title = forms.CharField(
        label="What is it for?", max_length=160, widget=NO_AUTOCOMPLETE,
        error_messages={"required": "Enter what the booking is for."},
    )  # fmt: skip
    organisation = forms.ModelChoiceField(
        label="Request for", queryset=Organisation.objects.none(), empty_label=None
    )
    round = forms.ModelChoiceField(
        label="Which round plans it?",
        queryset=Round.objects.none(),
        required=False,
        help_text="You can also save a draft and choose one later.",
    )
    attendees = forms.IntegerField(label="Number of people", min_value=1, required=False)
    duration_minutes = forms.IntegerField(
        label="How long does it take, in minutes?", min_value=1, max_value=20_160,
        error_messages={"required": "Enter how long it takes, such as 120."},
    )  # fmt: skip
    preferred_day = DayField(label="Best date", required=False)
    preferred_clock = ClockField(label="Best start", required=False)
    preferred_1 = forms.ModelChoiceField(label="Preferred asset", queryset=None, required=False)
    preferred_2 = forms.ModelChoiceField(label="Or", queryset=None, required=False)
    preferred_3 = forms.ModelChoiceField(label="Or else", queryset=None, required=False)
    near_site = forms.ModelChoiceField(label="Near", queryset=Site.objects.none(), required=False)
    max_travel_minutes = forms.IntegerField(
        label="At most so many minutes' drive from there", min_value=0, max_value=1440, required=False
    )
    repeat = forms.ChoiceField(
        label="Does it repeat?",
        choices=[
            ("", "No"),
            ("daily", "Every day"),
            ("weekly", "Every week"),
            ("fortnightly", "Every two weeks"),
            ("other", "On other days"),
        ],
        required=False,
        widget=forms.RadioSelect,
        initial="",
        help_text="Every time uses the same assets at the same time of day.",
    )
    times = forms.IntegerField(label="How many times in all", min_value=2, max_value=60, required=False)
    days = forms.CharField(
        label="Other days", required=False, help_text="Days after the first, such as 0, 2, 9.",
        widget=NO_AUTOCOMPLETE,
    )  # fmt: skip
    weight = forms.IntegerField(
        label="Importance", min_value=1, max_value=1000, initial=1,
        help_text="1 is ordinary. A request of 5 counts as much as five ordinary ones.",
    )  # fmt: skip
    reference = forms.CharField(label="Your reference", max_length=40, required=False, widget=NO_AUTOCOMPLETE)

    def __init__(
        self,
        *args,
        organisations: QuerySet[Organisation],
        rounds: QuerySet[Round],
        assets: QuerySet[Asset],
        sites: QuerySet[Site],
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["organisation"].initial = organisations.first()
        self.fields["round"].queryset = rounds
        self.fields["near_site"].queryset = sites
        choices = [("", "---------"), *((asset.pk, f"{asset.site}: {asset}") for asset in assets)]
        for name in ("preferred_1", "preferred_2", "preferred_3"):
            self.fields[name].queryset = assets
            self.fields[name].choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["repeat_days"] = self._repeat_days(data)
        data["preferred_start"] = None
        if data.get("preferred_day") or data.get("preferred_clock"):
            if data.get("preferred_day") is None:
                self.add_error("preferred_day", "Enter the best date too, or leave out the best start.")
            elif data.get("preferred_clock") is None:
                self.add_error("preferred_clock", "Enter the best start too, or leave out the best date.")
            else:
                data["preferred_start"] = instant_of(self, "preferred_day", "preferred_clock")
        if data.get("max_travel_minutes") is not None and not data.get("near_site"):
            self.add_error("near_site", "Name the site that the drive counts from.")
        return data

    def _repeat_days(self, data: dict[str, Any]) -> list[int]:
        repeat = data.get("repeat", "")
        if repeat in REPEATS:
            if not data.get("times"):
                if "times" not in self.errors:
                    self.add_error("times", "Enter how many times it takes place, such as 4.")
                return [0]
            return [REPEATS[repeat] * count for count in range(data["times"])]
        if repeat != "other":
            return [0]
        written = data.get("days", "").replace(";", ",").split(",")
        numbers = [part.strip() for part in written if part.strip()]
        days = [int(number) for number in numbers if number.isdecimal()]
        if len(days) != len(numbers) or not are_repeat_days(days):
            self.add_error("days", "List the days as rising numbers from 0, such as 0, 2, 9.")
            return [0]
        return days

    def values(self) -> dict[str, Any]:
        """What the request is to hold, by the names of its fields."""
        data = self.cleaned_data
        taken = (
            "title", "organisation", "round", "attendees", "duration_minutes", "preferred_start", "near_site",
            "max_travel_minutes", "repeat_days", "weight", "reference",
        )  # fmt: skip
        preferred = [data[name] for name in ("preferred_1", "preferred_2", "preferred_3") if data.get(name)]
        return {**{name: data[name] for name in taken}, "preferred_assets": list(dict.fromkeys(preferred))}


def first_values(request: BookingRequest) -> tuple[dict, list[dict], list[dict]]:
    """A stored request as first values of the form, of its windows and of its needs."""
    values = {
        name: getattr(request, name)
        for name in (
            "title", "organisation", "round", "attendees", "duration_minutes", "near_site",
            "max_travel_minutes", "weight", "reference",
        )
    }  # fmt: skip
    for number, asset in enumerate(request.preferred_assets.all()[:3], start=1):
        values[f"preferred_{number}"] = asset.pk
    if request.preferred_start:
        start = request.preferred_start
        values |= {"preferred_day": wall(start).date(), "preferred_clock": local_clock(start)}
    windows = [_window_values(window) for window in request.windows.all()]
    needs = [
        {
            "kind": need.kind,
            "count": need.count,
            "capacity_min": need.capacity_min if need.capacity_min > 1 else None,
            "features": list(need.features.all()),
        }
        for need in request.needs.all()
    ]
    return values | _repeat_values(request.repeat_days or [0]), windows, needs


def _window_values(window) -> dict[str, Any]:
    first, last = wall(window.starts_at).date(), wall(window.ends_at).date()
    values = {"day": first, "start": local_clock(window.starts_at), "end": local_clock(window.ends_at)}
    return values if first == last else {**values, "end_day": last}


def _repeat_values(days: list[int]) -> dict[str, Any]:
    if len(days) < 2:
        return {"repeat": ""}
    for name, step in REPEATS.items():
        if days == [step * count for count in range(len(days))]:
            return {"repeat": name, "times": len(days)}
    return {"repeat": "other", "days": ", ".join(map(str, days))}
