"""The terms on which one organisation uses the assets of another."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from assets.forms.catalogue import NO_AUTOCOMPLETE, offer_organisations
from assets.forms.money import HoursField, PoundsField
from assets.forms.times import DayField
from assets.models import Agreement, Asset, Kind
from partners.models import Organisation


class AgreementForm(forms.ModelForm):
    """An agreement; its weekly hours are a form of their own."""

    kinds_limited = forms.TypedChoiceField(
        label="Which kinds does it cover?",
        choices=[("no", "All kinds"), ("yes", "Only these kinds")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(
        label="Kinds", choices=Kind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    assets_limited = forms.TypedChoiceField(
        label="Which assets does it cover?",
        choices=[("no", "All assets of these kinds"), ("yes", "Only these assets")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    valid_from = DayField(label="Valid from", error_messages={"required": "Enter the first day."})
    valid_to = DayField(label="Last day", required=False, help_text="Blank: until further notice.")
    cap_minutes = HoursField(
        label="Cap in hours", required=False, help_text="Hours of all assets together. Blank: no cap."
    )
    rate_pence_per_hour = PoundsField(label="Rate per hour", help_text="0 if use is free.")
    rate_pence_per_mile = PoundsField(label="Rate per mile", help_text="0 if mileage is free.")

    class Meta:
        model = Agreement
        fields = [
            "owner", "user", "reference", "title", "kinds_limited", "assets_limited", "assets", "cap_minutes",
            "cap_period", "notice_hours", "priority", "rate_pence_per_hour", "rate_pence_per_mile",
            "valid_from", "valid_to", "shares_details",
        ]  # fmt: skip
        labels = {
            "owner": "Whose assets?",
            "user": "Who may use them?",
            "cap_period": "Cap counts per",
            "notice_hours": "Notice in hours",
            "shares_details": "Each party sees what the other's bookings are for",
        }
        help_texts = {
            "reference": "Such as MOU-2027-04.",
            "notice_hours": "How long before its start a booking must be made; 0 for none.",
            "priority": "1 goes first when several agreements allow a booking.",
            "shares_details": "",
        }
        widgets = {
            "assets": forms.CheckboxSelectMultiple,
            "reference": NO_AUTOCOMPLETE,
            "title": NO_AUTOCOMPLETE,
        }
        error_messages = {
            "user": {"required": "Choose the organisation that may use the assets."},
            "reference": {"required": "Enter a reference, such as MOU-2027-04."},
            "title": {"required": "Enter a title that both parties know it by."},
        }

    def __init__(
        self,
        *args,
        organisations: QuerySet[Organisation],
        users: QuerySet[Organisation],
        assets: QuerySet[Asset],
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, "owner", organisations)
        if self.instance.pk:
            del self.fields["user"]
            self.initial["kinds"] = [row.kind for row in self.instance.kinds.all()]
        else:
            self.fields["user"].queryset = users
        for name in ("kinds_limited", "assets_limited"):
            self.initial[name] = "yes" if getattr(self.instance, name) else "no"
        self.fields["assets"].queryset = assets
        self.fields["assets"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kinds_limited") and not data.get("kinds"):
            self.add_error("kinds", "Choose the kinds it covers, or choose all kinds.")
        if data.get("assets_limited") and not data.get("assets"):
            self.add_error("assets", "Choose the assets it covers, or choose all assets.")
        data["cap_period"] = data.get("cap_period") or ""
        return data


class SignForm(forms.Form):
    """When both parties signed."""

    signed_on = DayField(label="Signed on", error_messages={"required": "Enter the day it was signed."})


class EndForm(forms.Form):
    """The last day on which a signed agreement is to hold."""

    last_day = DayField(label="Last day", error_messages={"required": "Enter its last day."})
