"""Opening a joint procurement and inviting to it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from partners.models import Organisation
from procurement.actions.procurements import WORKING_STATES
from procurement.forms.figures import CountField, PercentField
from procurement.forms.months import MonthField
from procurement.models import ContractingAuthority, JointProcurement

NO_AUTOCOMPLETE = forms.TextInput(attrs={"autocomplete": "off"})


class ProcurementForm(forms.Form):
    """What is bought together, from when and for how long."""

    lead = forms.ModelChoiceField(
        label="Led by", queryset=Organisation.objects.none(), empty_label=None,
        help_text="It runs the procurement and sees every buyer's figures.",
    )  # fmt: skip
    title = forms.CharField(
        max_length=160,
        widget=NO_AUTOCOMPLETE,
        help_text="Such as: Ambulance equipment 2027 to 2029.",
        error_messages={"required": "Enter a title."},
    )
    first_month = MonthField(label="First month", error_messages={"required": "Enter the first month."})
    months = CountField(
        label="Number of months", noun="a number of months", least=1, most=120, initial=12,
        error_messages={"required": "Enter how many months are planned."},
    )  # fmt: skip
    route = forms.ChoiceField(label="Route", choices=JointProcurement.Route.choices)
    volume_limit_permille = PercentField(
        label="Volume limit",
        most=9999,
        required=False,
        help_text="How much all buyers together may call off from an existing contract, in per cent of its own "
        "volume. 200 means twice as much. Leave it empty for no limit.",
    )
    illustrative = forms.BooleanField(
        label="Prices and volumes are illustrative, not offers made to us", required=False
    )
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args, leads: QuerySet[Organisation], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lead"]
        field.queryset = leads
        field.initial = leads.first()
        if leads.count() == 1:
            field.widget = forms.HiddenInput()


class ProcurementChangeForm(ProcurementForm):
    """The same for a procurement that stands; its lead stays, its stage may move."""

    state = forms.ChoiceField(
        label="Stage",
        choices=[(state.value, state.label) for state in WORKING_STATES],
        help_text="Others may join while needs are gathered.",
    )
    field_order = ["title", "state"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, leads=Organisation.objects.none(), **kwargs)
        del self.fields["lead"]


class AuthorityChoiceForm(forms.Form):
    """An authority, to invite or to join with."""

    authority = forms.ModelChoiceField(
        queryset=ContractingAuthority.objects.none(),
        error_messages={"required": "Choose an authority."},
    )

    def __init__(
        self, *args, authorities: QuerySet[ContractingAuthority], label: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["authority"]
        field.queryset = authorities
        field.label = label or field.label
