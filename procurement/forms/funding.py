"""How organisations buy: their buying face, budgets and existing contracts."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from partners.models import Organisation
from procurement.forms.catalogue import CODE_HELP, OwnedForm, code_field
from procurement.forms.figures import PercentField, PoundsField
from procurement.forms.months import YearField
from procurement.models import Budget, ContractingAuthority, Supplier


class AuthorityForm(OwnedForm):
    """An organisation as a buyer under the Procurement Act 2023."""

    code = code_field(max_length=40, help_text=f"Names it in workbooks, such as RYE. {CODE_HELP}")
    vat_recoverable = forms.TypedChoiceField(
        label="Does it recover VAT?",
        choices=[
            ("yes", "Yes, as police, fire services and councils do"),
            ("no", "No, as NHS bodies do not"),
        ],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it recovers VAT."},
    )
    threshold_class = forms.ChoiceField(
        label="Thresholds", choices=ContractingAuthority.ThresholdClass.choices, initial="sub_central"
    )

    def __init__(self, *args, owners: QuerySet[Organisation] | None, **kwargs: Any) -> None:
        super().__init__(*args, owners=owners, **kwargs)
        if "owner" in self.fields:
            self.fields["owner"].label = "Organisation"


class OfAuthorityForm(forms.Form):
    """Something that one of the user's authorities has for a financial year."""

    authority = forms.ModelChoiceField(
        queryset=ContractingAuthority.objects.none(), error_messages={"required": "Choose an authority."}
    )
    starts_in = YearField()

    def __init__(self, *args, authorities: QuerySet[ContractingAuthority], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["authority"]
        field.queryset = authorities
        if len(authorities) == 1:
            field.initial, field.empty_label = authorities[0], None
        self.fields["starts_in"].offer(year)
        self.fields["starts_in"].initial = year


class BudgetForm(OfAuthorityForm):
    """What may be spent on goods delivered in a year. A second entry replaces the first."""

    kind = forms.ChoiceField(choices=Budget.Kind.choices)
    amount_pence = PoundsField(label="Budget", error_messages={"required": "Enter the budget."})


class CommitmentForm(OfAuthorityForm):
    """An existing contract's minimum spend."""

    supplier = forms.ModelChoiceField(
        queryset=Supplier.objects.none(), error_messages={"required": "Choose a supplier."}
    )
    minimum_pence = PoundsField(
        label="Minimum spend in the year", error_messages={"required": "Enter the minimum."}
    )
    shortfall_permille = PercentField(
        label="Share of the shortfall paid",
        help_text="In per cent of what is missing below the minimum.",
        error_messages={"required": "Enter the share of the shortfall paid."},
    )
    field_order = ["authority", "supplier", "starts_in"]

    def __init__(self, *args, suppliers: QuerySet[Supplier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].queryset = suppliers
