"""What to change in a round's plan to see what would come of it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from assets.forms.rounds import PlanForm
from assets.models import Agreement, Asset, Site, Study

Kind = Study.Kind
SUBJECTS = {
    Kind.ANOTHER: "asset",
    Kind.LOST: "asset",
    Kind.SITE_LOST: "site",
    Kind.UNCAPPED: "agreement",
    Kind.FAIRER: "times",
}
MISSING = {
    "asset": "Choose the asset.",
    "site": "Choose the site.",
    "agreement": "Choose the agreement.",
    "times": "Choose how much more fairness counts.",
}
TIMES = [(2, "Twice as much"), (5, "Five times as much"), (20, "Twenty times as much")]


class StudyForm(PlanForm):
    """One change and its subject; what the change does not need is left out."""

    kind = forms.ChoiceField(
        label="What if?", choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.ANOTHER,
        error_messages={"required": "Choose what changes."},
    )  # fmt: skip
    asset = forms.ModelChoiceField(
        queryset=Asset.objects.none(), required=False, help_text="For one more asset, or one that is lost."
    )
    site = forms.ModelChoiceField(
        queryset=Site.objects.none(), required=False, help_text="For a site that is lost."
    )
    agreement = forms.ModelChoiceField(
        queryset=Agreement.objects.none(), required=False, help_text="For a cap that is lifted."
    )
    times = forms.TypedChoiceField(
        label="Fairness counts", choices=[("", "---------"), *TIMES], coerce=int, empty_value=None, required=False,
    )  # fmt: skip

    field_order = ["kind", "asset", "site", "agreement", "times", "seconds"]

    def __init__(self, *args, assets: QuerySet[Asset], agreements: QuerySet[Agreement], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asset"].queryset = assets
        self.fields["site"].queryset = Site.objects.filter(assets__in=assets).distinct()
        self.fields["agreement"].queryset = agreements

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        subject = SUBJECTS.get(data.get("kind"))
        if subject and subject not in self.errors and not data.get(subject):
            self.add_error(subject, MISSING[subject])
        return data

    @property
    def change(self) -> dict[str, Any]:
        """The kind and its subject, as `order_study` takes them."""
        kind = self.cleaned_data["kind"]
        return {"kind": kind, SUBJECTS[kind]: self.cleaned_data[SUBJECTS[kind]]}
