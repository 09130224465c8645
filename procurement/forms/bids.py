"""Bids, their lines with price tiers, and discounts."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from assets.forms.rows import RowFormSet
from partners.inputs import RowsField
from procurement.actions.bids import tier_fault
from procurement.forms.figures import CountField, PercentField, PoundsField, UnitPriceField
from procurement.forms.months import MonthField
from procurement.models import BidLine, ContractingAuthority, Discount, Item, JointProcurement, Lot, Supplier


class ValidityForm(forms.Form):
    """The months in which a bid may be ordered from."""

    valid_from = MonthField(
        label="Orders from", required=False, help_text="Leave both empty for the whole time."
    )
    valid_to = MonthField(label="Orders until before", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end <= start:
            self.add_error("valid_to", "The validity ends before it starts. Choose a later month.")
        return data


class BidForm(ValidityForm):
    """Who bids, under which lot."""

    supplier = forms.ModelChoiceField(
        queryset=Supplier.objects.none(), error_messages={"required": "Choose a supplier."}
    )
    lot = forms.ModelChoiceField(
        label="Under the lot",
        queryset=Lot.objects.none(),
        required=False,
        help_text="None means a direct bid.",
    )
    field_order = ["supplier", "lot", "valid_from", "valid_to"]

    def __init__(self, *args, procurement: JointProcurement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].queryset = Supplier.objects.filter(owner=procurement.lead_id)
        self.fields["lot"].queryset = Lot.objects.filter(framework__owner=procurement.lead_id).select_related(
            "framework", "supplier"
        )
        self.fields["lot"].label_from_instance = lambda lot: f"{lot} ({lot.supplier})"


class BidLineForm(forms.Form):
    """The terms of an offer for one item; its price tiers are rows of their own."""

    item = forms.ModelChoiceField(
        queryset=Item.objects.none(), error_messages={"required": "Choose an item."}
    )
    tier_kind = forms.ChoiceField(
        label="A lower price applies to",
        choices=[
            ("all_units", "All units of the order"),
            ("incremental", "Only the units above the tier's start"),
        ],
        widget=forms.RadioSelect,
        initial=BidLine.TierKind.ALL_UNITS,
    )
    minimum = CountField(label="Minimum order", initial=0)
    multiple = CountField(label="Order multiple", least=1, initial=1)
    capacity_per_month = CountField(
        label="Most the supplier delivers a month", required=False, help_text="Leave it empty for no limit."
    )
    lead_months = CountField(label="Lead time in months", most=60, initial=0)
    own_volume = CountField(
        label="Volume of the existing contract", required=False,
        help_text="When the offer is somebody's contract: the procurement's volume limit is reckoned from it.",
    )  # fmt: skip
    valid_for = RowsField(
        label="Who may buy at this price?",
        queryset=ContractingAuthority.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Tick nobody to let all buy.",
    )

    def __init__(
        self, *args, procurement: JointProcurement, items: QuerySet[Item] | None, **kwargs: Any
    ) -> None:
        """items: to choose from; None for a change, which keeps the item."""
        super().__init__(*args, **kwargs)
        self.fields["valid_for"].queryset = ContractingAuthority.objects.filter(
            participations__procurement=procurement
        ).select_related("organisation")
        if items is None:
            del self.fields["item"]
        else:
            self.fields["item"].queryset = items


class TierForm(forms.Form):
    """A price from a quantity on."""

    from_quantity = CountField(
        label="From quantity",
        noun="a quantity",
        least=1,
        error_messages={"required": "Enter from which quantity."},
    )
    price_e4 = UnitPriceField(label="Price for one", error_messages={"required": "Enter the price for one."})


class TierFormSet(RowFormSet):
    """The price tiers of an offer, rising from 1."""

    form = TierForm
    none_given = "Enter at least one price."

    def clean(self) -> None:
        super().clean()
        if not any(self.errors):
            fault = tier_fault(self.tiers)
            if fault:
                raise forms.ValidationError(fault)

    @property
    def tiers(self) -> list[tuple[int, int]]:
        """(from_quantity, price_e4) of the rows filled in."""
        return [(row["from_quantity"], row["price_e4"]) for row in self.filled]


class DiscountForm(forms.Form):
    """A discount across lines once a threshold is reached in a financial year."""

    scope = forms.ChoiceField(label="Counts", choices=Discount.Scope.choices, initial=Discount.Scope.SUPPLIER)
    basis = forms.ChoiceField(label="By", choices=Discount.Basis.choices, initial=Discount.Basis.SPEND)
    threshold = PoundsField(
        label="From", help_text="Pounds, or units.", error_messages={"required": "Enter the threshold."}
    )
    permille = PercentField(label="Discount in per cent", error_messages={"required": "Enter the discount."})

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("basis") == Discount.Basis.QUANTITY and data.get("threshold") is not None:
            if data["threshold"] % 100:
                self.add_error("threshold", "A number of units is a whole number.")
            data["threshold"] //= 100
        return data

    def has_changed(self) -> bool:
        """A row counts once it has a figure: the two choices always hold something."""
        return bool({"threshold", "permille"} & set(self.changed_data))


class DiscountFormSet(RowFormSet):
    """The discounts of a bid; there may be none."""

    form = DiscountForm
    least = 0
