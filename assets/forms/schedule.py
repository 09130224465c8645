"""What part of the schedule to show."""

from django import forms
from django.db.models import QuerySet

from assets.forms.times import DayField
from assets.models import Kind, Site
from partners.models import Organisation


class ScheduleForm(forms.Form):
    """A day or a week of some assets."""

    date = DayField(label="Date", required=False)
    span = forms.ChoiceField(label="Show", choices=[("day", "One day"), ("week", "One week")], required=False)
    site = forms.ModelChoiceField(queryset=Site.objects.none(), required=False)
    kind = forms.ChoiceField(choices=[("", "---------"), *Kind.choices], required=False)
    owner = forms.ModelChoiceField(queryset=Organisation.objects.none(), required=False)

    def __init__(self, *args, sites: QuerySet[Site], organisations: QuerySet[Organisation], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites
        self.fields["owner"].queryset = organisations
