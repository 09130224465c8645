"""Items, suppliers and frameworks."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from partners.inputs import RowsField
from partners.models import Organisation
from procurement.cpv import fault_of
from procurement.forms.figures import PercentField, PoundsField, UnitPriceField
from procurement.forms.months import MonthField
from procurement.forms.procurements import NO_AUTOCOMPLETE
from procurement.models import ContractingAuthority, Item, Supplier

CODE_HELP = "Letters, digits, hyphens, dots and slashes, without spaces."


def code_field(**kwargs: Any) -> forms.CharField:
    """A code that sheets and documents use."""
    return forms.CharField(
        label=kwargs.pop("label", "Code"),
        max_length=kwargs.pop("max_length", 60),
        widget=NO_AUTOCOMPLETE,
        help_text=kwargs.pop("help_text", CODE_HELP),
        error_messages={"required": "Enter a code."},
    )


class OwnedForm(forms.Form):
    """Something kept in the catalogue of an organisation; a change leaves it there."""

    owner = forms.ModelChoiceField(
        label="In the catalogue of", queryset=Organisation.objects.none(), empty_label=None
    )

    def __init__(self, *args, owners: QuerySet[Organisation] | None, **kwargs: Any) -> None:
        """owners: where a new row may be kept; None for a change."""
        super().__init__(*args, **kwargs)
        if owners is None:
            del self.fields["owner"]
            return
        self.fields["owner"].queryset = owners
        self.fields["owner"].initial = owners.first()
        if owners.count() == 1:
            self.fields["owner"].widget = forms.HiddenInput()


class ItemForm(OwnedForm):
    """One thing to one specification."""

    name = forms.CharField(
        max_length=160, widget=NO_AUTOCOMPLETE, error_messages={"required": "Enter a name."}
    )
    code = code_field(max_length=40)
    cpv = forms.CharField(
        label="CPV code", max_length=10, widget=NO_AUTOCOMPLETE,
        help_text="Eight digits and the check digit, such as 34114121-3 for ambulances.",
        error_messages={"required": "Enter the CPV code.", "max_length": "Write a CPV code as 34114121-3."},
    )  # fmt: skip
    unit = forms.CharField(label="Unit of measure", max_length=20, initial="each", widget=NO_AUTOCOMPLETE)
    specification_version = forms.CharField(max_length=20, initial="1", widget=NO_AUTOCOMPLETE)
    kind = forms.ChoiceField(label="Funded from", choices=Item.Kind.choices, initial="revenue")
    reference_price_e4 = UnitPriceField(
        label="Reference price", help_text="For one, without VAT. What holding it early costs is reckoned from it.",
        error_messages={"required": "Enter a reference price."},
    )  # fmt: skip
    vat_permille = PercentField(label="VAT", initial=200)
    holding_permille = PercentField(
        label="Cost of holding stock a year",
        most=1000,
        initial=35,
        help_text="In per cent of the reference price.",
    )
    vat_contracted_out = forms.BooleanField(
        label="NHS bodies recover the VAT on it (contracted-out service)", required=False
    )
    critical = forms.BooleanField(label="Critical to operations", required=False)

    def clean_cpv(self) -> str:
        """The code, if its check digit fits."""
        fault = fault_of(self.cleaned_data["cpv"])
        if fault:
            raise forms.ValidationError(fault)
        return self.cleaned_data["cpv"]


class SupplierForm(OwnedForm):
    """Who sells, and what ordering from them costs."""

    name = forms.CharField(
        max_length=160, widget=NO_AUTOCOMPLETE, error_messages={"required": "Enter a name."}
    )
    code = code_field()
    sme = forms.BooleanField(label="A small or medium-sized enterprise", required=False)
    order_cost_pence = PoundsField(
        label="Cost of raising an order", initial=0, help_text="To the buyers, for each month with an order."
    )
    delivery_pence = PoundsField(
        label="Delivery charge",
        initial=0,
        help_text="For each buyer and month of order, unless set apart below.",
    )


class DeliveryChargeForm(forms.Form):
    """What a supplier charges to deliver to one authority."""

    authority = forms.ModelChoiceField(
        label="Deliver to", queryset=ContractingAuthority.objects.none(),
        error_messages={"required": "Choose an authority."},
    )  # fmt: skip
    pence = PoundsField(label="Charge a month", error_messages={"required": "Enter the charge."})

    def __init__(self, *args, authorities: QuerySet[ContractingAuthority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = authorities


class FrameworkForm(OwnedForm):
    """A framework that authorities may call off from."""

    name = forms.CharField(
        max_length=160, widget=NO_AUTOCOMPLETE, error_messages={"required": "Enter a name."}
    )
    code = code_field()


class LotForm(forms.Form):
    """A supplier's place in a framework."""

    code = code_field()
    name = forms.CharField(max_length=160, required=False, widget=NO_AUTOCOMPLETE)
    supplier = forms.ModelChoiceField(
        queryset=Supplier.objects.none(), error_messages={"required": "Choose a supplier."}
    )
    ceiling_pence = PoundsField(
        label="Ceiling",
        required=False,
        help_text="The most that may be bought under it. Leave it empty for none.",
    )
    spent_pence = PoundsField(
        label="Spent elsewhere so far", initial=0, help_text="Awards made here are counted by themselves."
    )
    term_from = MonthField(label="Term starts in", error_messages={"required": "Enter the first month."})
    term_to = MonthField(
        label="Term ends before", help_text="The first month in which nothing may be ordered any more.",
        error_messages={"required": "Enter the month before which the term ends."},
    )  # fmt: skip
    entitled = RowsField(
        label="Who may buy under it?",
        queryset=ContractingAuthority.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Tick nobody to let all buy.",
    )

    def __init__(
        self,
        *args,
        suppliers: QuerySet[Supplier] | None,
        authorities: QuerySet[ContractingAuthority],
        **kwargs: Any,
    ) -> None:
        """suppliers: to choose from; None for a change, which keeps the supplier."""
        super().__init__(*args, **kwargs)
        self.fields["entitled"].queryset = authorities
        if suppliers is None:
            del self.fields["supplier"]
        else:
            self.fields["supplier"].queryset = suppliers

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("term_from") and data.get("term_to") and data["term_to"] <= data["term_from"]:
            self.add_error("term_to", "The term ends before it starts. Choose a later month.")
        return data
