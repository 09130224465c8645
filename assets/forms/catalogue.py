"""Sites, assets and the times when an asset is out of use."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from assets.forms.times import ClockField, DayField, period_of
from assets.models import Asset, Blocking, Feature, Site
from partners.models import Organisation

NO_AUTOCOMPLETE = forms.TextInput(attrs={"autocomplete": "off"})


class SiteForm(forms.ModelForm):
    """A station or other building; its hours are a form of their own."""

    class Meta:
        model = Site
        fields = [
            "organisation",
            "name",
            "code",
            "address",
            "postcode",
            "latitude",
            "longitude",
            "easting",
            "northing",
        ]
        help_texts = {
            "code": "Short and unique in the organisation, such as AMP.",
            "latitude": "In degrees, such as 52.030512.",
            "longitude": "In degrees, negative west of Greenwich, such as -0.490310.",
            "easting": "Six digits, such as 503700.",
            "northing": "Six digits, such as 238100.",
        }
        widgets = dict.fromkeys(("name", "code", "address", "postcode"), NO_AUTOCOMPLETE)
        error_messages = {
            "name": {"required": "Enter the name of the site."},
            "code": {"required": "Enter a code for the site, such as AMP."},
            "latitude": {"required": "Enter the latitude, such as 52.030512."},
            "longitude": {"required": "Enter the longitude, such as -0.490310."},
        }

    def __init__(self, *args, organisations: QuerySet[Organisation], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, "organisation", organisations)


class AssetForm(forms.ModelForm):
    """What can be booked; its hours are a form of their own."""

    class Meta:
        model = Asset
        fields = [
            "owner",
            "name",
            "code",
            "kind",
            "site",
            "description",
            "capacity",
            "turnaround_minutes",
            "features",
            "part_of",
            "operator",
            "listed",
            "active",
        ]
        labels = {
            "turnaround_minutes": "Turnaround in minutes",
            "listed": "Partners see it in the catalogue",
            "active": "It can be booked",
            "part_of": "Part of",
            "operator": "Operated by",
        }
        help_texts = {
            "code": "Short and unique in the organisation, such as AMP-LR1.",
            "capacity": "People it seats or carries; 1 if that does not apply.",
            "turnaround_minutes": "Time it needs after a booking before the next one.",
            "part_of": "For half of a divisible room: the whole room.",
            "operator": "Only when another organisation runs it.",
            "listed": "",
            "active": "",
        }
        widgets = {
            **dict.fromkeys(("name", "code", "description"), NO_AUTOCOMPLETE),
            "features": forms.CheckboxSelectMultiple,
        }
        error_messages = {
            "name": {"required": "Enter the name of the asset."},
            "code": {"required": "Enter a code for the asset, such as AMP-LR1."},
            "kind": {"required": "Choose the kind of asset."},
            "site": {"required": "Choose the site it is kept at."},
        }

    def __init__(
        self,
        *args,
        organisations: QuerySet[Organisation],
        operators: QuerySet[Organisation],
        sites: QuerySet[Site],
        wholes: QuerySet[Asset],
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self, "owner", organisations)
        self.fields["site"].queryset = sites
        self.fields["operator"].queryset = operators
        self.fields["part_of"].queryset = wholes.exclude(pk=self.instance.pk)
        self.fields["features"].queryset = Feature.objects.all()


class BlockingForm(forms.Form):
    """When an asset is out of use, and why. After `is_valid`, `starts_at` and `ends_at` hold the period in UTC."""

    kind = forms.ChoiceField(
        choices=Blocking.Kind.choices,
        label="Why is it out of use?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it is out of use."},
    )
    reason = forms.CharField(
        label="Remark",
        max_length=200,
        required=False,
        help_text="People who want to book see this.",
        widget=NO_AUTOCOMPLETE,
    )
    first_day = DayField(label="First day", error_messages={"required": "Enter the first day."})
    start = ClockField(
        label="From", initial="08:00", error_messages={"required": "Enter the time it starts."}
    )
    last_day = DayField(label="Last day", error_messages={"required": "Enter the last day."})
    end = ClockField(label="Until", initial="18:00", error_messages={"required": "Enter the time it ends."})

    starts_at = ends_at = None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        period = period_of(self, ("first_day", "start"), ("last_day", "end"))
        if period:
            self.starts_at, self.ends_at = period
        return data


def offer_organisations(form: forms.ModelForm, name: str, organisations: QuerySet[Organisation]) -> None:
    """Offer the organisations; a row that exists keeps its own, so there the field is left out."""
    if form.instance.pk:
        del form.fields[name]
        return
    form.fields[name].queryset = organisations
    form.fields[name].empty_label = None
    form.fields[name].initial = organisations.first()
